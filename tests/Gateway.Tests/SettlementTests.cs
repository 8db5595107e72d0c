using System.Text.Json;
using CoopGrains.Contracts;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>Locks, reversals, duplicates and divisions over HTTP.</summary>
[Collection(nameof(Site))]
public sealed class SettlementTests(Site site)
{
    // Of the same office as the recorder; an agency that nobody registered has no rights, so the other side reports the double.
    private static readonly Actor LaoRecorder = People.Uncleared;

    [Fact]
    public async Task A_locked_period_is_423_on_every_path_and_listed_with_who_and_why()
    {
        var program = await site.NewProgramAsync();
        var entry = await site.NewEntryAsync(program);
        var locks = $"/v1/programs/{program}/commitments/students/locks";
        var made = (await site.As(People.LaoCoordinator).PostAsync(locks, """{"period":{"from":"2025","to":"2025"},"reason":"settled"}""")).MustBe(201);
        Assert.Equal(locks + "/2025", made.Header("Location"));
        var scan = await site.NewScanAsync(People.Recorder);
        foreach (var (actor, method, path, body) in new (Actor, string, string, string)[]
        {
            (People.Recorder, "POST", "commitments/students/entries", Bodies.Entry),
            (People.Confirmer, "POST", $"entries/{entry}/confirmation", "{}"),
            (People.Confirmer, "POST", $"entries/{entry}/dispute", """{"ownFigure":{"value":"28","unit":"person"},"reason":"two left"}"""),
            (People.Confirmer, "POST", $"entries/{entry}/sendBack", """{"note":"which?"}"""),
            (People.Recorder, "POST", $"entries/{entry}/withdrawal", """{"reason":"twice"}"""),
            (People.Recorder, "POST", "attachments", $$"""{"hash":"{{scan}}","to":"entries/{{entry}}"}"""),
        })
            (await site.As(actor).WriteAsync(method, $"/v1/programs/{program}/{path}", body)).Is(423, "periodLocked");
        var target = await site.As(People.Coordinator).WriteAsync("PUT", $"/v1/programs/{program}/commitments/students/targets",
            """{"period":{"from":"2025","to":"2025"},"amount":{"value":"31","unit":"person"}}""", ("If-Match", "\"1\""));
        var problem = target.Is(423, "periodLocked");
        Assert.Contains("settled", problem.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var many = (await site.As(People.Confirmer).PostAsync("/v1/confirmations",
            $$"""{"items":[{"book":"program/{{program}}","entry":"{{entry}}"}]}""")).MustBe(200).Json.GetProperty("items")[0];
        Assert.Equal((423, "periodLocked"), (many.GetProperty("status").GetInt32(), many.GetProperty("code").GetString()));

        var asked = (await site.As(People.Coordinator).PostAsync(locks + "/2025/unlock", """{"reason":"one more","until":"2026-12-01"}""")).MustBe(200);
        Assert.Contains("unlock", await KindsAsync(People.LaoCoordinator, asked));
        Assert.DoesNotContain("unlock", await KindsAsync(People.Coordinator, asked));
        (await site.As(People.LaoCoordinator).PostAsync(locks + "/2025/unlock/withdrawal", """{"reason":"no"}""")).Is(403, "notTheAsker");
        var back = (await site.As(People.Coordinator).PostAsync(locks + "/2025/unlock/withdrawal", """{"reason":"enough"}""")).MustBe(200);
        Assert.Equal(["unlockAskDropped"], back.Json.GetProperty("events").EnumerateArray().Select(name => name.GetString()));
        (await site.As(People.Coordinator).PostAsync(locks + "/2025/unlock/withdrawal", """{"reason":"enough"}""")).Is(409, "nothingAsked");
        (await site.As(People.Coordinator).PostAsync(locks + "/2025/unlock", """{"reason":"one more","until":"2026-12-01"}""")).MustBe(200);
        (await site.As(People.LaoCoordinator).PostAsync(locks + "/2024/unlock", """{"reason":"x","until":"2026-12-01"}""")).Is(404, "itemUnknown");
        var open = (await site.As(People.LaoCoordinator).PostAsync(locks + "/2025/unlock", """{"reason":"agreed","until":"2026-11-30"}""")).MustBe(200);
        Assert.Equal(["unlockAsked", "periodUnlocked"], open.Json.GetProperty("events").EnumerateArray().Select(name => name.GetString()));
        (await site.As(People.Confirmer).PostAsync($"/v1/programs/{program}/entries/{entry}/confirmation", "{}")).MustBe(200);
        var list = (await site.As(People.Recorder).GetAsync("/v1/locks?limit=200", ("Coop-After", open.Header("Coop-Version")!))).MustBe(200);
        var shown = list.Json.GetProperty("items").EnumerateArray().Single(one => one.GetProperty("book").GetString() == "program/" + program);
        Assert.Equal(("students", "2025", "settled", "2026-11-30"), (
            shown.GetProperty("commitment").GetString(), shown.GetProperty("lock").GetProperty("id").GetString(),
            shown.GetProperty("lock").GetProperty("reason").GetString(), shown.GetProperty("lock").GetProperty("unlockedUntil").GetString()));
        Assert.Equal(["chi", "kham"], shown.GetProperty("lock").GetProperty("unlocking").EnumerateArray()
            .Select(consent => consent.GetProperty("by").GetProperty("user").GetString()));
    }

    [Fact]
    public async Task A_proposal_is_agreed_to_on_a_revision_by_the_other_side_and_what_is_agreed_is_given_up_by_both()
    {
        var program = await site.NewProgramAsync();
        var (vietnamese, lao) = (site.As(People.Coordinator), site.As(People.LaoCoordinator));
        var own = Bodies.Commitment.Replace("\"id\":\"students\"", "\"id\":\"own\"", StringComparison.Ordinal)
            .Replace(",\"sources\":[{\"source\":\"S0\",\"line\":11}]", "", StringComparison.Ordinal);
        var path = $"/v1/programs/{program}/commitments/own";
        var made = (await vietnamese.PostAsync($"/v1/programs/{program}/commitments", own)).MustBe(201);
        Assert.Contains("agreeToCommitment", await KindsAsync(People.LaoCoordinator, made));
        (await lao.PostAsync(path + "/agreement", "{}")).Is(428, "revisionMissing");
        (await lao.PostAsync(path + "/agreement", "{}", ("If-Match", "\"2\""))).Is(412, "revisionStale");
        (await lao.PostAsync($"/v1/programs/{program}/commitments/none/agreement", "{}", ("If-Match", "\"1\""))).Is(404, "commitmentUnknown");
        (await vietnamese.PostAsync(path + "/agreement", "{}", ("If-Match", "\"1\""))).Is(409, "otherSideHasToAgree");
        (await lao.PostAsync(path + "/agreement", "{}", ("If-Match", "\"1\""))).MustBe(200);
        var clause = own.Replace("{\"kind\":\"practice\"}", "{\"kind\":\"clause\",\"clause\":\"zzz\"}", StringComparison.Ordinal)
            .Replace("\"id\":\"own\"", "\"id\":\"clause\"", StringComparison.Ordinal);
        Assert.Equal(["/basis/clause"],
            (await vietnamese.PostAsync($"/v1/programs/{program}/commitments", clause)).Is(422, "referenceUnknown").Pointers);

        (await vietnamese.PostAsync(path + "/locks", """{"period":{"from":"2025","to":"2025"},"reason":"settled"}""")).MustBe(201);
        (await vietnamese.PostAsync(path + "/cancellation", """{"reason":"no money"}""")).Is(423, "periodLocked");
        foreach (var side in (Client[])[vietnamese, lao])
            (await side.PostAsync(path + "/locks/2025/unlock", """{"reason":"no money","until":"2026-12-01"}""")).MustBe(200);
        (await vietnamese.PostAsync(path + "/cancellation", """{"reason":" "}""")).Is(422, "textMissing");
        var asked = (await vietnamese.PostAsync(path + "/cancellation", """{"reason":"no money"}""")).MustBe(200);
        Assert.Equal(["commitmentAsked"], asked.Json.GetProperty("events").EnumerateArray().Select(name => name.GetString()));
        Assert.Contains("agreeToCancellation", await KindsAsync(People.LaoCoordinator, asked));
        (await lao.PostAsync(path + "/cancellation/withdrawal", """{"reason":"no"}""")).Is(403, "notTheAsker");
        (await vietnamese.PostAsync(path + "/cancellation/withdrawal", "{}")).MustBe(400);
        var back = (await vietnamese.PostAsync(path + "/cancellation/withdrawal", """{"reason":"money came"}""")).MustBe(200);
        Assert.Equal(["commitmentAskDropped"], back.Json.GetProperty("events").EnumerateArray().Select(name => name.GetString()));
        (await vietnamese.PostAsync(path + "/cancellation/withdrawal", """{"reason":"again"}""")).Is(409, "nothingAsked");
        Assert.False((await lao.GetAsync(path)).MustBe(200).Json.GetProperty("commitment").TryGetProperty("asked", out _));
        (await vietnamese.PostAsync(path + "/cancellation", """{"reason":"no money"}""")).MustBe(200);
        (await lao.PostAsync(path + "/cancellation", """{"reason":"agreed"}""")).MustBe(200);
        Assert.Equal("cancelled", (await lao.GetAsync(path)).MustBe(200).Json.GetProperty("commitment").GetProperty("state").GetString());
    }

    [Fact]
    public async Task No_target_reaches_beyond_the_term_that_the_program_stands_under()
    {
        var id = site.NewId("term");
        (await site.As(People.Coordinator).PostAsync("/v1/agreements", Bodies.Draft(id))).MustBe(201);
        var body = Bodies.Commitment.Replace("\"to\":2027", "\"to\":2032", StringComparison.Ordinal);
        var refused = (await site.As(People.Coordinator).PostAsync($"/v1/agreements/{id}/commitments", body)).Is(422, "targetBeyondTerm");
        Assert.Equal(["/yearly/to"], refused.Pointers);
        Assert.Contains("2027", refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_locked_period_of_a_restricted_book_is_listed_to_the_cleared_only()
    {
        var made = (await site.As(People.Coordinator).PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201);
        var path = made.Header("Location")!;
        (await site.As(People.Coordinator).PostAsync(path + "/commitments", Bodies.Commitment)).MustBe(201);
        var locked = (await site.As(People.Coordinator).PostAsync(path + "/commitments/students/locks",
            """{"period":{"from":"2025","to":"2025"},"reason":"settled"}""")).MustBe(201);
        async Task<string> ListAsync(Actor actor) => (await site.As(actor).GetAsync("/v1/locks?limit=200")).MustBe(200).Text;
        (await site.As(People.Coordinator).GetAsync(path, ("Coop-After", locked.Header("Coop-Version")!))).MustBe(200);
        var book = made.Json.GetProperty("book").GetString()!;
        Assert.Contains(book, await ListAsync(People.Coordinator), StringComparison.Ordinal);
        Assert.DoesNotContain(book, await ListAsync(People.Uncleared), StringComparison.Ordinal);
        (await site.As(People.Uncleared).PostAsync(path + "/commitments/students/locks", "{}")).Is(404, "unknown");
    }

    [Fact]
    public async Task A_confirmed_entry_is_reversed_by_both_sides()
    {
        var program = await site.NewProgramAsync();
        var entry = await site.NewEntryAsync(program);
        (await site.As(People.Confirmer).PostAsync($"/v1/programs/{program}/entries/{entry}/confirmation", "{}")).MustBe(200);
        var reversal = (await site.As(People.Recorder).PostAsync($"/v1/programs/{program}/entries/{entry}/reversal", """{"reason":"counted twice"}""")).MustBe(201);
        Assert.Contains("confirmReversal", await KindsAsync(People.Confirmer, reversal));
        var done = (await site.As(People.Confirmer).PostAsync(
            $"/v1/programs/{program}/entries/{reversal.Json.GetProperty("id").GetString()}/confirmation", "{}")).MustBe(200);
        var shown = (await site.As(People.Recorder).GetAsync($"/v1/programs/{program}/entries/{entry}", ("Coop-After", done.Header("Coop-Version")!))).MustBe(200).Json;
        Assert.Equal(("reversed", reversal.Json.GetProperty("id").GetString()),
            (shown.GetProperty("status").GetString(), shown.GetProperty("links").GetProperty("reversedBy").GetString()));
        var why = (await site.As(People.Recorder).GetAsync(reversal.Header("Location")!)).MustBe(200).Json;
        Assert.Equal("counted twice", why.GetProperty("meaning").GetString());
        (await site.As(People.Recorder).PostAsync($"/v1/programs/{program}/entries/{entry}/reversal", """{"reason":"again"}""")).Is(409, "wrongState");
    }

    [Fact]
    public async Task The_same_from_the_other_side_warns_with_a_link_and_is_settled_as_a_duplicate()
    {
        var program = await site.NewProgramAsync();
        var first = await site.NewEntryAsync(program);
        var key = ("Idempotency-Key", Client.NewKey());
        var path = $"/v1/programs/{program}/commitments/students/entries";
        var second = (await site.As(LaoRecorder).SendAsync("POST", path, Bodies.Entry, key)).MustBe(201);
        var warning = Assert.Single(second.Json.GetProperty("warnings").EnumerateArray());
        Assert.Equal(("possibleDuplicate", $"/v1/programs/{program}/entries/{first}"), (warning.GetProperty("code").GetString(), warning.GetProperty("link").GetString()));
        Assert.Equal(second.Text, (await site.As(LaoRecorder).SendAsync("POST", path, Bodies.Entry, key)).Text);
        Assert.Contains("possibleDuplicate", await KindsAsync(People.Recorder, second));
        var id = second.Json.GetProperty("id").GetString();
        var settled = (await site.As(People.Recorder).PostAsync($"/v1/programs/{program}/entries/{id}/duplicates", $$"""{"of":"{{first}}","reason":"the same list"}""")).MustBe(200);
        Assert.Equal("60", await ReportedAsync(program, settled));
        Assert.Contains("agreeToDuplicate", await KindsAsync(LaoRecorder, settled));
        Assert.DoesNotContain("agreeToDuplicate", await KindsAsync(People.Recorder, settled));
        var asked = (await site.As(People.Recorder).GetAsync($"/v1/programs/{program}/entries/{id}")).MustBe(200).Json;
        Assert.Equal((first, "vn-db", "the same list"), (
            asked.GetProperty("links").GetProperty("asked").GetProperty("of").GetString(),
            asked.GetProperty("links").GetProperty("asked").GetProperty("by").GetString(), asked.GetProperty("duplicateReason").GetString()));
        settled = (await site.As(LaoRecorder).PostAsync($"/v1/programs/{program}/entries/{id}/duplicates", $$"""{"of":"{{first}}","reason":"one list"}""")).MustBe(200);
        Assert.Equal("30", await ReportedAsync(program, settled));
        var shown = (await site.As(People.Recorder).GetAsync($"/v1/programs/{program}/entries/{id}")).MustBe(200).Json;
        Assert.Equal(("duplicate", "one list"), (shown.GetProperty("status").GetString(), shown.GetProperty("duplicateReason").GetString()));
        settled = (await site.As(LaoRecorder).PostAsync($"/v1/programs/{program}/entries/{id}/distinct", """{"reason":"another class"}""")).MustBe(200);
        Assert.Equal("60", await ReportedAsync(program, settled));
    }

    [Fact]
    public async Task An_entry_on_behalf_of_the_other_side_is_marked_and_divided_by_level_and_field()
    {
        var program = await site.NewProgramAsync();
        const string Body = """
            {"amount":{"value":"30","unit":"person"},"occurred":{"from":"2025-01","to":"2025-12"},"onBehalfOf":"Luông Pha Bang","parts":[
             {"name":"college","amount":{"value":"18","unit":"person"},"dimension":"level"},
             {"name":"university","amount":{"value":"7","unit":"person"},"dimension":"level"},
             {"name":"education","amount":{"value":"30","unit":"person"},"dimension":"field"}]}
            """;
        var path = $"/v1/programs/{program}/commitments/students/entries";
        var made = (await site.As(People.Recorder).PostAsync(path, Body)).MustBe(201);
        Assert.Contains("confirmOnBehalf", await KindsAsync(People.Confirmer, made));
        var shown = (await site.As(People.Confirmer).GetAsync(made.Header("Location")!)).MustBe(200).Json;
        Assert.Equal("la-lpb", shown.GetProperty("by").GetProperty("onBehalfOf").GetString());
        Assert.Equal(["level 5", "field 0"], shown.GetProperty("divisions").EnumerateArray()
            .Select(one => $"{one.GetProperty("dimension").GetString()} {one.GetProperty("notStated").GetProperty("value").GetString()}"));
        var figures = (await site.As(People.Confirmer).GetAsync($"/v1/programs/{program}")).MustBe(200).Json.GetProperty("commitments")[0].GetProperty("overall");
        Assert.Equal("18", figures.GetProperty("divisions")[0].GetProperty("parts")[0].GetProperty("amount").GetProperty("value").GetString());
        (await site.As(People.Recorder).PostAsync(path, Body.Replace("Luông Pha Bang", "Điện Biên", StringComparison.Ordinal))).Is(422, "notOfTheOtherSide");
        (await site.As(People.Recorder).PostAsync(path, Body.Replace("\"level\"", "\"color\"", StringComparison.Ordinal))).Is(400, "valueUnknown");
    }

    private async Task<string?[]> KindsAsync(Actor actor, Reply after) =>
        [.. (await site.As(actor).WorkAsync(("Coop-After", after.Header("Coop-Version")!))).Select(item => item.GetProperty("kind").GetString())];

    private async Task<string?> ReportedAsync(string program, Reply after) =>
        (await site.As(People.Recorder).GetAsync($"/v1/programs/{program}", ("Coop-After", after.Header("Coop-Version")!))).MustBe(200).Json
            .GetProperty("commitments")[0].GetProperty("overall").GetProperty("reported").GetProperty("value").GetString();
}
