using CoopGrains.Contracts;
using CoopGrains.Network;

namespace CoopGrains.Grains.Tests.Network;

/// <summary>After an early end nobody is told that what was cut off is overdue, wherever it would be told.</summary>
public sealed class EndedBookTests
{
    private static readonly DateOnly Later = new(2028, 2, 1);
    private static readonly DateTimeOffset Then = new(2028, 2, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Actor Overseer = NetworkJournal.User("la", roles: Roles.Overseer);
    private static readonly Actor[] Sides = [SmallNetwork.Db, SmallNetwork.Lpb];

    private readonly NetworkJournal _journal = SmallNetwork.Begin();

    public EndedBookTests()
    {
        foreach (var year in (int[])[2025, 2026])
            _journal.Do(SmallNetwork.Scholarship, new ConfirmEntry
            {
                Entry = SmallNetwork.Report(_journal, SmallNetwork.Scholarship, "places", 3, SmallNetwork.Month(year, 3), SmallNetwork.Db),
            }, SmallNetwork.Lpb);
    }

    [Fact]
    public void Periods_that_end_after_the_end_of_the_program_or_its_agreement_are_overdue_nowhere()
    {
        Assert.Equal((3, "2025 2026 2027", 1), Overdue(_journal.Read()));
        var terminated = _journal.Rows.Count;
        _journal.Do(SmallNetwork.Agreement, new TerminateAgreement { Reason = "over" }, SmallNetwork.Db);
        Note();
        Assert.Equal((1, "2025", 0), Overdue(_journal.Read()));
        foreach (var side in Sides)
            _journal.Do(SmallNetwork.Agreement, new RevertEnd { Reason = "not so" }, side);
        Note();
        Assert.Equal((3, "2025 2026 2027", 1), Overdue(_journal.Read()));
        _journal.Do(SmallNetwork.Scholarship, new CloseProgram { Reason = "done" }, SmallNetwork.Db);
        Assert.Equal((1, "2025", 0), Overdue(_journal.Read()));

        // And so it is where sums and lists are kept by differences.
        var view = new ViewState(ViewSnapshot.Empty);
        view.Apply(_journal.Rows.Take(terminated));
        view.Begin(view.Snapshot);
        var running = new NetworkReading(view, () => (default, TimeSpan.Zero));
        for (var i = terminated; i < _journal.Rows.Count; i++)
        {
            Overdue(running);
            view.Apply([_journal.Rows[i]]);
            var anew = new ViewState(ViewSnapshot.Empty);
            anew.Apply(_journal.Rows.Take(i + 1));
            var reading = new NetworkReading(anew, () => (default, TimeSpan.Zero));
            Assert.Equal(Overdue(reading), Overdue(running));
            foreach (var by in Enum.GetValues<StatusBy>())
                Assert.Equal(reading.Status(by, SmallNetwork.Db, Later), running.Status(by, SmallNetwork.Db, Later));
            Assert.Equal(reading.Worklist(SmallNetwork.Lpb, Then), running.Worklist(SmallNetwork.Lpb, Then));
        }
    }

    private void Note() => _journal.Do(SmallNetwork.Scholarship, new NoteAgreement
    {
        Terms = Domain.AgreementBook.Terms(
            _journal.StateOf<Domain.AgreementBook>(SmallNetwork.Agreement), SmallNetwork.Agreement, _journal.VersionOf(SmallNetwork.Agreement)),
    }, Actor.System);

    private static (int Counted, string Listed, int WithoutData) Overdue(NetworkReading reading)
    {
        var counts = reading.Status(null, SmallNetwork.Db, Later).Counts;
        return (
            counts.Overdue,
            string.Join(' ', reading.Oversight(OversightOf.Overdue, Overseer, Then).Items.Select(item => item.Period)),
            counts.TargetsWithoutData);
    }
}
