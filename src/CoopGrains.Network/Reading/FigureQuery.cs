using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>A figure asked for by its id; see <see cref="FigureId"/>.</summary>
internal sealed record FigureQuery
{
    private const string All = "all";

    public BookKey? Book { get; private init; }

    public string? Commitment { get; private init; }

    private string Kind { get; init; } = "";

    private string Period { get; init; } = All;

    private string Indicator { get; init; } = "";

    private string? Unit { get; init; }

    private Measure Measure { get; init; }

    private GroupKey? Group { get; init; }

    public static FigureQuery? Parse(string text)
    {
        if (!FigureId.IsOne(text))
            return null;
        var at = text.IndexOf('@');
        var parts = (at < 0 ? text : text[..at]).Split(':');
        var isOfBook = BookKey.TryParse(parts[0], out var book);
        // Without a cell: all that is reported.
        var (period, kind) = parts.Length > (isOfBook ? 2 : 3) ? (parts[^2], parts[^1]) : (All, "reported");
        if (isOfBook)
            return new() { Book = book, Commitment = parts[1], Period = period, Kind = kind };
        var group = at < 0 ? null : GroupOf(text[(at + 1)..]);
        if ((at >= 0 && group is null) || MeasureOf(parts[2]) is not { } measure)
            return null;
        if (group is { By: StatusBy.Period, Value: var asked })
        {
            // The group of a period has that period alone.
            if (asked == All || (period != All && period != asked))
                return null;
            (period, group) = (asked, null);
        }
        return new()
        {
            Indicator = parts[0],
            Unit = parts[1] == "-" ? null : parts[1],
            Measure = measure,
            Period = period,
            Kind = kind,
            Group = group,
        };
    }

    public bool IsAbout(ViewBook book, Ledger ledger, DateOnly on) =>
        ledger.Commitment.Indicator == Indicator && ledger.Commitment.Unit == Unit && ledger.Commitment.Measure == Measure
        && CommitmentRules.Counts(ledger.Commitment)
        && (Group is not { } group || Groups.Has(book, ledger, group, on));

    /// <summary>Whether the commitment has the period: nothing was reported in it only when there is one.</summary>
    public bool HasPeriod(Commitment commitment) => Period is All or Groups.Outside || IndexOf(commitment) >= 0;

    /// <summary>The entries of a ledger that make the figure.</summary>
    public IEnumerable<EntryView> EntriesOf(Ledger given)
    {
        var ledger = Group is { By: StatusBy.Province } province ? ProvinceFigures.Part(given, province) : given;
        var commitment = ledger.Commitment;
        var index = -1;
        Func<EntryView, bool>? inside = null;
        if (Period == Groups.Outside)
            inside = entry => Tally.PeriodOf(commitment, entry) < 0;
        else if (Period != All)
        {
            index = IndexOf(commitment);
            if (index < 0)
                return [];
        }
        // By the rule of figures: the confirmed one is chosen among the confirmed, disputed and awaiting are parts of the reported one.
        return Kind == "confirmed"
            ? FiguresOf.Entries(ledger, index, entry => entry.Status == EntryStatus.Confirmed, inside)
            : FiguresOf.Entries(ledger, index, _ => true, inside).Where(entry => Kind switch
            {
                "disputed" => entry.Status == EntryStatus.Disputed,
                "awaiting" => entry.Status == EntryStatus.Reported,
                _ => true,
            });
    }

    private int IndexOf(Commitment commitment)
    {
        for (var i = 0; i < commitment.Targets.Count; i++)
            if (commitment.Targets[i].Period.ToString() == Period)
                return i;
        return -1;
    }

    private static Measure? MeasureOf(string text)
    {
        foreach (var measure in Enum.GetValues<Measure>())
            if (ViewBook.Named(measure) == text)
                return measure;
        return null;
    }

    private static GroupKey? GroupOf(string text)
    {
        var equals = text.IndexOf('=');
        if (equals < 0)
            return null;
        var (name, value) = (text[..equals], text[(equals + 1)..]);
        if (name == "shared")
            return new(StatusBy.Province, value, Shared: true);
        foreach (var by in Enum.GetValues<StatusBy>())
            if (ViewBook.Named(by) == name)
                return new(by, value);
        return null;
    }
}
