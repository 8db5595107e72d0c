using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>Reads cells of files as people fill them in.</summary>
public static class WrittenCells
{
    /// <summary>An amount, or why there is none; see <see cref="CellAmount"/>.</summary>
    public static (Amount? Amount, Outcome.Refused? Refusal) Amount(string text, string? unit, string language) =>
        CellAmount.Read(text, unit, language);

    /// <summary>The unit of a word or code; null when none is known by it.</summary>
    public static string? Unit(string word) => CellAmount.UnitOf(word.Trim());

    /// <summary>A date, or why there is none; see <see cref="CellDate"/>.</summary>
    public static (PartialDate? Date, Outcome.Refused? Refusal) Date(string text, int? year, string language) =>
        CellDate.Read(text, year, language);
}
