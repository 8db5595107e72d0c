using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using CoopGrains.Contracts;
using CoopGrains.Storage;
using Microsoft.Extensions.Logging;

namespace CoopGrains.Network;

/// <summary>Keeps the view now and then, so that a start folds only what came later. A cache: one that cannot be used is ignored.</summary>
internal sealed partial class ViewCheckpoints(IBookStore store, ILogger log)
{
    /// <summary>Under which the view is kept.</summary>
    internal const string Name = "view";
    private const int Schema = 2;

    private int _lastLength;

    /// <summary>The newest kept snapshot, or an empty one.</summary>
    public async Task<ViewSnapshot> ReadAsync(CancellationToken ct)
    {
        if (await store.ReadCheckpointAsync(Name, ct) is not { } kept)
            return ViewSnapshot.Empty;
        var head = await store.HeadAsync(ct);
        if (kept.Epoch != head.Epoch || kept.Position > head.Position)
            return ViewSnapshot.Empty;
        try
        {
            return Read(kept) ?? ViewSnapshot.Empty;
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            NetworkLog.CheckpointUnreadable(log, kept.Position, unreadable);
            return ViewSnapshot.Empty;
        }
    }

    /// <summary>Keeps a snapshot; one with an unreadable book is not kept, so that a build that can read it folds it anew.</summary>
    public async Task WriteAsync(ViewSnapshot snapshot, CancellationToken ct)
    {
        if (snapshot.Position == 0 || !snapshot.Unreadable.IsEmpty)
            return;
        var text = TextOf(snapshot, _lastLength);
        _lastLength = text.Length;
        try
        {
            await store.WriteCheckpointAsync(Name, new(snapshot.Position, snapshot.Epoch, text), ct);
        }
        catch (StoreUnavailableException unavailable)
        {
            NetworkLog.CheckpointNotKept(log, snapshot.Position, unavailable);
        }
    }

    /// <summary>The text of a snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="length">About how long it will be: growing copies it.</param>
    internal static ReadOnlyMemory<byte> TextOf(ViewSnapshot snapshot, int length = 0)
    {
        var text = new ArrayBufferWriter<byte>(Math.Max(length + (length / 4), 4096));
        using (var writer = new Utf8JsonWriter(text, new JsonWriterOptions { SkipValidation = true }))
            Write(snapshot, writer);
        return text.WrittenMemory;
    }

    /// <summary>The snapshot of a text; null when another build made it.</summary>
    internal static ViewSnapshot? Read(ViewCheckpoint kept)
    {
        if (JsonSerializer.Deserialize(kept.Body.Span, CheckpointJson.Default.Body) is not { Schema: Schema } body)
            return null;
        // Known only while the text is read, so all of it may be.
        var sharing = new Sharing(int.MaxValue);
        var books = new List<ViewBook>(body.Books.Length);
        foreach (var one in body.Books)
        {
            var state = kept.Body.Span[one.State.From..one.State.To];
            if (ViewBook.Read(BookKey.Parse(one.Key), new(one.Version, one.Ticks, false), one.Schema, state, sharing) is not { } book)
                return null;
            books.Add(book);
        }
        return ViewSnapshot.From(books, kept.Position, kept.Epoch, body.AsOf);
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
            writer.WriteNumber("schema", book.SnapshotSchema);
            writer.WritePropertyName("state");
            book.Write(writer);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    internal sealed record Body(int Schema, DateTimeOffset? AsOf, Kept[] Books);

    internal sealed record Kept(string Key, long Version, long Ticks, int Schema, [property: JsonConverter(typeof(PlaceOfJson))] Place State);

    /// <summary>Where a value lies in the text that is read: a copy of each would be garbage as large as the text.</summary>
    internal readonly record struct Place(int From, int To);

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
