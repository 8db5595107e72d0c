using System.CommandLine;
using System.Text.Json;

namespace CoopGrains.Cli.Commands;

/// <summary>What a command did, for people or for scripts.</summary>
internal static class JsonOutput
{
    // People read it too.
    private static readonly JsonSerializerOptions Form = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Option<bool> Option(string description = "Print what was done as JSON") => new("--json") { Description = description };

    /// <summary>One line with these members.</summary>
    public static string Of(params ReadOnlySpan<(string Name, object? Value)> members)
    {
        var all = new Dictionary<string, object?>();
        foreach (var (name, value) in members)
            all.Add(name, value);
        return JsonSerializer.Serialize(all, Form);
    }
}
