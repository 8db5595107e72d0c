using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>One thing to do, before it is put into words.</summary>
internal readonly record struct ToDo(
    WorkKind Kind, BookKey Book, DateTimeOffset Since, EntryView? Entry = null, string? Commitment = null, string? Period = null)
{
    /// <summary>The oldest first; among those of one age by book, and within it by what it is about.</summary>
    public static IComparer<ToDo> ByAge { get; } = Comparer<ToDo>.Create((left, right) =>
        left.Since.CompareTo(right.Since) is not 0 and var bySince ? bySince
        : RankOf(left.Book).CompareTo(RankOf(right.Book)) is not 0 and var byKind ? byKind
        : string.CompareOrdinal(left.Book.Id, right.Book.Id) is not 0 and var byBook ? byBook
        : string.CompareOrdinal(left.Entry?.Id ?? left.Commitment, right.Entry?.Id ?? right.Commitment));

    // As the texts of the keys are ordered.
    private static int RankOf(BookKey book) => book.Kind switch { BookKind.Agreement => 0, BookKind.Program => 1, _ => 2 };
}

/// <summary>Finds what one agency has to do: whole groups at a time, and of each group only as much as is shown.</summary>
internal sealed class FoundWork(Worker worker, DateOnly today, ViewSnapshot snapshot)
{
    private readonly List<IEnumerable<ToDo>> _streams = [];

    public int Total { get; private set; }

    public void In(WorkIndex work)
    {
        if (worker.Has(Roles.Coordinator))
            Agreements([.. work.Agreements(worker.Body)]);
        foreach (var (group, entries) in work.Entries)
            if (group.For(worker) is { } kind)
                Add(entries.Count, entries.Items.Select(item => new ToDo(
                    kind == WorkKind.Confirm && item.Entry.Corrects is not null ? WorkKind.ConfirmCorrection : kind,
                    BookKey.Of(group.Kind, item.Book), item.Entry.Since, item.Entry)));
        foreach (var (group, commitments) in work.Reports)
            if (group.IsFor(worker))
                foreach (var period in group.Missing)
                    if (period.From.First <= today)
                        Add(commitments.Count, Due(group.Kind, commitments, period));
    }

    /// <summary>All of it in order; takes from a group only what is asked for.</summary>
    public IEnumerable<ToDo> OldestFirst()
    {
        var next = new PriorityQueue<IEnumerator<ToDo>, ToDo>(ToDo.ByAge);
        foreach (var stream in _streams)
            Advance(stream.GetEnumerator());
        while (next.TryDequeue(out var stream, out var oldest))
        {
            yield return oldest;
            Advance(stream);
        }

        void Advance(IEnumerator<ToDo> stream)
        {
            if (stream.MoveNext())
                next.Enqueue(stream, stream.Current);
        }
    }

    private static IEnumerable<ToDo> Due(BookKind kind, SortedChunks<(string Book, string Commitment)> commitments, Window period)
    {
        var since = new DateTimeOffset(period.From.First.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7)).ToUniversalTime();
        var name = period.ToString();
        return commitments.Items.Select(item =>
            new ToDo(WorkKind.Report, BookKey.Of(kind, item.Book), since, Commitment: item.Commitment, Period: name));
    }

    private void Agreements(BookKey[] waiting) => Add(waiting.Length, waiting.Select(key => snapshot.Books[key])
        .Select(book => new ToDo(
            book.Agreement!.State == AgreementState.Draft ? WorkKind.Accept : WorkKind.Sign, book.Key, book.At))
        .Order(ToDo.ByAge));

    private void Add(int count, IEnumerable<ToDo> inOrder)
    {
        Total += count;
        _streams.Add(inOrder);
    }
}
