using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class ConflictTests
{
    private readonly Play<ProgramBook> _play = Books.Program();

    [Fact]
    public void Sources_that_disagree_stand_side_by_side_until_somebody_says_who_is_right_and_why()
    {
        _play.Do(World.Who("la-psl", Roles.Recorder), Raise("students", "commitments/places"));
        var open = Assert.Single(_play.State.Conflicts);
        Assert.Equal(("students", "commitments/places", 2, "la-psl", (ConflictResolution?)null), (open.Id, open.About, open.Readings.Count, open.By.Body, open.Resolution));
        _play.Do(World.Lpb, Resolve("students") with { Reading = 1 });
        var settled = Assert.Single(_play.State.Conflicts);
        Assert.Equal((0, "la-lpb", "theo biên bản", 1), (settled.Readings.Count, settled.Resolution!.By.Body, settled.Resolution.Reason, settled.Resolution.Reading));
        Assert.Equal("resolved", _play.Refused(World.Lpb, Resolve("students"), RefusalCodes.WrongState).Detail("state"));
        _play.Do(World.Db, Raise(null, null));
        Assert.StartsWith("k-", _play.State.Conflicts[1].Id, StringComparison.Ordinal);
    }

    [Fact]
    public void A_conflict_has_two_readings_or_more_each_with_its_source_and_its_words()
    {
        var raise = Raise("students", null);
        _play.Refused(World.Db, raise with { Readings = [raise.Readings[0]] }, RefusalCodes.ReadingsMissing, "/readings");
        _play.Refused(World.Db, raise with { Readings = Enumerable.Repeat(raise.Readings[0], 11).ToValueList() }, RefusalCodes.ReadingsMissing, "/readings");
        _play.Refused(World.Db, raise with { Readings = [raise.Readings[0], raise.Readings[0] with { Sources = default }] }, RefusalCodes.SourcesMissing, "/readings/1/sources");
        _play.Refused(World.Db, raise with { Readings = [raise.Readings[0], raise.Readings[0] with { Sources = [new() { Source = "S0" }] }] }, RefusalCodes.SourcesMissing, "/readings/1/sources");
        _play.Refused(World.Db, raise with { Readings = [raise.Readings[0] with { Text = new() }, raise.Readings[0]] }, RefusalCodes.TextMissing, "/readings/0/text");
        var longest = raise.Readings[0] with { Sources = [new() { Source = "S0", Quote = new('x', 4_001) }] };
        _play.Refused(World.Db, raise with { Readings = [longest, longest] }, RefusalCodes.TextTooLong, "/readings/0/sources/0/quote");
        _play.Refused(World.Db, raise with { Title = new() }, RefusalCodes.TextMissing, "/title");
        _play.Refused(World.Db, raise with { Id = "not an id" }, RefusalCodes.IdInvalid, "/id");
    }

    [Fact]
    public void It_is_raised_and_settled_by_those_who_take_part_about_what_there_is()
    {
        _play.Refused(World.Bokeo, Raise("students", null), RefusalCodes.NotOfTheProvince);
        _play.Refused(World.Who("vn-db", Roles.Overseer), Raise("students", null), RefusalCodes.RoleMissing);
        foreach (var about in (string[])["commitments/none", "entries/e-none", "events/x", "places", ""])
            _play.Refused(World.Db, Raise("students", about), RefusalCodes.ReferenceUnknown, "/about");
        var entry = _play.Report(World.Db, World.Report("places", World.Of(30)));
        _play.Do(World.Db, Raise("students", "entries/" + entry));
        _play.Refused(World.Db, Raise("students", null), RefusalCodes.AlreadyExists);
        _play.Refused(World.Who("vn-db", Roles.Recorder), Resolve("students"), RefusalCodes.RoleMissing);
        _play.Refused(World.Bokeo, Resolve("students"), RefusalCodes.NotOfTheProvince);
        _play.Refused(World.Db, Resolve("none"), RefusalCodes.ItemUnknown);
        _play.Refused(World.Db, Resolve("students") with { Reason = " " }, RefusalCodes.TextMissing, "/reason");
        _play.Refused(World.Db, Resolve("students") with { Reading = 2 }, RefusalCodes.ReferenceUnknown, "/reading");
    }

    [Fact]
    public void Agreements_and_provinces_keep_conflicts_too_about_what_is_theirs()
    {
        Books.Agreement().Do(World.Psl, Raise("name", null)).Do(World.Db, Resolve("name"));
        var province = Books.Province().Do(World.Db, new RecordOccasion
        {
            Id = "honor",
            Kind = OccasionKind.Honor,
            Title = World.Vi("Huân chương"),
            On = World.Date("2024?-12-25"),
            Parties = ["vn-db"],
        });
        province.Refused(World.Db, Raise("honor", "events/none"), RefusalCodes.ReferenceUnknown, "/about");
        province.Do(World.Db, Raise("honor", "events/honor"));
        province.Refused(World.Psl, Raise("other", null), RefusalCodes.NotOfTheProvince);
    }

    private static RaiseConflict Raise(string? id, string? about) => new()
    {
        Id = id,
        Title = World.Vi("Số học sinh"),
        About = about,
        Readings =
        [
            new() { Text = World.Vi("30 mỗi năm"), Sources = [new() { Source = "S0", Line = 11, Quote = "mỗi tỉnh 30 cán bộ, học sinh" }] },
            new() { Text = World.Vi("30 trong hai năm"), Sources = [new() { Source = "S2", Line = 6, Quote = "đã cử 30 học sinh" }] },
        ],
    };

    private static ResolveConflict Resolve(string id) => new() { Conflict = id, Reason = "theo biên bản" };
}
