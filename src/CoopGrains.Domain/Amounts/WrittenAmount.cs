using System.Text;
using System.Text.RegularExpressions;
using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Amounts as Vietnamese sources write them: "2,49 tỷ đồng", "ước đạt trên 140 triệu USD", "30 học sinh".</summary>
/// <remarks>Comma is the decimal mark, dot groups thousands; nghìn 10³, triệu 10⁶, tỷ 10⁹; "trên" is a lower bound, "ước đạt" an estimate.</remarks>
public static partial class WrittenAmount
{
    private const int Longest = 100;

    /// <summary>Reads an amount; null when the words do not say one plainly. Nothing is guessed.</summary>
    public static Amount? Read(string words)
    {
        if (words.Length > Longest || words.Any(char.IsSurrogate))
            return null;
        var match = Form().Match(words.Normalize(NormalizationForm.FormC).Trim());
        if (!match.Success || WrittenNumber.Of(match.Groups["number"].Value).Comma is not { } number)
            return null;
        if (AmountWords.Unit(match.Groups["unit"].Value.Trim()) is not { } unit)
            return null;
        return new()
        {
            Value = Units.Plain(number * AmountWords.Factor(match.Groups["factor"].Value)),
            Unit = unit,
            Bound = AmountWords.Bound(match.Groups["bound"].Value),
            Estimate = match.Groups["lead"].Value.StartsWith("ước", StringComparison.Ordinal),
        };
    }

    // One word for the bound at most: "trên dưới" is neither a lower nor an upper one.
    [GeneratedRegex($@"^(?:(?<lead>{AmountWords.Leads})\s+)?(?:(?<bound>{AmountWords.Bounds})\s+)?"
        + $@"(?<number>[0-9][0-9.,]*)\s*(?<factor>{AmountWords.Factors})?\s+(?<unit>\D+)$")]
    private static partial Regex Form();
}
