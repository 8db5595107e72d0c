using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CoopGrains.Network;

/// <summary>What a book says, whatever order its dictionaries are in.</summary>
internal static class BookText
{
    /// <summary>Equal for books that say the same.</summary>
    public static byte[] Digest(ViewBook book)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
            book.Write(writer);
        return SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Sorted(JsonNode.Parse(text.ToArray())), SortedJson.Default.JsonNode));
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members
            .OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}

[System.Text.Json.Serialization.JsonSerializable(typeof(JsonNode))]
internal sealed partial class SortedJson : System.Text.Json.Serialization.JsonSerializerContext;
