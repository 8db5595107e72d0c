using System.Globalization;
using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

internal sealed partial class NetworkReading
{
    public ListPage<CaseView>? Cases(BookKey book, CaseState? inState, Actor reader, DateOnly on, long after, int limit)
    {
        var snapshot = state.Snapshot;
        if (snapshot.Find(book, reader) is not { Unreadable: false } found)
            return null;
        return Page(snapshot, reader, limit, (found.Cases ?? CaseList.Empty).All
            .Where(one => one.Number > after && (inState is null || one.State == inState))
            .Select(one => ViewOf(found.Key, one, on)), view => view.Case.Number.ToString(CultureInfo.InvariantCulture));
    }

    public CaseView? Case(BookKey book, string id, Actor reader, DateOnly on) =>
        state.Snapshot.Find(book, reader) is { Unreadable: false } found && found.Cases?.Find(id) is { } one
            ? ViewOf(found.Key, one, on)
            : null;

    public bool HasObject(CaseObject about, Actor reader) => state.Snapshot.Find(about.Book, reader) is { Unreadable: false } book && about switch
    {
        { Commitment: { } commitment } => book.Commitments.Find(commitment) is not null,
        { Entry: { } entry } => book.Commitments.FindEntry(entry) is not null,
        { Talks: { } talks } => book.Agreement is { } agreement && TalksFold.Find(agreement.Talks, talks) is not null,
        { Case: { } other } => book.Cases?.Find(other) is not null,
        _ => true,
    };

    public bool HasAgency(string agency) => state.Snapshot.Agencies.ContainsKey(agency);

    public bool HasAgency(string party, string agency) =>
        state.Snapshot.Agencies.TryGetValue(agency, out var known) && known.Body == party;

    private static CaseView ViewOf(BookKey book, Case one, DateOnly on)
    {
        var open = !CaseFold.HasEnded(one);
        return new()
        {
            Book = book,
            Case = one,
            Open = open,
            Late = open ? CaseTimes.IsLate(one, on) : CaseTimes.EndedLate(one),
            SilentOn = open && CaseTimes.SilentOn(one) is { } day ? PartialDate.Of(day) : null,
        };
    }
}
