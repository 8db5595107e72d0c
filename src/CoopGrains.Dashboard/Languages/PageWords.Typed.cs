using System.Globalization;
using CoopGrains.Contracts;

namespace CoopGrains.Dashboard.Languages;

/// <summary>Values as they stand in fields, so that they are read as they were however the field comes back.</summary>
public sealed partial class PageWords
{
    /// <summary>An amount without its unit; never one that can be read in two ways.</summary>
    public string Typed(Amount amount)
    {
        var number = amount.Value.ToString(CultureInfo.InvariantCulture);
        // Three digits behind a mark could be thousands, four cannot.
        if (number.Length - number.IndexOf('.', StringComparison.Ordinal) == 4 && number.Contains('.', StringComparison.Ordinal))
            number += "0";
        var bound = amount.Bound switch { Bound.AtLeast => "≥ ", Bound.AtMost => "≤ ", Bound.About => "≈ ", _ => "" };
        return (amount.Estimate ? "estimated " : "") + bound + number.Replace(".", _numbers.NumberDecimalSeparator, StringComparison.Ordinal);
    }

    /// <summary>A date.</summary>
    public string Typed(PartialDate date) => Language == "en" || date.YearInferred ? date.ToString() : (date.Month, date.Day) switch
    {
        (0, _) => $"{date.Year:0000}",
        (_, 0) => $"{date.Month:00}/{date.Year:0000}",
        _ => $"{date.Day:00}/{date.Month:00}/{date.Year:0000}",
    };
}
