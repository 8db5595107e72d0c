using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>Leave to read a restricted book for a time.</summary>
public sealed class AccessTests
{
    private static readonly Actor Keeper = World.Who("vn-db", cleared: true);
    private static readonly Actor Other = World.Who("la-psl", user: "kham", cleared: true);
    private static readonly Actor Guest = World.Who("la-bko", user: "guest");
    private static readonly GrantAccess Leave = new()
    {
        Book = BookKey.Program("r-0123456789"),
        Agency = Guest.Agency,
        User = Guest.User,
        Reason = "thanh tra",
        Until = World.Date("2026-12-01"),
        UserIsKnown = true,
    };

    private static readonly SuspendProgram Suspend = new() { Reason = "x" };

    [Fact]
    public void Whoever_was_let_read_reads_until_the_end_of_the_last_day_and_no_longer()
    {
        var play = Restricted().Do(Keeper, Leave);
        Assert.True(Sees(play, Guest, World.At(2026, 12, 1)));
        Assert.True(Sees(play, Guest, new(2026, 12, 1, 23, 59, 59, TimeSpan.FromHours(7))));
        Assert.False(Sees(play, Guest, new(2026, 12, 2, 0, 0, 0, TimeSpan.FromHours(7))));
        Assert.False(Sees(play, World.Who("la-bko", user: "another"), World.Now));
        Assert.False(Sees(play, World.Who("la-psl", user: "guest"), World.Now));
    }

    [Fact]
    public void Whoever_was_let_read_changes_nothing_and_once_it_has_ended_knows_of_nothing()
    {
        var play = Restricted().Do(Keeper, Leave);
        foreach (var command in (Command[])[Suspend, World.Commit("c"), Leave with { User = "more" }, new RevokeAccess { Grant = "x", Reason = "x" }])
            play.Refused(Guest, command, RefusalCodes.ReadsOnly);
        play.Now = World.At(2026, 12, 2);
        play.Refused(Guest, Suspend, RefusalCodes.Unknown);
    }

    [Fact]
    public void A_revoked_grant_hides_the_book_at_once_and_stays_in_history()
    {
        var play = Restricted().Do(Keeper, Leave);
        var grant = play.State.Grants[0];
        Assert.Equal(("vn-db", World.Now), (grant.By, grant.At));
        play.Do(Other, new RevokeAccess { Grant = grant.Id, Reason = "xong việc" });
        Assert.False(Sees(play, Guest, World.Now));
        play.Refused(Guest, Suspend, RefusalCodes.Unknown);
        play.Refused(Other, new RevokeAccess { Grant = grant.Id, Reason = "again" }, RefusalCodes.ItemUnknown);
        Assert.Equal(["accessGranted", "accessRevoked"], play.History.TakeLast(2).Select(EventCatalog.NameOf));
    }

    [Fact]
    public void Only_coordinators_of_the_parties_grant_and_nobody_to_themselves()
    {
        var play = Restricted();
        play.Refused(World.Who("vn-db", Roles.Recorder, cleared: true), Leave, RefusalCodes.RoleMissing);
        play.Refused(World.Who("vn-db"), Leave, RefusalCodes.Unknown);
        play.Refused(World.Who("la-bko", cleared: true), Leave, RefusalCodes.Unknown);
        play.Refused(Keeper, Leave with { Agency = Keeper.Agency, User = Keeper.User }, RefusalCodes.NotForOneself);
        play.Do(Other, Leave);
    }

    [Theory]
    [InlineData("2026-11-20")]
    [InlineData("2027-02-20")]
    [InlineData("2026-12")]
    [InlineData("2026")]
    public void Leave_ends_on_a_day_within_ninety(string until) =>
        Assert.Equal("90", Restricted().Refused(Keeper, Leave with { Until = World.Date(until) }, RefusalCodes.GrantEndInvalid, "/until").Detail("most"));

    [Fact]
    public void Leave_may_end_today_or_on_the_ninetieth_day()
    {
        foreach (var until in (string[])["2026-11-21", "2027-02-19"])
            Restricted().Do(Keeper, Leave with { Until = World.Date(until) });
    }

    [Fact]
    public void Leave_needs_a_reason_a_known_user_and_a_restricted_book_and_is_given_once()
    {
        var play = Restricted();
        play.Refused(Keeper, Leave with { Reason = " " }, RefusalCodes.TextMissing, "/reason");
        play.Refused(Keeper, Leave with { UserIsKnown = false }, RefusalCodes.ReferenceUnknown, "/user");
        Books.Program().Refused(World.Db, Leave, RefusalCodes.GrantNotNeeded, "/book");
        play.Do(Keeper, Leave);
        Assert.Equal(play.State.Grants[0].Id, play.Refused(Keeper, Leave, RefusalCodes.AlreadyExists).Detail("id"));
    }

    [Fact]
    public void What_has_ended_leaves_the_state_with_the_next_grant_and_cannot_be_revoked()
    {
        var play = Restricted().Do(Keeper, Leave);
        var ended = play.State.Grants[0].Id;
        play.Now = World.At(2026, 12, 2);
        Assert.Equal("ended 2026-12-01", play.Refused(Keeper, new RevokeAccess { Grant = ended, Reason = "x" }, RefusalCodes.WrongState).Detail("state"));
        play.Do(Keeper, Leave with { Until = World.Date("2026-12-31") });
        Assert.NotEqual(ended, Assert.Single(play.State.Grants).Id);
    }

    [Fact]
    public void At_most_a_hundred_may_read_a_book_by_leave()
    {
        var play = Restricted();
        for (var i = 0; i < 100; i++)
            play.Do(Keeper, Leave with { User = $"guest{i}" });
        play.Refused(Keeper, Leave, RefusalCodes.TooManyItems);
    }

    [Fact]
    public void An_agreement_is_read_by_leave_as_a_program_is()
    {
        var play = new Play<AgreementBook>(BookKey.Agreement("r-0123456789"))
            .Do(Keeper, Books.Draft(["vn-db", "la-psl"]) with { Restricted = true }).Do(Keeper, Leave);
        Assert.True(Visibility.CanSee(play.State, Guest, World.Now));
        play.Refused(Guest, new WithdrawDraft { Reason = "x" }, RefusalCodes.ReadsOnly);
        play.Do(Other, new RevokeAccess { Grant = play.State.Grants[0].Id, Reason = "x" });
        Assert.False(Visibility.CanSee(play.State, Guest, World.Now));
    }

    private static bool Sees(Play<ProgramBook> play, Actor actor, DateTimeOffset now) => Visibility.CanSee(play.State, actor, now);

    private static Play<ProgramBook> Restricted() => new Play<ProgramBook>(BookKey.Program("r-0123456789"))
        .Do(Keeper, new OpenProgram { Title = World.Vi("Biên giới"), Parties = ["vn-db", "la-psl"], Restricted = true });
}
