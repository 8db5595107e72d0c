using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>An agency is closed as a whole, and opened again, by those of others of its province.</summary>
public sealed class AgencyTests
{
    private static readonly Actor Coordinator = World.Who("vn-db", Roles.Coordinator);
    private static readonly Actor Health = World.Who("vn-db", Roles.Coordinator, "chi", "health");

    [Fact]
    public void Another_agencys_coordinator_closes_it_once_with_a_day_that_is_over_and_a_reason()
    {
        var play = Started();
        play.Refused(World.Operator, Close(), RefusalCodes.RoleMissing);
        play.Refused(World.Who("vn-db", Roles.Recorder), Close(), RefusalCodes.RoleMissing);
        play.Refused(World.Psl, Close(), RefusalCodes.NotOfTheProvince);
        play.Refused(Health, Close(), RefusalCodes.NotForOneself);
        play.Refused(Coordinator, Close() with { Agency = "vn-db-none" }, RefusalCodes.ItemUnknown);
        play.Refused(Coordinator, Close() with { Reason = " " }, RefusalCodes.TextMissing, "/reason");
        play.Refused(Coordinator, Close() with { On = World.Date("2027") }, RefusalCodes.DateInFuture, "/on");
        play.Do(Coordinator, Close()).Refused(Coordinator, Close(), RefusalCodes.WrongState);
        Assert.Equal("2026-10", play.State.Agencies[1].ClosedOn?.ToString());
        Assert.Equal("chi", Assert.Single(play.State.Agencies[1].Users).User);
    }

    [Fact]
    public void Nobody_of_a_closed_agency_manages_anything_and_nobody_is_appointed_there()
    {
        var play = Started().Do(Coordinator, Close());
        foreach (var command in (Command[])[new CloseAgency { Agency = "vn-db-office", On = World.Date("2026-10"), Reason = "x" },
            new ReopenAgency { Agency = "vn-db-health", Reason = "x" }, new RegisterAgency { Id = "vn-db-more", Name = World.Vi("Sở") },
            new AppointUser { Agency = "vn-db-office", User = "binh", Roles = Roles.Recorder }])
            play.Refused(Health, command, RefusalCodes.AgencyUnknown);
        play.Refused(Coordinator, new AppointUser { Agency = "vn-db-health", User = "chi", Roles = Roles.None }, RefusalCodes.WrongState);
    }

    [Fact]
    public void It_is_opened_again_with_the_users_that_it_had()
    {
        var play = Started();
        var reopen = new ReopenAgency { Agency = "vn-db-health", Reason = "hoãn sáp nhập" };
        play.Refused(Coordinator, reopen, RefusalCodes.WrongState);
        play.Do(Coordinator, Close());
        play.Refused(Coordinator, reopen with { Reason = "" }, RefusalCodes.TextMissing, "/reason");
        play.Refused(World.Psl, reopen, RefusalCodes.NotOfTheProvince);
        play.Do(Coordinator, reopen);
        Assert.Null(play.State.Agencies[1].ClosedOn);
        play.Do(Health, new AppointUser { Agency = "vn-db-health", User = "dung", Roles = Roles.Recorder });
        Assert.Equal(["chi", "dung"], play.State.Agencies[1].Users.Select(user => user.User));
    }

    [Fact]
    public void Who_stands_for_a_closed_agency_takes_its_entries_back_and_nobody_else_does()
    {
        var play = new Play<ProgramBook>(BookKey.Program("db-north")) { Agreement = World.Terms };
        play.Do(World.Db, new OpenProgram { Title = World.Vi("Hợp tác"), Agreement = World.Terms.Agreement, Parties = World.Network })
            .Do(World.Db, World.Commit("places"));
        var other = World.Who("vn-db", agency: "health");
        foreach (var sentBack in (bool[])[false, true])
        {
            var id = play.Report(World.Db, World.Report("places", World.Of(30)));
            if (sentBack)
                play.Do(World.Lpb, new SendBackEntry { Entry = id, Note = "thiếu" });
            play.Refused(other, new WithdrawEntry { Entry = id, Reason = "nhầm" }, RefusalCodes.NotTheAuthor);
            play.Do(other with { StandsFor = ["vn-db-office"] }, new WithdrawEntry { Entry = id, Reason = "nhầm" });
        }
    }

    private static CloseAgency Close() => new() { Agency = "vn-db-health", On = World.Date("2026-10"), Reason = "sáp nhập" };

    private static Play<ProvinceBook> Started() => Books.Province()
        .Do(World.Operator, new RegisterAgency { Id = "vn-db-office", Name = World.Vi("Văn phòng") })
        .Do(World.Operator, new RegisterAgency { Id = "vn-db-health", Name = World.Vi("Sở Y tế") })
        .Do(World.Operator, new AppointUser { Agency = "vn-db-office", User = "an", Roles = Roles.Coordinator })
        .Do(Coordinator, new AppointUser { Agency = "vn-db-health", User = "chi", Roles = Roles.Coordinator });
}
