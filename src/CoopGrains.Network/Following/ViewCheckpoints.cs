using System.Buffers;
using System.Buffers.Text;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CoopGrains.Contracts;
using CoopGrains.Storage;
using Microsoft.Extensions.Logging;

namespace CoopGrains.Network;

/// <summary>Keeps the view now and then, so that a start, or a reading of the past, folds only what came later.</summary>
/// <remarks>Caches: one that cannot be used is ignored.</remarks>
internal sealed partial class ViewCheckpoints(IBookStore store, PastMarks marks, ILogger<ViewCheckpoints> log)
{
    /// <summary>Under which the newest view is kept.</summary>
    internal const string Name = "view";
    private const int Schema = 4;
    private const int DigestLength = 2 * SHA256.HashSizeInBytes;

    // A start must not take the whole machine from the processes that serve beside it.
    private static readonly ParallelOptions AllButOne = new() { MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount - 1) };

    private int _lastLength;
    private long _lastSpacing;
    private long _unusable;

    private static ReadOnlySpan<byte> Beginning => "{\"schema\":"u8;

    /// <summary>The newest kept snapshot, or an empty one.</summary>
    public async Task<ViewSnapshot> ReadAsync(CancellationToken ct)
    {
        var head = await store.HeadAsync(ct);
        if (await ReadAsync(Name, head, null, ct) is { } kept)
            return kept;
        _unusable = await PositionAsync(head.Epoch, ct);
        return ViewSnapshot.Empty;
    }

    /// <summary>
    /// How far the newest kept snapshot goes, whichever process kept it; 0 for none, for one that this process could not use, and where the
    /// store cannot say.
    /// </summary>
    public async Task<long> NewestAsync(int epoch, CancellationToken ct)
    {
        try
        {
            var newest = await PositionAsync(epoch, ct);
            return newest == _unusable ? 0 : newest;
        }
        catch (StoreUnavailableException)
        {
            return 0;
        }
    }

    /// <summary>The last snapshot that was kept at a mark not behind a position, or an empty one.</summary>
    /// <param name="position">The position.</param>
    /// <param name="known">The view at another time, of which what is the same is taken over.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<ViewSnapshot> BeforeAsync(long position, ViewSnapshot known, CancellationToken ct)
    {
        var head = await store.HeadAsync(ct);
        for (var mark = marks.Before(position, head.Position); mark > 0; mark -= marks.Spacing(head.Position))
            if (await ReadAsync(marks.Name(mark), head, known, ct) is { } kept)
                return kept;
        return ViewSnapshot.Empty;
    }

    /// <summary>Keeps a snapshot; one with an unreadable book is not kept, so that a build that can read it folds it anew.</summary>
    public Task WriteAsync(ViewSnapshot snapshot, CancellationToken ct) => WriteAsync(Name, snapshot, ct);

    /// <summary>Keeps a snapshot of a mark, and lets go of marks that are none any more.</summary>
    public async Task WriteMarkAsync(ViewSnapshot snapshot, CancellationToken ct)
    {
        // At the first chance after they have moved apart: the very place may have been left out.
        var spacing = marks.Spacing(snapshot.Position);
        if (spacing != _lastSpacing)
            foreach (var dropped in marks.DroppedBefore(snapshot.Position))
                await StoreAsync(marks.Name(dropped), new(0, snapshot.Epoch, default), ct);
        _lastSpacing = spacing;
        if (marks.IsMark(snapshot.Position))
            await WriteAsync(marks.Name(snapshot.Position), snapshot, ct);
    }

    /// <summary>Keeps a snapshot of a mark that the journal has passed.</summary>
    public Task WriteAgainAsync(ViewSnapshot snapshot, CancellationToken ct) => WriteAsync(marks.Name(snapshot.Position), snapshot, ct);

    /// <summary>The text of a snapshot, and behind it the SHA-256 of that, as hex.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="length">About how long it will be: growing copies it.</param>
    internal static ReadOnlyMemory<byte> TextOf(ViewSnapshot snapshot, int length = 0)
    {
        var text = new ArrayBufferWriter<byte>(Math.Max(length + (length / 4), 4096));
        using (var writer = new Utf8JsonWriter(text, new JsonWriterOptions { SkipValidation = true }))
            Write(snapshot, writer);
        text.Write(Digest(text.WrittenSpan));
        return text.WrittenMemory;
    }

    /// <summary>The snapshot of a text; null when another build made it.</summary>
    /// <param name="kept">The text.</param>
    /// <param name="known">The view at another time, of which what is the same is taken over.</param>
    internal static ViewSnapshot? Read(ViewCheckpoint kept, ViewSnapshot? known = null)
    {
        if (IsOfAnotherBuild(kept.Body.Span))
            return null;
        var text = kept.Body[..Math.Max(0, kept.Body.Length - DigestLength)];
        // Books are decided on what is folded here, so it must be what was kept.
        if (!kept.Body.Span[text.Length..].SequenceEqual(Digest(text.Span)))
            throw new JsonException("it is not the text that was kept");
        var body = JsonSerializer.Deserialize(text.Span, CheckpointJson.Default.Body)!;
        var books = new ViewBook?[body.Books.Length];
        try
        {
            // Each thread shares what it has read: known only while the text is read, so all of it may be.
            Parallel.For(0, books.Length, AllButOne, () => new Sharing(int.MaxValue), (i, _, sharing) =>
            {
                books[i] = Read(body.Books[i], text.Span, known, sharing);
                return sharing;
            }, _ => { });
        }
        catch (AggregateException unreadable)
        {
            ExceptionDispatchInfo.Throw(unreadable.InnerExceptions[0]);
        }
        return Array.TrueForAll(books, book => book is not null)
            ? ViewSnapshot.From(books!, kept.Position, kept.Epoch, body.AsOf)
            : null;
    }

    private static ViewBook? Read(Kept one, ReadOnlySpan<byte> text, ViewSnapshot? known, Sharing sharing)
    {
        var key = BookKey.Parse(one.Key);
        var book = ViewBook.Read(
            key, new(one.Version, one.Ticks, ChainHash.Of(one.Hash)), one.Schema, one.State.In(text), one.Entries.In(text),
            known?.Books.GetValueOrDefault(key), sharing);
        // Whoever asks first would else sum one ledger after the other.
        foreach (var ledger in book?.Commitments.Ledgers.Values ?? [])
            if (!ViewBook.HasFew(ledger))
                _ = ledger.Tally;
        return book;
    }

    // Its first value, as every build writes it, tells.
    private static bool IsOfAnotherBuild(ReadOnlySpan<byte> text) =>
        text.StartsWith(Beginning) && !(Utf8Parser.TryParse(text[Beginning.Length..], out int schema, out _) && schema == Schema);

    private static byte[] Digest(ReadOnlySpan<byte> text) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(text)));

    private async Task<long> PositionAsync(int epoch, CancellationToken ct) =>
        (await store.ListCheckpointsAsync(ct)).FirstOrDefault(kept => kept.Name == Name && kept.Epoch == epoch)?.Position ?? 0;

    private async Task<ViewSnapshot?> ReadAsync(string name, StoreHead head, ViewSnapshot? known, CancellationToken ct)
    {
        if (await store.ReadCheckpointAsync(name, ct) is not { Position: > 0 } kept
            || kept.Epoch != head.Epoch || kept.Position > head.Position)
            return null;
        try
        {
            return Read(kept, known);
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidOperationException or ArgumentException
            or KeyNotFoundException)
        {
            NetworkLog.CheckpointUnreadable(log, kept.Position, unreadable);
            return null;
        }
    }

    private async Task WriteAsync(string name, ViewSnapshot snapshot, CancellationToken ct)
    {
        if (snapshot.Position == 0 || !snapshot.Unreadable.IsEmpty)
            return;
        var text = TextOf(snapshot, _lastLength);
        _lastLength = text.Length;
        await StoreAsync(name, new(snapshot.Position, snapshot.Epoch, text), ct);
    }

    private async Task StoreAsync(string name, ViewCheckpoint checkpoint, CancellationToken ct)
    {
        try
        {
            await store.WriteCheckpointAsync(name, checkpoint, ct);
        }
        catch (StoreUnavailableException unavailable)
        {
            NetworkLog.CheckpointNotKept(log, checkpoint.Position, unavailable);
        }
    }

    // Book by book and not as one value: the states of all books, each as a text, would be most of the memory while it lasts.
    private static void Write(ViewSnapshot snapshot, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("schema", Schema);
        if (snapshot.AsOf is { } asOf)
            writer.WriteString("asOf", asOf);
        writer.WriteStartArray("books");
        foreach (var book in snapshot.Books.Values)
        {
            writer.WriteStartObject();
            writer.WriteString("key", book.Key.ToString());
            writer.WriteNumber("version", book.Version);
            writer.WriteNumber("ticks", book.At.UtcTicks);
            writer.WriteString("hash", book.Hash);
            writer.WriteNumber("schema", book.SnapshotSchema);
            writer.WritePropertyName("state");
            book.WriteWithoutEntries(writer);
            writer.WritePropertyName("entries");
            PackedEntries.Write(writer, book.Commitments);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    internal sealed record Body(int Schema, DateTimeOffset? AsOf, Kept[] Books);

    internal sealed record Kept(
        string Key, long Version, long Ticks, string Hash, int Schema,
        [property: JsonConverter(typeof(PlaceOfJson))] Place State, [property: JsonConverter(typeof(PlaceOfJson))] Place Entries);

    /// <summary>Where a value lies in the text that is read: a copy of each would be garbage as large as the text.</summary>
    internal readonly record struct Place(int From, int To)
    {
        public ReadOnlySpan<byte> In(ReadOnlySpan<byte> text) => text[From..To];
    }

    /// <summary>Reads where a value lies, of a text that is read from one span.</summary>
    internal sealed class PlaceOfJson : JsonConverter<Place>
    {
        public override Place Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var from = checked((int)reader.TokenStartIndex);
            reader.Skip();
            return new(from, checked((int)reader.BytesConsumed));
        }

        public override void Write(Utf8JsonWriter writer, Place value, JsonSerializerOptions options) => throw new NotSupportedException();
    }

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(Body))]
    internal sealed partial class CheckpointJson : JsonSerializerContext;
}
