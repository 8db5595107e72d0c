using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Storage;

namespace CoopGrains.Network;

/// <summary>What an event means for other books. Pure: looks at the view, which has seen at least this event.</summary>
internal static class Deliveries
{
    /// <summary>The event of a row; null where that can mean nothing for another book, as entries do.</summary>
    /// <remarks>A row that cannot be read is the view's finding; it tells nobody anything.</remarks>
    /// <exception cref="NewerEventException">What it means only a newer build knows.</exception>
    public static Event? EventOf(JournalRow row)
    {
        try
        {
            return row.Kind.StartsWith("entry", StringComparison.Ordinal)
                ? null
                : row.Payload as Event ?? EventCatalog.Read(row.Kind, row.Text);
        }
        catch (JsonException unreadable) when (unreadable is not NewerEventException)
        {
            return null;
        }
    }

    public static IEnumerable<Delivery> Of(JournalRow row, Event happened, ViewSnapshot snapshot)
    {
        if (!BookKey.TryParse(row.BookKey, out var key) || !snapshot.Books.TryGetValue(key, out var book)
            || !book.Exists || book.Unreadable)
            return [];
        return happened switch
        {
            ProgramOpened { Agreement: { } terms } => Opened(row, book, terms, snapshot),
            CommitmentAdded added => Binding(row, book, added.Commitment, snapshot).Concat(Created(row, book, added.Commitment, snapshot)),
            CommitmentAgreed agreed => Binding(row, book, book.Commitments.Find(agreed.Commitment)!.Commitment, snapshot),
            CommitmentCancelled { From: not (CommitmentState.Proposed or CommitmentState.Drafted) } given =>
                Obligations(row, book, book.Commitments.Find(given.Commitment)!.Commitment, ended: true),
            TalksPlanned planned => Carried(row, book, planned.Talks, snapshot),
            InstrumentRegistered registered => Followed(row, book, registered.Predecessor, snapshot).Concat(Milestone(row, book, snapshot)),
            AgreementEnteredIntoForce => Followed(row, book, book.Agreement!.Drafted?.Predecessor, snapshot)
                .Concat(Milestone(row, book, snapshot))
                .Concat(book.Commitments.InOrder.Select(ledger => ledger.Commitment)
                    .SelectMany(commitment => Binding(row, book, commitment, snapshot, commitment.Id))),
            TextEdited or TextAccepted { Complete: true } or TextUnlocked or AgreementSigned or DraftWithdrawn or AgreementSuspended
                or AgreementResumed or AgreementTerminated or AgreementExpired or EndReverted or AmendmentApplied or ReviewReopened =>
                    Milestone(row, book, snapshot),
            SuccessorNoted or ReviewSigned { FrozenOn: not null } =>
                Milestone(row, book, snapshot).Concat(CarryDeliveries.Of(row, book, snapshot)),
            _ => [],
        };
    }

    // What the agreement is now, not what it was: receivers keep the highest version.
    private static IEnumerable<Delivery> Milestone(JournalRow row, ViewBook agreement, ViewSnapshot snapshot)
    {
        var note = new NoteAgreement { Terms = AgreementBook.Terms(agreement.Agreement!, agreement.Key, agreement.Version) };
        foreach (var program in snapshot.Of(BookKind.Program, Actor.System))
            if (program.Under == agreement.Key && MayTell(agreement, program))
                yield return new(agreement.Key, row.Sequence, program.Key, note, program.Restricted);
    }

    private static IEnumerable<Delivery> Opened(JournalRow row, ViewBook program, AgreementTerms known, ViewSnapshot snapshot)
    {
        if (!snapshot.Books.TryGetValue(known.Agreement, out var agreement) || !agreement.Exists || agreement.Version <= known.Version
            || !MayTell(agreement, program))
            yield break;
        var note = new NoteAgreement { Terms = AgreementBook.Terms(agreement.Agreement!, agreement.Key, agreement.Version) };
        yield return new(program.Key, row.Sequence, program.Key, note, program.Restricted);
    }

    // A proposal binds nobody, and carries nothing on; nor does what stands in a draft, until that is in force.
    private static IEnumerable<Delivery> Binding(
        JournalRow row, ViewBook book, Commitment commitment, ViewSnapshot snapshot, string? item = null) =>
        CommitmentRules.Counts(commitment)
            ? Obligations(row, book, commitment, ended: false, item).Concat(CarryDeliveries.Of(row, book, commitment, snapshot))
            : [];

    private static IEnumerable<Delivery> Obligations(
        JournalRow row, ViewBook book, Commitment commitment, bool ended, string? item = null) =>
        book.Restricted || book.Key.Kind == BookKind.Province
            ? []
            : commitment.Givers.Concat(commitment.Beneficiaries).Distinct().Select(body => new Delivery(
                book.Key, row.Sequence, BookKey.Province(body), new NoteObligation
                {
                    Obligation = new()
                    {
                        Book = book.Key,
                        Commitment = commitment.Id,
                        Title = commitment.Title,
                        Gives = commitment.Givers.Contains(body),
                        SourceVersion = row.Sequence,
                        Ended = ended,
                    },
                }, Restricted: false, item));

    private static IEnumerable<Delivery> Created(JournalRow row, ViewBook book, Commitment commitment, ViewSnapshot snapshot)
    {
        if (commitment.Talks is { Outcome: not null } outcome && snapshot.Books.TryGetValue(outcome.Agreement, out var agreement)
            && MayTell(book, agreement))
            yield return new(book.Key, row.Sequence, agreement.Key, new NoteOutcome
            {
                Outcome = outcome,
                Commitment = new() { Book = book.Key, Commitment = commitment.Id },
            }, agreement.Restricted);
    }

    // One word for each outcome: several of one agreement are told by themselves.
    private static IEnumerable<Delivery> Carried(JournalRow row, ViewBook book, Talks talks, ViewSnapshot snapshot)
    {
        foreach (var item in talks.Agenda)
            if (item.CarriedFrom is { Outcome: not null } origin && origin.Agreement != book.Key
                && snapshot.Books.TryGetValue(origin.Agreement, out var agreement) && MayTell(book, agreement))
                yield return new(book.Key, row.Sequence, agreement.Key, new NoteOutcome
                {
                    Outcome = origin,
                    CarriedTo = new() { Agreement = book.Key, Number = talks.Number },
                }, agreement.Restricted, item.Id);
    }

    private static IEnumerable<Delivery> Followed(JournalRow row, ViewBook successor, BookKey? predecessor, ViewSnapshot snapshot)
    {
        // A predecessor that the view cannot read is told all the same: its book decides.
        if (predecessor is { } earlier && !(snapshot.Books.TryGetValue(earlier, out var book) && !MayTell(successor, book)))
            yield return new(successor.Key, row.Sequence, earlier, new NoteSuccessor { Successor = successor.Key }, successor.Restricted);
    }

    internal static bool MayTell(ViewBook from, ViewBook to) => to.Restricted || !from.Restricted;
}
