using System.Text.RegularExpressions;

namespace EndToEnd.Tests.Operations;

/// <summary>Which metrics and labels an expression names. That it is one at all is for promtool to say.</summary>
internal static partial class PromQl
{
    private static readonly HashSet<string> Words =
        ["and", "or", "unless", "bool", "offset", "by", "without", "on", "ignoring", "group_left", "group_right", "inf", "nan"];

    /// <summary>The metrics, each once.</summary>
    public static IReadOnlyList<string> Metrics(string expression)
    {
        // What is left without texts, durations, matchers and lists of labels: metrics, functions, words and numbers.
        var bare = Lists().Replace(Matchers().Replace(Durations().Replace(Texts().Replace(expression, "\"\""), ""), ""), " ");
        return [.. Names().Matches(bare).Select(name => name.Value).Where(name => !Words.Contains(name.ToLowerInvariant())).Distinct()];
    }

    /// <summary>The labels that are matched or grouped by.</summary>
    public static IReadOnlyList<string> Labels(string expression)
    {
        var plain = Texts().Replace(expression, "\"\"");
        return
        [
            .. Matched().Matches(plain).Select(label => label.Groups[1].Value)
                .Concat(Lists().Matches(plain).SelectMany(list =>
                    list.Groups[1].Value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)))
                .Distinct(),
        ];
    }

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"
        """)]
    private static partial Regex Texts();

    [GeneratedRegex(@"\[[^\]]*\]|\b\d+(?:ms|[smhdwy])\b")]
    private static partial Regex Durations();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Matchers();

    [GeneratedRegex(@"\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)")]
    private static partial Regex Lists();

    [GeneratedRegex(@"([a-zA-Z_]\w*)\s*(?:=~|!~|!=|=)\s*""")]
    private static partial Regex Matched();

    [GeneratedRegex(@"(?<![\w:.])[a-zA-Z_:][\w:]*\b(?!\s*\()")]
    private static partial Regex Names();
}
