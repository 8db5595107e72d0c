using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Amounts as people write them into the cells of a file: "2,49 tỷ đồng", "1.234,5", "hơn 50", "໓໐ ຄົນ".</summary>
/// <remarks>
/// Beside Vietnamese words, and in a Vietnamese file, the comma is the decimal mark. Elsewhere figures that can be read in two ways are
/// refused with both; nothing is guessed. "1.2340" and "2490000000" read alike in every language, and are what exports write.
/// </remarks>
public static partial class CellAmount
{
    private const int Longest = 100;
    private const string LaoPersons = "ຄົນ";

    private const string AllBounds = AmountWords.Bounds + "|ít nhất|tối thiểu|nhiều nhất|tối đa|at least|more than|over|at most|less than"
        + "|under|about|around|nearly|ຢ່າງໜ້ອຍ|ຫຼາຍກວ່າ|ຢ່າງຫຼາຍ|ບໍ່ເກີນ|ປະມານ|≥|>|≤|<|~|≈";

    /// <summary>Reads a cell.</summary>
    /// <param name="text">What it holds.</param>
    /// <param name="unit">The unit where the cell names none; null when nobody says.</param>
    /// <param name="language">The language of the file: "vi", "lo" or "en".</param>
    /// <returns>The amount, or why there is none.</returns>
    public static (Amount? Amount, Outcome.Refused? Refusal) Read(string text, string? unit, string language)
    {
        if (text.Length > Longest || text.Any(char.IsSurrogate))
            return NotUnderstood(text.Length > Longest ? text[..Longest] + "…" : text);
        var plain = WrittenNumber.WithPlainDigits(text.Normalize(NormalizationForm.FormC)).Trim();
        var match = Form().Match(plain);
        if (!match.Success)
            return NotUnderstood(text);
        var (lead, bound, factor) = (match.Groups["lead"].Value, match.Groups["bound"].Value, match.Groups["factor"].Value);
        var named = match.Groups["unit"].Value.Trim();
        if ((named.Length == 0 ? unit : UnitOf(named)) is not { } counted)
            return NotUnderstood(text);
        var readings = WrittenNumber.Of(match.Groups["number"].Value);
        if (IsVietnamese(lead, bound, factor, named))
            readings = new(readings.Comma, null);
        else if (readings.IsAmbiguous && language == "vi")
            readings = new(readings.Comma, null);
        if (readings.IsAmbiguous)
            return (null, Decision.Refuse(
                RefusalCodes.NumberAmbiguous, ("words", text),
                ("first", Shown(readings.Comma!.Value * AmountWords.Factor(factor))),
                ("second", Shown(readings.Point!.Value * AmountWords.Factor(factor)))).Refusal);
        if (readings.Only is not { } number)
            return NotUnderstood(text);
        return (new()
        {
            Value = Units.Plain(number * AmountWords.Factor(factor)),
            Unit = counted,
            Bound = AmountWords.Bound(bound),
            Estimate = lead.StartsWith("ước", StringComparison.Ordinal) || lead == "estimated",
        }, null);
    }

    private static (Amount? Amount, Outcome.Refused? Refusal) NotUnderstood(string text) =>
        (null, Decision.Refuse(RefusalCodes.AmountNotUnderstood, ("words", text)).Refusal);

    /// <summary>The unit of a word or code; null when none is known by it.</summary>
    public static string? UnitOf(string named) => AmountWords.NearUnit(named)
        ?? (Units.ScaleOf(named) is not null ? named
        : Units.ScaleOf(named.ToUpperInvariant()) is not null ? named.ToUpperInvariant()
        : named == LaoPersons ? "person" : null);

    // A word that Vietnamese alone has; currencies are no language.
    private static bool IsVietnamese(string lead, string bound, string factor, string unit) =>
        Vietnamese().IsMatch($"{lead} {bound} {factor} {unit}");

    private static string Shown(decimal value) => Units.Plain(value).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex($@"^(?:(?<lead>{AmountWords.Leads}|ước tính|estimated)\s+)?(?:(?<bound>{AllBounds})\s*)?"
        + $@"(?<number>[0-9][0-9.,]*)\s*(?<factor>{AmountWords.Factors}|thousand|million|billion|ພັນ|ລ້ານ|ຕື້)?\s*(?<unit>\D*)$")]
    private static partial Regex Form();

    [GeneratedRegex($@"(?:^|\s)(?:{AmountWords.Leads}|ước tính|{AmountWords.Bounds}|ít nhất|tối thiểu|nhiều nhất|tối đa|{AmountWords.Factors}"
        + @"|đồng|đô la Mỹ|kíp|học sinh|cán bộ|người|suất|cụm bản|khóa)(?:\s|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Vietnamese();
}
