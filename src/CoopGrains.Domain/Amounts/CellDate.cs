using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Dates as people write them into the cells of a file: "8/2022", "tháng 8 năm 2022", "24-12-2025", "25-12", "2025-04".</summary>
/// <remarks>
/// Days stand before months; in an English file, where either may, what can be read in two ways is refused with both. A day without a
/// year takes that of the window's other end, marked as inferred, and is refused where that has none.
/// </remarks>
public static partial class CellDate
{
    private const int Longest = 40;

    /// <summary>Reads a cell.</summary>
    /// <param name="text">What it holds.</param>
    /// <param name="year">A year that the same row states for the window's other end; null when it states none.</param>
    /// <param name="language">The language of the file: "vi", "lo" or "en".</param>
    /// <returns>The date, or why there is none.</returns>
    public static (PartialDate? Date, Outcome.Refused? Refusal) Read(string text, int? year, string language)
    {
        if (text.Length > Longest || text.Any(char.IsSurrogate))
            return Invalid(text.Length > Longest ? text[..Longest] + "…" : text);
        var plain = WrittenNumber.WithPlainDigits(text.Normalize(NormalizationForm.FormC)).Trim();
        if (PartialDate.TryParse(plain, out var exact))
            return (exact, null);
        var match = Form().Match(plain);
        if (!match.Success)
            return Invalid(text);
        var hasYear = match.Groups["year"].Success;
        // A number by itself may be anything.
        if (!hasYear && !match.Groups["day"].Success)
            return Invalid(text);
        if (!match.Groups["month"].Success)
            return Of(hasYear ? Number(match, "year") : year, 0, 0, !hasYear, text);
        if (match.Groups["month"].Success && Number(match, "month") == 0)
            return Invalid(text);
        var (day, month) = (match.Groups["day"].Success ? Number(match, "day") : 0, Number(match, "month"));
        var years = hasYear ? Number(match, "year") : year;
        // With a word beside it a number is what the word says.
        var isPlain = !match.Groups["said"].Success;
        if (language == "en" && isPlain && day is > 0 and <= 12 && month <= 12 && day != month)
            return (null, Decision.Refuse(
                RefusalCodes.DateAmbiguous, ("words", text), ("first", Shown(years, month, day)), ("second", Shown(years, day, month))).Refusal);
        if (language == "en" && isPlain && month > 12 && day is > 0 and <= 12)
            (day, month) = (month, day);
        return Of(years, month, day, !hasYear, text);
    }

    private static (PartialDate? Date, Outcome.Refused? Refusal) Of(int? year, int month, int day, bool inferred, string text)
    {
        if (month > 12 || (month == 0 && day > 0))
            return Invalid(text);
        if (year is not { } stated)
            return (null, Decision.Refuse(RefusalCodes.YearMissing, ("words", text)).Refusal);
        if (stated is < 1 or > 9999 || day > (month == 0 ? 0 : DateTime.DaysInMonth(stated, month)))
            return Invalid(text);
        return (new() { Year = (short)stated, Month = (byte)month, Day = (byte)day, YearInferred = inferred }, null);
    }

    private static (PartialDate? Date, Outcome.Refused? Refusal) Invalid(string text) =>
        (null, Decision.Refuse(RefusalCodes.DateInvalid, ("words", text)).Refusal);

    private static string Shown(int? year, int month, int day) =>
        string.Create(CultureInfo.InvariantCulture, $"{(year is { } stated ? $"{stated:0000}-" : "")}{month:00}-{day:00}");

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:"
        + @"(?:(?:(?<said>ngày|ວັນທີ)\s*)?(?<day>[0-9]{1,2})\s*(?:[/.-]|(?<said>tháng|ເດືອນ))\s*)"
        + @"?(?:(?<said>tháng|ເດືອນ)\s*)?(?<month>[0-9]{1,2})(?:\s*(?:[/.-]|năm|ປີ)\s*(?<year>[0-9]{4}))?"
        + @"|(?:năm|ປີ)\s*(?<year>[0-9]{4})"
        + @")$", RegexOptions.IgnoreCase)]
    private static partial Regex Form();
}
