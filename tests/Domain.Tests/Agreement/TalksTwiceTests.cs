using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>The same talks are entered once.</summary>
public sealed class TalksTwiceTests
{
    private static readonly RegisterTalks Held =
        new() { On = World.Date("2024?-12-25"), Host = "vn-db", Sources = [new() { Source = "S2", Line = 2 }] };

    [Fact]
    public void Talks_on_the_day_of_others_are_registered_only_when_they_are_said_to_be_different()
    {
        var play = Books.Agreement().Do(World.Db, Held);
        var again = Held with { On = World.Date("2024-12-25"), Host = "la-psl" };
        var twice = play.Refused(World.Psl, again, RefusalCodes.SameTalks, "/on");
        Assert.Equal(("1", "2024?-12-25"), (twice.Detail("id"), twice.Detail("on")));
        play.Refused(World.Psl, again with { DifferentFrom = [2] }, RefusalCodes.ReferenceUnknown, "/differentFrom/0");
        play.Do(World.Psl, again with { DifferentFrom = [1] });
        Assert.Equal([1], Assert.IsType<TalksRegistered>(play.History[^1]).DifferentFrom);
        // Of several on that day each is named.
        Assert.Equal("2", play.Refused(World.Psl, again with { DifferentFrom = [1] }, RefusalCodes.SameTalks, "/on").Detail("id"));
        // A month or a year says of no two talks that they are one.
        play.Do(World.Db, Held with { On = World.Date("2024-12") }).Do(World.Db, Held with { On = World.Date("2024-12") });
        play.Do(World.Db, Held with { On = World.Date("2024-12-26") });
    }

    [Fact]
    public void Talks_that_are_planned_for_the_day_are_held_and_not_registered_unless_they_were_cancelled()
    {
        var register = Held with { On = World.Date("2026-11-21") };
        var play = Books.Agreement().Do(World.Db, new PlanTalks { On = World.Date("2026-11-21"), Host = "la-psl" });
        Assert.Equal("1", play.Refused(World.Db, register, RefusalCodes.SameTalks, "/on").Detail("id"));
        play.Do(World.Db, new CancelTalks { Number = 1, Reason = "lũ" }).Do(World.Db, register);
    }
}
