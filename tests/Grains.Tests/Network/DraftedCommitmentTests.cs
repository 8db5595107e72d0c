using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Network;

namespace CoopGrains.Grains.Tests.Network;

/// <summary>What stands in a draft is nowhere counted, asked for or owed until the text is in force.</summary>
public sealed class DraftedCommitmentTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);
    private static readonly BookKey Draft = BookKey.Agreement("next");
    private static readonly Actor[] Sides = [SmallNetwork.Db, SmallNetwork.Lpb];

    private readonly NetworkJournal _journal = SmallNetwork.Begin();

    [Fact]
    public void It_enters_figures_work_lists_scorecards_and_obligations_with_the_text_and_leaves_with_it()
    {
        var before = Of(_journal.Read());
        Begin();
        Assert.Equal(before with { Proposals = 1 }, Of(_journal.Read()));
        Accept();
        Assert.Equal(before with { Proposals = 1 }, Of(_journal.Read()));
        Assert.Empty(Owed());
        var version = _journal.Rows[^1].Sequence;
        Sign();
        Assert.Equal(new(before.Commitments + 2, 1, before.Targets + 6, before.Reports + 4, before.Lines + 2), Of(_journal.Read()));
        // Each province is told of each, by an operation of its own.
        Assert.Equal(["own vn-db", "own la-lpb", "other vn-db", "other la-lpb"], Owed());
        var told = Told().Where(one => one.Command is NoteObligation).ToList();
        Assert.Equal(4, told.Select(one => one.OperationId).Distinct().Count());
        Assert.All(told, one => Assert.Equal(version + 3, one.Sequence));
    }

    [Fact]
    public void A_withdrawn_draft_takes_its_proposals_along_and_a_reverted_withdrawal_brings_them_back()
    {
        var before = Of(_journal.Read());
        Begin();
        Assert.Contains(_journal.Read().Worklist(SmallNetwork.Lpb, _journal.Now).Items, item => item.Kind == WorkKind.AgreeToCommitment);
        _journal.Do(Draft, new WithdrawDraft { Reason = "no" }, SmallNetwork.Db);
        Assert.Equal(before, Of(_journal.Read()));
        Assert.DoesNotContain(_journal.Read().Worklist(SmallNetwork.Lpb, _journal.Now).Items, item => item.Kind == WorkKind.AgreeToCommitment);
        foreach (var side in Sides)
            _journal.Do(Draft, new RevertEnd { Reason = "yes" }, side);
        Assert.Equal(before with { Proposals = 1 }, Of(_journal.Read()));
        Accept();
        Sign();
        Assert.Equal(before.Commitments + 2, Of(_journal.Read()).Commitments);
        Assert.Equal(4, Owed().Count);
    }

    [Fact]
    public void Kept_by_differences_it_is_what_a_look_at_everything_gives_after_each_event()
    {
        Begin();
        _journal.Do(Draft, new WithdrawDraft { Reason = "no" }, SmallNetwork.Db);
        foreach (var side in Sides)
            _journal.Do(Draft, new RevertEnd { Reason = "yes" }, side);
        Accept();
        Sign();
        var view = new ViewState(ViewSnapshot.Empty);
        view.Begin(ViewSnapshot.Empty);
        var running = new NetworkReading(view, () => (default, TimeSpan.Zero));
        for (var i = 0; i < _journal.Rows.Count; i++)
        {
            view.Apply([_journal.Rows[i]]);
            var anew = new ViewState(ViewSnapshot.Empty);
            anew.Apply(_journal.Rows.Take(i + 1));
            var reading = new NetworkReading(anew, () => (default, TimeSpan.Zero));
            foreach (var by in Enum.GetValues<StatusBy>())
                Assert.Equal(reading.Status(by, SmallNetwork.Db, Today), running.Status(by, SmallNetwork.Db, Today));
            Assert.Equal(reading.Worklist(SmallNetwork.Lpb, _journal.Now), running.Worklist(SmallNetwork.Lpb, _journal.Now));
        }
    }

    [Fact]
    public async Task A_comparison_names_the_event_that_made_it_count()
    {
        Begin();
        Accept();
        var before = _journal.Fold().Snapshot;
        Sign();
        var (item, _, then, now) = new Comparison(before, Today, _journal.Fold().Snapshot, Today, SmallNetwork.Db).Items(null)
            .Single(one => one.Item.Commitment == "own");
        var store = new ListedStore(_journal.Rows.Count);
        store.Commit(_journal.Rows);
        var told = await new WhoChanged(store).WithChangesAsync(item, then, now, default);
        Assert.Equal("agreementEnteredIntoForce", Assert.Single(told.Changes).Event);
    }

    private void Begin()
    {
        _journal.Do(Draft, new DraftAgreement
        {
            Id = Draft.Id,
            Type = InstrumentType.MinutesOfCooperation,
            Parties = ["vn-db", "la-lpb"],
            Text = new() { Title = new() { En = "next" }, Term = new() { From = PartialDate.OfYear(2025) } },
        }, SmallNetwork.Db);
        _journal.Do(Draft, SmallNetwork.Places("own", ["la-lpb"]), SmallNetwork.Db);
        _journal.Do(Draft, SmallNetwork.Places("other", ["la-lpb"]) with { Sources = default }, SmallNetwork.Lpb);
        _journal.Do(Draft, SmallNetwork.Places("wish", ["la-lpb"], basis: BasisKind.Proposal), SmallNetwork.Db);
    }

    private void Accept()
    {
        foreach (var side in Sides)
            _journal.Do(Draft, new AcceptText { Revision = _journal.StateOf<AgreementBook>(Draft).Revision }, side);
    }

    private void Sign()
    {
        foreach (var side in Sides)
            _journal.Do(Draft, new SignAgreement { SignedBy = "A", Office = new() { En = "B" }, DatedOn = PartialDate.OfYear(2025) }, side);
    }

    private List<string> Owed() => [.. Told().Where(one => one.Command is NoteObligation)
        .Select(one => $"{((NoteObligation)one.Command).Obligation.Commitment} {one.To.Id}")];

    private IEnumerable<Delivery> Told()
    {
        var snapshot = _journal.Fold().Snapshot;
        return _journal.Rows.Where(row => row.BookKey == Draft.ToString())
            .SelectMany(row => Deliveries.Of(row, EventCatalog.Read(row.Kind, row.Text), snapshot));
    }

    private Seen Of(NetworkReading reading)
    {
        var counts = reading.Status(null, SmallNetwork.Db, Today).Counts;
        return new(
            counts.Commitments, counts.Proposals, counts.Targets,
            reading.Worklist(SmallNetwork.Lpb, _journal.Now).Items.Count(item => item.Kind == WorkKind.Report),
            reading.Scorecard("la-lpb", SmallNetwork.Db, Today)!.Commitments.Count);
    }

    private sealed record Seen(int Commitments, int Proposals, int Targets, int Reports, int Lines);
}
