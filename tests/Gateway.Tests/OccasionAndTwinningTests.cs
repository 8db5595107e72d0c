using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>Occasions and twinnings, over HTTP.</summary>
[Collection(nameof(Site))]
public sealed class OccasionAndTwinningTests(Site site)
{
    private const string Events = "/v1/provinces/vn-db/events";

    [Fact]
    public async Task An_occasion_is_entered_found_by_party_kind_and_date_and_taken_back()
    {
        var coordinator = site.As(People.Coordinator);
        var id = site.NewId("event");
        var made = (await coordinator.PostAsync(Events, Visit(id))).MustBe(201);
        Assert.Equal($"{Events}/{id}", made.Header("Location"));
        var seen = ("Coop-After", made.Header("Coop-Version")!);
        Assert.Contains(id, (await site.As(People.Confirmer).GetAsync("/v1/events?party=Luang%20Prabang&kind=visit&on=2025-04&limit=200", seen))
            .MustBe(200).Text, StringComparison.Ordinal);
        foreach (var other in new[] { "kind=honor", "on=2025-05", "party=la-psl", "implements=agreement/none" })
            Assert.DoesNotContain(id, (await coordinator.GetAsync("/v1/events?limit=200&" + other)).MustBe(200).Text, StringComparison.Ordinal);
        (await site.As(People.LaoCoordinator).PostAsync($"{Events}/{id}/withdrawal", """{"reason":"x"}""")).Is(403, "notOfTheProvince");
        (await coordinator.PostAsync($"{Events}/{id}/withdrawal", "{}")).Is(400, "fieldMissing");
        var gone = (await coordinator.PostAsync($"{Events}/{id}/withdrawal", """{"reason":"wrong day"}""")).MustBe(200);
        (await coordinator.GetAsync($"{Events}/{id}", ("Coop-After", gone.Header("Coop-Version")!))).Is(404, "itemUnknown");
    }

    [Fact]
    public async Task What_is_hidden_and_what_does_not_exist_are_refused_alike_and_an_open_book_names_no_restricted_one()
    {
        var coordinator = site.As(People.Coordinator);
        var draft = Bodies.Draft("x").Replace("\"id\":\"x\",", "\"restricted\":true,", StringComparison.Ordinal);
        var hidden = (await coordinator.PostAsync("/v1/agreements", draft)).MustBe(201).Json.GetProperty("book").GetString()!;
        await coordinator.MustAsync(System.Net.HttpStatusCode.OK, "GET", "/v1/" + hidden.Replace("/", "s/", StringComparison.Ordinal), null);
        foreach (var named in new[] { hidden, "agreement/none" })
            Assert.Equal(["/implements"],
                (await coordinator.PostAsync(Events, Visit(site.NewId("event"), $",\"implements\":\"{named}\""))).Is(422, "referenceUnknown").Pointers);
        var open = site.NewId("open");
        (await coordinator.PostAsync("/v1/agreements", Bodies.Draft(open))).MustBe(201);
        var id = site.NewId("event");
        var made = (await coordinator.PostAsync(Events, Visit(id, $",\"implements\":\"agreement/{open}\""))).MustBe(201);
        Assert.Contains(id, (await coordinator.GetAsync($"/v1/events?implements={open}", ("Coop-After", made.Header("Coop-Version")!))).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_comes_yearly_on_29_February_comes_on_the_28th_in_years_without_one()
    {
        var (coordinator, id) = (site.As(People.Coordinator), site.NewId("leap"));
        var made = (await coordinator.PostAsync(Events, $$"""
            {"id":"{{id}}","kind":"anniversary","title":{"vi":"Ngày kết nghĩa"},"on":"2024-02-29","yearly":true,"parties":["vn-db"]}
            """)).MustBe(201);
        var seen = ("Coop-After", made.Header("Coop-Version")!);
        foreach (var (on, isOn) in ((string, bool)[])[("2024-02-29", true), ("2024-02-28", false), ("2025-02-28", true), ("2025-03-01", false),
            ("2028-02-29", true), ("2028-02-28", false), ("2025-02", true), ("2023-02-28", false)])
            Assert.Equal((on, isOn), (on, (await coordinator.GetAsync($"/v1/events?limit=200&on={on}", seen)).MustBe(200).Text
                .Contains(id, StringComparison.Ordinal)));
        var calendar = (await coordinator.GetAsync("/v1/calendar.ics", seen)).MustBe(200).Text;
        var its = calendar.Split("BEGIN:VEVENT").Single(one => one.Contains(id, StringComparison.Ordinal));
        Assert.Contains("DTSTART;VALUE=DATE:20240229\r\n", its, StringComparison.Ordinal);
        Assert.Contains("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1\r\n", its, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_participant_of_another_party_is_looked_up_in_its_book()
    {
        const string Head = ""","participants":[{"role":"head","party":"la-lpb","holder":"nobody"}]""";
        Assert.Equal(["/participants/0/holder"],
            (await site.As(People.Coordinator).PostAsync(Events, Visit(site.NewId("event"), Head))).Is(422, "referenceUnknown").Pointers);
        var id = site.NewId("governor");
        var holder = (await site.As(People.LaoCoordinator).PostAsync("/v1/provinces/la-lpb/offices",
            $$"""{"id":"{{id}}","person":"Khamkhan","office":{"vi":"Tỉnh trưởng"} }""")).MustBe(201);
        await site.As(People.Coordinator).GetAsync("/v1/provinces", ("Coop-After", holder.Header("Coop-Version")!));
        (await site.As(People.Coordinator).PostAsync(Events, Visit(site.NewId("event"), Head.Replace("nobody", id, StringComparison.Ordinal))))
            .MustBe(201);
    }

    [Fact]
    public async Task A_twinning_from_both_sides_exists_once_with_its_log_and_counts()
    {
        var path = $"/v1/programs/{await site.NewProgramAsync()}/twinnings";
        var (vietnamese, lao) = (site.As(People.Coordinator), site.As(People.LaoCoordinator));
        var made = (await vietnamese.PostAsync(path, Twinning("1"))).MustBe(201);
        var id = made.Json.GetProperty("id").GetString()!;
        (await vietnamese.PostAsync(path, Twinning("1"))).Is(409, "alreadyExists");
        (await lao.PostAsync(path, Twinning("1"))).MustBe(200);
        (await lao.PostAsync(path, Twinning("2"))).MustBe(201);
        Assert.Equal(["/vietnamese/unit"],
            (await lao.PostAsync(path, Twinning("3").Replace("""{"provinces":["vn-db"]}""", """{"provinces":["vn-db"],"unit":"none"}""",
                StringComparison.Ordinal))).Is(422, "referenceUnknown").Pointers);
        var logged = (await site.As(People.Recorder).PostAsync($"{path}/{id}/activities", """{"on":"2025-04","title":{"vi":"Giao lưu"}}""")).MustBe(200);
        var seen = ("Coop-After", logged.Header("Coop-Version")!);
        var shown = (await vietnamese.GetAsync($"{path}/{id}", seen)).MustBe(200).Json;
        Assert.Equal("Giao lưu", Assert.Single(shown.GetProperty("activities").EnumerateArray()).GetProperty("title").GetProperty("vi").GetString());
        Assert.Equal(2, shown.GetProperty("twinning").GetProperty("enteredBy").GetArrayLength());
        var counts = (await vietnamese.GetAsync(path + "/counts?on=2026")).MustBe(200).Json;
        Assert.Equal((2, 2, 1), (counts.GetProperty("twinnings").GetInt32(), counts.GetProperty("lao").GetInt32(),
            counts.GetProperty("enteredByBoth").GetInt32()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, counts.GetProperty("vietnamese").ValueKind);
        (await lao.PostAsync($"{path}/{id}/closure", """{"on":"2025-06","reason":"reform"}""")).MustBe(200);
        var after = (await lao.GetAsync(path + "?on=2026", ("Coop-After", logged.Header("Coop-Version")!))).MustBe(200);
        Assert.True(after.Json.GetProperty("items").GetArrayLength() is 1 or 2);
        var stale = (await lao.WriteAsync("PUT", $"{path}/{id}", Twinning("9"), ("If-Match", "\"1\""))).Is(412, "revisionStale");
        Assert.Equal("lao, validity", stale.Json.GetProperty("details").GetProperty("fields").GetString());
        (await lao.WriteAsync("PUT", $"{path}/{id}", Twinning("9"), ("If-Match", "\"2\""))).MustBe(200);
        (await lao.GetAsync(path + "/t-none")).Is(404, "itemUnknown");
    }

    [Fact]
    public async Task Twinnings_of_a_restricted_program_are_unknown_to_the_uncleared()
    {
        var made = (await site.As(People.Coordinator).PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201);
        var path = $"/v1/programs/{made.Json.GetProperty("id").GetString()}/twinnings";
        (await site.As(People.Coordinator).PostAsync(path, Twinning("1"))).MustBe(201);
        foreach (var read in new[] { "", "/counts", "/t-any" })
            (await site.As(People.Uncleared).GetAsync(path + read)).Is(404, "unknown");
    }

    private static string Visit(string id, string more = "") =>
        $$"""{"id":"{{id}}","kind":"visit","title":{"vi":"Thăm"},"on":"2025-04-24","parties":["vn-db","la-lpb"]{{more}} }""";

    private static string Twinning(string mark) =>
        $$"""{"lao":{"provinces":["la-lpb"],"mark":"{{mark}}"},"vietnamese":{"provinces":["vn-db"]} }""";
}
