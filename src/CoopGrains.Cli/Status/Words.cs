using System.Globalization;
using CoopGrains.Contracts;

namespace CoopGrains.Cli.Status;

/// <summary>Values as words of a table. Missing is never zero, a bound is never exact.</summary>
internal static class Words
{
    public const string NoData = "no data";

    /// <summary>"≥ 140,000,000 USD, estimate"; "no data" when there is none.</summary>
    public static string Of(Amount? amount)
    {
        if (amount is null)
            return NoData;
        var bound = amount.Bound switch { Bound.AtLeast => "≥ ", Bound.AtMost => "≤ ", Bound.About => "≈ ", _ => "" };
        var value = amount.Value.ToString("#,0.############", CultureInfo.InvariantCulture);
        return $"{bound}{value} {amount.Unit}{(amount.Estimate ? ", estimate" : "")}";
    }

    /// <summary>A figure that may only be missing because nothing of its kind happened: a dash.</summary>
    public static string OrDash(Amount? amount) => amount is null ? "-" : Of(amount);

    /// <summary>"in force as stated" of <c>InForceAsStated</c>.</summary>
    public static string Of(Enum state) =>
        string.Concat(state.ToString().Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"))
            .TrimStart();

    /// <summary>"DB PSL ODX" of province ids.</summary>
    public static string Parties(IEnumerable<string> parties) =>
        string.Join(' ', parties.Select(party => party.Split('-')[^1].ToUpperInvariant()));

    /// <summary>What was reported, of what is counted or attested.</summary>
    public static string Reported(Commitment commitment, Figures figures)
    {
        if (figures.NoData)
            return NoData;
        return commitment.Measure == Measure.Attestation ? $"{figures.Entries} attested" : Of(figures.Reported);
    }
}
