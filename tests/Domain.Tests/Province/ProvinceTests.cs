using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class ProvinceTests
{
    private static readonly Actor Coordinator = World.Who("vn-db", Roles.Coordinator);

    [Fact]
    public void Only_an_operator_enters_a_province_and_only_once()
    {
        var play = new Play<ProvinceBook>(BookKey.Province("vn-db"));
        play.Refused(World.Db, Books.Registered, RefusalCodes.RoleMissing);
        play.Refused(World.Operator, Books.Registered with { Id = "vn-sl" }, RefusalCodes.IdInvalid, "/id");
        play.Refused(World.Operator, Books.Registered with { Names = new() { Name = new() } }, RefusalCodes.TextMissing, "/names/name");
        play.Refused(World.Operator, Books.Registered with { Borders = ["Phongsaly"] }, RefusalCodes.ProvinceUnknown, "/borders/0");
        play.Refused(World.Operator, Books.Registered with { Borders = ["la-psl", "vn-db"] }, RefusalCodes.ProvinceUnknown, "/borders/1");
        play.Do(World.Operator, Books.Registered).Refused(World.Operator, Books.Registered, RefusalCodes.AlreadyExists);
        new Play<ProvinceBook>(BookKey.Province("th-cm")).Refused(World.Operator, Books.Registered with { Id = "th-cm" }, RefusalCodes.IdInvalid, "/id");
    }

    [Fact]
    public void Nothing_happens_in_a_province_that_is_not_entered() => new Play<ProvinceBook>(BookKey.Province("vn-db"))
        .Refused(World.Operator, Agency("vn-db-office"), RefusalCodes.Unknown);

    [Fact]
    public void The_operators_bootstrap_ends_with_the_first_coordinator()
    {
        var play = Books.Province().Do(World.Operator, Agency("vn-db-office")).Do(World.Operator, Agency("vn-db-health"));
        play.Refused(World.Operator, Appoint("an", Roles.Recorder), RefusalCodes.NotOfTheAgency);
        play.Do(World.Operator, Appoint("an", Roles.Coordinator));
        foreach (var command in (Command[])[Agency("vn-db-more"), Appoint("binh", Roles.Coordinator), Appoint("chi", Roles.Coordinator) with { Agency = "vn-db-health" },
            new SetNames { Revision = 1, Names = new() { Name = World.Vi("Khác") } }])
            play.Refused(World.Operator, command, RefusalCodes.BootstrapIsOver);
        play.Do(Coordinator, Agency("vn-db-more"));
    }

    [Fact]
    public void Nobody_appoints_oneself_so_a_province_keeps_a_coordinator()
    {
        var play = Started();
        foreach (var roles in (Roles[])[Roles.None, Roles.Coordinator | Roles.Recorder])
            play.Refused(Coordinator, Appoint("an", roles), RefusalCodes.NotForOneself);
    }

    [Fact]
    public void A_coordinator_appoints_in_the_own_agency_and_elsewhere_only_the_first_coordinator()
    {
        var play = Started().Do(Coordinator, Agency("vn-db-health"));
        play.Do(Coordinator, Appoint("binh", Roles.Recorder | Roles.Confirmer));
        var not = play.Refused(Coordinator, Appoint("chi", Roles.Recorder) with { Agency = "vn-db-health" }, RefusalCodes.NotOfTheAgency);
        Assert.Equal((Coordinator.Agency, "vn-db-health"), (not.Detail("agency"), not.Detail("id")));
        play.Do(Coordinator, Appoint("chi", Roles.Coordinator) with { Agency = "vn-db-health" });
        play.Refused(Coordinator, Appoint("dung", Roles.Coordinator) with { Agency = "vn-db-health" }, RefusalCodes.NotOfTheAgency);
        play.Refused(Coordinator, Appoint("chi", Roles.None) with { Agency = "vn-db-none" }, RefusalCodes.AgencyUnknown);
        play.Refused(World.Psl, Appoint("binh", Roles.None), RefusalCodes.NotOfTheProvince);
        play.Refused(World.Who("vn-db", Roles.Recorder), Appoint("binh", Roles.None), RefusalCodes.RoleMissing);
        play.Refused(Coordinator, Appoint("binh", Roles.Recorder | Roles.Confirmer), RefusalCodes.NothingChanges);
        play.Do(Coordinator, Appoint("binh", Roles.None));
        Assert.DoesNotContain(play.State.Agencies.SelectMany(agency => agency.Users), user => user.User == "binh");
        play.Refused(Coordinator, Appoint("binh", Roles.None), RefusalCodes.NothingChanges);
    }

    [Fact]
    public void Who_oversees_has_no_other_role_and_nobody_else_oversees()
    {
        var play = Started().Do(Coordinator, Agency("vn-db-council") with { Oversees = true });
        var overseer = Appoint("huong", Roles.Overseer) with { Agency = "vn-db-council" };
        foreach (var roles in (Roles[])[Roles.Coordinator, Roles.Recorder, Roles.Overseer | Roles.Confirmer])
            Assert.Equal("overseer", play.Refused(Coordinator, overseer with { Roles = roles }, RefusalCodes.RoleInvalid, "/roles").Detail("values"));
        Assert.Equal("recorder, confirmer, coordinator",
            play.Refused(Coordinator, Appoint("huong", Roles.Overseer), RefusalCodes.RoleInvalid, "/roles").Detail("values"));
        play.Refused(World.Who("vn-db", Roles.Overseer, "huong", "council"), overseer with { User = "hoa" }, RefusalCodes.RoleMissing);
        play.Refused(World.Psl, overseer, RefusalCodes.NotOfTheProvince);
        play.Do(Coordinator, overseer).Do(Coordinator, overseer with { User = "hoa" }).Do(Coordinator, overseer with { Roles = Roles.None });
        Assert.Equal(("hoa", Roles.Overseer), (play.State.Agencies[1].Users.Single().User, play.State.Agencies[1].Users.Single().Roles));
        var bootstrap = Books.Province().Do(World.Operator, Agency("vn-db-council") with { Oversees = true });
        bootstrap.Refused(World.Operator, overseer, RefusalCodes.RoleMissing);
    }

    [Fact]
    public void A_former_name_stays_a_spelling_until_it_is_taken_out_by_name()
    {
        var play = Started();
        play.Do(Coordinator, new SetNames { Revision = 1, Names = new() { Name = new() { Vi = "Mường Trời", En = "Muong Troi" }, Aliases = ["Dien Bien Province"] } });
        Assert.Equal(["Dien Bien Province"], play.State.Names!.Aliases); // it folds like the name before
        play.Do(Coordinator, new SetNames { Revision = 2, Names = new() { Name = World.Vi("Mường Thanh"), Aliases = [] } });
        Assert.Equal(["Mường Trời"], play.State.Names!.Aliases);
        play.Do(Coordinator, new SetNames { Revision = 3, Names = new() { Name = World.Vi("Mường Thanh"), Aliases = [] } });
        Assert.Empty(play.State.Names!.Aliases);
    }

    [Theory]
    [InlineData(Roles.Operator)]
    [InlineData(Roles.System)]
    [InlineData(Roles.Recorder | Roles.System)]
    public void Nobody_is_appointed_operator_or_system(Roles roles) =>
        Started().Refused(Coordinator, Appoint("binh", roles), RefusalCodes.RoleInvalid, "/roles");

    [Fact]
    public void Clearance_is_given_by_the_cleared_only()
    {
        var play = Started();
        play.Refused(Coordinator, Appoint("binh", Roles.Recorder) with { Cleared = true }, RefusalCodes.ClearanceMissing);
        play.Do(World.Who("vn-db", Roles.Coordinator, cleared: true), Appoint("binh", Roles.Recorder) with { Cleared = true });
    }

    [Theory]
    [InlineData("la-psl-office")]
    [InlineData("vn-db")]
    [InlineData("vn-db-")]
    [InlineData("vn-dbx-office")]
    [InlineData("vn-db-Văn phòng")]
    public void An_agencys_id_begins_with_its_provinces(string id) =>
        Started().Refused(Coordinator, Agency(id), RefusalCodes.AgencyIdInvalid, "/id");

    [Fact]
    public void An_agency_is_entered_once() => Started().Refused(Coordinator, Agency("vn-db-office"), RefusalCodes.AlreadyExists);

    [Fact]
    public void A_stale_change_of_names_lists_the_fields_that_differ()
    {
        var play = Started();
        var names = new ProvinceNames { Name = new() { Vi = "Điện Biên", Lo = "ດຽນບຽນ" }, Aliases = ["Dien Bien"] };
        play.Do(Coordinator, new SetNames { Revision = 1, Names = names });
        var stale = play.Refused(Coordinator, new SetNames { Revision = 1, Names = new() { Name = World.Vi("Điện Biên") } }, RefusalCodes.RevisionStale);
        Assert.Equal(("2", "1", "names.name, names.aliases"), (stale.Detail("revision"), stale.Detail("given"), stale.Detail("fields")));
        play.Refused(Coordinator, new SetNames { Revision = 2, Names = names }, RefusalCodes.NothingChanges);
        var taken = new TakenName { Name = "Lai Châu", Province = "vn-lc", Pointer = "/names/name/vi" };
        var others = new SetNames { Revision = 2, Names = new() { Name = World.Vi("Lai Châu") }, Taken = taken };
        Assert.Equal("vn-lc", play.Refused(Coordinator, others, RefusalCodes.NameTaken, "/names/name/vi").Detail("province"));
        new Play<ProvinceBook>(BookKey.Province("vn-db"))
            .Refused(World.Operator, Books.Registered with { Taken = taken }, RefusalCodes.NameTaken);
        play.Refused(Coordinator, new SetNames { Revision = 2, Names = names with { Aliases = ["x", " "] } }, RefusalCodes.TextMissing, "/names/aliases/1");
        var set = Assert.IsType<NamesSet>(play.History[^1]);
        Assert.Equal((2, "Điện Biên", null), (set.Revision, set.Before.Name.Vi, set.Before.Name.Lo));
    }

    [Fact]
    public void A_provinces_own_commitments_bind_it_and_someone_of_the_other_side()
    {
        var play = Started();
        play.Refused(Coordinator, World.Commit("c1") with { Givers = ["vn-sl"], Beneficiaries = ["la-psl"] }, RefusalCodes.NotAParty, "/givers");
        play.Refused(Coordinator, World.Commit("c1") with { Beneficiaries = ["Luông Pha Băng"] }, RefusalCodes.NotAParty, "/beneficiaries");
        play.Refused(Coordinator, World.Commit("c1") with { Beneficiaries = ["vn-sl"] }, RefusalCodes.PartiesInvalid, "/beneficiaries");
        play.Do(Coordinator, World.Commit("c1") with { Givers = ["la-psl"], Beneficiaries = ["vn-db"] });
        play.Do(Coordinator, World.Commit("c2"));
    }

    [Fact]
    public void Obligations_come_from_the_courier_and_the_latest_news_counts()
    {
        var note = new NoteObligation
        {
            Obligation = new() { Book = BookKey.Program("p1"), Commitment = "c1", Title = World.Vi("Học bổng"), Gives = true, SourceVersion = 3 },
        };
        var play = Started();
        play.Refused(Coordinator, note, RefusalCodes.RoleMissing);
        play.Do(Actor.System, note).Refused(Actor.System, note, RefusalCodes.AlreadyNoted);
        play.Do(Actor.System, note with { Obligation = note.Obligation with { SourceVersion = 4, Gives = false } });
        Assert.Equal(4, Assert.Single(play.State.Obligations).SourceVersion);
    }

    [Fact]
    public void Users_are_shown_to_the_provinces_own_coordinators()
    {
        var play = Started();
        bool Shows(Actor reader) => ProvinceBook.View(play.State, play.Book, 3, new(2026, 11, 21), reader).Agencies[0].Users.Count > 0;
        Assert.True(Shows(Coordinator));
        Assert.False(Shows(World.Operator) || Shows(World.Psl) || Shows(World.Who("vn-db", Roles.Recorder | Roles.Overseer)));
    }

    private static Play<ProvinceBook> Started() =>
        Books.Province().Do(World.Operator, Agency("vn-db-office")).Do(World.Operator, Appoint("an", Roles.Coordinator));

    private static RegisterAgency Agency(string id) => new() { Id = id, Name = World.Vi("Văn phòng") };

    private static AppointUser Appoint(string user, Roles roles) => new() { Agency = "vn-db-office", User = user, Roles = roles };
}
