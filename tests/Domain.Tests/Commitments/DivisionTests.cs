using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class DivisionTests
{
    private readonly Play<ProgramBook> _play = Books.Program();

    [Fact]
    public void Students_are_divided_by_level_and_by_field_and_what_nobody_states_is_not_stated()
    {
        _play.Do(World.Db, Report(30, Level("college", 18), Level("university", 7), Field("education", 30)));
        var divisions = _play.View("places").Overall.Divisions;
        Assert.Equal([Dimension.Level, Dimension.Field], divisions.Select(division => division.Dimension));
        Assert.Equal((World.Of(5), World.Of(0)), (divisions[0].NotStated, divisions[1].NotStated));
        Assert.Equal(["college 18", "university 7"], divisions[0].Parts.Select(part => $"{part.Name} {part.Amount.Value}"));
        Assert.Equal((World.Of(30), 0), (_play.View("places").Overall.Reported, _play.View("places").Overall.Parts.Count));
    }

    [Fact]
    public void Divisions_of_several_entries_add_up_and_a_part_that_some_do_not_state_is_a_lower_bound()
    {
        _play.Do(World.Db, Report(30, Level("college", 18), Level("university", 12))).Do(World.Db, Report(20, Level("college", 5)));
        var level = Assert.Single(_play.View("places").Overall.Divisions);
        Assert.Equal((World.Of(15), World.Of(23), World.Of(12, bound: Bound.AtLeast)), (level.NotStated, level.Parts[0].Amount, level.Parts[1].Amount));
        _play.Do(World.Db, new WithdrawEntry { Entry = _play.LastEntry, Reason = "nhầm" }).Do(World.Db, Report(20, Level("college", 20)));
        level = Assert.Single(_play.View("places").Overall.Divisions);
        Assert.Equal((World.Of(0), World.Of(38), World.Of(12)), (level.NotStated, level.Parts[0].Amount, level.Parts[1].Amount));
    }

    [Fact]
    public void Bounds_and_estimates_survive_and_leave_no_exact_rest()
    {
        _play.Do(World.Db, Report(30, Level("college", 18) with { Amount = World.Of(18, bound: Bound.AtLeast, estimate: true) }));
        var level = Assert.Single(_play.View("places").Overall.Divisions);
        Assert.Equal((null, World.Of(18, bound: Bound.AtLeast, estimate: true)), (level.NotStated, level.Parts[0].Amount));
        _play.Do(World.Db, World.Report("places", World.Of(30, bound: Bound.About)) with { Parts = [Level("college", 40)] });
        Assert.Null(_play.View("places").Overall.Divisions[0].NotStated);
    }

    [Fact]
    public void Parts_of_one_dimension_do_not_exceed_an_exact_whole_and_those_of_two_are_not_added_up()
    {
        _play.Refused(World.Db, Report(30, Level("college", 18), Level("university", 13)), RefusalCodes.PartsExceedWhole, "/parts");
        _play.Do(World.Db, Report(30, Level("college", 18), Level("university", 12), Field("education", 20), Field("health", 10)));
        _play.Refused(World.Db, Report(30, Level("college", 1), Level("college", 2)), RefusalCodes.PartTwice, "/parts/1/name");
        _play.Refused(World.Db, Report(30, Level("not an id", 1)), RefusalCodes.IdInvalid, "/parts/0/name");
        _play.Do(World.Db, Report(30, Level("other", 1), Field("other", 2)));
        var many = Enumerable.Range(0, 101).Select(i => Level("school-" + i, 0)).ToArray();
        _play.Refused(World.Db, Report(30, many), RefusalCodes.TooManyItems, "/parts");
        _play.Refused(World.Db, Report(30, Level("college", 1) with { Amount = World.Of(1, "VND") }), RefusalCodes.UnitMismatch, "/parts/0/amount/unit");
        _play.Refused(World.Db, World.Report("duty", null) with { Parts = [Level("college", 1)] }, RefusalCodes.AmountNotTaken);
    }

    [Fact]
    public void An_entry_says_of_itself_how_it_is_divided()
    {
        var entry = _play.Entry(_play.Report(World.Db, Report(30, Level("college", 18), Field("health", 30))));
        var divisions = Divided.Of(entry.Amount, entry.Parts);
        Assert.Equal([(Dimension.Level, World.Of(12)), (Dimension.Field, World.Of(0))], divisions.Select(one => (one.Dimension, one.NotStated!)));
        Assert.Empty(Divided.Of((Amount?)null, default));
    }

    private static ReportFulfilment Report(decimal value, params Part[] parts) => World.Report("places", World.Of(value)) with { Parts = parts.ToValueList() };

    private static Part Level(string name, decimal value) => new() { Name = name, Amount = World.Of(value), Dimension = Dimension.Level };

    private static Part Field(string name, decimal value) => Level(name, value) with { Dimension = Dimension.Field };
}
