using System.Text;
using System.Text.Json;

namespace Gateway.Tests.Fuzz;

/// <summary>Makes bodies out of the published shapes: near enough to be read, and wrong somewhere, more often than not.</summary>
internal sealed class HostileBodies(JsonElement document, Random chance)
{
    private const int Deepest = 8;

    /// <summary>The bytes of a body with this shape.</summary>
    public byte[] Of(JsonElement schema)
    {
        var text = new StringBuilder();
        // Half of all bodies are to get past the reading.
        Write(text, schema, 0, chance.Next(2) == 0 ? 0 : 0.12);
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        return chance.Next(40) switch
        {
            0 => bytes[..chance.Next(bytes.Length)],
            1 => [0xEF, 0xBB, 0xBF, .. bytes],
            2 => [.. bytes, .. bytes],
            3 => Struck(bytes, (byte)chance.Next(256)),
            4 => Struck(bytes, 0xFF),
            _ => bytes,
        };
    }

    private byte[] Struck(byte[] bytes, byte by)
    {
        bytes[chance.Next(bytes.Length)] = by;
        return bytes;
    }

    private void Write(StringBuilder text, JsonElement schema, int depth, double wrong, string name = "")
    {
        if (chance.NextDouble() < wrong)
            text.Append(Any(HostileValues.Json));
        else if (schema.TryGetProperty("$ref", out var reference))
            Write(text, document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]),
                depth, wrong, name);
        else if (Choices(schema) is { } choices)
            Write(text, choices[chance.Next(choices.GetArrayLength())], depth, wrong, name);
        else if (schema.TryGetProperty("enum", out var named))
            text.Append(named[chance.Next(named.GetArrayLength())].GetRawText());
        else
            WriteTyped(text, schema, depth, wrong, name);
    }

    private void WriteTyped(StringBuilder text, JsonElement schema, int depth, double wrong, string name)
    {
        switch (TypeOf(schema))
        {
            case "object" when depth > Deepest:
                text.Append("{}");
                break;
            case "object":
                WriteObject(text, schema, depth, wrong);
                break;
            case "array":
                WriteArray(text, schema, depth, wrong, name);
                break;
            case "boolean":
                text.Append(chance.Next(2) == 0 ? "true" : "false");
                break;
            case "integer" or "number":
                text.Append(chance.Next(4) == 0 ? chance.Next() : chance.Next(4));
                break;
            case "null":
                text.Append("null");
                break;
            default:
                text.Append('"').Append(Any(chance.Next(5) > 0 && HostileValues.ByName(name) is { } fitting ? fitting
                    : HostileValues.Plausible)).Append('"');
                break;
        }
    }

    private void WriteObject(StringBuilder text, JsonElement schema, int depth, double wrong)
    {
        var members = new List<(string Name, JsonElement? Schema)>();
        var required = schema.TryGetProperty("required", out var names)
            ? names.EnumerateArray().Select(name => name.GetString()!).ToHashSet() : [];
        if (schema.TryGetProperty("properties", out var properties))
            foreach (var property in properties.EnumerateObject())
                if (chance.NextDouble() < (required.Contains(property.Name) ? 1 - (wrong / 2) : 0.12))
                    members.Add((property.Name, property.Value));
        if (schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.Object)
            for (var i = chance.Next(3); i > 0; i--)
                members.Add((Any(HostileValues.Plausible), more));
        if (chance.NextDouble() < wrong && members.Count > 0)
            members.Add(members[chance.Next(members.Count)]);
        if (chance.NextDouble() < wrong)
            members.Add((Any(HostileValues.Members), null));
        text.Append('{');
        for (var i = 0; i < members.Count; i++)
        {
            text.Append(i == 0 ? "" : ",").Append('"').Append(members[i].Name).Append("\":");
            if (members[i].Schema is { } shape)
                Write(text, shape, depth + 1, wrong, members[i].Name);
            else
                text.Append(Any(HostileValues.Json));
        }
        text.Append('}');
    }

    private void WriteArray(StringBuilder text, JsonElement schema, int depth, double wrong, string name)
    {
        text.Append('[');
        if (depth <= Deepest && schema.TryGetProperty("items", out var items))
            for (var (i, count) = (0, chance.Next(4)); i < count; i++)
            {
                text.Append(i == 0 ? "" : ",");
                Write(text, items, depth + 1, wrong, name);
            }
        text.Append(']');
    }

    private string Any(string[] values) => values[chance.Next(values.Length)];

    private static JsonElement? Choices(JsonElement schema)
    {
        foreach (var choice in (string[])["oneOf", "anyOf", "allOf"])
            if (schema.TryGetProperty(choice, out var choices))
                return choices;
        return null;
    }

    private string? TypeOf(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? "object"
        : type.ValueKind == JsonValueKind.Array ? type[chance.Next(type.GetArrayLength())].GetString() : type.GetString();
}
