using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>Finds what one agency has to do: whole groups at a time, and of each group only as much as is shown.</summary>
internal sealed class FoundWork(Worker worker, DateOnly today)
{
    private readonly List<Func<ToDo?, IEnumerable<ToDo>>> _streams = [];

    public int Total { get; private set; }

    public void In(WorkIndex work)
    {
        var keys = worker.Keys;
        foreach (var (group, items) in work.Waiting.Of(keys))
            if (!worker.HasAny(group.For.AnyOf))
                continue;
            else if (group.Kind == WorkKind.Unlock)
                Add(items.Items.Where(item => item.Due!.Value.Last >= today).Select(item => item.ToDo).ToList());
            else
                Add(items, item => item.ToDo);
        foreach (var (group, entries) in work.Entries.Of(keys))
            if (group.For(worker) is { } kind)
                Add(entries, item => new(
                    kind == WorkKind.Confirm ? Confirming(item.Entry) : kind,
                    BookKey.Of(group.Kind, item.Book), item.Entry.Since)
                { Entry = item.Entry });
        foreach (var (group, commitments) in work.Reports.Of(keys))
            if (group.IsFor(worker))
                foreach (var (period, shut) in group.Missing)
                    if (period.From.First <= today && today < shut)
                        Report(group.Kind, commitments, period, period.From.First);
    }

    /// <summary>What overseers look for, whoever is to do something about it.</summary>
    public void In(WorkIndex work, OversightOf what)
    {
        if (what == OversightOf.Overdue)
            foreach (var (group, commitments) in work.Reports.All)
                foreach (var period in group.Unmet)
                    if (period.To is { } end && end.Last < today)
                        // It is overdue from the day after the period.
                        Report(group.Kind, commitments, period, end.Last.AddDays(1));
        var (status, kind) = what == OversightOf.Disputed
            ? (EntryStatus.Disputed, WorkKind.Disputed)
            : (EntryStatus.Reported, WorkKind.Confirm);
        if (what != OversightOf.Overdue)
            foreach (var (group, entries) in work.Entries.All)
                if (group.Status == status && group.Settles is null)
                    Add(entries, item => new(kind, BookKey.Of(group.Kind, item.Book), item.Entry.Since) { Entry = item.Entry });
    }

    /// <summary>All of it in order, behind a place; takes from a group only what is asked for.</summary>
    public IEnumerable<ToDo> OldestFirst(ToDo? after) => Merged.InOrder(_streams.Select(stream => stream(after)), ToDo.ByAge);

    private void Report(BookKind kind, SortedChunks<(string Book, string Commitment)> commitments, Window period, DateOnly from)
    {
        var (name, since) = (period.ToString(), CivilTime.BeginningOf(from));
        Add(commitments, item => new(WorkKind.Report, BookKey.Of(kind, item.Book), since)
        {
            Commitment = item.Commitment,
            Period = name,
            Due = period.To,
        });
    }

    private static WorkKind Confirming(EntryView entry) => entry switch
    {
        { Corrects: not null } => WorkKind.ConfirmCorrection,
        { Links.Reverses: not null } => WorkKind.ConfirmReversal,
        { By.OnBehalfOf: not null } => WorkKind.ConfirmOnBehalf,
        _ => WorkKind.Confirm,
    };

    // Few, so that those whose day is over can be left out one by one.
    private void Add(List<ToDo> inOrder)
    {
        Total += inOrder.Count;
        _streams.Add(after => inOrder.Where(item => after is not { } place || ToDo.ByAge.Compare(item, place) > 0));
    }

    private void Add<T>(SortedChunks<T> items, Func<T, ToDo> toDo)
    {
        Total += items.Count;
        _streams.Add(after =>
            (after is { } place ? items.From(item => ToDo.ByAge.Compare(toDo(item), place) > 0) : items.Items).Select(toDo));
    }
}
