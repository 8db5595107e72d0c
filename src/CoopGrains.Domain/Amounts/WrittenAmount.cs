using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Amounts as Vietnamese sources write them: "2,49 tỷ đồng", "ước đạt trên 140 triệu USD", "30 học sinh".</summary>
/// <remarks>Comma is the decimal mark, dot groups thousands; nghìn 10³, triệu 10⁶, tỷ 10⁹; "trên" is a lower bound, "ước đạt" an estimate.</remarks>
public static partial class WrittenAmount
{
    private const int Longest = 100;

    private static readonly (string Word, string Unit)[] UnitWords =
    [
        ("đồng", "VND"), ("VND", "VND"), ("VNĐ", "VND"), ("USD", "USD"), ("đô la Mỹ", "USD"), ("kíp", "LAK"), ("LAK", "LAK"),
        ("học sinh", "person"), ("cán bộ", "person"), ("người", "person"), ("suất", "person"), ("cụm bản", "cluster"), ("khóa", "course"),
    ];

    /// <summary>Reads an amount; null when the words do not say one plainly. Nothing is guessed.</summary>
    public static Amount? Read(string words)
    {
        if (words.Length > Longest || words.Any(char.IsSurrogate))
            return null;
        var match = Form().Match(words.Normalize(NormalizationForm.FormC).Trim());
        if (!match.Success)
            return null;
        var digits = match.Groups["number"].Value;
        if (!Grouped().IsMatch(digits))
            return null;
        var number = decimal.Parse(digits.Replace(".", "", StringComparison.Ordinal).Replace(',', '.'), CultureInfo.InvariantCulture);
        var factor = match.Groups["factor"].Value switch { "nghìn" or "ngàn" => 1_000m, "triệu" => 1_000_000m, "tỷ" or "tỉ" => 1_000_000_000m, _ => 1m };
        var rest = match.Groups["unit"].Value.Trim();
        var unit = UnitWords.FirstOrDefault(pair => rest == pair.Word).Unit;
        if (unit is null)
            return null;
        return new()
        {
            Value = Units.Plain(number * factor),
            Unit = unit,
            Bound = match.Groups["bound"].Value switch
            {
                "trên" or "hơn" => Bound.AtLeast,
                "dưới" => Bound.AtMost,
                "khoảng" or "gần" => Bound.About,
                _ => Bound.Exact,
            },
            Estimate = match.Groups["lead"].Value.StartsWith("ước", StringComparison.Ordinal),
        };
    }

    /// <summary>The unit that words of a source mean; null when none is known by them.</summary>
    internal static string? UnitOf(string words) =>
        UnitWords.FirstOrDefault(pair => string.Equals(pair.Word, words, StringComparison.OrdinalIgnoreCase)).Unit;

    // One word for the bound at most: "trên dưới" is neither a lower nor an upper one.
    [GeneratedRegex(@"^(?:(?<lead>ước đạt|ước|đạt)\s+)?(?:(?<bound>trên|hơn|dưới|khoảng|gần)\s+)?"
        + @"(?<number>[0-9][0-9.,]*)\s*(?<factor>nghìn|ngàn|triệu|tỷ|tỉ)?\s+(?<unit>\D+)$")]
    private static partial Regex Form();

    [GeneratedRegex(@"^(?:[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,5}|0|[1-9][0-9]{0,17})(?:,[0-9]{1,6})?$")]
    private static partial Regex Grouped();
}
