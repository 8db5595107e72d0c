using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class DraftedTests
{
    private static readonly AddCommitment Own = World.Commit("own", to: ["la-psl"]) with
    {
        Sources = default,
        Yearly = new() { From = 2025, To = 2027, Amount = World.Of(30) },
    };

    private static readonly AddCommitment Wish = World.Commit("wish", to: ["la-psl"]) with { Basis = new() { Kind = BasisKind.Proposal } };

    private readonly Play<AgreementBook> _play = Books.Agreement();

    [Fact]
    public void What_stands_in_a_text_counts_once_that_is_in_force_and_not_before()
    {
        _play.Do(World.Db, Own).Do(World.Psl, Own with { Id = "stated", Sources = World.Story }).Do(World.Db, Wish);
        Assert.Equal([CommitmentState.Drafted, CommitmentState.Drafted, CommitmentState.Proposed], States("own", "stated", "wish"));
        foreach (var step in (Action[])[() => { }, () => Accept(World.Db), () => Accept(World.Psl), () => _play.Do(World.Db, Books.Signature)])
        {
            step();
            var view = _play.View("own");
            Assert.Equal((CommitmentState.Drafted, null), (view.Commitment.State, view.Light));
            Assert.DoesNotContain(view.Periods, period => period.Overdue || period.Light is not null);
            Assert.False(CommitmentRules.Counts(view.Commitment));
            _play.Refused(World.Psl, World.Report("own", World.Of(1)), RefusalCodes.CommitmentNotActive);
        }
        _play.Do(World.Psl, Books.Signature);
        Assert.Equal([CommitmentState.Active, CommitmentState.Active, CommitmentState.Proposed], States("own", "stated", "wish"));
        Assert.Equal((StatusLight.Grey, 1), (_play.View("own").Light, _play.View("own").Commitment.Revision));
        Assert.IsType<AgreementEnteredIntoForce>(_play.History[^1]);
        _play.Do(World.Psl, World.Report("own", World.Of(1)));
    }

    [Fact]
    public void Either_side_changes_and_drops_it_until_somebody_accepts_the_text_and_again_after_the_unlock()
    {
        _play.Do(World.Db, Own).Do(World.Psl, Target(1, 40));
        Assert.Equal(40, _play.View("own").Commitment.Targets[2].Amount!.Value);
        _play.Do(World.Db, Wish).Do(World.Db, Wish with { Id = "other" });
        Accept(World.Psl);
        foreach (var accept in (Action[])[() => { }, () => Accept(World.Db), () => _play.Do(World.Db, Books.Signature)])
        {
            accept();
            foreach (var change in (Command[])
                [Own with { Id = "late" }, Target(2, 50), Cancel("own"), Wish with { Id = "late" },
                 new AgreeToCommitment { Commitment = "wish", Revision = 1 }])
                _play.Refused(World.Psl, change, RefusalCodes.TextIsAccepted);
        }
        // What is no part of the text yet may go; nobody has accepted it.
        _play.Do(World.Psl, Cancel("other"));
        _play.Do(World.Db, new UnlockText { Reason = "sửa" }).Do(World.Db, Target(2, 50)).Do(World.Psl, Cancel("own"));
        Assert.Equal(CommitmentState.Drafted, Assert.IsType<CommitmentCancelled>(_play.History[^1]).From);
        Assert.Equal([CommitmentState.Cancelled], States("own"));
    }

    [Fact]
    public void A_proposal_that_both_sides_agree_to_while_it_is_a_draft_is_part_of_the_text()
    {
        _play.Do(World.Db, Wish).Do(World.Psl, new AgreeToCommitment { Commitment = "wish", Revision = 1 });
        Assert.Equal([CommitmentState.Drafted], States("wish"));
        Accept(World.Db, World.Psl);
        _play.Do(World.Db, Books.Signature).Do(World.Psl, Books.Signature);
        Assert.Equal([CommitmentState.Active], States("wish"));
    }

    [Fact]
    public void It_goes_with_the_draft_that_is_withdrawn_and_comes_back_with_it()
    {
        _play.Do(World.Db, Own).Do(World.Db, Wish).Do(World.Db, Own with { Id = "dropped" }).Do(World.Psl, Cancel("dropped"));
        Accept(World.Db, World.Psl);
        var before = _play.State.Commitments;
        _play.Do(World.Db, new WithdrawDraft { Reason = "thôi" });
        Assert.Equal([CommitmentState.Cancelled, CommitmentState.Cancelled, CommitmentState.Cancelled], States("own", "wish", "dropped"));
        Assert.Empty(_play.View("wish").Commitment.Asked);
        _play.Refused(World.Db, Own with { Id = "late" }, RefusalCodes.WrongState);
        _play.Refused(World.Psl, Cancel("own"), RefusalCodes.WrongState);
        var revert = new RevertEnd { Reason = "nhầm" };
        _play.Do(World.Db, revert).Do(World.Psl, revert);
        Assert.Equal(AgreementState.TextAgreed, _play.State.State);
        Assert.Equal(before.InOrder.Select(ledger => ledger.Commitment), _play.State.Commitments.InOrder.Select(ledger => ledger.Commitment));
        Assert.Empty(_play.State.WithdrawnWith);
        _play.Do(World.Db, Books.Signature).Do(World.Psl, Books.Signature);
        Assert.Equal([CommitmentState.Active, CommitmentState.Proposed, CommitmentState.Cancelled], States("own", "wish", "dropped"));
    }

    [Fact]
    public void Who_accepts_or_edits_a_text_has_seen_its_commitments_or_is_told_that_they_changed()
    {
        var edit = new EditText { Revision = 1, Text = Books.Text("Biên bản sửa") };
        var revision = 1;
        foreach (var change in (Command[])[Own, Target(1, 40), Wish, new AgreeToCommitment { Commitment = "wish", Revision = 1 }, Cancel("own")])
        {
            _play.Do(change is AgreeToCommitment ? World.Psl : World.Db, change);
            Assert.Equal(++revision, _play.State.Revision);
            Assert.Equal("commitments", Stale(World.Psl, new AcceptText { Revision = revision - 1 }));
            Assert.Equal("commitments", Stale(World.Psl, edit with { Revision = revision - 1 }));
        }
        _play.Do(World.Db, edit with { Revision = revision });
        Assert.Equal("text", Stale(World.Psl, new AcceptText { Revision = revision }));
        Assert.Equal("text, commitments", Stale(World.Psl, new AcceptText { Revision = revision - 1 }));
        Assert.Equal("text.title, commitments", Stale(World.Psl, edit with { Revision = 1, Text = Books.Text("Khác") }));
        Accept(World.Psl);
        // Dropping a proposal changes nothing that anybody has accepted.
        _play.Do(World.Db, new UnlockText { Reason = "sửa" }).Do(World.Db, Wish with { Id = "other" });
        Accept(World.Psl);
        var accepted = _play.State.Revision;
        _play.Do(World.Psl, Cancel("other"));
        Assert.Equal(accepted, _play.State.Revision);
    }

    [Fact]
    public void Nothing_is_opened_under_a_text_that_is_not_in_force()
    {
        var open = new OpenProgram { Title = World.Vi("Hợp tác"), Agreement = World.Terms.Agreement, Parties = World.Network };
        foreach (var state in (AgreementState[])
            [AgreementState.Draft, AgreementState.TextAgreed, AgreementState.PartlySigned, AgreementState.Withdrawn, AgreementState.Terminated])
            new Play<ProgramBook>(BookKey.Program("next")) { Agreement = World.Terms with { State = state } }
                .Refused(World.Db, open, RefusalCodes.WrongState);
        new Play<ProgramBook>(BookKey.Program("next")) { Agreement = World.Terms }.Do(World.Db, open);
    }

    private void Accept(params ReadOnlySpan<Actor> parties)
    {
        foreach (var party in parties)
            _play.Do(party, new AcceptText { Revision = _play.State.Revision });
    }

    private string Stale(Actor actor, Command command) => _play.Refused(actor, command, RefusalCodes.RevisionStale).Detail("fields");

    private IEnumerable<CommitmentState> States(params string[] ids) => ids.Select(id => _play.View(id).Commitment.State);

    private static CancelCommitment Cancel(string commitment) => new() { Commitment = commitment, Reason = "không làm nữa" };

    private static SetTarget Target(int revision, decimal people) =>
        new() { Commitment = "own", Revision = revision, Period = Window.Year(2027), Amount = World.Of(people) };
}
