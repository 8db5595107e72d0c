using System.Text.Encodings.Web;
using System.Text.Json;
using CoopGrains.Cli.Site;
using CoopGrains.Contracts;

namespace CoopGrains.Cli.Status;

/// <summary>What a reader sees of the network, as the site answers it.</summary>
internal sealed record NetworkPicture
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The answer of <c>/v1/network/status</c>.</summary>
    public required JsonElement Status { get; init; }

    /// <summary>The provinces.</summary>
    public required IReadOnlyList<JsonElement> Provinces { get; init; }

    /// <summary>The agreements.</summary>
    public required IReadOnlyList<JsonElement> Agreements { get; init; }

    /// <summary>The programs with their commitments.</summary>
    public required IReadOnlyList<JsonElement> Programs { get; init; }

    /// <summary>Asks the site.</summary>
    public static async Task<NetworkPicture> TakeAsync(SiteClient site, Actor reader, CancellationToken ct)
    {
        var programs = await ListAsync(site, reader, "/v1/programs", ct);
        var full = new List<JsonElement>();
        foreach (var program in programs)
            full.Add(await site.RequireAsync(reader, "/v1/programs/" + IdOf(program), ct));
        return new()
        {
            Status = await site.RequireAsync(reader, "/v1/network/status", ct),
            Provinces = await ListAsync(site, reader, "/v1/provinces", ct),
            Agreements = await ListAsync(site, reader, "/v1/agreements", ct),
            Programs = full,
        };
    }

    /// <summary>One of the items as its type.</summary>
    public static T As<T>(JsonElement item) => item.Deserialize<T>(Web)!;

    /// <summary>All of it as JSON.</summary>
    public void WriteTo(Stream output)
    {
        using var writer = new Utf8JsonWriter(output, Indented);
        writer.WriteStartObject();
        writer.WritePropertyName("status");
        Status.WriteTo(writer);
        foreach (var (name, items) in (ReadOnlySpan<(string, IReadOnlyList<JsonElement>)>)
            [("provinces", Provinces), ("agreements", Agreements), ("programs", Programs)])
        {
            writer.WriteStartArray(name);
            foreach (var item in items)
                item.WriteTo(writer);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    private static string IdOf(JsonElement item) => item.GetProperty("book").GetString()!.Split('/')[1];

    private static async Task<List<JsonElement>> ListAsync(SiteClient site, Actor reader, string path, CancellationToken ct)
    {
        var items = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var from = cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor);
            var page = await site.RequireAsync(reader, $"{path}?limit=200{from}", ct);
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.String ? next.GetString() : null;
        }
        while (cursor is not null);
        return items;
    }
}
