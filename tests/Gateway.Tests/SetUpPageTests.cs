using CoopGrains.Contracts;
using CoopGrains.Dashboard.Languages;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>What people set up and keep on pages: programs, commitments, provinces, documents, leave to read.</summary>
[Collection(nameof(Site))]
public sealed class SetUpPageTests(Site site)
{
    [Fact]
    public async Task A_program_is_set_aside_taken_up_and_closed_for_another_and_its_twinnings_are_kept()
    {
        var (id, other) = (await site.NewProgramAsync(), await site.NewProgramAsync());
        using var browser = await site.WorkingAsync(People.Coordinator);
        var path = $"/my-work/programs/{id}/do/";
        await browser.DoAsync(path + "addTwinning", ("lao.provinces", "la-lpb"), ("lao.mark", "1"), ("vietnamese.provinces", "vn-db"),
            ("vietnamese.mark", "1"),
            ("validity.from", "2019"), ("validity.seenOn", "2020\n03/2021"), ("id", "cum-1"), ("sources.0.source", "S0"),
                ("sources.0.note", "ghi chú"));
        await browser.DoAsync(path + "correctTwinning/cum-1", ("validity.from", "2018"));
        await browser.DoAsync(path + "logActivity/cum-1", ("on", "04/2025"), ("title.vi", "Giao lưu"));
        await browser.DoAsync(path + "endTwinning/cum-1", ("on", "2026-01-31"), ("reason", "hết"));
        var twinning = await site.ViewAsync($"programs/{id}/twinnings/cum-1");
        var (kept, validity) = (twinning.GetProperty("twinning"), twinning.GetProperty("twinning").GetProperty("validity"));
        Assert.Equal(("2018", "2026-01-31"), (validity.GetProperty("from").GetString(), validity.GetProperty("to").GetString()));
        Assert.Equal(["2020", "2021-03"], validity.GetProperty("seenOn").EnumerateArray().Select(day => day.GetString()));
        Assert.Equal("ghi chú", kept.GetProperty("sources")[0].GetProperty("note").GetString());
        Assert.Equal("Giao lưu", twinning.GetProperty("activities")[0].GetProperty("title").GetProperty("vi").GetString());
        await browser.DoAsync(path + "suspendProgram", ("reason", "dịch"));
        await browser.DoAsync(path + "resumeProgram", ("reason", "hết dịch"));
        await browser.DoAsync(path + "closeProgram", ("successor", other), ("reason", "gộp"));
        var view = await site.ViewAsync($"programs/{id}");
        Assert.Equal(("closed", "program/" + other), (view.GetProperty("state").GetString(), view.GetProperty("successor").GetString()));
    }

    [Fact]
    public async Task Commitments_are_entered_given_targets_locked_unlocked_reported_in_full_and_given_up()
    {
        var id = await site.NewProgramAsync();
        using var browser = await site.WorkingAsync(People.Coordinator);
        var path = $"/my-work/programs/{id}/do/";
        await browser.DoAsync(path + "addCommitment", ("title.vi", "Cây giống"), ("title.en", "Seedlings"), ("givers", "vn-db"),
            ("beneficiaries", "la-lpb"),
            ("basis.kind", "practice"), ("indicator", "support-money"), ("measure", "sum"), ("unit", "seedling"), ("cadence", "yearly"),
                ("rate", "≥ 1500"),
            ("yearly.from", "2025"), ("yearly.to", "2026"), ("yearly.amount", "1500"), ("sources.0.source", "S0"), ("id", "trees"));
        var commitment = (await site.ViewAsync($"programs/{id}/commitments/trees")).GetProperty("commitment");
        Assert.Equal(["1500", "1500"], commitment.GetProperty("targets").EnumerateArray().Select(target =>
            target.GetProperty("amount").GetProperty("value").ToString()));
        Assert.Equal("Seedlings", commitment.GetProperty("title").GetProperty("en").GetString());
        await browser.DoAsync(path + "setTarget/trees", ("period.from", "2026"), ("period.to", "2026"), ("amount", "2000"));
        Assert.Equal("2000", (await site.ViewAsync($"programs/{id}/commitments/trees")).GetProperty("commitment").GetProperty("asked")[0]
            .GetProperty("target").GetProperty("amount").GetProperty("value").ToString());
        await browser.DoAsync(path + "lockPeriod/students", ("period.from", "2025"), ("period.to", "2025"), ("reason", "chốt số"));
        await browser.DoAsync(path + "askToUnlock/students~2025", ("reason", "bổ sung"), ("until", Soon));
        Assert.Equal(1, (await site.ViewAsync($"programs/{id}/commitments/students")).GetProperty("locks")[0].GetProperty("unlocking").GetArrayLength());
        await browser.DoAsync(path + "withdrawUnlock/students~2025", ("reason", "thôi"));
        await browser.DoAsync(path + "cancelCommitment/trees", ("reason", "không còn"));

        using var recorder = await site.WorkingAsync(People.Recorder);
        await recorder.DoAsync(path + "reportInFull/students", ("amount", "12"), ("occurred.from", "2026"), ("meaning", "học sinh"),
            ("parts.0.name", "nu"), ("parts.0.amount", "7"), ("parts.0.dimension", "category"), ("onBehalfOf", "la-lpb"),
                ("evidence", "danh sách"));
        var entry = (await site.ViewAsync($"programs/{id}/commitments/students/entries")).GetProperty("items")[0];
        Assert.Equal(("12", "7"), (entry.GetProperty("amount").GetProperty("value").ToString(),
            entry.GetProperty("parts")[0].GetProperty("amount").GetProperty("value").ToString()));
        Assert.Contains("la-lpb", entry.ToString());
    }

    [Fact]
    public async Task An_entry_that_was_confirmed_is_reversed_and_one_that_was_counted_twice_is_marked_from_its_own_page()
    {
        var id = await site.NewProgramAsync();
        var (one, two, three) = (await site.NewEntryAsync(id), await site.NewEntryAsync(id), await site.NewEntryAsync(id));
        var confirmed = (await site.As(People.Confirmer).PostAsync($"/v1/programs/{id}/entries/{one}/confirmation", "{}")).MustBe(200);
        using var recorder = await site.WorkingAsync(People.Recorder, confirmed.Header("Coop-Version"));
        Assert.Contains($"/my-work/programs/{id}/do/reverseEntry/{one}", await recorder.PageAsync($"/programs/{id}/entries/{one}", "en"));
        await recorder.DoAsync($"/my-work/programs/{id}/do/reverseEntry/{one}", ("reason", "ghi nhầm"));
        await recorder.DoAsync($"/my-work/programs/{id}/do/markDuplicate/{three}", ("of", two), ("reason", "hai lần"));
        Assert.Contains(two, (await site.ViewAsync($"programs/{id}/entries/{three}")).ToString());
        Assert.Contains("reversed", (await site.ViewAsync($"programs/{id}/entries/{one}")).ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_coordinator_keeps_the_units_offices_events_agencies_people_and_names_of_the_own_province()
    {
        const string path = "/my-work/provinces/vn-db/do/";
        var (unit, holder, agency) = (site.NewId("xa"), site.NewId("nguoi"), site.NewId("vn-db-so"));
        using var browser = await site.WorkingAsync(People.Coordinator);
        await browser.DoAsync(path + "registerUnit", ("name.vi", "Xã Thử"), ("name.lo", "ຊາທູ"), ("kind", "commune"),
            ("validity.from", "2010"), ("id", unit));
        await browser.DoAsync($"{path}correctUnit/{unit}", ("name.vi", "Xã Thử Mới"));
        await browser.DoAsync($"{path}closeUnit/{unit}", ("on", "30/06/2025"), ("reason", "sáp nhập"));
        var kept = (await site.ViewAsync($"provinces/vn-db/units/{unit}")).GetProperty("unit");
        Assert.Equal(("Xã Thử Mới", "ຊາທູ"), (kept.GetProperty("name").GetProperty("vi").GetString(),
            kept.GetProperty("name").GetProperty("lo").GetString()));
        Assert.Equal("2025-06-30", kept.GetProperty("validity").GetProperty("to").GetString());

        await browser.DoAsync(path + "registerHolder", ("person", "Nguyễn Văn A"), ("office.vi", "Giám đốc"),
            ("validity.seenOn", "2025-01-02"), ("id", holder));
        await browser.DoAsync($"{path}correctHolder/{holder}", ("person", "Nguyễn Văn Á"));
        await browser.DoAsync($"{path}endTenure/{holder}", ("on", "2026"));
        var person = (await site.ViewAsync($"provinces/vn-db/offices/{holder}")).GetProperty("holder");
        Assert.Equal(("Nguyễn Văn Á", "Giám đốc"), (person.GetProperty("person").GetString(),
            person.GetProperty("office").GetProperty("vi").GetString()));

        var occasion = site.NewId("tham");
        await browser.DoAsync(path + "recordOccasion", ("kind", "visit"), ("title.vi", "Thăm và làm việc"), ("on", "04/2025"),
            ("parties", "vn-db"), ("parties", "la-lpb"),
            ("participants.0.role", "host"), ("participants.0.party", "vn-db"), ("participants.0.who.vi", "Đoàn công tác"),
                ("id", occasion));
        Assert.Contains("Đoàn công tác", (await site.ViewAsync($"provinces/vn-db/events/{occasion}")).ToString());
        await browser.DoAsync(path + "retractOccasion", ("occasion", occasion), ("reason", "nhầm"));
        (await site.As(People.Recorder).GetAsync($"/v1/provinces/vn-db/events/{occasion}")).MustBe(404);

        await browser.DoAsync(path + "registerAgency", ("id", agency), ("name.vi", "Sở Thử"));
        await browser.DoAsync(path + "appoint", ("agency", agency), ("user", "an"), ("roles", "coordinator"));
        await browser.DoAsync(path + "closeAgency", ("agency", agency), ("on", "2026-01-01"), ("reason", "giải thể"));
        await browser.DoAsync(path + "reopenAgency", ("agency", agency), ("reason", "lập lại"));
        await browser.DoAsync(path + "setNames", ("names.aliases", $"Dien Bien {occasion}"));
        var province = await site.ViewAsync("provinces/vn-db");
        Assert.Equal($"Dien Bien {occasion}", province.GetProperty("aliases")[0].GetString());
        Assert.Equal("ດຽນບຽນ", province.GetProperty("name").GetProperty("lo").GetString());
        Assert.Contains("\"an\"", (await site.As(People.Coordinator).GetAsync("/v1/provinces/vn-db")).MustBe(200).Json.GetProperty("agencies").ToString());
    }

    [Fact]
    public async Task A_file_is_attached_from_the_form_and_stays_where_something_else_has_to_be_mended()
    {
        var id = await site.NewProgramAsync();
        using var browser = await site.WorkingAsync(People.Recorder);
        var (path, content) = ($"/my-work/programs/{id}/do/attach", (byte[])[.. "%PDF-1.7 "u8, .. Guid.NewGuid().ToByteArray()]);
        var wrong = (await (await browser.FormAsync(path, "attach")).Filled(("to", "nowhere/1")).WithFileAsync(browser, "hash.file",
            "bản quét.pdf", "application/pdf", content)).MustBe(422);
        var hash = PageForm.Of(path, wrong.Text, "attach")["hash"];
        Assert.Equal(64, hash.Length);
        await browser.DoAsync(path, "attach", ("hash", hash), ("to", "commitments/students"));
        var attached = (await site.ViewAsync($"programs/{id}/attachments")).GetProperty("items")[0];
        Assert.Equal(("bản quét.pdf", "commitments/students"),
            (attached.GetProperty("document").GetProperty("name").GetString(), attached.GetProperty("to").GetString()));
        var text = (await (await browser.FormAsync(path, "attach")).WithFileAsync(browser, "hash.file", "a.html", "text/html",
            "<b>"u8.ToArray())).MustBe(422);
        Assert.Contains("id=\"attach-hash-error\"", text.Text);
    }

    [Fact]
    public async Task Who_reads_a_restricted_book_for_a_time_is_set_and_ended_on_its_page()
    {
        var id = (await site.As(People.Coordinator).PostAsync("/v1/programs",
            Bodies.RestrictedProgram)).MustBe(201).Json.GetProperty("id").GetString();
        using var browser = await site.WorkingAsync(People.Coordinator);
        var path = $"/my-work/programs/{id}/do/";
        await browser.DoAsync(path + "grant", ("agency", People.Recorder.Agency), ("user", People.Recorder.User), ("reason", "kiểm tra"),
            ("until", Soon));
        var form = await browser.FormAsync(path + "revoke", "revoke");
        (await form.Filled(("grant", form["grant"]), ("reason", "xong")).SendAsync(browser)).MustBe(303);
        Assert.Equal(0, (await site.As(People.Coordinator).GetAsync($"/v1/grants?book=program/{id}")).MustBe(200).Json.GetProperty("items").GetArrayLength());
        Assert.Contains(PageWords.Of("en")["do.grant"], await browser.PageAsync($"/my-work/programs/{id}/do", "en"));
        using var stranger = await site.WorkingAsync(People.Uncleared);
        (await stranger.GetAsync(path + "grant", Pages.Html)).MustBe(404);
    }

    private static string Soon => TimeProvider.System.GetUtcNow().AddDays(20).ToString("yyyy-MM-dd",
        System.Globalization.CultureInfo.InvariantCulture);
}
