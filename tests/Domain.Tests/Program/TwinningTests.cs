using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>Twinned places: many to many, each pair once.</summary>
public sealed class TwinningTests
{
    [Fact]
    public void A_twinning_added_from_both_sides_exists_once()
    {
        var play = Books.Program().Do(World.Db, Add("c1", "x1"));
        play.Refused(World.Db, Add("c1", "x1"), RefusalCodes.AlreadyExists);
        play.Do(World.Lpb, Add("c1", "x1"));
        Assert.IsType<TwinningAffirmed>(play.History[^1]);
        var twinning = Assert.Single(play.State.Twinnings);
        Assert.Equal(["vn-db", "la-lpb"], twinning.EnteredBy);
        play.Refused(World.Lpb, Add("c1", "x1"), RefusalCodes.AlreadyExists);
        play.Refused(World.Vientiane, Add("c1", "x1"), RefusalCodes.NotOfTheProvince);
    }

    [Fact]
    public void What_the_other_side_states_otherwise_is_not_affirmed_in_silence()
    {
        var play = Books.Program().Do(World.Db, Add("c1", "x1") with { Validity = new() { From = World.Date("2030") } });
        var differs = play.Refused(World.Lpb, Add("c1", "x1") with { Validity = new() { From = World.Date("2026-03") } }, RefusalCodes.TwinningDiffers, "/validity");
        Assert.Equal((play.State.Twinnings[0].Id, "2030", ""), (differs.Detail("id"), differs.Detail("began"), differs.Detail("ended")));
        play.Do(World.Lpb, Add("c1", "x1") with { Validity = new() { From = World.Date("2030") } });
        Assert.IsType<TwinningAffirmed>(play.History[^1]);
    }

    [Fact]
    public void A_cluster_may_be_twinned_with_several_places_and_a_place_with_several_clusters()
    {
        var play = Books.Program().Do(World.Db, Add("c1", "x1")).Do(World.Db, Add("c1", "x2")).Do(World.Lpb, Add("c2", "x1"));
        Assert.Equal(3, play.State.Twinnings.Count);
    }

    [Fact]
    public void Clusters_without_names_are_told_apart_by_their_marks()
    {
        TwinPlace Unnamed(string? mark) => new() { Provinces = ["la-psl", "la-lpb"], Mark = mark };
        var add = Add("c1", "x1") with { Vietnamese = new() { Provinces = ["vn-db"] } };
        var play = Books.Program();
        for (var mark = 1; mark <= 8; mark++)
            play.Do(World.Db, add with { Lao = Unnamed($"{mark}") });
        play.Refused(World.Db, add with { Lao = Unnamed("8") with { Provinces = ["la-lpb", "la-psl"] } }, RefusalCodes.AlreadyExists);
        play.Refused(World.Db, add with { Lao = Unnamed("") }, RefusalCodes.IdInvalid, "/lao/mark");
        Assert.Equal(8, play.State.Twinnings.Count);
    }

    [Theory]
    [InlineData("vn-db", null, RefusalCodes.ProvincesOfOneSide, "/lao/provinces")]
    [InlineData("la-bko", null, RefusalCodes.NotAParty, "/lao/provinces")]
    [InlineData("la-psl la-lpb", "c1", RefusalCodes.ReferenceUnknown, "/lao/unit")]
    [InlineData("la-psl la-psl", null, RefusalCodes.ProvincesOfOneSide, "/lao/provinces")]
    [InlineData("", null, RefusalCodes.ProvincesOfOneSide, "/lao/provinces")]
    public void A_place_is_on_its_own_side_and_of_a_party(string provinces, string? unit, string code, string pointer)
    {
        var place = new TwinPlace { Provinces = provinces.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToValueList(), Unit = unit };
        Books.Program().Refused(World.Db, Add("c1", "x1") with { Lao = place }, code, pointer);
    }

    [Fact]
    public void A_unit_that_was_not_found_is_refused()
    {
        var missing = new MissingReference { Pointer = "/vietnamese/unit", Id = "x1" };
        Books.Program().Refused(World.Db, Add("c1", "x1") with { Missing = [missing] }, RefusalCodes.ReferenceUnknown, "/vietnamese/unit");
    }

    [Fact]
    public void A_twinning_ends_once_and_may_begin_again_behind_its_end()
    {
        var play = Books.Program().Do(World.Db, Add("c1", "x1"));
        var end = new EndTwinning { Twinning = Id(play), On = World.Date("2025-06"), Reason = "sắp xếp" };
        play.Refused(World.Db, end with { Twinning = "t-none" }, RefusalCodes.ItemUnknown);
        play.Do(World.Lpb, end);
        Assert.Equal(Validity.NotStated, Assert.IsType<TwinningEnded>(play.History[^1]).Before);
        play.Refused(World.Db, end, RefusalCodes.WrongState);
        play.Refused(World.Db, Add("c1", "x1"), RefusalCodes.AlreadyExists);
        play.Do(World.Db, Add("c1", "x1") with { Validity = new() { From = World.Date("2025-07") } });
        Assert.Equal(2, play.State.Twinnings.Count);
    }

    [Fact]
    public void An_unnamed_cluster_is_named_later_and_the_other_side_has_said_nothing_of_that_yet()
    {
        var play = Books.Program().Do(World.Db, Add("c1", "x1")).Do(World.Lpb, Add("c1", "x1")).Do(World.Db, Add("c2", "x2"));
        var correct = new CorrectTwinning { Twinning = Id(play), Revision = 1, Lao = Lao("c3"), Vietnamese = Vn("x1") };
        play.Refused(World.Db, correct with { Revision = 2 }, RefusalCodes.RevisionStale);
        play.Refused(World.Db, correct with { Lao = Lao("c2"), Vietnamese = Vn("x2") }, RefusalCodes.AlreadyExists);
        play.Do(World.Db, correct);
        Assert.Equal(["vn-db"], play.State.Twinnings[0].EnteredBy);
        play.Refused(World.Db, correct with { Revision = 2 }, RefusalCodes.NothingChanges);
    }

    [Fact]
    public void Activities_are_numbered_and_logged_by_those_who_take_part()
    {
        var play = Books.Program().Do(World.Db, Add("c1", "x1"));
        var log = new LogActivity { Twinning = Id(play), On = World.Date("2025-04"), Title = World.Vi("Giao lưu già làng") };
        play.Refused(World.Bokeo, log, RefusalCodes.NotOfTheProvince);
        play.Refused(World.Who("la-lpb", Roles.Confirmer), log, RefusalCodes.RoleMissing);
        play.Refused(World.Db, log with { On = World.Date("2026-12") }, RefusalCodes.DateInFuture, "/on");
        play.Do(World.Who("vn-db", Roles.Recorder), log).Do(World.Lpb, log);
        Assert.Equal([1, 2], play.History.OfType<ActivityLogged>().Select(logged => logged.Activity.Number));
        Assert.Equal(2, play.State.Twinnings[0].Activities);
        play.Do(World.Db, Add("c2", "x2") with { Validity = new() { From = World.Date("2025-03"), To = World.Date("2026-06") } });
        var other = log with { Twinning = play.State.Twinnings[1].Id };
        Assert.Equal("2025-03", play.Refused(World.Db, other with { On = World.Date("2025-02-28") }, RefusalCodes.TwinningNotBegun, "/on").Detail("began"));
        Assert.Equal("2026-06", play.Refused(World.Db, other with { On = World.Date("2026-07-01") }, RefusalCodes.TwinningOver, "/on").Detail("ended"));
        play.Do(World.Db, other with { On = World.Date("2025") });
    }

    [Fact]
    public void A_twinning_is_the_affair_of_the_provinces_of_its_two_places()
    {
        var play = Books.Program().Do(World.Db, Add("c1", "x1"));
        foreach (var command in (Command[])[
            Add("c1", "x1"),
            Add("c2", "x1"),
            new CorrectTwinning { Twinning = Id(play), Revision = 1, Lao = new() { Provinces = ["la-psl"], Unit = "c1" }, Vietnamese = Vn("x1") },
            new EndTwinning { Twinning = Id(play), On = World.Date("2025-06"), Reason = "sắp xếp" },
            new LogActivity { Twinning = Id(play), On = World.Date("2025-04"), Title = World.Vi("Giao lưu") },
        ])
            play.Refused(World.Psl, command, RefusalCodes.NotOfTheProvince);
        play.Refused(World.Psl, new EndTwinning { Twinning = "t-none", On = World.Date("2025"), Reason = "x" }, RefusalCodes.ItemUnknown);
        play.Do(World.Lpb, Add("c1", "x1"));
        Assert.Equal(["vn-db", "la-lpb"], Assert.Single(play.State.Twinnings).EnteredBy);
    }

    [Fact]
    public void A_closed_program_takes_no_twinning_and_one_can_still_be_ended()
    {
        var play = Books.Program().Do(World.Db, Add("c1", "x1")).Do(World.Db, new CloseProgram { Reason = "xong" });
        play.Refused(World.Db, Add("c2", "x1"), RefusalCodes.ProgramNotOpen);
        play.Do(World.Db, new EndTwinning { Twinning = Id(play), On = World.Date("2025"), Reason = "xong" });
    }

    private static string Id(Play<ProgramBook> play) => play.State.Twinnings[0].Id;

    private static AddTwinning Add(string cluster, string commune) => new() { Lao = Lao(cluster), Vietnamese = Vn(commune) };

    private static TwinPlace Lao(string unit) => new() { Provinces = ["la-lpb"], Unit = unit };

    private static TwinPlace Vn(string unit) => new() { Provinces = ["vn-db"], Unit = unit };
}
