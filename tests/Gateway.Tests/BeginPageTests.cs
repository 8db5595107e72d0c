using System.Text.Json;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>What people begin on pages, and what becomes of instruments and talks there.</summary>
[Collection(nameof(Site))]
public sealed class BeginPageTests(Site site)
{
    private const string Signature = """{"signedBy":"Lê Thành Đô","office":{"vi":"Chủ tịch"},"datedOn":"2024-12-25"}""";

    [Fact]
    public async Task A_draft_is_written_changed_and_given_up_and_no_language_is_lost_on_the_way()
    {
        var id = site.NewId("begun-draft");
        using var browser = await site.WorkingAsync(People.Coordinator);
        await browser.DoAsync("/my-work/begin/draft", ("parties", "vn-db"), ("parties", "la-lpb"), ("id", id),
            ("type", "minutesOfCooperation"), ("typeStated", "biên bản hợp tác\nbản ghi nhớ"),
            ("text.title.vi", "Biên bản hợp tác"), ("text.title.lo", "ບົດບັນທຶກ"), ("text.term.from", "01/2027"), ("text.term.to", "2029"),
            ("text.clauses.0.id", "dieu-1"), ("text.clauses.0.text.vi", "Điều một"), ("text.clauses.0.text.lo", "ມາດຕາໜຶ່ງ"),
            ("text.clauses.1.id", "dieu-2"), ("text.clauses.1.text.vi", "Điều hai"));
        var text = (await site.ViewAsync($"agreements/{id}")).GetProperty("text");
        Assert.Equal(("Biên bản hợp tác", "ບົດບັນທຶກ"),
            (text.GetProperty("title").GetProperty("vi").GetString(), text.GetProperty("title").GetProperty("lo").GetString()));
        Assert.Equal(("2027-01", "2029"), (text.GetProperty("term").GetProperty("from").GetString(),
            text.GetProperty("term").GetProperty("to").GetString()));

        var path = $"/my-work/agreements/{id}/do";
        await browser.DoAsync(path + "/editText", ("text.clauses.1.text.vi", "Điều hai mới"));
        var changed = (await site.ViewAsync($"agreements/{id}")).GetProperty("text");
        var clauses = changed.GetProperty("clauses");
        Assert.Equal("ມາດຕາໜຶ່ງ", clauses[0].GetProperty("text").GetProperty("lo").GetString());
        Assert.Equal("Điều hai mới", clauses[1].GetProperty("text").GetProperty("vi").GetString());
        Assert.Equal(text.GetProperty("term").ToString(), changed.GetProperty("term").ToString());

        await browser.DoAsync(path + "/withdrawDraft", ("reason", "hoãn"));
        Assert.Equal("withdrawn", (await site.ViewAsync($"agreements/{id}")).GetProperty("state").GetString());
        Assert.DoesNotContain("/do/editText", await browser.PageAsync(path, "en"));
    }

    [Fact]
    public async Task An_instrument_that_was_signed_elsewhere_is_entered_with_its_source_and_a_program_under_it_by_its_address()
    {
        var (id, program) = (site.NewId("begun-register"), site.NewId("begun-program"));
        using var browser = await site.WorkingAsync(People.Coordinator);
        var empty = (await (await browser.FormAsync("/my-work/begin/register", "register")).Filled(("text.title.vi",
            "Biên bản")).SendAsync(browser)).MustBe(422);
        Assert.Contains("<a href=\"#register-sources\">", empty.Text);
        await browser.DoAsync("/my-work/begin/register", ("type", "memorandumOfUnderstanding"), ("parties", "vn-db"),
            ("parties", "la-lpb"), ("id", id),
            ("text.title.vi", "Biên bản"), ("text.term.from", "2025"), ("text.term.to", "2030"), ("signedOn", "12/2024"),
            ("sources.0.source", "S0"), ("sources.0.line", "7"), ("sources.0.quote", "đã ký"));
        var view = await site.ViewAsync($"agreements/{id}");
        Assert.Equal(("inForceAsStated", "2024-12"), (view.GetProperty("state").GetString(), view.GetProperty("signedOn").GetString()));
        Assert.Equal((7, "đã ký"), (view.GetProperty("sources")[0].GetProperty("line").GetInt32(),
            view.GetProperty("sources")[0].GetProperty("quote").GetString()));

        var more = await browser.DoAsync("/my-work/begin/openProgram", ("title.en", "Vocational training"), ("parties", "vn-db"),
            ("parties", "la-lpb"),
            ("agreement", $"{site.Address}agreements/{id}?at=1#here"), ("areas", "education"), ("id", program));
        Assert.Contains($"href=\"/my-work/programs/{program}/do/addCommitment\"", more);
        var opened = await site.ViewAsync($"programs/{program}");
        Assert.Equal(("agreement/" + id, "education"), (opened.GetProperty("agreement").GetString(),
            opened.GetProperty("areas")[0].GetString()));
    }

    [Fact]
    public async Task What_is_in_force_is_amended_set_aside_taken_up_renewed_with_what_it_carries_on_and_ended()
    {
        var (id, next) = (await SignedAsync(), site.NewId("begun-next"));
        using var browser = await site.WorkingAsync(People.Coordinator);
        var path = $"/my-work/agreements/{id}/do/";
        await browser.DoAsync(path + "amend", ("changes.0.field", "term"), ("changes.0.term.from", "2025"), ("changes.0.term.to", "2028"),
            ("changes.1.field", "clauses/dieu-9"), ("changes.1.text.vi", "Thêm điều chín"), ("reason", "thêm"));
        var amendment = await site.ViewAsync($"agreements/{id}/amendments/1");
        Assert.Equal(["term", "clauses/dieu-9"], amendment.GetProperty("fields").EnumerateArray().Select(field => field.GetString()));
        await browser.DoAsync(path + "suspend", ("reason", "dịch"));
        Assert.Equal("suspended", (await site.ViewAsync($"agreements/{id}")).GetProperty("state").GetString());
        await browser.DoAsync(path + "resume", ("reason", "hết dịch"));
        await browser.DoAsync(path + "renew", ("text.term.from", "2028"), ("text.term.to", "2030"), ("id", next),
            ("carry", $"agreement/{id} students"));
        var renewed = await site.ViewAsync($"agreements/{next}");
        Assert.Equal("agreement/" + id, renewed.GetProperty("predecessor").GetString());
        Assert.Equal("Học bổng", renewed.GetProperty("commitments")[0].GetProperty("commitment").GetProperty("title").GetProperty("vi").GetString());
        await browser.DoAsync(path + "terminate", ("reason", "thay thế"));
        Assert.Equal("terminated", (await site.ViewAsync($"agreements/{id}")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Talks_are_planned_given_an_agenda_put_off_and_cancelled_and_others_entered_corrected_and_given_an_outcome()
    {
        var id = await SignedAsync();
        using var browser = await site.WorkingAsync(People.Coordinator);
        var path = $"/my-work/agreements/{id}/do/";
        await browser.DoAsync(path + "planTalks", ("on", "2027"), ("host", "la-lpb"), ("place.vi", "Luông Pha Bang"),
            ("agenda.0.id", "hoc-bong"), ("agenda.0.title.vi", "Học bổng"));
        await browser.DoAsync(path + "shareAgenda/1", ("agenda.1.id", "day-nghe"), ("agenda.1.title.vi", "Dạy nghề"));
        Assert.Equal(["hoc-bong", "day-nghe"], (await TalksAsync(id, 1)).GetProperty("agenda").EnumerateArray().Select(item =>
            item.GetProperty("id").GetString()));
        await browser.DoAsync(path + "postponeTalks/1", ("reason", "bận"));
        await browser.DoAsync(path + "cancelTalks/1", ("reason", "thôi"));
        Assert.Equal("cancelled", (await TalksAsync(id, 1)).GetProperty("state").GetString());

        await browser.DoAsync(path + "registerTalks", ("on", "20/03/2025"), ("host", "vn-db"), ("chairs.0.party", "vn-db"),
            ("chairs.0.person", "Lê Thành Đô"),
            ("outcomes.0.id", "mo-lop"), ("outcomes.0.title.vi", "Mở lớp"), ("outcomes.0.due", "2026"), ("sources.0.source", "S0"));
        Assert.Equal("2026", (await TalksAsync(id, 2)).GetProperty("outcomes")[0].GetProperty("due").GetString());
        await browser.DoAsync(path + "planTalks", ("on", "12/2027"), ("host", "vn-db"));
        await browser.DoAsync($"/my-work/agreements/{id}/talks/3", "hold", ("on", "2025-05-05"), ("place.lo", "ວຽງຈັນ"));
        await browser.DoAsync(path + "recordOutcome/3", ("outcome.id", "ky-ket"), ("outcome.title.vi", "Ký kết"),
            ("outcome.instruments", id));
        await browser.DoAsync(path + "correctTalks/3", ("on", "2025-05-06"), ("reason", "nhầm ngày"));
        var held = await TalksAsync(id, 3);
        Assert.Equal(("2025-05-06", "ວຽງຈັນ"), (held.GetProperty("on").GetString(),
            held.GetProperty("place").GetProperty("lo").GetString()));
        Assert.Equal("agreement/" + id, held.GetProperty("outcomes")[0].GetProperty("instruments")[0].GetString());
    }

    private async Task<JsonElement> TalksAsync(string id, int number) =>
        (await site.ViewAsync($"agreements/{id}/talks/{number}")).GetProperty("talks");

    // An instrument in force until 2027, with one commitment of thirty persons a year.
    private async Task<string> SignedAsync()
    {
        var id = site.NewId("begun-signed");
        (await site.As(People.Coordinator).PostAsync("/v1/agreements", Bodies.Draft(id))).MustBe(201);
        (await site.As(People.Coordinator).PostAsync($"/v1/agreements/{id}/commitments", Bodies.Commitment)).MustBe(201);
        var revision = (await site.ViewAsync($"agreements/{id}")).GetProperty("revision").GetInt32();
        foreach (var side in new[] { People.Coordinator, People.LaoCoordinator })
            (await site.As(side).PostAsync($"/v1/agreements/{id}/acceptances", "{}", ("If-Match", $"\"{revision}\""))).MustBe(200);
        foreach (var side in new[] { People.Coordinator, People.LaoCoordinator })
            (await site.As(side).PostAsync($"/v1/agreements/{id}/signatures", Signature)).MustBe(200);
        return id;
    }
}
