using System.Text.Json;

namespace CoopGrains.Dashboard.History;

/// <summary>What an event holds, a row for each value, with what was there before where the event says so.</summary>
public static class EventRows
{
    private const string Before = "before";
    private const int Most = 60;

    private static readonly string[] Reasons = ["reason", "note", "findings"];

    private static readonly string[] Left = ["schema", "book", "at", "by"];

    /// <summary>Why, in the words of who acted; null when the event gives no reason.</summary>
    public static string? ReasonOf(JsonElement content) => Reasons.Select(name => Said(content, name))
        .Append(content.TryGetProperty("by", out var by) && by.ValueKind == JsonValueKind.Object ? Said(by, "reason") : null)
        .FirstOrDefault(said => !string.IsNullOrEmpty(said));

    /// <summary>The rows.</summary>
    public static IReadOnlyList<EventRow> Of(JsonElement content)
    {
        var rows = new List<EventRow>();
        Walk("", content, null, rows);
        return [.. rows.Where(row => row.After != (row.Before ?? "")).Take(Most)];
    }

    private static void Walk(string path, JsonElement now, JsonElement? was, List<EventRow> rows)
    {
        switch (now.ValueKind)
        {
            case JsonValueKind.Object:
                Members(path, now, was, rows);
                break;
            case JsonValueKind.Array when now.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Object):
                var i = 0;
                foreach (var item in now.EnumerateArray())
                {
                    var other = was is { ValueKind: JsonValueKind.Array } old && i < old.GetArrayLength() ? old[i] : (JsonElement?)null;
                    Walk($"{path} {++i}", item, other, rows);
                }
                break;
            case JsonValueKind.Null:
                break;
            default:
                rows.Add(new(path.Trim(), was is { } earlier ? Text(earlier) : null, Text(now)));
                break;
        }
    }

    private static void Members(string path, JsonElement now, JsonElement? was, List<EventRow> rows)
    {
        // What was before stands beside what it became: under its own name, or as the one member of the same kind.
        JsonElement? before = now.TryGetProperty(Before, out var told) && told.ValueKind != JsonValueKind.Null ? told : null;
        var became = before is { } known
            ? now.EnumerateObject().Where(member => member.Name != Before && member.Value.ValueKind == known.ValueKind)
                .OrderByDescending(member => Alike(member.Value, known)).Select(member => member.Name).FirstOrDefault()
            : null;
        foreach (var member in now.EnumerateObject())
        {
            if (member.Name == Before || (path.Length == 0 && (Left.Contains(member.Name) || Reasons.Contains(member.Name))))
                continue;
            var other = member.Name == became ? before
                : was is { ValueKind: JsonValueKind.Object } old && old.TryGetProperty(member.Name, out var earlier) ? earlier : (JsonElement?)null;
            Walk($"{path} {member.Name}", member.Value, other, rows);
        }
    }

    private static int Alike(JsonElement one, JsonElement other) => one.ValueKind != JsonValueKind.Object ? 0
        : one.EnumerateObject().Count(member => other.TryGetProperty(member.Name, out _));

    private static string? Said(JsonElement content, string name) =>
        content.TryGetProperty(name, out var said) && said.ValueKind == JsonValueKind.String ? said.GetString() : null;

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Text)),
        _ => value.GetRawText(),
    };
}

/// <summary>One value of an event.</summary>
/// <param name="Path">Its name, behind those of what it is in.</param>
/// <param name="Before">What was there; null where the event does not say.</param>
/// <param name="After">What is there now.</param>
public sealed record EventRow(string Path, string? Before, string After);
