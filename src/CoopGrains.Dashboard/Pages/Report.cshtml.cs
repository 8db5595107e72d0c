using System.Text.RegularExpressions;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Site;
using Microsoft.AspNetCore.Http;

namespace CoopGrains.Dashboard.Pages;

/// <summary>The papers of two parties for their talks, to be printed.</summary>
public sealed partial class ReportPage : ListPage
{
    /// <inheritdoc/>
    public override string Section => "supervision";

    /// <summary>The first party.</summary>
    public string One => PartyIn("one") ?? "vn-db";

    /// <summary>The second party; empty until it is chosen.</summary>
    public string Other => PartyIn("other") ?? "";

    /// <summary>What is told of; null for all.</summary>
    public Window? Period { get; private set; }

    /// <summary>True when what was given as a period is none.</summary>
    public bool PeriodWrong { get; private set; }

    /// <summary>The report; null until two parties are chosen.</summary>
    public TalksReport? Told { get; private set; }

    /// <summary>What is quoted, once each, in the order of the report.</summary>
    public IReadOnlyList<Provenance> Sources { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public void OnGet()
    {
        (Period, PeriodWrong) = Read(Asked("from"), Asked("to"));
        Told = PeriodWrong ? null : Reading.TalksReport(One, Other, Period, Actor, Site.Today);
        Title = Told is null ? Words["report.title"] : $"{Words["report.title"]}: {Party(One)} – {Party(Other)}";
        Sources = [.. Told?.Commitments.Items.SelectMany(line => line.Commitment.Commitment.Sources).Where(source => source.Quote is not null).Distinct() ?? []];
    }

    /// <summary>The number of a source in the list at the end.</summary>
    public IEnumerable<int> NumbersOf(IEnumerable<Provenance> sources) => sources.Where(source => source.Quote is not null).Distinct()
        .Select(source => Sources.Index().First(known => known.Item == source).Index + 1).Order();

    /// <summary>The address of the same entries as a file.</summary>
    public string FileOf(string format) => "/v1/exports" + QueryString.Create(new Dictionary<string, string?>
    {
        ["format"] = format,
        ["lang"] = Words.Language,
        ["province"] = Other,
        ["partner"] = One,
        ["period"] = Period is { } asked ? asked.From == asked.To ? $"{asked.From}" : $"{asked.From}..{asked.To}" : null,
    }.Where(pair => pair.Value is not null));

    /// <summary>True when a date can be read two ways or none.</summary>
    private static (Window? Period, bool Wrong) Read(string? from, string? to)
    {
        if (from is null && to is null)
            return (null, false);
        return DateOf(from ?? to!) is { } first && DateOf(to ?? from!) is { } last && first.First <= last.Last
            ? (new Window { From = first, To = last }, false)
            : (null, true);
    }

    // As people write them, and as machines do: 2025, 08/2025, 25/12/2025, 2025-12-25.
    private static PartialDate? DateOf(string text)
    {
        var parts = Written().Match(text.Trim()) is { Success: true } match ? match.Groups : null;
        var plain = parts is null ? text.Trim()
            : string.Join('-', ((string[])[parts["y"].Value, parts["m"].Value.PadLeft(2, '0'), parts["d"].Value]).Where(part => part.Length > 0)
                .Select(part => part.PadLeft(2, '0')));
        return PartialDate.TryParse(plain, out var date) ? date : null;
    }

    private string? PartyIn(string name) => Asked(name) is { } id && Parties.ContainsKey(id) ? id : null;

    [GeneratedRegex(@"^(?:(?<d>\d{1,2})[/.-])?(?<m>\d{1,2})[/.-](?<y>\d{4})$")]
    private static partial Regex Written();
}
