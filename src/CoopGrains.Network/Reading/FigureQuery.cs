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

    private Measure? Measure { get; init; }

    private GroupKey? Group { get; init; }

    public static FigureQuery? Parse(string text)
    {
        var at = text.IndexOf('@');
        var group = at < 0 ? null : GroupOf(text[(at + 1)..]);
        var parts = (at < 0 ? text : text[..at]).Split(':');
        if ((at >= 0 && group is null) || parts.Length is < 3 or > 5
            || parts[^1] is not ("reported" or "confirmed" or "disputed" or "awaiting"))
            return null;
        if (BookKey.TryParse(parts[0], out var book))
            return parts.Length > 4 || group is not null
                ? null
                : new() { Book = book, Commitment = parts[1], Period = parts.Length == 4 ? parts[2] : All, Kind = parts[^1] };
        var measured = MeasureOf(parts[2]);
        if (parts.Length == 5 && measured is null)
            return null;
        var named = parts.Length - 1 - (measured is null ? 2 : 3) == 1 ? parts[^2] : All;
        return new()
        {
            Indicator = parts[0],
            Unit = parts[1] == "-" ? null : parts[1],
            Measure = measured,
            Period = named == All && group is { By: StatusBy.Period, Value: var asked } ? asked : named,
            Kind = parts[^1],
            Group = group is { By: StatusBy.Period } ? null : group,
        };
    }

    public bool IsAbout(ViewBook book, Commitment commitment, DateOnly on) =>
        commitment.Indicator == Indicator && commitment.Unit == Unit && (Measure is null || commitment.Measure == Measure)
        && commitment.State != CommitmentState.Proposed
        && (Group is not { } group || Groups.Has(book, commitment, group, on));

    /// <summary>The entries of a ledger that make the figure.</summary>
    public IEnumerable<EntryView> EntriesOf(Ledger ledger)
    {
        var commitment = ledger.Commitment;
        var index = -1;
        Func<EntryView, bool> inside = _ => true;
        if (Period == Groups.Outside)
            inside = entry => Tally.PeriodOf(commitment, entry.Occurred) < 0;
        else if (Period != All)
        {
            index = IndexOf(commitment);
            if (index < 0)
                return [];
        }
        // By the rule of figures: the confirmed one is chosen among the confirmed, disputed and awaiting are parts of the reported one.
        return Kind == "confirmed"
            ? FiguresOf.Entries(ledger, index, entry => inside(entry) && entry.Status == EntryStatus.Confirmed)
            : FiguresOf.Entries(ledger, index, inside).Where(entry => Kind switch
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
