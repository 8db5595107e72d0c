using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>Units and office-holders of a province, over HTTP.</summary>
[Collection(nameof(Site))]
public sealed class RegisterTests(Site site)
{
    private const string Province = "/v1/provinces/vn-db";

    [Fact]
    public async Task A_unit_is_entered_corrected_closed_and_found_by_date()
    {
        var coordinator = site.As(People.Coordinator);
        var (old, next) = (site.NewId("unit"), site.NewId("unit"));
        var made = (await coordinator.PostAsync($"{Province}/units", Unit(old))).MustBe(201);
        Assert.Equal($"{Province}/units/{old}", made.Header("Location"));
        (await coordinator.PostAsync($"{Province}/units", Unit(old))).Is(409, "alreadyExists");
        (await coordinator.WriteAsync("PUT", $"{Province}/units/{old}", Unit(null))).Is(428, "revisionMissing");
        var stale = (await coordinator.WriteAsync(
            "PUT", $"{Province}/units/{old}", Unit(null).Replace("district", "city", StringComparison.Ordinal),
            ("If-Match", "\"7\""))).Is(412, "revisionStale");
        Assert.Equal("kind", stale.Json.GetProperty("details").GetProperty("fields").GetString());
        (await coordinator.PostAsync($"{Province}/units/{site.NewId("unit")}/closure", Closure)).Is(404, "itemUnknown");
        (await coordinator.PostAsync($"{Province}/units/{old}/closure", Closure)).MustBe(200);
        (await coordinator.PostAsync($"{Province}/units/{old}/closure", Closure)).Is(409, "wrongState");
        var last = (await coordinator.PostAsync($"{Province}/units", Unit(next, $",\"succeeds\":[\"{old}\"]"))).MustBe(201);
        var unit = (await site.As(People.Confirmer).GetAsync($"{Province}/units/{old}", ("Coop-After", last.Header("Coop-Version")!))).MustBe(200);
        Assert.Equal(next, unit.Json.GetProperty("successors")[0].GetString());
        Assert.Contains(old, (await coordinator.GetAsync($"{Province}/units?on=2024&limit=200")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"\"{old}\",\"name", (await coordinator.GetAsync($"{Province}/units?on=2026&limit=200")).Text, StringComparison.Ordinal);
        (await coordinator.GetAsync($"{Province}/units?on=soon")).Is(400, "queryInvalid");
        (await coordinator.GetAsync("/v1/provinces/x-none/units")).Is(404, "unknown");
        (await coordinator.GetAsync($"{Province}/units/nothing")).Is(404, "itemUnknown");
    }

    [Fact]
    public async Task Only_the_provinces_own_coordinators_change_its_units_and_offices()
    {
        (await site.As(People.LaoCoordinator).PostAsync($"{Province}/units", Unit(site.NewId("unit")))).Is(403, "notOfTheProvince");
        (await site.As(People.Recorder).PostAsync($"{Province}/offices", Holder(site.NewId("holder")))).Is(403, "roleMissing");
        (await site.As(People.Coordinator).PostAsync($"{Province}/units", """{"name":{"vi":"x"},"kind":"galaxy"}""")).Is(400, "valueUnknown");
        (await site.As(People.Coordinator).PostAsync($"{Province}/units", """{"name":{"vi":"x"},"kind":"district","more":1}""")).Is(400, "unknownField");
    }

    [Fact]
    public async Task An_office_holder_is_found_by_name_without_tones_and_ends_when_the_next_begins()
    {
        var coordinator = site.As(People.Coordinator);
        var (first, next) = (site.NewId("holder"), site.NewId("holder"));
        (await coordinator.PostAsync($"{Province}/offices", Holder(first))).MustBe(201);
        var made = (await coordinator.PostAsync($"{Province}/offices",
            Holder(next, $",\"succeeds\":\"{first}\",\"validity\":{{\"from\":\"2026-02\"}}"))).MustBe(201);
        var path = $"/v1/offices?person={Uri.EscapeDataString("tran van " + first)}&office=chu%20tich";
        var found = (await site.As(People.Confirmer).GetAsync(path, ("Coop-After", made.Header("Coop-Version")!))).MustBe(200);
        var item = Assert.Single(found.Json.GetProperty("items").EnumerateArray());
        Assert.Equal(next, item.GetProperty("succeededBy").GetString());
        Assert.Equal("2026-02", item.GetProperty("holder").GetProperty("validity").GetProperty("to").GetString());
        Assert.Empty((await coordinator.GetAsync(path + "&on=2026-03")).Json.GetProperty("items").EnumerateArray());
        Assert.Empty((await coordinator.GetAsync(path + "&party=la-lpb")).Json.GetProperty("items").EnumerateArray());
        (await coordinator.PostAsync($"{Province}/offices/{next}/closure", """{"on":"2026-01"}""")).Is(422, "validityInvalid");
        (await coordinator.PostAsync($"{Province}/offices/{next}/closure", """{"on":"2026-11"}""")).MustBe(200);
        (await coordinator.WriteAsync("PUT", $"{Province}/offices/{next}", Holder(null), ("If-Match", "\"1\""))).Is(412, "revisionStale");
        (await coordinator.WriteAsync("PUT", $"{Province}/offices/{next}", Holder(null), ("If-Match", "\"2\""))).MustBe(200);
        (await coordinator.GetAsync($"{Province}/offices/{next}")).MustBe(200);
    }

    [Fact]
    public async Task An_entry_at_a_closed_unit_is_refused_with_its_successor()
    {
        var coordinator = site.As(People.Coordinator);
        var (old, next, program) = (site.NewId("unit"), site.NewId("unit"), await site.NewProgramAsync());
        (await coordinator.PostAsync($"{Province}/units", Unit(old))).MustBe(201);
        (await coordinator.PostAsync($"{Province}/units/{old}/closure", Closure)).MustBe(200);
        var last = (await coordinator.PostAsync($"{Province}/units", Unit(next, $",\"succeeds\":[\"{old}\"]"))).MustBe(201);
        await coordinator.GetAsync($"{Province}/units/{next}", ("Coop-After", last.Header("Coop-Version")!));
        var recorder = site.As(People.Recorder);
        var path = $"/v1/programs/{program}/commitments/students/entries";
        Assert.Contains(next, (await recorder.PostAsync(path, Entry("2026", old))).Is(409, "placeEnded").Text, StringComparison.Ordinal);
        Assert.Equal(["/places/0/unit"], (await recorder.PostAsync(path, Entry("2024", "nothing"))).Is(422, "referenceUnknown").Pointers);
        Assert.Equal(["/places/0/province"],
            (await recorder.PostAsync(path, Entry("2024", old).Replace("Dien Bien", "Atlantis", StringComparison.Ordinal)))
                .Is(422, "provinceUnknown").Pointers);
        var entry = (await recorder.PostAsync(path, Entry("2024", old))).MustBe(201);
        var told = await recorder.GetAsync($"/v1/programs/{program}/entries/{entry.Json.GetProperty("id").GetString()}",
            ("Coop-After", entry.Header("Coop-Version")!));
        Assert.Equal("vn-db", told.MustBe(200).Json.GetProperty("places")[0].GetProperty("province").GetString());
    }

    [Fact]
    public async Task Areas_are_a_tree_and_others_are_refused()
    {
        Assert.Contains("\"within\":\"education\"", (await site.As(People.Confirmer).GetAsync("/v1/areas")).MustBe(200).Text, StringComparison.Ordinal);
        var program = Bodies.Program(site.NewId("program")).Replace("education", "colour", StringComparison.Ordinal);
        Assert.Equal(["/areas/0"], (await site.As(People.Coordinator).PostAsync("/v1/programs", program)).Is(422, "areaUnknown").Pointers);
        var id = await site.NewProgramAsync();
        Assert.Contains(id, (await site.As(People.Confirmer).GetAsync("/v1/programs?area=culture-society&limit=200")).Text, StringComparison.Ordinal);
    }

    private const string Closure = """{"on":"2025-06-30","reason":"reform"}""";

    private static string Unit(string? id, string more = "") =>
        $$"""{ {{(id is null ? "" : $"\"id\":\"{id}\",")}}"name":{"vi":"Huyện"},"kind":"district"{{more}} }""";

    private static string Holder(string? id, string more = "") =>
        $$"""{ {{(id is null ? "" : $"\"id\":\"{id}\",")}}"person":"Trần Văn {{id}}","office":{"vi":"Chủ tịch UBND"}{{more}} }""";

    private static string Entry(string year, string unit) =>
        $$"""
        {"amount":{"value":"3","unit":"person"},"occurred":{"from":"{{year}}-01","to":"{{year}}-03"},
         "places":[{"province":"Dien Bien","unit":"{{unit}}"}] }
        """;
}
