using CoopGrains.Contracts;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>What two sides have to settle between them, by plain forms from the work list of each.</summary>
[Collection(nameof(Site))]
public sealed class SettlementPageTests(Site site)
{
    [Fact]
    public async Task An_amendment_is_read_before_and_after_accepted_and_signed_by_both_sides()
    {
        var id = site.NewId("page-amended");
        (await site.As(People.Coordinator).PostAsync("/v1/agreements", Bodies.Draft(id))).MustBe(201);
        foreach (var side in new[] { People.Coordinator, People.LaoCoordinator })
            (await site.As(side).PostAsync($"/v1/agreements/{id}/acceptances", "{}", ("If-Match", "\"1\""))).MustBe(200);
        foreach (var side in new[] { People.Coordinator, People.LaoCoordinator })
            (await site.As(side).PostAsync($"/v1/agreements/{id}/signatures",
                """{"signedBy":"Lê Thành Đô","office":{"vi":"Chủ tịch"},"datedOn":"2024-12-25"}""")).MustBe(200);
        var proposed = (await site.As(People.LaoCoordinator).PostAsync($"/v1/agreements/{id}/amendments",
            """{"changes":[{"field":"term","term":{"from":"2025","to":"2029"}}],"reason":"thêm hai năm"}""", ("If-Match", "\"1\""))).MustBe(201);
        var path = $"/my-work/agreements/{id}/amendments/1";
        using var vietnamese = await site.WorkingAsync(People.Coordinator, proposed.Header("Coop-Version")!);
        using var lao = await site.WorkingAsync(People.LaoCoordinator);
        await vietnamese.FindAsync(path);
        var page = await vietnamese.PageAsync(path, "en");
        Assert.Matches("2025[^<]*2027.*</td><td>.*2025[^<]*2029", page);
        Assert.Contains("thêm hai năm", page);
        await vietnamese.DoneAsync(path, "acceptAmendment", form => form);
        Assert.DoesNotContain("value=\"acceptAmendment\"", await vietnamese.PageAsync(path, "en"));
        foreach (var browser in new[] { vietnamese, lao })
            await browser.DoneAsync(path, "signAmendment",
                form => form.With("signedBy", "Lê Thành Đô").With("office", "Chủ tịch").With("datedOn", "2025-01-02"));
        var term = (await site.As(People.Recorder).GetAsync("/v1/agreements/" + id)).MustBe(200).Json.GetProperty("text").GetProperty("term");
        Assert.Equal("2029", term.GetProperty("to").GetString());
    }

    [Fact]
    public async Task Of_sources_that_disagree_a_coordinator_says_which_holds_and_why()
    {
        var program = await site.NewProgramAsync();
        (await site.As(People.Recorder).PostAsync($"/v1/programs/{program}/conflicts", """
            {"id":"students","title":{"vi":"Số học sinh"},"about":"commitments/students","readings":[
             {"text":{"vi":"30 mỗi năm"},"sources":[{"source":"S0","line":11,"quote":"mỗi tỉnh 30 cán bộ, học sinh"}]},
             {"text":{"vi":"30 trong hai năm"},"sources":[{"source":"S2","line":6,"quote":"đã cử 30 học sinh"}]}]}
            """)).MustBe(201);
        var path = $"/my-work/programs/{program}/conflicts/students";
        using var coordinator = await site.WorkingAsync(People.LaoCoordinator);
        Assert.Contains("id=\"resolve-reason-error\"", (await (await coordinator.FormAsync(path, "resolve")).SendAsync(coordinator)).MustBe(422).Text);
        await coordinator.DoneAsync(path, "resolve", form => form.With("reading", "1").With("reason", "theo danh sách"));
        using var recorder = await site.WorkingAsync(People.Recorder);
        var settled = await recorder.PageAsync(path, "vi");
        Assert.Contains("theo danh s", settled);
        Assert.DoesNotContain("value=\"resolve\"", settled);
        var resolution = (await site.As(People.Recorder).GetAsync($"/v1/programs/{program}/conflicts/students")).MustBe(200).Json
            .GetProperty("conflict").GetProperty("resolution");
        Assert.Equal((1, "theo danh sách"), (resolution.GetProperty("reading").GetInt32(), resolution.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task What_both_sides_reported_is_marked_as_one_by_both_and_told_apart_again()
    {
        var program = await site.NewProgramAsync();
        var first = await site.NewEntryAsync(program);
        var second = (await site.As(People.Uncleared).PostAsync($"/v1/programs/{program}/commitments/students/entries", Bodies.Entry)).MustBe(201);
        var (id, path) = (second.Json.GetProperty("id").GetString()!, $"/my-work/programs/{program}/entries/{second.Json.GetProperty("id").GetString()}");
        using var vietnamese = await site.WorkingAsync(People.Recorder, second.Header("Coop-Version")!);
        using var lao = await site.WorkingAsync(People.Uncleared);
        await vietnamese.FindAsync(path);
        Assert.Contains($"href=\"/programs/{program}/entries/{first}\"", await vietnamese.PageAsync(path, "vi"));
        foreach (var (browser, status) in new[] { (vietnamese, "reported"), (lao, "duplicate") })
        {
            var empty = (await (await browser.FormAsync(path, "markDuplicate")).SendAsync(browser)).MustBe(422);
            Assert.Contains("id=\"markDuplicate-reason-error\"", empty.Text);
            await browser.DoneAsync(path, "markDuplicate", form => form.With("reason", "cùng danh sách"));
            Assert.Equal(status, await StatusAsync(program, id));
        }
    }

    [Fact]
    public async Task A_document_that_was_uploaded_is_named_as_evidence_in_the_form_and_leads_to_it_from_the_entry()
    {
        var program = await site.NewProgramAsync();
        var scan = await site.NewScanAsync(People.Recorder);
        using var recorder = await site.WorkingAsync(People.Recorder);
        var form = (await recorder.FormAsync($"/my-work/programs/{program}/commitments/students", "report"))
            .With("amount", "30").With("from", "2025-01").With("to", "2025-12");
        Assert.Contains("id=\"report-evidence-error\"", (await form.With("evidence", new string('a', 64)).SendAsync(recorder)).MustBe(422).Text);
        var sent = (await form.With("evidence", $"{scan}\nhttps://example.org/list").SendAsync(recorder)).MustBe(303);
        await recorder.PageAsync(sent.Header("Location")!, "en");
        var entry = (await site.As(People.Recorder).GetAsync($"/v1/programs/{program}/commitments/students/entries")).MustBe(200).Json
            .GetProperty("items")[0].GetProperty("id").GetString();
        Assert.Contains($"href=\"/v1/documents/{scan}", await recorder.PageAsync($"/programs/{program}/entries/{entry}", "vi"));
    }

    private async Task<string?> StatusAsync(string program, string entry) =>
        (await site.As(People.Recorder).GetAsync($"/v1/programs/{program}/entries/{entry}")).MustBe(200).Json.GetProperty("status").GetString();
}
