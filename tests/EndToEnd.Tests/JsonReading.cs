using System.Text.Json;

namespace EndToEnd.Tests;

/// <summary>Short ways into a JSON answer.</summary>
internal static class JsonReading
{
    /// <summary>The member at a path; undefined when there is none.</summary>
    public static JsonElement At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            if (!element.TryGetProperty(name, out element)) return default;
        return element;
    }

    public static int Int(this JsonElement element, string name) => element.GetProperty(name).GetInt32();

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}
