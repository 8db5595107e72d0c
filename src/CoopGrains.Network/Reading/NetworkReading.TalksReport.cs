using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

internal sealed partial class NetworkReading
{
    private const int MostInReport = 300;

    public TalksReport? TalksReport(string one, string other, Window? period, Actor reader, DateOnly on)
    {
        var snapshot = state.Snapshot;
        if (one == other || !IsParty(one) || !IsParty(other))
            return null;
        var held = ((BookKind[])[BookKind.Agreement, BookKind.Program]).SelectMany(kind => snapshot.Of(kind, reader))
            .Where(book => !book.Restricted && book.Parties.Contains(one) && book.Parties.Contains(other)).ToList();
        return new()
        {
            Stamp = StampOf(snapshot, reader),
            On = on,
            Period = period,
            Agreements = First(held.Where(book => book.Key.Kind == BookKind.Agreement)
                .Select(book => SummaryOfAgreement(book, on)).OrderByDescending(summary => summary.Term?.From).ToList(), MostInReport),
            Commitments = First(held.SelectMany(book => book.Commitments.InOrder, (book, ledger) => (book, ledger))
                .Where(line => Names(line.ledger.Commitment, one) && Names(line.ledger.Commitment, other))
                .OrderBy(line => line.ledger.Commitment.State == CommitmentState.Proposed)
                .Select(line => new ReportedCommitment
                {
                    Book = line.book.Key,
                    BookTitle = line.book.Title,
                    Commitment = Within(period, FiguresOf.View(line.ledger, on)),
                    Entries = First(line.ledger.Entries.Values.Where(entry => period is not { } asked || asked.Contains(entry.Counted))
                        .Where(entry => ShareRules.Concerns(line.ledger.Commitment, entry, one)
                            && ShareRules.Concerns(line.ledger.Commitment, entry, other))
                        .OrderBy(entry => entry.Number).ToList(), MostInReport),
                }).ToList(), MostInReport),
            Conflicts = First(held.SelectMany(book => book.Conflicts, ViewOf).Where(view => view.Conflict.Resolution is null).ToList(), MostInReport),
            Cases = First(held.SelectMany(book => (book.Cases ?? CaseList.Empty).All, (book, found) => ViewOf(book.Key, found, on))
                .Where(view => view.Open && (IsBetween(view.Case, one, other) || IsBetween(view.Case, other, one))).ToList(), MostInReport),
            Talks = First(held.Where(book => book.Agreement is not null)
                .SelectMany(book => book.Agreement!.Talks, (book, talks) => new TalksView { Agreement = book.Key, Talks = talks })
                .OrderByDescending(view => view.Talks.On).ToList(), MostInReport),
        };

        bool IsParty(string id) => BookKey.IsId(id) && snapshot.Find(BookKey.Province(id), reader) is { Unreadable: false };
    }

    private static bool Names(Commitment commitment, string party) =>
        commitment.Givers.Contains(party) || commitment.Beneficiaries.Contains(party);

    private static bool IsBetween(Case found, string by, string to) =>
        found.By.Body == by && found.To.Any(addressee => addressee.Party == to);

    private static CommitmentView Within(Window? period, CommitmentView view) => period is { } asked
        ? view with { Periods = view.Periods.Where(figures => figures.Period is { } own && asked.Contains(own)).ToValueList() }
        : view;
}
