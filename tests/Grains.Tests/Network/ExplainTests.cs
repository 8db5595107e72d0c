using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Network;

namespace CoopGrains.Grains.Tests.Network;

public sealed class ExplainTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Fact]
    public void Every_figure_of_a_status_is_explained_by_entries_that_come_to_it()
    {
        var journal = RandomHistory.Of(Enumerable.Range(1, 150).Select(number => number * 7919));
        var reading = journal.Read();
        foreach (var by in Enum.GetValues<StatusBy>())
            foreach (var figure in reading.Status(by, SmallNetwork.ClearedDb, Today)
                .Groups.SelectMany(group => group.Figures.Concat(group.Shared)))
                foreach (var cell in figure.Periods.Append(figure.Overall))
                    foreach (var (kind, value) in (IEnumerable<(string, Amount?)>)
                        [("reported", cell.Reported), ("confirmed", cell.Confirmed),
                        ("disputed", cell.Disputed), ("awaiting", cell.Awaiting)])
                    {
                        var explained = reading.Explain(FigureId.Of(figure.Id, cell.Period, kind), SmallNetwork.ClearedDb, Today);
                        Assert.Equal((figure.Id, cell.Period, kind, value?.Value), (figure.Id, cell.Period, kind, explained?.Value?.Value));
                    }
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("students:person")]
    [InlineData("students:person:sum:2025:invented")]
    [InlineData("program/unknown:places:2025:confirmed")]
    [InlineData("program/db-lpb-scholarship:unknown:2025:confirmed")]
    [InlineData("students:person:confirmed@nowhere=1")]
    [InlineData("elephants:person:confirmed")]
    [InlineData("elephants:person:sum:all:confirmed")]
    [InlineData("students:person:sum:1999:confirmed")]
    [InlineData("students:person:sum:2026:confirmed@period=2025")]
    [InlineData("program/db-lpb-scholarship:places:1999:confirmed")]
    public void What_is_no_figure_is_not_explained(string figure) =>
        Assert.Null(SmallNetwork.Begin().Read().Explain(figure, SmallNetwork.Db, Today));

    [Fact]
    public void A_bare_figure_is_all_that_is_reported_and_instants_of_work_are_UTC()
    {
        var journal = SmallNetwork.Begin();
        SmallNetwork.Report(journal, SmallNetwork.Scholarship, "places", 5, SmallNetwork.Month(2025, 3), SmallNetwork.Db);
        var reading = journal.Read();
        var shown = reading.Status(null, SmallNetwork.Db, Today).Figures.Single().Id;
        foreach (var figure in new[] { shown, $"{SmallNetwork.Scholarship}:places" })
            Assert.Equal(SmallNetwork.People(5), reading.Explain(figure, SmallNetwork.Db, Today)!.Value);
        Assert.All(reading.Worklist(SmallNetwork.Db, journal.Now).Items, item => Assert.Equal(TimeSpan.Zero, item.Since.Offset));
    }
}
