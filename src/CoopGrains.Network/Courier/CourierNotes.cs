using System.Text.Json;
using System.Text.Json.Serialization;
using CoopGrains.Contracts;
using CoopGrains.Storage;

namespace CoopGrains.Network;

/// <summary>What the courier keeps beside its position: what receivers refused. Read by every process.</summary>
internal static partial class CourierNotes
{
    /// <summary>As kept.</summary>
    public static byte[] Write(IReadOnlyList<Undelivered> undelivered) =>
        JsonSerializer.SerializeToUtf8Bytes(new Notes { Undelivered = undelivered }, NotesJson.Default.Notes);

    /// <summary>What was kept; nothing where another build kept what this one does not read: it is told to people only.</summary>
    public static IReadOnlyList<Undelivered> Read(ViewCheckpoint? kept)
    {
        try
        {
            return kept is null ? [] : JsonSerializer.Deserialize(kept.Body.Span, NotesJson.Default.Notes)?.Undelivered ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    internal sealed record Notes
    {
        public IReadOnlyList<Undelivered> Undelivered { get; init; } = [];
    }

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(Notes))]
    internal sealed partial class NotesJson : JsonSerializerContext;
}
