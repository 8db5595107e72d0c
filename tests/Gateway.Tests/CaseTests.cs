using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>Cases and the work list, over HTTP.</summary>
[Collection(nameof(Site))]
public sealed class CaseTests(Site site)
{
    private const string Issue = """{"kind":"issue","title":{"vi":"Vướng mắc","lo":"ບັນຫາ"},"text":{"vi":"Hàng bị chậm"}}""";

    [Fact]
    public async Task An_issue_is_closed_by_both_sides_and_shows_what_was_said()
    {
        var cases = await NewAsync();
        var (vietnamese, lao) = (site.As(People.Coordinator), site.As(People.LaoCoordinator));
        var raised = (await lao.PostAsync(cases, Issue)).MustBe(201);
        var one = raised.Header("Location")!;
        (await vietnamese.PostAsync(one + "/proposal", """{"text":{"vi":"Mở thêm làn"}}""")).Is(409, "wrongState");
        (await lao.PostAsync(one + "/acknowledgement", "{}")).Is(403, "notAddressed");
        (await vietnamese.PostAsync(one + "/acknowledgement", """{"note":"đã nhận"}""")).MustBe(200);
        (await vietnamese.PostAsync(one + "/acknowledgement", "{}")).Is(409, "alreadyAcknowledged");
        (await vietnamese.PostAsync(one + "/proposal", """{"text":{"vi":"Mở thêm làn"}}""")).MustBe(200);
        (await vietnamese.PostAsync(one + "/closure", """{"note":"xong"}""")).MustBe(200);
        (await vietnamese.PostAsync(one + "/closure", """{"note":"xong"}""")).Is(409, "alreadyClosed");
        (await lao.PostAsync(one + "/reopening", """{"reason":"vẫn chậm"}""")).MustBe(200);
        (await lao.PostAsync(one + "/proposal", """{"text":{"vi":"Mở thêm giờ"}}""")).MustBe(200);
        (await lao.PostAsync(one + "/completion", """{"note":"x"}""")).Is(403, "notAddressed");
        var half = (await vietnamese.PostAsync(one + "/closure", """{"note":"xong"}""")).MustBe(200);
        var seen = ("Coop-After", half.Header("Coop-Version")!);
        Assert.Equal("awaitingOtherSide", (await lao.GetAsync(one, seen)).MustBe(200).Json.GetProperty("case").GetProperty("case").GetProperty("state").GetString());
        var closed = (await lao.PostAsync(one + "/closure", """{"note":"đồng ý"}""")).MustBe(200);
        var shown = (await site.As(People.Recorder).GetAsync(one, ("Coop-After", closed.Header("Coop-Version")!))).MustBe(200).Json;
        Assert.Equal(("closed", false), (shown.GetProperty("case").GetProperty("case").GetProperty("state").GetString(), shown.GetProperty("case").GetProperty("open").GetBoolean()));
        Assert.Equal("Hàng bị chậm", shown.GetProperty("text").GetProperty("vi").GetString());
        Assert.Equal(
            ["caseRaised", "caseAcknowledged", "resolutionProposed", "caseClosed", "caseReopened", "resolutionProposed", "caseClosed", "caseClosed"],
            shown.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("event").GetString()));
        Assert.Equal("đã nhận", shown.GetProperty("steps")[1].GetProperty("note").GetString());
        Assert.Equal("chi", shown.GetProperty("steps")[1].GetProperty("user").GetString());
        var listed = (await lao.GetAsync(cases + "?state=closed&limit=1")).MustBe(200).Json.GetProperty("items");
        Assert.Equal(1, listed.GetArrayLength());
        (await lao.GetAsync(cases + "/k-none")).Is(404, "itemUnknown");
    }

    [Fact]
    public async Task An_overseer_asks_and_the_reply_closes_it_and_lateness_shows()
    {
        var cases = await NewAsync();
        var (council, lao) = (site.As(People.Overseer), site.As(People.LaoCoordinator));
        (await council.PostAsync(cases, Issue)).Is(403, "roleMissing");
        (await lao.PostAsync(cases, Asked("recommendation", "2026-12"))).Is(403, "roleMissing");
        (await council.PostAsync(cases, Asked("question", null))).Is(422, "dueMissing");
        (await council.PostAsync(cases, Asked("question", "2026-11-20"))).Is(422, "dueInPast");
        var asked = (await council.PostAsync(cases, Asked("recommendation", "2026-11-21"))).MustBe(201);
        var one = asked.Header("Location")!;
        var seen = ("Coop-After", asked.Header("Coop-Version")!);
        var work = (await lao.WorkAsync(seen))
            .Single(item => item.TryGetProperty("case", out var about) && one.EndsWith("/" + about.GetString(), StringComparison.Ordinal));
        Assert.Equal(("answer", "2026-11-21", false), (work.GetProperty("kind").GetString(), work.GetProperty("due").GetString(), work.GetProperty("late").GetBoolean()));
        Assert.Equal(1, (await council.GetAsync("/v1/network/status", seen)).MustBe(200).Json.GetProperty("cases").GetProperty("recommendations").GetInt32());
        (await council.PostAsync(one + "/reply", """{"text":{"vi":"Đã làm"}}""")).Is(403, "roleMissing");
        (await lao.PostAsync(one + "/reply", """{"text":{"lo":"ເຮັດແລ້ວ"}}""")).MustBe(200);
        (await lao.PostAsync(one + "/reply", """{"text":{"lo":"ເຮັດແລ້ວ"}}""")).Is(409, "wrongState");
        (await council.PostAsync(one + "/reopening", """{"reason":"chưa rõ"}""")).Is(422, "dueMissing");
        (await council.PostAsync(one + "/reopening", """{"reason":"chưa rõ","due":"2026-12-31"}""")).MustBe(200);
        (await council.PostAsync(one + "/closure", """{"note":"không cần nữa"}""")).MustBe(200);
    }

    [Fact]
    public async Task An_exchange_names_what_it_is_about_as_its_sender_sees_it_and_has_times()
    {
        var cases = await NewAsync();
        var (vietnamese, lao) = (site.As(People.Coordinator), site.As(People.LaoCoordinator));
        var hidden = (await vietnamese.PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201).Json.GetProperty("id").GetString()!;
        // An open book names no restricted one, whoever writes: it is missing like one that there is not.
        foreach (var about in new[] { $"program/{hidden}", "program/none", "agreement/none" })
            Assert.Equal(["/about"], (await vietnamese.PostAsync(cases, Sent(about, "la-lpb"))).Is(422, "referenceUnknown").Pointers);
        Assert.Equal(["/to/0/agency"], (await vietnamese.PostAsync(cases, Sent("province/vn-db", "la-lpb", "la-lpb-none"))).Is(422, "referenceUnknown").Pointers);
        (await vietnamese.PostAsync(cases, Sent("province/vn-db", "Atlantis"))).Is(422, "provinceUnknown");
        var one = (await vietnamese.PostAsync(cases, Sent("province/vn-db", "Luang Prabang", "la-lpb-office"))).MustBe(201).Header("Location")!;
        (await lao.PostAsync(one + "/delivery", "{}")).MustBe(200);
        (await lao.PostAsync(one + "/delivery", "{}")).Is(409, "alreadyDelivered");
        var done = (await site.As(People.Uncleared).PostAsync(one + "/acknowledgement", "{}")).MustBe(200);
        var shown = (await lao.GetAsync(one, ("Coop-After", done.Header("Coop-Version")!))).MustBe(200);
        var to = shown.Json.GetProperty("case").GetProperty("case").GetProperty("to")[0];
        Assert.Equal(["2026-11-21", "2026-11-21"], new[] { "deliveredAt", "acknowledgedAt" }.Select(time => to.GetProperty(time).GetString()![..10]));
        Assert.Equal(304, (await lao.GetAsync(one, ("If-None-Match", shown.Header("ETag")!))).StatusCode);
        (await lao.PostAsync(one + "/closure", """{"note":"x"}""")).Is(409, "caseKindWrong");
    }

    [Fact]
    public async Task Cases_of_a_restricted_book_are_unknown_to_those_who_may_not_see_it()
    {
        var coordinator = site.As(People.Coordinator);
        var hidden = (await coordinator.PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201).Json.GetProperty("id").GetString()!;
        var cases = $"/v1/programs/{hidden}/cases";
        var raised = (await coordinator.PostAsync(cases, Issue)).MustBe(201);
        var (one, seen) = (raised.Header("Location")!, ("Coop-After", raised.Header("Coop-Version")!));
        (await site.As(People.LaoCoordinator).GetAsync(one, seen)).MustBe(200);
        (await coordinator.PostAsync(one + "/escalation", """{"reason":"gấp"}""")).Is(409, "openBooksOnly");
        foreach (var reader in new[] { People.Uncleared, People.Overseer })
        {
            (await site.As(reader).GetAsync(cases)).Is(404, "unknown");
            (await site.As(reader).GetAsync(one)).Is(404, "unknown");
            (await site.As(reader).PostAsync(cases, Issue)).Is(404, "unknown");
            Assert.DoesNotContain(
                "program/" + hidden, (await site.As(reader).WorkAsync()).Select(item => item.GetProperty("book").GetString()));
        }
        Assert.Contains("program/" + hidden, (await site.As(People.LaoCoordinator).WorkAsync()).Select(item => item.GetProperty("book").GetString()));
    }

    [Fact]
    public async Task The_work_list_is_read_page_by_page_each_item_once()
    {
        var cases = await NewAsync();
        var seen = "";
        for (var i = 0; i < 5; i++)
            seen = (await site.As(People.LaoCoordinator).PostAsync(cases, Issue)).MustBe(201).Header("Coop-Version")!;
        var reader = site.As(People.Recorder);
        var whole = (await reader.GetAsync("/v1/worklist?limit=200", ("Coop-After", seen))).MustBe(200).Json;
        var items = new List<string>();
        for (var path = "/v1/worklist?limit=2"; ;)
        {
            var page = (await reader.GetAsync(path)).MustBe(200).Json;
            items.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetRawText()));
            if (page.GetProperty("next").GetString() is not { } next)
                break;
            path = "/v1/worklist?limit=2&cursor=" + next;
        }
        Assert.Equal(whole.GetProperty("total").GetInt32(), items.Count);
        Assert.Equal(whole.GetProperty("items").EnumerateArray().Select(item => item.GetRawText()), items.Take(200));
        (await reader.GetAsync("/v1/worklist?cursor=x")).Is(400, "cursorInvalid");
    }

    private async Task<string> NewAsync() => $"/v1/programs/{await site.NewProgramAsync()}/cases";

    private static string Asked(string kind, string? due) => $$"""
        {"kind":"{{kind}}","title":{"vi":"Kiến nghị"},"text":{"vi":"Báo cáo kết quả"},"to":[{"party":"la-lpb"}]{{(due is null ? "" : $",\"due\":\"{due}\"")}} }
        """;

    private static string Sent(string about, string to, string? agency = null) => $$"""
        {"kind":"exchange","title":{"vi":"Thông báo"},"text":{"vi":"Lịch cửa khẩu"},"about":{"book":"{{about}}"},
         "to":[{"party":"{{to}}"{{(agency is null ? "" : $",\"agency\":\"{agency}\"")}} }]}
        """;
}
