using System.Text.Json;
using TestKit;

namespace EndToEnd.Tests.Seed;

/// <summary>What the seed answers of units, people and areas, on 2026-11-21. Nothing here writes.</summary>
public sealed class GoldenPeopleTests(SeededSite seeded) : IClassFixture<SeededSite>
{
    private const string Reader = "vn-db-education/recorder";

    private ApiClient Api => seeded.Site.Api;

    [Fact]
    public async Task The_four_districts_stand_on_what_was_recorded_of_their_time_and_point_to_what_came_after()
    {
        var then = await ListAsync("/v1/provinces/vn-db/units?on=2025-04&kind=district");
        Assert.Equal(
            ["huyen-dien-bien", "huyen-muong-cha", "huyen-muong-nhe", "huyen-nam-po"], then.Select(unit => unit.At("unit").Text("id")));
        Assert.All(then, unit => Assert.Equal("2025-06-30", unit.At("unit", "validity").Text("to")));
        Assert.Equal("xa-muong-nhe", Assert.Single(then[2].At("successors").EnumerateArray()).GetString());
        Assert.Equal(4, (await ListAsync("/v1/provinces/vn-db/units?on=2024&kind=district")).Length);
        Assert.Empty(await ListAsync("/v1/provinces/vn-db/units?on=2026&kind=district"));
    }

    [Fact]
    public async Task The_four_who_chaired_the_talks_are_found_by_person_office_and_date()
    {
        var seen = (await ListAsync("/v1/offices?on=2024-12-25")).Where(one => one.At("holder", "validity", "seenOn").EnumerateArray()
            .Any(day => day.GetString() == "2024?-12-25")).Select(one => one.At("holder").Text("person")).Order(StringComparer.Ordinal);
        Assert.Equal(["Bounkhong Lachiemphone", "Khamkhan Chanthavisouk", "Khamphoy Vannasane", "Trần Quốc Cường"], seen);
        var governor = Assert.Single(await ListAsync("/v1/offices?person=khamphoy&office=tinh%20truong&on=2024-12-25"));
        Assert.Equal(("la-psl", "khamphoy-vannasane"), (governor.Text("party"), governor.At("holder").Text("id")));
        Assert.Equal(6, (await ListAsync("/v1/offices")).Length);
    }

    [Fact]
    public async Task Areas_are_one_tree_and_totals_by_area_say_that_they_overlap()
    {
        var areas = (await Api.GetAsync(Reader, "/v1/areas")).Ok().Json.At("areas").EnumerateArray().ToDictionary(area => area.Text("id"));
        Assert.Equal("culture-society", areas["education"].Text("within"));
        Assert.Equal(5, areas.Values.Count(area => area.At("within").ValueKind is JsonValueKind.Undefined or JsonValueKind.Null));
        var status = (await Api.GetAsync(Reader, "/v1/network/status?by=area")).Ok().Json;
        Assert.True(status.At("groupsOverlap").GetBoolean());
        var groups = status.At("groups").EnumerateArray().ToDictionary(group => group.Text("value"));
        int Commitments(string area) => groups[area].At("counts").Int("commitments");
        Assert.Equal("culture-society", groups["education"].Text("within"));
        Assert.Equal(5, Commitments("education")); // 3 scholarships, and 2 commitments of training, which lies in it
        Assert.Equal(2, Commitments("training"));
        Assert.True(Commitments("culture-society") >= Commitments("education") + Commitments("health"));
    }

    [Fact]
    public async Task The_assemblys_visit_implements_their_memorandum_and_the_honor_keeps_both_readings()
    {
        var visit = Assert.Single(await ListAsync("/v1/events?implements=na-vn-la-2024")).At("occasion");
        Assert.Equal(("delegation", "2025-04", "agreement/na-vn-la-2024"), (visit.Text("kind"), visit.Text("on"), visit.Text("implements")));
        Assert.Equal("suvon-luongbunmi", visit.At("participants")[0].Text("holder"));
        var honor = Assert.Single(await ListAsync("/v1/events?kind=honor")).At("occasion");
        Assert.Equal(["grantor", "onBehalfOf", "presenter", "recipient"], honor.At("participants").EnumerateArray().Select(one => one.Text("role")));
        Assert.Equal(["Huân chương Hữu nghị", "Huân chương, Huy chương Hữu nghị"],
            honor.At("readings").EnumerateArray().Select(reading => reading.At("text").Text("vi")));
        Assert.Equal([11, 15], honor.At("readings").EnumerateArray().Select(reading => reading.At("sources")[0].Int("line")));
        Assert.Equal(4, (await ListAsync("/v1/events")).Length);
        Assert.Equal("2024?-12-24", Assert.Single(await ListAsync("/v1/events?on=2024-12-24")).At("occasion").Text("on"));
    }

    [Fact]
    public async Task The_eight_clusters_are_twinned_whole_for_the_two_provinces_and_their_partners_are_not_stated()
    {
        var counts = (await Api.GetAsync(Reader, "/v1/programs/db-village-twinning/twinnings/counts?on=2025-04")).Ok().Json;
        Assert.Equal((8, 8, 0), (counts.Int("twinnings"), counts.Int("lao"), counts.Int("enteredByBoth")));
        Assert.NotEqual(JsonValueKind.Number, counts.At("vietnamese").ValueKind);
        Assert.Equal(["la-lpb: 0, shared 8", "la-psl: 0, shared 8"], counts.At("provinces").EnumerateArray()
            .Select(one => $"{one.Text("province")}: {one.Int("places")}, shared {one.Int("shared")}"));
        Assert.Equal(8, (await ListAsync("/v1/programs/db-village-twinning/twinnings")).Length);
    }

    [Fact]
    public async Task The_talks_of_2024_are_held_2025_is_no_record_and_2026_is_the_other_sides_turn()
    {
        var series = (await Api.GetAsync(Reader, "/v1/agreements/db-lpb-2025-2027/talks")).Ok().Json;
        Assert.Equal(["2024 held VN vn-db", "2025 noRecord", "2026 proposed LA la-lpb"], series.At("years").EnumerateArray().Select(year =>
            $"{year.Int("year")} {year.Text("state")} {year.At("hostSide")} {year.At("host")}".TrimEnd()));
        var talks = (await Api.GetAsync(Reader, "/v1/agreements/db-northlao-2022-2024/talks/1")).Ok().Json.At("talks");
        Assert.Equal(("held", "2024?-12-25", 4), (talks.Text("state"), talks.Text("on"), talks.At("chairs").GetArrayLength()));
        var outcome = Assert.Single(talks.At("outcomes").EnumerateArray());
        Assert.Equal(("done", 3), (outcome.Text("state"), outcome.At("instruments").GetArrayLength()));
        // The joint duties of the new term name the talks that created them, and the talks name those.
        var made = outcome.At("commitments").EnumerateArray().Select(one => (one.Text("book"), one.Text("commitment"))).ToArray();
        Assert.NotEmpty(made);
        foreach (var (book, commitment) in made)
            Assert.Equal("agreement/db-northlao-2022-2024", (await Api.GetAsync(
                Reader, $"/v1/{book.Replace("/", "s/", StringComparison.Ordinal)}/commitments/{commitment}")).Ok().Json
                .At("commitment", "talks").Text("agreement"));
    }

    [Fact]
    public async Task The_calendar_holds_talks_events_and_proposals_and_opens_in_a_client()
    {
        var calendar = (await Api.GetAsync(Reader, "/v1/calendar.ics")).Text;
        var lines = calendar.Split("\r\n");
        Assert.Equal(("BEGIN:VCALENDAR", "END:VCALENDAR", ""), (lines[0], lines[^2], lines[^1]));
        Assert.All(lines, line => Assert.True(System.Text.Encoding.UTF8.GetByteCount(line) <= 75, line));
        Assert.Equal(8, lines.Count(line => line == "BEGIN:VEVENT")); // talks, four events, a proposal for each of three agreements
        Assert.Equal(3, lines.Count(line => line == "STATUS:TENTATIVE"));
        Assert.Contains("DTSTART;VALUE=DATE:20241225", lines);
        Assert.Contains("DTEND;VALUE=DATE:20250501", lines); // April 2025, whose day is not stated
    }

    private async Task<JsonElement[]> ListAsync(string path) =>
        [.. (await Api.GetAsync(Reader, path)).Ok().Json.At("items").EnumerateArray()];
}
