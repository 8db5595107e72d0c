using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

internal sealed partial class NetworkReading
{
    // A chain of instruments is short; one that somebody tied into a ring ends here.
    private const int LongestChain = 50;

    public TalksSeries? TalksSeries(BookKey agreement, Actor reader, DateOnly on)
    {
        var snapshot = state.Snapshot;
        if (AgreementOf(snapshot, agreement, reader) is not { } book)
            return null;
        var all = AllTalks(snapshot, agreement, reader);
        return new() { Stamp = StampOf(snapshot, reader), Agreement = agreement, Years = TalksYears.Of(book, all, on), Talks = all.ToValueList() };
    }

    public TalksView? Talks(BookKey agreement, int number, Actor reader) =>
        AgreementOf(state.Snapshot, agreement, reader) is { } book && TalksFold.Find(book.Talks, number) is { } found
            ? new() { Agreement = agreement, Talks = found }
            : null;

    public bool Has(TalksRef talks, Actor reader) => Talks(talks.Agreement, talks.Number, reader) is { Talks: var found }
        && (talks.Outcome is null || found.Outcomes.Any(outcome => outcome.Id == talks.Outcome))
        && (talks.Item is null || found.Agenda.Any(item => item.Id == talks.Item));

    public ValueList<Unfinished> UnfinishedBefore(BookKey agreement, Actor reader)
    {
        var snapshot = state.Snapshot;
        // Its own matters the book knows itself; what it took over it may have left again.
        var left = Chain(snapshot, agreement, reader).SelectMany(book => TalksFold.Left(book.Agreement!, book.Key))
            .Where(one => one.From.Agreement != agreement).DistinctBy(one => one.From).ToList();
        if (left.Count == 0)
            return default;
        // Whoever follows one of these may have it on an agenda: it waits there, or is done. What restricted ones have moves no open agenda.
        var isOpen = !snapshot.Books[agreement].Restricted;
        var kept = snapshot.Of(BookKind.Agreement, reader, null).Where(book => !(isOpen && book.Restricted))
            .SelectMany(book => book.Agreement is { } other ? TalksFold.Kept(other) : []).ToHashSet();
        return left.Where(one => !kept.Contains(one.From)
            && !(AgreementOf(snapshot, one.From.Agreement, reader) is { } of && TalksFold.IsSettled(of, one.From))).ToValueList();
    }

    private static List<TalksView> AllTalks(ViewSnapshot snapshot, BookKey agreement, Actor reader) => Chain(snapshot, agreement, reader)
        .SelectMany(held => held.Agreement!.Talks, (held, talks) => new TalksView { Agreement = held.Key, Talks = talks })
        .OrderBy(view => view.Talks.On).ThenBy(view => view.Talks.Number).ToList();

    private static ValueList<TalksYear> YearsOf(ViewSnapshot snapshot, ViewBook book, Actor reader, DateOnly on) =>
        TalksYears.Of(book.Agreement!, AllTalks(snapshot, book.Key, reader), on);

    /// <summary>The agreement and those it follows, newest first, as far as the reader sees them.</summary>
    private static IEnumerable<ViewBook> Chain(ViewSnapshot snapshot, BookKey agreement, Actor reader)
    {
        BookKey? next = agreement;
        for (var i = 0; i < LongestChain && next is { } key && snapshot.Find(key, reader) is { Unreadable: false, Agreement: { } state } book; i++)
        {
            yield return book;
            next = state.Drafted?.Predecessor ?? state.Registered?.Predecessor;
        }
    }

    private static AgreementBook? AgreementOf(ViewSnapshot snapshot, BookKey agreement, Actor reader) =>
        agreement.Kind == BookKind.Agreement && snapshot.Find(agreement, reader) is { Unreadable: false } book ? book.Agreement : null;
}
