using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Storage;

namespace CoopGrains.Network;

/// <summary>Which commitments of a reviewed term are carried on by successors in force. Pure, like <see cref="Deliveries"/>.</summary>
internal static class CarryDeliveries
{
    /// <summary>A term was reviewed, or one that was has a successor in force now.</summary>
    public static IEnumerable<Delivery> Of(JournalRow row, ViewBook reviewed, ViewSnapshot snapshot)
    {
        if (reviewed.Agreement!.Review?.On is null)
            yield break;
        foreach (var key in reviewed.Agreement.RenewedBy)
            if (snapshot.Books.TryGetValue(key, out var successor) && successor.Agreement is { } agreement)
            {
                var named = Named(successor, snapshot).ToLookup(one => one.From, one => one.To);
                foreach (var from in (agreement.Drafted?.Carries ?? default).Concat(named.Select(one => one.Key)).Distinct())
                    foreach (var delivery in Tell(row, reviewed, successor, from, named[from].FirstOrDefault(), snapshot))
                        yield return delivery;
            }
    }

    /// <summary>A commitment that counts names one that it carries on, after the review and with its agreement in force.</summary>
    public static IEnumerable<Delivery> Of(JournalRow row, ViewBook book, Commitment commitment, ViewSnapshot snapshot) =>
        commitment.CarriedFrom is { } from && book.Under is { } under && snapshot.Books.TryGetValue(under, out var successor)
            && successor.Agreement is { } agreement && (agreement.Drafted?.Predecessor ?? agreement.Registered?.Predecessor) is { } before
            && snapshot.Books.TryGetValue(before, out var reviewed) && reviewed.Agreement is { Review.On: not null } old
            && old.RenewedBy.Contains(under)
                ? Tell(row, book, successor, from, new() { Book = book.Key, Commitment = commitment.Id }, snapshot)
                : [];

    /// <summary>Commitments of an agreement, and of programs under it, that name one that they carry on.</summary>
    public static IEnumerable<(CommitmentRef From, CommitmentRef To)> Named(ViewBook agreement, ViewSnapshot snapshot) =>
        snapshot.Of(BookKind.Program, Actor.System).Where(program => program.Under == agreement.Key).Prepend(agreement)
            .SelectMany(book => book.Commitments.InOrder, (book, ledger) => (Book: book.Key, ledger.Commitment))
            .Where(held => held.Commitment.CarriedFrom is not null && CommitmentRules.Counts(held.Commitment))
            .Select(held => (held.Commitment.CarriedFrom!, new CommitmentRef { Book = held.Book, Commitment = held.Commitment.Id }));

    private static IEnumerable<Delivery> Tell(
        JournalRow row, ViewBook of, ViewBook successor, CommitmentRef from, CommitmentRef? to, ViewSnapshot snapshot)
    {
        if (!snapshot.Books.TryGetValue(from.Book, out var book) || !Deliveries.MayTell(successor, book))
            yield break;
        // An open book does not name a restricted one.
        var named = to is not null && snapshot.Books.TryGetValue(to.Book, out var naming) && Deliveries.MayTell(naming, book) ? to : null;
        yield return new(of.Key, row.Sequence, from.Book,
            new CarryForward { Commitment = from.Commitment, Successor = successor.Key, To = named },
            book.Restricted || successor.Restricted, $"{successor.Key.Id}-{from.Commitment}");
    }
}
