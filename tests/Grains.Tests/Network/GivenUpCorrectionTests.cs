using CoopGrains.Contracts;
using CoopGrains.Network;

namespace CoopGrains.Grains.Tests.Network;

/// <summary>A correction that was sent back goes from the lists when another takes its place.</summary>
public sealed class GivenUpCorrectionTests
{
    [Fact]
    public void Its_author_has_nothing_more_to_do_about_it_where_lists_are_kept_by_differences()
    {
        var journal = SmallNetwork.Begin();
        var entry = SmallNetwork.Report(journal, SmallNetwork.Scholarship, "places", 30, SmallNetwork.Month(2025, 3), SmallNetwork.Db);
        Do(new DisputeEntry { Entry = entry, OwnFigure = SmallNetwork.People(28), Reason = "28 came" }, SmallNetwork.Lpb);
        var given = Correct(29, SmallNetwork.Db);
        Do(new SendBackEntry { Entry = given, Note = "no list" }, SmallNetwork.Lpb);
        var view = new ViewState(ViewSnapshot.Empty);
        view.Apply(journal.Rows);
        view.Begin(view.Snapshot);
        var running = new NetworkReading(view, () => (default, TimeSpan.Zero));
        Assert.Contains((WorkKind.SentBack, given), Work(running));
        var before = journal.Rows.Count;
        Correct(28, SmallNetwork.Lpb);
        view.Apply(journal.Rows.Skip(before));
        Assert.DoesNotContain(Work(running), item => item.Entry == given);
        Assert.Equal(Work(journal.Read()), Work(running));
        Assert.Equal(Counts(journal.Read()), Counts(running));

        void Do(Command command, Actor by) => journal.Do(SmallNetwork.Scholarship, command, by);

        string Correct(int people, Actor by)
        {
            Do(new ReportFulfilment
            {
                Commitment = "places",
                Amount = SmallNetwork.People(people),
                Occurred = SmallNetwork.Month(2025, 3),
                Corrects = entry,
            }, by);
            return journal.CommitmentsOf(SmallNetwork.Scholarship).Ledgers["places"].Entries.Values.MaxBy(one => one.Number)!.Id;
        }

        List<(WorkKind Kind, string? Entry)> Work(NetworkReading reading) =>
            [.. reading.Worklist(SmallNetwork.Db, journal.Now).Items.Select(item => (item.Kind, item.Entry))];
    }

    private static EntryCounts Counts(NetworkReading reading) => reading.Status(null, SmallNetwork.Db, new(2026, 11, 21)).Counts.Entries;
}
