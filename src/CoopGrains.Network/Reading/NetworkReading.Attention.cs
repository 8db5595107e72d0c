using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

internal sealed partial class NetworkReading
{
    public FirstOf<AgreementSummary> Expiring(Actor reader, DateOnly on, int limit)
    {
        var found = state.Snapshot.Of(BookKind.Agreement, reader).Select(book => SummaryOfAgreement(book, on))
            .Where(summary => summary.ExpiringSoon).OrderBy(summary => summary.DaysLeft).ThenBy(summary => summary.Book.Id, StringComparer.Ordinal);
        return First(found.ToList(), limit);
    }

    public FirstOf<ChangedBook> ChangedSince(DateTimeOffset instant, Actor reader, int limit)
    {
        var found = Enum.GetValues<BookKind>().SelectMany(kind => state.Snapshot.Of(kind, reader)).Where(book => book.At > instant)
            .OrderByDescending(book => book.At).ThenBy(book => book.Key.ToString(), StringComparer.Ordinal).ToList();
        return new()
        {
            Total = found.Count,
            Items = found.Take(limit).Select(book => new ChangedBook { Book = book.Key, Title = book.Title, At = book.At }).ToValueList(),
        };
    }

    public FirstOf<TalksGap> TalksWithoutRecord(Actor reader, DateOnly on, int limit)
    {
        var snapshot = state.Snapshot;
        // The series of a successor reads back along those that it follows: theirs are told once, with it.
        var found = snapshot.Of(BookKind.Agreement, reader)
            .Where(book => EndRules.IsInForce(AgreementBook.StateOn(book.Agreement!, on)) && !book.Agreement!.RenewedBy.Any(next =>
                AgreementOf(snapshot, next, reader) is { } other && EndRules.IsInForce(AgreementBook.StateOn(other, on))))
            .SelectMany(book => YearsOf(snapshot, book, reader, on)
                .Where(year => year.State == YearOfTalks.NoRecord)
                .Select(year => new TalksGap
                {
                    Agreement = book.Key,
                    Title = book.Title,
                    Parties = book.Parties,
                    Year = year.Year,
                    Talks = year.Talks,
                }))
            .OrderByDescending(gap => gap.Year).ThenBy(gap => gap.Agreement.Id, StringComparer.Ordinal);
        return First(found.ToList(), limit);
    }

    private static FirstOf<T> First<T>(List<T> found, int limit) => new() { Total = found.Count, Items = found.Take(limit).ToValueList() };
}
