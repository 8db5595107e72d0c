using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>Delegations, visits, honors, gifts and anniversaries.</summary>
public sealed class OccasionTests
{
    private static readonly Actor Coordinator = World.Who("vn-db", Roles.Coordinator);

    [Fact]
    public void An_honor_keeps_grantor_presenter_recipient_and_every_reading()
    {
        var play = Books.Province().Do(Coordinator, Honor);
        var kept = Assert.Single(play.State.Occasions);
        Assert.Equal(Honor.Participants, kept.Participants);
        Assert.Equal(["Huân chương", "Huân chương, Huy chương"], kept.Readings.Select(reading => reading.Text.Vi));
        play.Refused(Coordinator, Honor, RefusalCodes.AlreadyExists);
    }

    [Fact]
    public void An_occasion_is_entered_by_its_own_coordinators_and_concerns_their_province()
    {
        var play = Books.Province();
        play.Refused(World.Psl, Honor, RefusalCodes.NotOfTheProvince);
        play.Refused(World.Who("vn-db", Roles.Recorder), Honor, RefusalCodes.RoleMissing);
        play.Refused(Coordinator, Honor with { Parties = ["la", "la-psl"], Participants = default }, RefusalCodes.NotAParty, "/parties");
        play.Refused(Coordinator, Honor with { Parties = ["vn-db", "Lào"] }, RefusalCodes.BodiesInvalid, "/parties");
        play.Refused(Coordinator, Honor with { Parties = ["vn-db", "la"] }, RefusalCodes.NotAParty, "/participants/1/party");
    }

    [Fact]
    public void Participants_are_named_by_office_and_those_of_the_own_book_are_known_there()
    {
        var play = Books.Province();
        var nobody = new Participant { Role = OccasionRole.Head, Party = "vn-db" };
        play.Refused(Coordinator, Honor with { Participants = [nobody] }, RefusalCodes.TextMissing, "/participants/0/who");
        var unknown = nobody with { Holder = "chair" };
        play.Refused(Coordinator, Honor with { Participants = [unknown] }, RefusalCodes.ReferenceUnknown, "/participants/0/holder");
        play.Do(Coordinator, new RegisterHolder { Id = "chair", Person = "Lê Thành Đô", Office = World.Vi("Chủ tịch") });
        play.Do(Coordinator, Honor with { Participants = [unknown] });
    }

    [Fact]
    public void A_reading_says_where_it_is_from_and_a_yearly_day_is_a_day()
    {
        var play = Books.Province();
        var bare = new Reading { Text = World.Vi("Huân chương"), Sources = default };
        play.Refused(Coordinator, Honor with { Readings = [bare] }, RefusalCodes.SourcesMissing, "/readings/0/sources");
        play.Refused(Coordinator, Honor with { Yearly = true, On = World.Date("2024-12") }, RefusalCodes.DayMissing, "/on");
        play.Refused(Coordinator, Honor with { Until = World.Date("2024-11") }, RefusalCodes.WindowInvalid, "/until");
        var missing = new MissingReference { Pointer = "/implements", Id = "agreement/hidden" };
        play.Refused(Coordinator, Honor with { Missing = [missing] }, RefusalCodes.ReferenceUnknown, "/implements");
    }

    [Fact]
    public void What_is_taken_back_stays_in_the_history_only()
    {
        var play = Books.Province().Do(Coordinator, Honor);
        var retract = new RetractOccasion { Occasion = "honor", Reason = "nhầm" };
        play.Refused(Coordinator, retract with { Reason = "" }, RefusalCodes.TextMissing, "/reason");
        play.Refused(World.Psl, retract, RefusalCodes.NotOfTheProvince);
        play.Do(Coordinator, retract).Refused(Coordinator, retract, RefusalCodes.ItemUnknown);
        Assert.Empty(play.State.Occasions);
        play.Do(Coordinator, Honor);
    }

    private static RecordOccasion Honor { get; } = new()
    {
        Id = "honor",
        Kind = OccasionKind.Honor,
        Title = World.Vi("Trao Huân chương Hữu nghị"),
        On = World.Date("2024?-12-25"),
        Parties = ["vn-db", "la", "la-psl"],
        Participants =
        [
            new() { Role = OccasionRole.Grantor, Party = "la", Who = World.Vi("Chính phủ Lào") },
            new() { Role = OccasionRole.Presenter, Party = "la-psl", Holder = "khamphoy-vannasane" },
            new() { Role = OccasionRole.Recipient, Party = "vn-db", Who = World.Vi("tập thể cán bộ, nhân dân") },
        ],
        Readings =
        [
            new() { Text = World.Vi("Huân chương"), Sources = [new() { Source = "S2", Line = 11 }] },
            new() { Text = World.Vi("Huân chương, Huy chương"), Sources = [new() { Source = "S2", Line = 15 }] },
        ],
    };
}
