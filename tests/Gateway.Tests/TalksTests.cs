using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>Talks and the calendar, over HTTP.</summary>
[Collection(nameof(Site))]
public sealed class TalksTests(Site site)
{
    [Fact]
    public async Task Talks_go_from_plan_over_agenda_and_minutes_to_outcomes_and_commitments()
    {
        var (path, id) = await NewAgreementAsync();
        var (vietnamese, lao) = (site.As(People.Coordinator), site.As(People.LaoCoordinator));
        var planned = (await vietnamese.PostAsync(path, """{"on":"2026","host":"Luang Prabang"}""")).MustBe(201);
        Assert.Equal(path + "/1", planned.Header("Location"));
        (await vietnamese.PostAsync(path, """{"on":"2026","host":"Atlantis"}""")).Is(422, "provinceUnknown");
        (await vietnamese.PostAsync(path + "/1/agenda", """{"agenda":[]}""")).Is(428, "revisionMissing");
        (await lao.PostAsync(path + "/1/agenda", """{"agenda":[{"id":"trade","title":{"vi":"Thương mại"}}]}""", ("If-Match", "\"1\""))).MustBe(200);
        (await lao.PostAsync(path + "/1/session", """{"on":"2026-11-20","chairs":[{"party":"la-lpb","person":"Kham","holder":"none"}]}"""))
            .Is(422, "referenceUnknown");
        (await lao.PostAsync(path + "/1/session", """{"on":"2026-11-20","chairs":[{"party":"la-lpb","person":"Kham"}]}""")).MustBe(200);
        (await lao.PostAsync(path + "/1/outcomes", """{"outcome":{"id":"road","title":{"vi":"Đường"},"agendaItem":"trade"}}""")).MustBe(200);
        (await lao.PostAsync(path + "/1/minutes", """{"minutes":{"vi":"Biên bản"}}""", ("If-Match", "\"2\""))).MustBe(200);
        var seen = ("Coop-After", "");
        foreach (var party in new[] { vietnamese, lao })
            seen.Item2 = (await party.PostAsync(path + "/1/minutes/signatures",
                """{"signedBy":"An","office":{"vi":"Chủ tịch"},"datedOn":"2026-11-20"}""", ("If-Match", "\"3\"")))
                .MustBe(200).Header("Coop-Version")!;
        (await lao.GetAsync(path + "/1", seen)).MustBe(200);
        (await lao.PostAsync(path + "/1/outcomes", """{"outcome":{"id":"late","title":{"vi":"Muộn"}}}""")).Is(409, "wrongState");
        var program = await site.NewProgramAsync();
        var commitment = (await vietnamese.PostAsync($"/v1/programs/{program}/commitments", Commitment(id, "road"))).MustBe(201);
        Assert.Equal(["/talks"], (await vietnamese.PostAsync($"/v1/programs/{program}/commitments",
            Commitment(id, "none").Replace("from-talks", "other", StringComparison.Ordinal))).Is(422, "referenceUnknown").Pointers);
        var shown = await vietnamese.GetAsync(commitment.Header("Location")!, ("Coop-After", commitment.Header("Coop-Version")!));
        Assert.Equal("road", shown.MustBe(200).Json.GetProperty("commitment").GetProperty("talks").GetProperty("outcome").GetString());
        Assert.Equal("minutesSigned", (await lao.GetAsync(path + "/1")).Json.GetProperty("talks").GetProperty("state").GetString());
    }

    [Fact]
    public async Task Talks_that_the_other_side_enters_for_the_same_day_name_the_first_unless_they_are_said_to_be_different()
    {
        var (path, _) = await NewAgreementAsync();
        const string Held = """{"on":"2024?-12-25","host":"vn-db","sources":[{"source":"S2","line":2}]}""";
        (await site.As(People.Coordinator).PostAsync(path + "/registrations", Held)).MustBe(201);
        var lao = site.As(People.LaoCoordinator);
        var twice = (await lao.PostAsync(path + "/registrations", Held)).Is(409, "sameTalks");
        Assert.Equal(["/on"], twice.Pointers);
        Assert.Contains("2024?-12-25", twice.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var other = Held.Replace("\"host\"", "\"differentFrom\":[1],\"host\"", StringComparison.Ordinal);
        Assert.Equal(path + "/2", (await lao.PostAsync(path + "/registrations", other)).MustBe(201).Header("Location"));
        (await lao.PostAsync(path + "/registrations", other)).Is(409, "sameTalks");
    }

    [Fact]
    public async Task The_series_says_no_record_and_unfinished_outcomes_come_onto_the_next_agenda()
    {
        var (path, _) = await NewAgreementAsync();
        var coordinator = site.As(People.Coordinator);
        const string Held = """
            {"on":"2024?-12-25","host":"vn-db","outcomes":[{"id":"road","title":{"vi":"Đường"}},{"id":"school","title":{"vi":"Trường"},"done":true}],
             "sources":[{"source":"S2","line":2}]}
            """;
        (await coordinator.PostAsync(path + "/registrations", Held)).MustBe(201);
        (await coordinator.PostAsync(path + "/registrations", """{"on":"2024","host":"vn-db","sources":[]}""")).Is(422, "sourcesMissing");
        var planned = (await coordinator.PostAsync(path, """{"on":"2026-12","host":"la-lpb"}""")).MustBe(201);
        var talks = (await coordinator.GetAsync(path + "/2", ("Coop-After", planned.Header("Coop-Version")!))).MustBe(200).Json.GetProperty("talks");
        Assert.Equal("road", Assert.Single(talks.GetProperty("agenda").EnumerateArray()).GetProperty("carriedFrom").GetProperty("outcome").GetString());
        var years = (await coordinator.GetAsync(path)).MustBe(200).Json.GetProperty("years");
        Assert.Equal(["held", "noRecord", "planned"], years.EnumerateArray().Select(year => year.GetProperty("state").GetString()));
        (await coordinator.PostAsync(path + "/2/postponement", """{"to":"2027-01","reason":"flood"}""")).MustBe(200);
        (await coordinator.PostAsync(path + "/2/cancellation", """{"reason":"flood"}""")).MustBe(200);
        (await coordinator.PostAsync(path + "/2/cancellation", """{"reason":"flood"}""")).Is(409, "wrongState");
        (await coordinator.PostAsync(path + "/1/outcomes/road/settlement", """{"done":true,"note":"built"}""")).MustBe(200);
        (await coordinator.PostAsync(path + "/1/outcomes/none/settlement", """{"done":true,"note":"built"}""")).Is(404, "itemUnknown");
        (await coordinator.GetAsync(path + "/9")).Is(404, "itemUnknown");
    }

    [Fact]
    public async Task The_calendar_is_icalendar_with_folded_lines_and_omits_what_is_restricted()
    {
        var (path, id) = await NewAgreementAsync();
        var coordinator = site.As(People.Coordinator);
        var draft = Bodies.Draft("x").Replace("\"id\":\"x\",", "\"restricted\":true,", StringComparison.Ordinal);
        var hidden = (await coordinator.PostAsync("/v1/agreements", draft)).MustBe(201).Json.GetProperty("id").GetString()!;
        (await coordinator.PostAsync($"/v1/agreements/{hidden}/talks", """{"on":"2026-12-24","host":"vn-db"}""")).MustBe(201);
        var planned = (await coordinator.PostAsync(path, """{"on":"2026-12","host":"vn-db","place":{"vi":"Mường Nhé; xã, bản"}}""")).MustBe(201);
        var seen = ("Coop-After", planned.Header("Coop-Version")!);
        var reply = (await site.As(People.Uncleared).GetAsync("/v1/calendar.ics?lang=vi", seen)).MustBe(200);
        Assert.Equal("text/calendar; charset=utf-8", reply.Header("Content-Type"));
        var unfolded = reply.Text.Replace("\r\n ", "", StringComparison.Ordinal);
        Assert.Contains($"UID:agreement-{id}-talks-1@coopgrains\r\n", unfolded, StringComparison.Ordinal);
        Assert.Contains("DTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20270101\r\n", unfolded, StringComparison.Ordinal);
        Assert.Contains("LOCATION:Mường Nhé\\; xã\\, bản\r\n", unfolded, StringComparison.Ordinal);
        Assert.Contains("DESCRIPTION:Ngày không được nêu rõ\r\n", unfolded, StringComparison.Ordinal);
        Assert.All(reply.Text.Split("\r\n"), line => Assert.True(System.Text.Encoding.UTF8.GetByteCount(line) <= 75));
        Assert.DoesNotContain(hidden, unfolded, StringComparison.Ordinal);
        Assert.Contains(hidden, (await coordinator.GetAsync("/v1/calendar.ics")).Text.Replace("\r\n ", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Equal(304, (await site.As(People.Uncleared).GetAsync("/v1/calendar.ics?lang=vi", ("If-None-Match", reply.Header("ETag")!))).StatusCode);
        (await site.As(People.Uncleared).GetAsync($"/v1/agreements/{hidden}/talks")).Is(404, "unknown");
        (await site.As(People.Uncleared).GetAsync($"/v1/agreements/{hidden}/talks/1")).Is(404, "unknown");
    }

    [Fact]
    public async Task An_event_on_the_last_day_there_is_leaves_the_calendar_readable()
    {
        var coordinator = site.As(People.Coordinator);
        var made = (await coordinator.PostAsync("/v1/provinces/vn-db/events",
            """{"kind":"other","title":{"vi":"Tận cùng"},"on":"2025","until":"9999","parties":["vn-db"]}""")).MustBe(201);
        var calendar = (await coordinator.GetAsync("/v1/calendar.ics?lang=vi", ("Coop-After", made.Header("Coop-Version")!))).MustBe(200);
        Assert.Contains("DTSTART;VALUE=DATE:20250101\r\nSUMMARY:Tận cùng\r\n", calendar.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_outside_the_term_is_refused_and_a_wrong_one_is_corrected_with_a_reason()
    {
        var (path, _) = await NewAgreementAsync();
        var (vietnamese, lao) = (site.As(People.Coordinator), site.As(People.LaoCoordinator));
        var outside = (await vietnamese.PostAsync(path + "?lang=en", """{"on":"2050","host":"la-lpb"}""")).Is(422, "talksOutsideTerm");
        Assert.Contains("outside the agreement's term (from 2025", outside.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        (await vietnamese.PostAsync(path, """{"on":"2026","host":"la-lpb"}""")).MustBe(201);
        (await vietnamese.PostAsync(path + "/1/session", """{"on":"2019-06-01"}""")).Is(422, "talksOutsideTerm");
        (await vietnamese.PostAsync(path + "/1/session", """{"on":"2026-10-01"}""")).MustBe(200);
        (await lao.PostAsync(path + "/1/session", """{"on":"2026-10-02"}""")).Is(409, "wrongState");
        var corrected = (await lao.PostAsync(path + "/1/session", """{"on":"2026-10-02","reason":"the day before is a slip"}""")).MustBe(200);
        var talks = (await lao.GetAsync(path + "/1", ("Coop-After", corrected.Header("Coop-Version")!))).MustBe(200).Json.GetProperty("talks");
        Assert.Equal(("2026-10-02", "held"), (talks.GetProperty("on").GetString(), talks.GetProperty("state").GetString()));
        (await vietnamese.PostAsync(path, """{"on":"2027","host":"vn-db"}""")).MustBe(201);
        (await vietnamese.PostAsync(path + "/2/session", """{"on":"2026-09"}""")).Is(422, "talksOutOfOrder");
    }

    private async Task<(string Path, string Id)> NewAgreementAsync()
    {
        var id = site.NewId("talks");
        (await site.As(People.Coordinator).PostAsync("/v1/agreements", Bodies.Draft(id))).MustBe(201);
        return ($"/v1/agreements/{id}/talks", id);
    }

    private static string Commitment(string agreement, string outcome) => Bodies.Commitment
        .Replace("\"id\":\"students\",", $$"""
            "id":"from-talks","talks":{"agreement":"agreement/{{agreement}}","number":1,"outcome":"{{outcome}}"},
            """, StringComparison.Ordinal);
}
