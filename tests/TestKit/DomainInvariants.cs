using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Storage;

namespace TestKit;

/// <summary>The invariants of the domain, looked for in the rows themselves and counted without the product's folds.</summary>
internal static class DomainInvariants
{
    /// <summary>Who answers an entry, what a commitment's figures are made of, and what open books may know of restricted ones.</summary>
    public static void Check(string book, IEnumerable<JournalRow> rows, CommitmentLedgers folded)
    {
        var (commitments, entries) = (new Dictionary<string, Commitment>(), new Dictionary<string, Entry>());
        foreach (var row in rows)
            switch (EventCatalog.Read(row.Kind, row.Text))
            {
                case CommitmentAdded added:
                    commitments.Add(added.Commitment.Id, added.Commitment);
                    break;
                case EntryReported reported:
                    Demand(reported.Amount?.Unit == commitments[reported.Commitment].Unit, row, "is in another unit than its commitment");
                    Demand((reported.By.User, reported.By.Agency) == (row.Actor, row.Agency), row, "is reported in another's name");
                    entries.Add(reported.Entry, new(reported));
                    break;
                case EntryConfirmed confirmed:
                    Answered(row, entries[confirmed.Entry], confirmed.For);
                    Complete(row, entries[confirmed.Entry], confirmed);
                    Confirm(entries, confirmed);
                    break;
                case EntryDisputed disputed:
                    Answered(row, entries[disputed.Entry], disputed.For);
                    break;
                case EntryWithdrawn withdrawn:
                    Demand(row.Agency == entries[withdrawn.Entry].Reported.By.Agency, row, "is withdrawn by another agency");
                    entries[withdrawn.Entry].Gone = true;
                    break;
                case ObligationNoted noted:
                    Demand(!DerivedIds.IsRestricted(noted.Obligation.Book), row, "tells an open book of a restricted one");
                    break;
            }
        foreach (var (id, commitment) in commitments)
            CheckFigures($"{book}, {id}", commitment, folded.Find(id)!, [.. entries.Values.Where(entry => entry.Reported.Commitment == id)]);
    }

    /// <summary>A successor's term begins after its predecessor's, and each successor is noted once.</summary>
    public static void CheckTerms(IReadOnlyDictionary<BookKey, AgreementBook> agreements)
    {
        foreach (var (key, agreement) in agreements)
        {
            var before = agreement.Drafted?.Predecessor ?? agreement.Registered?.Predecessor;
            if (before is { } named && agreements.TryGetValue(named, out var predecessor)
                && agreement.Text?.Term is { } term && predecessor.Text?.Term is { } earlier)
                Demand(term.From.First > earlier.From.First, $"{key} begins before {named}, which it follows");
            Demand(agreement.RenewedBy.Distinct().Count() == agreement.RenewedBy.Count, $"{key} names a successor twice");
        }
    }

    private static void Answered(JournalRow row, Entry entry, string body)
    {
        var by = entry.Reported.By;
        Demand((row.Actor, row.Agency) != (by.User, by.Agency), row, "is answered by who reported it");
        Demand(body != by.Body, row, "is answered by the body that reported it");
        Demand(entry.Reported.ToConfirm.Any(party => SpeaksFor(body, party)), row, $"is answered for {body}, no party to it");
    }

    // Every party has its word, and one of them is of the other side.
    private static void Complete(JournalRow row, Entry entry, EntryConfirmed confirmed)
    {
        entry.Confirmers.Add(confirmed.For);
        var all = entry.Reported.ToConfirm.All(party => entry.Confirmers.Exists(body => SpeaksFor(body, party)));
        Demand(all == confirmed.Complete, row, $"is complete: {confirmed.Complete}, by its parties: {all}");
        Demand(!all || entry.Confirmers.Exists(body => Parties.SideOf(body) != entry.Reported.By.Side), row, "is confirmed by its own side alone");
    }

    private static bool SpeaksFor(string body, string party) => body == party || (body is "vn" or "la" && Parties.SideOf(body) == Parties.SideOf(party));

    private static void Confirm(Dictionary<string, Entry> entries, EntryConfirmed confirmed)
    {
        if (!confirmed.Complete)
            return;
        entries[confirmed.Entry].Confirmed = true;
        for (var next = entries[confirmed.Entry].Reported.Corrects; next is not null; next = entries[next].Reported.Corrects)
            entries[next].Gone = true;
    }

    private static void CheckFigures(string where, Commitment commitment, Ledger folded, List<Entry> entries)
    {
        var figures = FiguresOf.Overall(folded);
        Demand(folded.Entries.Count == entries.Count, $"{where} has {folded.Entries.Count} entries, by its rows {entries.Count}");
        Demand(figures.NoData == (figures.Entries == 0) && (!figures.NoData || figures.Reported is null), $"{where} shows no data as a figure");
        var explained = FiguresOf.Entries(folded, -1, _ => true).Where(entry => entry.Amount is not null).ToList();
        Demand((figures.Reported?.Value ?? 0) == explained.Sum(entry => entry.Amount!.Value), $"{where}: its entries do not explain its figure");
        if (commitment.Measure != Measure.Sum)
            return;
        var confirmed = entries.Where(entry => entry is { Confirmed: true, Gone: false, Reported.BreakdownOf: null })
            .Sum(entry => entry.Reported.Amount!.Value);
        Demand((figures.Confirmed?.Value ?? 0) == confirmed, $"{where}: {figures.Confirmed?.Value} is confirmed, by its rows {confirmed}");
    }

    private static void Demand(bool holds, JournalRow row, string otherwise) =>
        Demand(holds, $"position {row.Position}, {row.BookKey}, sequence {row.Sequence}: {row.Kind} {otherwise}");

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidOperationException("The journal is broken: " + otherwise + ".");
    }

    private sealed class Entry(EntryReported reported)
    {
        public EntryReported Reported => reported;

        public bool Confirmed { get; set; }

        public List<string> Confirmers { get; } = [];

        public bool Gone { get; set; }
    }
}
