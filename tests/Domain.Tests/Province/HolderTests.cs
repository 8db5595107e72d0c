using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>Office-holders of a province over time.</summary>
public sealed class HolderTests
{
    private static readonly Actor Coordinator = World.Who("vn-db", Roles.Coordinator);

    [Fact]
    public void Who_comes_next_in_an_office_ends_the_time_of_who_was_there_before()
    {
        var play = Books.Province().Do(Coordinator, Chair("first", "2020")).Do(Coordinator, Chair("second", "2026-01-15") with { Succeeds = "first" });
        Assert.Equal([typeof(HolderRegistered), typeof(TenureEnded)], play.History[^2..].Select(happened => happened.GetType()));
        Assert.Equal((World.Date("2026-01-15"), 2), (play.State.Holders[0].Validity.To, play.State.Holders[0].Revision));
    }

    [Fact]
    public void Two_do_not_succeed_one_at_a_time()
    {
        var play = Books.Province().Do(Coordinator, Chair("first", "2020")).Do(Coordinator, Chair("second", "2026-01-15") with { Succeeds = "first" });
        foreach (var from in (string?[])["2026-05", "2025", null])
        {
            var refused = play.Refused(Coordinator, Chair("third", from) with { Succeeds = "first" }, RefusalCodes.AlreadySucceeded, "/succeeds");
            Assert.Equal(("first", "second"), (refused.Detail("holder"), refused.Detail("successor")));
        }
        play.Do(Coordinator, Chair("third", "2026-05") with { Succeeds = "second" });
        play.Refused(Coordinator, Corrected("third") with { Succeeds = "first", Validity = Time("2026-04", null) }, RefusalCodes.AlreadySucceeded, "/succeeds");
        // The second was there until then.
        play.Do(Coordinator, Corrected("third") with { Succeeds = "first" });
    }

    [Fact]
    public void A_successor_without_a_first_day_ends_nobodys_time()
    {
        var play = Books.Province().Do(Coordinator, Chair("first", "2020")).Do(Coordinator, Chair("second", null) with { Succeeds = "first" });
        Assert.Null(play.State.Holders[0].Validity.To);
    }

    [Fact]
    public void A_successor_does_not_begin_before_the_other_was_seen_in_office()
    {
        var play = Books.Province().Do(Coordinator, Chair("first", null) with { Validity = new() { SeenOn = [World.Date("2025-04")] } });
        play.Refused(Coordinator, Chair("second", "2024-12") with { Succeeds = "first" }, RefusalCodes.ValidityInvalid);
        play.Do(Coordinator, Chair("second", "2025-05") with { Succeeds = "first" });
    }

    [Fact]
    public void A_time_in_office_ends_once_and_only_the_own_coordinators_say_so()
    {
        var play = Books.Province().Do(Coordinator, Chair("first", "2020"));
        var end = new EndTenure { Holder = "first", On = World.Date("2026") };
        play.Refused(World.Psl, end, RefusalCodes.NotOfTheProvince);
        play.Refused(Coordinator, end with { Holder = "nobody" }, RefusalCodes.ItemUnknown);
        play.Refused(Coordinator, end with { On = World.Date("2019") }, RefusalCodes.ValidityInvalid);
        play.Do(Coordinator, end).Refused(Coordinator, end, RefusalCodes.WrongState);
    }

    [Fact]
    public void A_correction_needs_the_revision_and_changes_something()
    {
        var play = Books.Province().Do(Coordinator, Chair("first", "2020")).Do(Coordinator, Chair("second", "2026") with { Succeeds = "first" });
        var correct = new CorrectHolder { Holder = "first", Revision = 2, Person = "Lê Thành Đô", Office = World.Vi("Chủ tịch UBND tỉnh") };
        play.Refused(Coordinator, correct with { Revision = 1 }, RefusalCodes.RevisionStale);
        play.Refused(Coordinator, correct with { Person = "" }, RefusalCodes.TextMissing, "/person");
        play.Refused(Coordinator, correct with { Succeeds = "second" }, RefusalCodes.ReferencesCircle, "/succeeds");
        play.Do(Coordinator, correct).Refused(Coordinator, correct with { Revision = 3 }, RefusalCodes.NothingChanges);
        Assert.Equal(World.Date("2026"), Assert.IsType<HolderCorrected>(play.History[^1]).Before.Validity.To);
    }

    private static Validity Time(string from, string? to) => new() { From = World.Date(from), To = to is null ? null : World.Date(to) };

    private static CorrectHolder Corrected(string id) => new()
    {
        Holder = id,
        Revision = 1,
        Person = "Người " + id,
        Office = World.Vi("Chủ tịch UBND tỉnh"),
        Validity = Time("2026-05", null),
    };

    private static RegisterHolder Chair(string id, string? from) => new()
    {
        Id = id,
        Person = "Người " + id,
        Office = World.Vi("Chủ tịch UBND tỉnh"),
        Validity = from is null ? null : new() { From = World.Date(from) },
    };
}
