using System.Text.RegularExpressions;

namespace CoopGrains.Contracts;

/// <summary>What commitments of one indicator, unit and measure come to together. No sum mixes units.</summary>
public sealed record NetworkFigure
{
    /// <summary>Names it, such as <c>students:person:sum</c>; ask for a cell's entries by <see cref="FigureId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>What is measured.</summary>
    [CodeOf(Vocabulary.Indicator)] public required string Indicator { get; init; }

    /// <summary>The unit; null for attestations.</summary>
    [CodeOf(Vocabulary.Unit)] public string? Unit { get; init; }

    /// <summary>How entries make one figure.</summary>
    public required Measure Measure { get; init; }

    /// <summary>How many commitments it covers.</summary>
    public required int Commitments { get; init; }

    /// <summary>Over all entries, in or out of target periods; its target is null, for targets belong to periods.</summary>
    public required FigureCell Overall { get; init; }

    /// <summary>By target period, in order; "outside" last, when entries lie in no period.</summary>
    public required ValueList<FigureCell> Periods { get; init; }
}

/// <summary>A figure in one period. Without data it is null, never 0; bounds and estimates survive summing.</summary>
public sealed record FigureCell
{
    /// <summary>The period as text, "outside", or null for all.</summary>
    public string? Period { get; init; }

    /// <summary>The sum of the targets.</summary>
    public Amount? Target { get; init; }

    /// <summary>Reported, confirmed or disputed entries, at the reporters' figures.</summary>
    public Amount? Reported { get; init; }

    /// <summary>Confirmed entries.</summary>
    public Amount? Confirmed { get; init; }

    /// <summary>Disputed entries; part of reported.</summary>
    public Amount? Disputed { get; init; }

    /// <summary>Entries nobody has answered in full; part of reported.</summary>
    public Amount? Awaiting { get; init; }

    /// <summary>How many entries count here.</summary>
    public required int Entries { get; init; }

    /// <summary>True when none does.</summary>
    public required bool NoData { get; init; }

    /// <summary>How many targets here are overdue.</summary>
    public required int Overdue { get; init; }
}

/// <summary>How figures are named when asking for their entries.</summary>
/// <remarks>
/// Of a commitment: <c>program/db-lpb-scholarship:places:2025:confirmed</c> (book, commitment, period or <c>all</c>, kind).
/// Of the network: <c>students:person:sum:2025:confirmed</c> (indicator, unit or <c>-</c>, measure, period or <c>all</c>, kind), with
/// <c>@province=la-lpb</c>, <c>@shared=la-lpb</c>, <c>@area=…</c>, <c>@side=…</c>, <c>@agreement=…</c>, <c>@period=…</c> or
/// <c>@state=…</c> behind it for a group. Period and kind may be left out together, which means <c>all:reported</c>, so that the id of
/// a <see cref="NetworkFigure"/> is one too. The kind is reported, confirmed, disputed or awaiting.
/// </remarks>
public static partial class FigureId
{
    /// <summary>The form of an id, as a regular expression.</summary>
    public const string Pattern =
        "^((province|agreement|program)/" + Id + ":" + Id + Cell
        + "|" + Id + ":([a-z]{2,30}|[A-Z]{3}|-):[a-zA-Z]{2,30}" + Cell + Group + ")$";

    private const string Id = "[a-z0-9-]{2,64}";
    private const string Date = "[0-9]{4}\\??(-[0-9]{2}){0,2}";
    private const string Cell =
        "(:(all|outside|" + Date + "(/(" + Date + "|\\.\\.))?):(reported|confirmed|disputed|awaiting))?";
    private const string Group = "(@(province|shared|area|side|agreement|period|state)=[^@]{1,200})?";

    /// <summary>True for a text of the form; whether there is such a figure is another question.</summary>
    public static bool IsOne(string text) => Form().IsMatch(text);

    /// <summary>The id of one cell's figure.</summary>
    /// <param name="figure">The id of a <see cref="NetworkFigure"/>, or book and commitment joined by a colon.</param>
    /// <param name="period">The period as text, or null for all.</param>
    /// <param name="kind">reported, confirmed, disputed or awaiting.</param>
    public static string Of(string figure, string? period, string kind)
    {
        var at = figure.IndexOf('@');
        var (name, scope) = at < 0 ? (figure, "") : (figure[..at], figure[at..]);
        return $"{name}:{period ?? "all"}:{kind}{scope}";
    }

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
