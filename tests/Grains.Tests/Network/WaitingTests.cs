using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Network;

namespace CoopGrains.Grains.Tests.Network;

/// <summary>What waits, since when, and what waits no more because nobody can do anything about it.</summary>
public sealed class WaitingTests
{
    [Fact]
    public void What_was_done_in_time_is_not_late_for_its_verifier_and_what_one_addressee_says_makes_nothing_younger_for_the_other()
    {
        var (journal, text) = (SmallNetwork.Begin(), new LocalizedText { En = "text" });
        journal.Do(SmallNetwork.Scholarship, new RaiseCase
        {
            Kind = CaseKind.ActionPoint,
            Title = text,
            Text = text,
            To = [new() { Party = "la-lpb" }],
            Due = PartialDate.OfYear(2026),
        }, SmallNetwork.Db);
        journal.Now += TimeSpan.FromDays(3);
        var id = journal.StateOf<ProgramBook>(SmallNetwork.Scholarship).Cases!.Open[^1].Id;
        journal.Do(SmallNetwork.Scholarship, new AcknowledgeCase { Case = id }, SmallNetwork.Lpb);
        Assert.Equal((WorkKind.Do, 3, false), Item(SmallNetwork.Lpb));
        journal.Do(SmallNetwork.Scholarship, new CompleteAction { Case = id, Note = "done" }, SmallNetwork.Lpb);
        journal.Now += TimeSpan.FromDays(365);
        Assert.Equal((WorkKind.Verify, 365, false), Item(SmallNetwork.Db));

        (WorkKind, int, bool) Item(Actor reader) => Kept(journal).Worklist(reader, journal.Now).Items
            .Where(item => item.Case == id).Select(item => (item.Kind, item.AgeDays, item.Late)).Single();
    }

    [Fact]
    public void No_report_is_asked_of_what_begins_after_the_agreement_ended_or_where_entries_are_not_taken()
    {
        var journal = SmallNetwork.Begin();
        Become(new SuspendAgreement { Reason = "flood" });
        Assert.Empty(Reports());
        Become(new ResumeAgreement { Reason = "dry again" });
        Assert.Equal(["2025", "2026", "2027"], Reports());
        Become(new TerminateAgreement { Reason = "over" });
        Assert.Equal(["2025", "2026"], Reports());
        journal.Do(SmallNetwork.Scholarship, new CloseProgram { Reason = "over" }, SmallNetwork.Db);
        Assert.Empty(Reports());

        void Become(Command command)
        {
            journal.Do(SmallNetwork.Agreement, command, SmallNetwork.Db);
            var terms = AgreementBook.Terms(
                journal.StateOf<AgreementBook>(SmallNetwork.Agreement), SmallNetwork.Agreement, journal.VersionOf(SmallNetwork.Agreement));
            journal.Do(SmallNetwork.Scholarship, new NoteAgreement { Terms = terms }, Actor.System);
        }

        IEnumerable<string?> Reports() => Kept(journal).Worklist(SmallNetwork.Lpb, journal.Now.AddDays(500)).Items
            .Where(item => item.Kind == WorkKind.Report).Select(item => item.Period);
    }

    [Fact]
    public void What_nobody_can_agree_to_any_more_waits_for_nobody()
    {
        var journal = SmallNetwork.Begin();
        var revision = journal.CommitmentsOf(SmallNetwork.Scholarship).Find("places")!.Commitment.Revision;
        journal.Do(SmallNetwork.Scholarship, new SetTarget
        {
            Commitment = "places",
            Revision = revision,
            Period = new() { From = PartialDate.OfYear(2027), To = PartialDate.OfYear(2027) },
            Amount = SmallNetwork.People(40),
        }, SmallNetwork.Db);
        journal.Do(SmallNetwork.Scholarship, new CancelCommitment { Commitment = "places", Reason = "over" }, SmallNetwork.Db);
        journal.Do(SmallNetwork.Scholarship,
            SmallNetwork.Places("more", ["la-lpb"], basis: BasisKind.Proposal) with { Sources = default }, SmallNetwork.Db);
        journal.Do(SmallNetwork.Agreement, new ProposeAmendment
        {
            Revision = 1,
            Changes = [new() { Field = "clauses/c1", Text = new() { En = "clause" } }],
            Reason = "better",
        }, SmallNetwork.Db);
        Assert.Equal([WorkKind.AcceptAmendment, WorkKind.AgreeToCancellation, WorkKind.AgreeToCommitment, WorkKind.AgreeToTarget], Kinds());
        journal.Do(SmallNetwork.Agreement, new TerminateAgreement { Reason = "over" }, SmallNetwork.Db);
        journal.Do(SmallNetwork.Scholarship, new CloseProgram { Reason = "over" }, SmallNetwork.Db);
        // A proposal can still be dropped.
        Assert.Equal([WorkKind.AgreeToCommitment], Kinds());

        IEnumerable<WorkKind> Kinds() => Kept(journal).Worklist(NetworkJournal.User("la-lpb", roles: Roles.Coordinator), journal.Now).Items
            .Select(item => item.Kind).OrderBy(kind => kind.ToString(), StringComparer.Ordinal);
    }

    // Followed row by row, as a running process does.
    private static NetworkReading Kept(NetworkJournal journal)
    {
        var view = new ViewState(ViewSnapshot.Empty);
        view.Begin(ViewSnapshot.Empty);
        foreach (var row in journal.Rows)
            view.Apply([row]);
        return new(view, () => (default, TimeSpan.Zero));
    }
}
