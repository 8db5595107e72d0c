using CoopGrains.Contracts;
using CoopGrains.Network;

namespace CoopGrains.Grains.Tests.Network;

public sealed class CarryDeliveryTests
{
    private static readonly CommitmentRef Places = new() { Book = SmallNetwork.Scholarship, Commitment = "places" };
    private static readonly BookKey Open = BookKey.Agreement("next");
    private static readonly BookKey Hidden = BookKey.Agreement("r-next");
    private static readonly Actor ClearedLpb = NetworkJournal.User("la-lpb", cleared: true);

    [Fact]
    public void A_reviewed_term_is_carried_on_by_successors_in_force_and_a_restricted_one_tells_nothing()
    {
        var journal = SmallNetwork.Begin();
        Begin(journal, Open, restricted: false);
        Begin(journal, Hidden, restricted: true);
        Assert.Empty(Carried(journal));
        journal.Do(SmallNetwork.Agreement, new NoteSuccessor { Successor = Open }, Actor.System);
        Assert.Empty(Carried(journal));
        foreach (var side in (Actor[])[SmallNetwork.ClearedDb, ClearedLpb])
            journal.Do(SmallNetwork.Agreement, new SignOffReview { Findings = "done" }, side);
        var told = Assert.Single(Carried(journal));
        Assert.Equal((SmallNetwork.Scholarship, Open, false), (told.To, ((CarryForward)told.Command).Successor, told.Restricted));
    }

    [Fact]
    public void A_successor_that_is_noted_after_the_review_carries_on_all_the_same()
    {
        var journal = SmallNetwork.Begin();
        Begin(journal, Open, restricted: false);
        foreach (var side in (Actor[])[SmallNetwork.ClearedDb, ClearedLpb])
            journal.Do(SmallNetwork.Agreement, new SignOffReview { Findings = "done" }, side);
        Assert.Empty(Carried(journal));
        journal.Do(SmallNetwork.Agreement, new NoteSuccessor { Successor = Open }, Actor.System);
        Assert.Equal(Places, Assert.Single(Carried(journal)) is var one ? new() { Book = one.To, Commitment = ((CarryForward)one.Command).Commitment } : null);
    }

    private static void Begin(NetworkJournal journal, BookKey key, bool restricted)
    {
        journal.Do(key, new RenewAgreement
        {
            Type = InstrumentType.MinutesOfCooperation,
            Text = new() { Title = new() { En = "next" }, Term = new() { From = PartialDate.OfYear(2031) } },
            Predecessor = SmallNetwork.Agreement,
            Restricted = restricted,
            Carry = [Places],
            Found = [new() { Ref = Places, Commitment = journal.CommitmentsOf(Places.Book).Find(Places.Commitment)!.Commitment }],
        }, SmallNetwork.ClearedDb);
        foreach (var party in (Actor[])[SmallNetwork.ClearedDb, ClearedLpb])
            journal.Do(key, new AcceptText { Revision = 1 }, party);
        foreach (var party in (Actor[])[SmallNetwork.ClearedDb, ClearedLpb])
            journal.Do(key, new SignAgreement { SignedBy = "A", Office = new() { En = "B" }, DatedOn = PartialDate.OfYear(2025) }, party);
    }

    private static IEnumerable<Delivery> Carried(NetworkJournal journal)
    {
        var snapshot = journal.Fold().Snapshot;
        return journal.Rows.SelectMany(row => Deliveries.Of(row, EventCatalog.Read(row.Kind, row.Text), snapshot))
            .Where(delivery => delivery.Command is CarryForward).DistinctBy(delivery => (delivery.To, ((CarryForward)delivery.Command).Successor));
    }
}
