using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CoopGrains.Contracts;
using CoopGrains.Storage;
using Microsoft.Extensions.Logging;

namespace CoopGrains.Network;

/// <summary>Keeps the view now and then, so that a start folds only what came later. A cache: one that cannot be used is ignored.</summary>
internal sealed partial class ViewCheckpoints(IBookStore store, ILogger log)
{
    private const string Name = "view";
    private const int Schema = 2;

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
        var body = new Body(Schema, snapshot.AsOf, [.. snapshot.Books.Values.Select(book =>
            new Kept(book.Key.ToString(), book.Version, book.At.UtcTicks, book.SnapshotSchema, book.Write()))]);
        var text = JsonSerializer.Serialize(body, CheckpointJson.Default.Body);
        try
        {
            await store.WriteCheckpointAsync(Name, new(snapshot.Position, snapshot.Epoch, text), ct);
        }
        catch (StoreUnavailableException unavailable)
        {
            NetworkLog.CheckpointNotKept(log, snapshot.Position, unavailable);
        }
    }

    private static ViewSnapshot? Read(ViewCheckpoint kept)
    {
        // From bytes: reading a text would leave a buffer of three times its length in the process's pool.
        if (JsonSerializer.Deserialize(Encoding.UTF8.GetBytes(kept.Body), CheckpointJson.Default.Body) is not { Schema: Schema } body)
            return null;
        var sharing = new Sharing();
        var books = new List<ViewBook>(body.Books.Length);
        foreach (var one in body.Books)
        {
            if (ViewBook.Read(BookKey.Parse(one.Key), new(one.Version, one.Ticks, false), one.Schema, one.State, sharing) is not { } book)
                return null;
            books.Add(book);
        }
        return ViewSnapshot.From(books, kept.Position, kept.Epoch, body.AsOf);
    }

    internal sealed record Body(int Schema, DateTimeOffset? AsOf, Kept[] Books);

    internal sealed record Kept(string Key, long Version, long Ticks, int Schema, [property: JsonConverter(typeof(JsonAsItIs))] string State);

    /// <summary>Puts JSON within JSON as it is: as a text of its own, every quotation mark in it would become six characters.</summary>
    internal sealed class JsonAsItIs : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var json = JsonDocument.ParseValue(ref reader);
            return json.RootElement.GetRawText();
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value, skipInputValidation: true);
    }

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(Body))]
    internal sealed partial class CheckpointJson : JsonSerializerContext;
}
