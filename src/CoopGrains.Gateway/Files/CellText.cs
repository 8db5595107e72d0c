using System.Globalization;
using System.Text;
using CoopGrains.Contracts;

namespace CoopGrains.Gateway.Files;

/// <summary>How values stand in the cells of a file, so that they come back as they were.</summary>
internal static class CellText
{
    private const string Between = "; ";

    // What programs take for the beginning of a formula.
    private const string Formulas = "=+-@\t\r\n|\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>A text that no spreadsheet takes for a formula: an apostrophe stands before one that looks so.</summary>
    public static string Escaped(string text) => LooksLikeFormula(text) ? "'" + text : text;

    /// <summary>The text as it was before it was escaped.</summary>
    public static string Unescaped(string text) => text.StartsWith('\'') && LooksLikeFormula(text) ? text[1..] : text;

    /// <summary>An exact decimal that reads alike in every language: three digits behind a point could be thousands, four cannot.</summary>
    public static string Of(decimal value)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        return text.Length - text.IndexOf('.', StringComparison.Ordinal) == 4 && text.Length <= 7 && text[0] != '0' && text.Contains('.', StringComparison.Ordinal)
            ? text + "0"
            : text;
    }

    /// <summary>Ids in one cell.</summary>
    public static string Ids(IEnumerable<string> ids) => string.Join(Between, ids);

    /// <summary>The ids, or names, of a cell.</summary>
    public static ValueList<string> IdsOf(string text) =>
        text.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToValueList();

    /// <summary>Texts in one cell, a line for each; what is a line break in one of them is written <c>\n</c>.</summary>
    public static string Lines(IEnumerable<string> texts) => string.Join('\n', texts.Select(text => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)));

    /// <summary>The texts of a cell; none for an empty one.</summary>
    public static ValueList<string> LinesOf(string text) =>
        text.Length == 0 ? default : text.Split('\n').Select(LineOf).ToValueList();

    /// <summary>Named parts in one cell: <c>imports=atLeast:50000000; level:college=15</c>; a tilde stands behind an estimate.</summary>
    public static string Parts(ValueList<Part> parts) => string.Join(Between, parts.Select(part =>
        (part.Dimension is { } by ? EnumCodes.Of(by) + ":" : "") + part.Name + "="
        + (part.Amount.Bound == Bound.Exact ? "" : EnumCodes.Of(part.Amount.Bound) + ":")
        + Of(part.Amount.Value) + (part.Amount.Estimate ? "~" : "")));

    private static string LineOf(string line)
    {
        if (!line.Contains('\\', StringComparison.Ordinal))
            return line;
        var text = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            // A backslash that escapes nothing is one that somebody typed.
            var escapes = line[i] == '\\' && i + 1 < line.Length && line[i + 1] is '\\' or 'n';
            text.Append(!escapes ? line[i] : line[++i] == 'n' ? '\n' : '\\');
        }
        return text.ToString();
    }

    private static bool LooksLikeFormula(string text)
    {
        var rest = text.AsSpan().TrimStart('\'').TrimStart(' ');
        return rest.Length > 0 && Formulas.Contains(rest[0], StringComparison.Ordinal);
    }
}
