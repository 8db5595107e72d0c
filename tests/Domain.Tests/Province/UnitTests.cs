using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>Units of a province over time.</summary>
public sealed class UnitTests
{
    private static readonly Actor Coordinator = World.Who("vn-db", Roles.Coordinator);

    [Fact]
    public void Units_are_the_provinces_own_coordinators_affair()
    {
        var play = Books.Province();
        foreach (var actor in (Actor[])[World.Psl, World.Operator, World.Who("vn-db", Roles.Recorder)])
            foreach (var command in (Command[])[District("muong-nhe"), Close("muong-nhe"), Correct("muong-nhe", 1)])
                Assert.Contains(play.Try(actor, command).Refusal!.Code, (string[])[RefusalCodes.RoleMissing, RefusalCodes.NotOfTheProvince]);
        Assert.Empty(play.State.Units);
    }

    [Fact]
    public void A_closed_unit_keeps_its_time_and_is_closed_once()
    {
        var play = Books.Province().Do(Coordinator, District("muong-nhe") with { Validity = new() { SeenOn = [World.Date("2025-04")] } });
        play.Refused(Coordinator, Close("muong-cha"), RefusalCodes.ItemUnknown);
        play.Refused(Coordinator, Close("muong-nhe") with { Reason = " " }, RefusalCodes.TextMissing, "/reason");
        play.Refused(Coordinator, Close("muong-nhe") with { On = World.Date("2025-03-31") }, RefusalCodes.ValidityInvalid);
        play.Do(Coordinator, Close("muong-nhe")).Refused(Coordinator, Close("muong-nhe"), RefusalCodes.WrongState);
        var unit = Assert.Single(play.State.Units);
        Assert.Equal((World.Date("2025-06-30"), 2), (unit.Validity.To, unit.Revision));
        Assert.True(unit.Validity.MayHold(World.Date("2024")) && unit.Validity.MayHold(World.Date("2025-06")));
        Assert.False(unit.Validity.MayHold(World.Date("2025-07")));
    }

    [Fact]
    public void Successors_name_units_that_exist_and_none_leads_back_to_itself()
    {
        var play = Books.Province().Do(Coordinator, District("muong-nhe"));
        play.Refused(Coordinator, Commune("xa", "muong-cha"), RefusalCodes.ReferenceUnknown, "/succeeds/0");
        play.Refused(Coordinator, Commune("xa", "muong-nhe", "muong-nhe"), RefusalCodes.ReferencesTwice, "/succeeds");
        play.Refused(Coordinator, Commune("xa", "xa"), RefusalCodes.ReferenceUnknown, "/succeeds/0");
        play.Refused(Coordinator, Commune("xa") with { Within = "nowhere" }, RefusalCodes.ReferenceUnknown, "/within");
        play.Do(Coordinator, Commune("xa", "muong-nhe") with { Within = "muong-nhe" });
        play.Refused(Coordinator, Correct("muong-nhe", 1) with { Succeeds = ["xa"] }, RefusalCodes.ReferencesCircle, "/succeeds");
        play.Refused(Coordinator, Correct("muong-nhe", 1) with { Within = "xa" }, RefusalCodes.ReferencesCircle, "/within");
        play.Refused(Coordinator, Commune("xa"), RefusalCodes.AlreadyExists);
    }

    [Fact]
    public void A_unit_is_not_closed_while_one_within_it_is_open()
    {
        var play = Books.Province().Do(Coordinator, District("muong-nhe")).Do(Coordinator, Village("ban", "muong-nhe"));
        var refused = play.Refused(Coordinator, Close("muong-nhe"), RefusalCodes.OpenWithin);
        Assert.Equal(("muong-nhe", "ban"), (refused.Detail("id"), refused.Detail("unit")));
        var ended = new Validity { To = World.Date("2025-06-30") };
        play.Refused(Coordinator, Correct("muong-nhe", 1) with { Validity = ended }, RefusalCodes.OpenWithin);
        play.Do(Coordinator, Close("ban") with { On = World.Date("2025-07") }).Refused(Coordinator, Close("muong-nhe"), RefusalCodes.OpenWithin);
        play.Do(Coordinator, Correct("ban", 2) with { Within = "muong-nhe", Validity = ended }).Do(Coordinator, Close("muong-nhe"));
    }

    [Fact]
    public void Nothing_is_opened_within_a_closed_unit_beyond_its_time()
    {
        var play = Books.Province().Do(Coordinator, District("muong-nhe")).Do(Coordinator, Close("muong-nhe"))
            .Do(Coordinator, Commune("xa", "muong-nhe"));
        var refused = play.Refused(Coordinator, Village("ban", "muong-nhe"), RefusalCodes.PlaceEnded, "/within");
        Assert.Equal(("muong-nhe", "2025-06-30", "xa"), (refused.Detail("id"), refused.Detail("ended"), refused.Detail("successor")));
        play.Refused(Coordinator, Correct("xa", 1) with { Within = "muong-nhe" }, RefusalCodes.PlaceEnded, "/within");
        play.Do(Coordinator, Village("ban", "muong-nhe") with { Validity = new() { To = World.Date("2025-06-30") } }).Do(Coordinator, Village("moi", "xa"));
        play.Refused(Coordinator, Correct("ban", 1) with { Within = "muong-nhe" }, RefusalCodes.PlaceEnded, "/within");
    }

    [Fact]
    public void A_correction_needs_the_revision_and_keeps_what_was_in_the_history()
    {
        var play = Books.Province().Do(Coordinator, District("muong-nhe"));
        play.Refused(Coordinator, Correct("muong-nhe", 0), RefusalCodes.RevisionStale);
        play.Refused(Coordinator, Correct("none", 1), RefusalCodes.ItemUnknown);
        play.Do(Coordinator, Correct("muong-nhe", 1) with { Validity = new() { From = World.Date("1975") } });
        var corrected = Assert.IsType<UnitCorrected>(play.History[^1]);
        Assert.Equal((2, Validity.NotStated), (corrected.Unit.Revision, corrected.Before.Validity));
        play.Refused(Coordinator, Correct("muong-nhe", 2) with { Validity = new() { From = World.Date("1975") } }, RefusalCodes.NothingChanges);
    }

    [Theory]
    [InlineData("2025", "2024", null)]
    [InlineData(null, "2025-06-30", "2025-07")]
    [InlineData("2025-07", null, "2025-06")]
    [InlineData(null, null, "2027")]
    public void Validity_has_ends_in_order_and_nothing_seen_outside_them_or_in_the_future(string? from, string? to, string? seen) =>
        Books.Province().Refused(Coordinator, District("muong-nhe") with
        {
            Validity = new()
            {
                From = from is null ? null : World.Date(from),
                To = to is null ? null : World.Date(to),
                SeenOn = seen is null ? default : [World.Date(seen)],
            },
        }, RefusalCodes.ValidityInvalid, seen is null ? "/validity" : "/validity/seenOn/0");

    [Fact]
    public void An_entry_of_a_units_time_is_taken_and_one_after_it_names_the_successors()
    {
        var play = Books.Program();
        var found = new FoundUnit { Unit = Closed, Successors = ["xa-muong-nhe", "xa-nam-ke"] };
        var report = World.Report("places", World.Of(3), "2024-01", "2024-12") with { Places = [Place], Found = [found] };
        play.Report(World.Db, report);
        Assert.Equal([Place], Assert.IsType<EntryReported>(play.History[^1]).Places);
        var late = report with { Occurred = World.Span("2026-01", "2026-03") };
        var refused = play.Refused(World.Db, late, RefusalCodes.PlaceEnded, "/places/0");
        Assert.Equal("xa-muong-nhe, xa-nam-ke", refused.Detail("successor"));
        play.Refused(World.Db, late with { Occurred = World.Span("2025-01", null) }, RefusalCodes.PlaceEnded);
        var begun = found with { Unit = Closed with { Validity = new() { From = World.Date("2025-07") }, Succeeds = ["muong-nhe"] } };
        var early = play.Refused(World.Db, report with { Found = [begun] }, RefusalCodes.PlaceNotBegun, "/places/0");
        Assert.Equal("muong-nhe", early.Detail("predecessor"));
    }

    [Fact]
    public void An_entry_names_known_units_of_the_commitments_own_provinces_each_once()
    {
        var play = Books.Program();
        var report = World.Report("places", World.Of(3)) with { Places = [Place], Found = [new() { Unit = Closed }] };
        play.Refused(World.Db, report with { Found = [new()] }, RefusalCodes.ReferenceUnknown, "/places/0/unit");
        play.Refused(World.Db, report with { Found = default }, RefusalCodes.ReferenceUnknown, "/places/0/unit");
        play.Refused(World.Db, report with { Places = [Place, Place] }, RefusalCodes.ReferencesTwice, "/places");
        play.Refused(World.Db, report with { Places = [Place with { Province = "la-psl" }] }, RefusalCodes.NotAParty, "/places/0/province");
    }

    [Fact]
    public void Areas_are_those_of_the_tree_each_once()
    {
        var play = Books.Program();
        play.Refused(World.Db, World.Commit("more") with { Areas = ["education", "colour"] }, RefusalCodes.AreaUnknown, "/areas/1");
        play.Refused(World.Db, World.Commit("more") with { Areas = ["education", "education"] }, RefusalCodes.ReferencesTwice, "/areas");
        play.Do(World.Db, World.Commit("more") with { Areas = ["education", "youth"] });
        var open = new OpenProgram { Title = World.Vi("Khác"), Parties = World.Network, Areas = ["colour"] };
        new Play<ProgramBook>(BookKey.Program("other")).Refused(World.Db, open, RefusalCodes.AreaUnknown, "/areas/0");
    }

    [Fact]
    public void The_areas_are_one_tree_with_each_behind_the_one_it_lies_in()
    {
        var seen = new HashSet<string>();
        foreach (var area in AreaTree.All)
        {
            Assert.True(seen.Add(area.Id) && (area.Within is null || seen.Contains(area.Within)), area.Id);
            Assert.NotEmpty(area.Sources);
        }
        Assert.Equal(["political-theory", "training", "education", "culture-society"], AreaTree.WithAbove("political-theory").ToArray());
        Assert.True(AreaTree.IsIn("training", "education") && !AreaTree.IsIn("education", "training"));
        Assert.Equal(["anything"], AreaTree.WithAbove("anything").ToArray());
    }

    private static UnitRef Place { get; } = new() { Province = "vn-db", Unit = "muong-nhe" };

    private static LocalUnit Closed { get; } = new()
    {
        Id = "muong-nhe",
        Name = World.Vi("Mường Nhé"),
        Kind = LocalUnitKind.District,
        Validity = new() { To = World.Date("2025-06-30") },
        Revision = 2,
    };

    private static RegisterUnit District(string id) => new() { Id = id, Name = World.Vi("Huyện " + id), Kind = LocalUnitKind.District };

    private static RegisterUnit Commune(string id, params ReadOnlySpan<string> succeeds) =>
        new() { Id = id, Name = World.Vi("Xã " + id), Kind = LocalUnitKind.Commune, Succeeds = ValueList.Create(succeeds) };

    private static RegisterUnit Village(string id, string within) =>
        new() { Id = id, Name = World.Vi("Bản " + id), Kind = LocalUnitKind.Village, Within = within };

    private static CloseUnit Close(string id) => new() { Unit = id, On = World.Date("2025-06-30"), Reason = "sắp xếp đơn vị hành chính" };

    private static CorrectUnit Correct(string id, int revision) =>
        new() { Unit = id, Revision = revision, Name = World.Vi("Huyện " + id), Kind = LocalUnitKind.District };
}
