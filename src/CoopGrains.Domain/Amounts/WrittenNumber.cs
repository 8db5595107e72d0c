using System.Globalization;
using System.Text.RegularExpressions;

namespace CoopGrains.Domain;

/// <summary>What figures with points and commas can mean.</summary>
/// <param name="Comma">As Vietnam writes them: the comma is the decimal mark, points group thousands. Null when they cannot be read so.</param>
/// <param name="Point">As English does: the point is the decimal mark, commas group thousands. Null when they cannot be read so.</param>
internal readonly partial record struct WrittenNumber(decimal? Comma, decimal? Point)
{
    /// <summary>The only reading, or the one both give; null when there is none, or they differ.</summary>
    public decimal? Only => Comma is null || Point is null || Comma == Point ? Comma ?? Point : null;

    /// <summary>True when both readings are possible and say different things.</summary>
    public bool IsAmbiguous => Comma is not null && Point is not null && Comma != Point;

    /// <summary>The readings of figures.</summary>
    public static WrittenNumber Of(string figures) => new(Read(figures), Read(Swapped(figures)));

    /// <summary>A text with the digits of Lao as those that are used everywhere.</summary>
    public static string WithPlainDigits(string text) => text.AsSpan().IndexOfAnyInRange('\u0ED0', '\u0ED9') < 0
        ? text
        : string.Create(text.Length, text, static (plain, from) =>
        {
            for (var i = 0; i < plain.Length; i++)
                plain[i] = from[i] is >= '\u0ED0' and <= '\u0ED9' ? (char)('0' + (from[i] - '\u0ED0')) : from[i];
        });

    private static decimal? Read(string figures) => Grouped().IsMatch(figures)
        ? decimal.Parse(figures.Replace(".", "", StringComparison.Ordinal).Replace(',', '.'), CultureInfo.InvariantCulture)
        : null;

    private static string Swapped(string figures) => string.Create(figures.Length, figures, static (swapped, from) =>
    {
        for (var i = 0; i < swapped.Length; i++)
            swapped[i] = from[i] switch { '.' => ',', ',' => '.', var other => other };
    });

    [GeneratedRegex(@"^(?:[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,5}|0|[1-9][0-9]{0,17})(?:,[0-9]{1,6})?$")]
    private static partial Regex Grouped();
}
