using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Languages;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>What people begin and set up on pages, and not because a work list asks for it.</summary>
[Collection(nameof(Site))]
public sealed class BeginPageTests(Site site)
{
    private const string Signature = """{"signedBy":"Lê Thành Đô","office":{"vi":"Chủ tịch"},"datedOn":"2024-12-25"}""";

    [Fact]
    public async Task A_draft_is_written_changed_and_given_up_and_no_language_is_lost_on_the_way()
    {
        var id = site.NewId("begun-draft");
        using var browser = await site.WorkingAsync(People.Coordinator);
        await DoAsync(browser, "/my-work/begin/draft", ("parties", "vn-db"), ("parties", "la-lpb"), ("id", id),
            ("type", "minutesOfCooperation"), ("typeStated", "biên bản hợp tác\nbản ghi nhớ"),
            ("text.title.vi", "Biên bản hợp tác"), ("text.title.lo", "ບົດບັນທຶກ"), ("text.term.from", "01/2027"), ("text.term.to", "2029"),
            ("text.clauses.0.id", "dieu-1"), ("text.clauses.0.text.vi", "Điều một"), ("text.clauses.0.text.lo", "ມາດຕາໜຶ່ງ"),
            ("text.clauses.1.id", "dieu-2"), ("text.clauses.1.text.vi", "Điều hai"));
        var text = (await ViewAsync($"agreements/{id}")).GetProperty("text");
        Assert.Equal(("Biên bản hợp tác", "ບົດບັນທຶກ"),
            (text.GetProperty("title").GetProperty("vi").GetString(), text.GetProperty("title").GetProperty("lo").GetString()));
        Assert.Equal(("2027-01", "2029"), (text.GetProperty("term").GetProperty("from").GetString(),
            text.GetProperty("term").GetProperty("to").GetString()));

        var path = $"/my-work/agreements/{id}/do";
        await DoAsync(browser, path + "/editText", ("text.clauses.1.text.vi", "Điều hai mới"));
        var changed = (await ViewAsync($"agreements/{id}")).GetProperty("text");
        var clauses = changed.GetProperty("clauses");
        Assert.Equal("ມາດຕາໜຶ່ງ", clauses[0].GetProperty("text").GetProperty("lo").GetString());
        Assert.Equal("Điều hai mới", clauses[1].GetProperty("text").GetProperty("vi").GetString());
        Assert.Equal(text.GetProperty("term").ToString(), changed.GetProperty("term").ToString());

        await DoAsync(browser, path + "/withdrawDraft", ("reason", "hoãn"));
        Assert.Equal("withdrawn", (await ViewAsync($"agreements/{id}")).GetProperty("state").GetString());
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
        await DoAsync(browser, "/my-work/begin/register", ("type", "memorandumOfUnderstanding"), ("parties", "vn-db"),
            ("parties", "la-lpb"), ("id", id),
            ("text.title.vi", "Biên bản"), ("text.term.from", "2025"), ("text.term.to", "2030"), ("signedOn", "12/2024"),
            ("sources.0.source", "S0"), ("sources.0.line", "7"), ("sources.0.quote", "đã ký"));
        var view = await ViewAsync($"agreements/{id}");
        Assert.Equal(("inForceAsStated", "2024-12"), (view.GetProperty("state").GetString(), view.GetProperty("signedOn").GetString()));
        Assert.Equal((7, "đã ký"), (view.GetProperty("sources")[0].GetProperty("line").GetInt32(),
            view.GetProperty("sources")[0].GetProperty("quote").GetString()));

        var more = await DoAsync(browser, "/my-work/begin/openProgram", ("title.en", "Vocational training"), ("parties", "vn-db"),
            ("parties", "la-lpb"),
            ("agreement", $"{site.Address}agreements/{id}?at=1#here"), ("areas", "education"), ("id", program));
        Assert.Contains($"href=\"/my-work/programs/{program}/do/addCommitment\"", more);
        var opened = await ViewAsync($"programs/{program}");
        Assert.Equal(("agreement/" + id, "education"), (opened.GetProperty("agreement").GetString(),
            opened.GetProperty("areas")[0].GetString()));
    }

    [Fact]
    public async Task What_is_in_force_is_amended_set_aside_taken_up_renewed_with_what_it_carries_on_and_ended()
    {
        var (id, next) = (await SignedAsync(), site.NewId("begun-next"));
        using var browser = await site.WorkingAsync(People.Coordinator);
        var path = $"/my-work/agreements/{id}/do/";
        await DoAsync(browser, path + "amend", ("changes.0.field", "term"), ("changes.0.term.from", "2025"), ("changes.0.term.to", "2028"),
            ("changes.1.field", "clauses/dieu-9"), ("changes.1.text.vi", "Thêm điều chín"), ("reason", "thêm"));
        var amendment = await ViewAsync($"agreements/{id}/amendments/1");
        Assert.Equal(["term", "clauses/dieu-9"], amendment.GetProperty("fields").EnumerateArray().Select(field => field.GetString()));
        await DoAsync(browser, path + "suspend", ("reason", "dịch"));
        Assert.Equal("suspended", (await ViewAsync($"agreements/{id}")).GetProperty("state").GetString());
        await DoAsync(browser, path + "resume", ("reason", "hết dịch"));
        await DoAsync(browser, path + "renew", ("text.term.from", "2028"), ("text.term.to", "2030"), ("id", next),
            ("carry", $"agreement/{id} students"));
        var renewed = await ViewAsync($"agreements/{next}");
        Assert.Equal("agreement/" + id, renewed.GetProperty("predecessor").GetString());
        Assert.Equal("Học bổng", renewed.GetProperty("commitments")[0].GetProperty("commitment").GetProperty("title").GetProperty("vi").GetString());
        await DoAsync(browser, path + "terminate", ("reason", "thay thế"));
        Assert.Equal("terminated", (await ViewAsync($"agreements/{id}")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Talks_are_planned_given_an_agenda_put_off_and_cancelled_and_others_entered_corrected_and_given_an_outcome()
    {
        var id = await SignedAsync();
        using var browser = await site.WorkingAsync(People.Coordinator);
        var path = $"/my-work/agreements/{id}/do/";
        await DoAsync(browser, path + "planTalks", ("on", "2027"), ("host", "la-lpb"), ("place.vi", "Luông Pha Bang"),
            ("agenda.0.id", "hoc-bong"), ("agenda.0.title.vi", "Học bổng"));
        await DoAsync(browser, path + "shareAgenda/1", ("agenda.1.id", "day-nghe"), ("agenda.1.title.vi", "Dạy nghề"));
        Assert.Equal(["hoc-bong", "day-nghe"], (await TalksAsync(id, 1)).GetProperty("agenda").EnumerateArray().Select(item =>
            item.GetProperty("id").GetString()));
        await DoAsync(browser, path + "postponeTalks/1", ("reason", "bận"));
        await DoAsync(browser, path + "cancelTalks/1", ("reason", "thôi"));
        Assert.Equal("cancelled", (await TalksAsync(id, 1)).GetProperty("state").GetString());

        await DoAsync(browser, path + "registerTalks", ("on", "20/03/2025"), ("host", "vn-db"), ("chairs.0.party", "vn-db"),
            ("chairs.0.person", "Lê Thành Đô"),
            ("outcomes.0.id", "mo-lop"), ("outcomes.0.title.vi", "Mở lớp"), ("outcomes.0.due", "2026"), ("sources.0.source", "S0"));
        Assert.Equal("2026", (await TalksAsync(id, 2)).GetProperty("outcomes")[0].GetProperty("due").GetString());
        await DoAsync(browser, path + "planTalks", ("on", "12/2027"), ("host", "vn-db"));
        await DoAsync(browser, $"/my-work/agreements/{id}/talks/3", "hold", ("on", "2025-05-05"), ("place.lo", "ວຽງຈັນ"));
        await DoAsync(browser, path + "recordOutcome/3", ("outcome.id", "ky-ket"), ("outcome.title.vi", "Ký kết"),
            ("outcome.instruments", id));
        await DoAsync(browser, path + "correctTalks/3", ("on", "2025-05-06"), ("reason", "nhầm ngày"));
        var held = await TalksAsync(id, 3);
        Assert.Equal(("2025-05-06", "ວຽງຈັນ"), (held.GetProperty("on").GetString(),
            held.GetProperty("place").GetProperty("lo").GetString()));
        Assert.Equal("agreement/" + id, held.GetProperty("outcomes")[0].GetProperty("instruments")[0].GetString());
    }

    [Fact]
    public async Task A_program_is_set_aside_taken_up_and_closed_for_another_and_its_twinnings_are_kept()
    {
        var (id, other) = (await site.NewProgramAsync(), await site.NewProgramAsync());
        using var browser = await site.WorkingAsync(People.Coordinator);
        var path = $"/my-work/programs/{id}/do/";
        await DoAsync(browser, path + "addTwinning", ("lao.provinces", "la-lpb"), ("lao.mark", "1"), ("vietnamese.provinces", "vn-db"),
            ("vietnamese.mark", "1"),
            ("validity.from", "2019"), ("validity.seenOn", "2020\n03/2021"), ("id", "cum-1"), ("sources.0.source", "S0"),
                ("sources.0.note", "ghi chú"));
        await DoAsync(browser, path + "correctTwinning/cum-1", ("validity.from", "2018"));
        await DoAsync(browser, path + "logActivity/cum-1", ("on", "04/2025"), ("title.vi", "Giao lưu"));
        await DoAsync(browser, path + "endTwinning/cum-1", ("on", "2026-01-31"), ("reason", "hết"));
        var twinning = await ViewAsync($"programs/{id}/twinnings/cum-1");
        var (kept, validity) = (twinning.GetProperty("twinning"), twinning.GetProperty("twinning").GetProperty("validity"));
        Assert.Equal(("2018", "2026-01-31"), (validity.GetProperty("from").GetString(), validity.GetProperty("to").GetString()));
        Assert.Equal(["2020", "2021-03"], validity.GetProperty("seenOn").EnumerateArray().Select(day => day.GetString()));
        Assert.Equal("ghi chú", kept.GetProperty("sources")[0].GetProperty("note").GetString());
        Assert.Equal("Giao lưu", twinning.GetProperty("activities")[0].GetProperty("title").GetProperty("vi").GetString());
        await DoAsync(browser, path + "suspendProgram", ("reason", "dịch"));
        await DoAsync(browser, path + "resumeProgram", ("reason", "hết dịch"));
        await DoAsync(browser, path + "closeProgram", ("successor", other), ("reason", "gộp"));
        var view = await ViewAsync($"programs/{id}");
        Assert.Equal(("closed", "program/" + other), (view.GetProperty("state").GetString(), view.GetProperty("successor").GetString()));
    }

    [Fact]
    public async Task Commitments_are_entered_given_targets_locked_unlocked_reported_in_full_and_given_up()
    {
        var id = await site.NewProgramAsync();
        using var browser = await site.WorkingAsync(People.Coordinator);
        var path = $"/my-work/programs/{id}/do/";
        await DoAsync(browser, path + "addCommitment", ("title.vi", "Cây giống"), ("title.en", "Seedlings"), ("givers", "vn-db"),
            ("beneficiaries", "la-lpb"),
            ("basis.kind", "practice"), ("indicator", "support-money"), ("measure", "sum"), ("unit", "seedling"), ("cadence", "yearly"),
                ("rate", "≥ 1500"),
            ("yearly.from", "2025"), ("yearly.to", "2026"), ("yearly.amount", "1500"), ("sources.0.source", "S0"), ("id", "trees"));
        var commitment = (await ViewAsync($"programs/{id}/commitments/trees")).GetProperty("commitment");
        Assert.Equal(["1500", "1500"], commitment.GetProperty("targets").EnumerateArray().Select(target =>
            target.GetProperty("amount").GetProperty("value").ToString()));
        Assert.Equal("Seedlings", commitment.GetProperty("title").GetProperty("en").GetString());
        await DoAsync(browser, path + "setTarget/trees", ("period.from", "2026"), ("period.to", "2026"), ("amount", "2000"));
        Assert.Equal("2000", (await ViewAsync($"programs/{id}/commitments/trees")).GetProperty("commitment").GetProperty("asked")[0]
            .GetProperty("target").GetProperty("amount").GetProperty("value").ToString());
        await DoAsync(browser, path + "lockPeriod/students", ("period.from", "2025"), ("period.to", "2025"), ("reason", "chốt số"));
        await DoAsync(browser, path + "askToUnlock/students~2025", ("reason", "bổ sung"), ("until", Soon));
        Assert.Equal(1, (await ViewAsync($"programs/{id}/commitments/students")).GetProperty("locks")[0].GetProperty("unlocking").GetArrayLength());
        await DoAsync(browser, path + "withdrawUnlock/students~2025", ("reason", "thôi"));
        await DoAsync(browser, path + "cancelCommitment/trees", ("reason", "không còn"));

        using var recorder = await site.WorkingAsync(People.Recorder);
        await DoAsync(recorder, path + "reportInFull/students", ("amount", "12"), ("occurred.from", "2026"), ("meaning", "học sinh"),
            ("parts.0.name", "nu"), ("parts.0.amount", "7"), ("parts.0.dimension", "category"), ("onBehalfOf", "la-lpb"),
                ("evidence", "danh sách"));
        var entry = (await ViewAsync($"programs/{id}/commitments/students/entries")).GetProperty("items")[0];
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
        await DoAsync(recorder, $"/my-work/programs/{id}/do/reverseEntry/{one}", ("reason", "ghi nhầm"));
        await DoAsync(recorder, $"/my-work/programs/{id}/do/markDuplicate/{three}", ("of", two), ("reason", "hai lần"));
        Assert.Contains(two, (await ViewAsync($"programs/{id}/entries/{three}")).ToString());
        Assert.Contains("reversed", (await ViewAsync($"programs/{id}/entries/{one}")).ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_coordinator_keeps_the_units_offices_events_agencies_people_and_names_of_the_own_province()
    {
        const string path = "/my-work/provinces/vn-db/do/";
        var (unit, holder, agency) = (site.NewId("xa"), site.NewId("nguoi"), site.NewId("vn-db-so"));
        using var browser = await site.WorkingAsync(People.Coordinator);
        await DoAsync(browser, path + "registerUnit", ("name.vi", "Xã Thử"), ("name.lo", "ຊາທູ"), ("kind", "commune"),
            ("validity.from", "2010"), ("id", unit));
        await DoAsync(browser, $"{path}correctUnit/{unit}", ("name.vi", "Xã Thử Mới"));
        await DoAsync(browser, $"{path}closeUnit/{unit}", ("on", "30/06/2025"), ("reason", "sáp nhập"));
        var kept = (await ViewAsync($"provinces/vn-db/units/{unit}")).GetProperty("unit");
        Assert.Equal(("Xã Thử Mới", "ຊາທູ"), (kept.GetProperty("name").GetProperty("vi").GetString(),
            kept.GetProperty("name").GetProperty("lo").GetString()));
        Assert.Equal("2025-06-30", kept.GetProperty("validity").GetProperty("to").GetString());

        await DoAsync(browser, path + "registerHolder", ("person", "Nguyễn Văn A"), ("office.vi", "Giám đốc"),
            ("validity.seenOn", "2025-01-02"), ("id", holder));
        await DoAsync(browser, $"{path}correctHolder/{holder}", ("person", "Nguyễn Văn Á"));
        await DoAsync(browser, $"{path}endTenure/{holder}", ("on", "2026"));
        var person = (await ViewAsync($"provinces/vn-db/offices/{holder}")).GetProperty("holder");
        Assert.Equal(("Nguyễn Văn Á", "Giám đốc"), (person.GetProperty("person").GetString(),
            person.GetProperty("office").GetProperty("vi").GetString()));

        var occasion = site.NewId("tham");
        await DoAsync(browser, path + "recordOccasion", ("kind", "visit"), ("title.vi", "Thăm và làm việc"), ("on", "04/2025"),
            ("parties", "vn-db"), ("parties", "la-lpb"),
            ("participants.0.role", "host"), ("participants.0.party", "vn-db"), ("participants.0.who.vi", "Đoàn công tác"),
                ("id", occasion));
        Assert.Contains("Đoàn công tác", (await ViewAsync($"provinces/vn-db/events/{occasion}")).ToString());
        await DoAsync(browser, path + "retractOccasion", ("occasion", occasion), ("reason", "nhầm"));
        (await site.As(People.Recorder).GetAsync($"/v1/provinces/vn-db/events/{occasion}")).MustBe(404);

        await DoAsync(browser, path + "registerAgency", ("id", agency), ("name.vi", "Sở Thử"));
        await DoAsync(browser, path + "appoint", ("agency", agency), ("user", "an"), ("roles", "coordinator"));
        await DoAsync(browser, path + "closeAgency", ("agency", agency), ("on", "2026-01-01"), ("reason", "giải thể"));
        await DoAsync(browser, path + "reopenAgency", ("agency", agency), ("reason", "lập lại"));
        await DoAsync(browser, path + "setNames", ("names.aliases", $"Dien Bien {occasion}"));
        var province = await ViewAsync("provinces/vn-db");
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
        await DoAsync(browser, path, "attach", ("hash", hash), ("to", "commitments/students"));
        var attached = (await ViewAsync($"programs/{id}/attachments")).GetProperty("items")[0];
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
        await DoAsync(browser, path + "grant", ("agency", People.Recorder.Agency), ("user", People.Recorder.User), ("reason", "kiểm tra"),
            ("until", Soon));
        var form = await browser.FormAsync(path + "revoke", "revoke");
        (await form.Filled(("grant", form["grant"]), ("reason", "xong")).SendAsync(browser)).MustBe(303);
        Assert.Equal(0, (await site.As(People.Coordinator).GetAsync($"/v1/grants?book=program/{id}")).MustBe(200).Json.GetProperty("items").GetArrayLength());
        Assert.Contains(PageWords.Of("en")["do.grant"], await browser.PageAsync($"/my-work/programs/{id}/do", "en"));
        using var stranger = await site.WorkingAsync(People.Uncleared);
        (await stranger.GetAsync(path + "grant", Pages.Html)).MustBe(404);
    }

    [Fact]
    public async Task All_that_is_missing_or_wrong_is_said_at_once_at_its_own_row_also_behind_an_empty_one()
    {
        var id = await site.NewProgramAsync();
        using var browser = await site.WorkingAsync(People.Coordinator);
        var path = $"/my-work/programs/{id}/do/raiseConflict";
        var form = await browser.FormAsync(path, "raiseConflict");
        var missing = (await form.Filled(("readings.1.text.vi", "30")).SendAsync(browser)).MustBe(422).Text;
        Assert.Contains("id=\"raiseConflict-title-error\"", missing);
        Assert.Contains("<a href=\"#raiseConflict-readings.1.sources\">", missing);
        var said = (await form.Filled(("title.vi", "Số học sinh"), ("readings.1.text.vi", "30"), ("readings.1.sources.0.source", "S0"),
            ("readings.1.sources.0.quote", "30 em"),
            ("readings.3.text.vi", "31"), ("readings.3.sources.1.source", "S2"),
                ("readings.3.sources.1.quote", new string('x', 5_000))).SendAsync(browser)).MustBe(422).Text;
        Assert.Contains("<a href=\"#raiseConflict-readings.3.sources.1.quote\">", said);
        Assert.Contains("name=\"readings.1.text.vi\"", said);
        var lines = (await form.Filled(("title.vi", "Giữ lại"), ("more", "readings")).SendAsync(browser)).MustBe(200).Text;
        Assert.Contains("value=\"Giữ lại\"", System.Net.WebUtility.HtmlDecode(lines));
        Assert.Contains("name=\"readings.4.text.vi\"", lines);
        var wrong = (await (await browser.FormAsync($"/my-work/programs/{id}/do/setTarget/students", "setTarget"))
            .Filled(("period.from", "32/13/2025"), ("amount", "1.234")).SendAsync(browser)).MustBe(422).Text;
        Assert.Contains("id=\"setTarget-period.from-error\"", wrong);
        Assert.Contains("id=\"setTarget-amount-error\"", wrong);
        Assert.Equal(0, (await ViewAsync($"programs/{id}")).GetProperty("commitments")[0].GetProperty("commitment").TryGetProperty("asked",
            out var asked) ? asked.GetArrayLength() : 0);
    }

    [Fact]
    public async Task What_somebody_else_has_changed_since_is_not_written_over_and_the_page_says_who_did()
    {
        var unit = site.NewId("xa");
        using var browser = await site.WorkingAsync(People.Coordinator);
        await DoAsync(browser, "/my-work/provinces/vn-db/do/registerUnit", ("name.vi", "Xã Cũ"), ("kind", "commune"), ("id", unit));
        var path = $"/my-work/provinces/vn-db/do/correctUnit/{unit}";
        var form = await browser.FormAsync(path, "correctUnit");
        (await form.Filled().SendAsync(browser)).MustBe(409);
        await DoAsync(browser, path, ("name.vi", "Xã Khác"));
        using var other = await site.WorkingAsync(People.Coordinator);
        var refused = (await (await other.FormAsync(path, "correctUnit")).Filled(("revision", "1"), ("seen", form["seen"]),
            ("name.vi", "Xã Thứ Ba")).SendAsync(other)).MustBe(412).Text;
        Assert.Contains($"{People.Coordinator.User}, {People.Coordinator.Agency}", refused);
        Assert.Equal("Xã Khác", (await ViewAsync($"provinces/vn-db/units/{unit}")).GetProperty("unit").GetProperty("name").GetProperty("vi").GetString());
    }

    [Fact]
    public async Task Only_whose_it_is_sees_a_form_and_what_is_not_there_is_not_found()
    {
        var id = await site.NewProgramAsync();
        using var coordinator = await site.WorkingAsync(People.Coordinator);
        var form = await coordinator.FormAsync($"/my-work/programs/{id}/do/suspendProgram", "suspendProgram");
        foreach (var who in new[] { People.Confirmer, People.Overseer })
        {
            using var browser = await site.WorkingAsync(who);
            var page = await browser.PageAsync($"/my-work/programs/{id}/do/suspendProgram", "en");
            Assert.DoesNotContain("value=\"suspendProgram\"", page);
            (await form.With("antiforgery", browser.TokenOf(page)).With("reason", "x").SendAsync(browser)).MustBe(403);
        }
        using var lao = await site.WorkingAsync(People.LaoCoordinator);
        Assert.DoesNotContain("/do/setNames", await lao.PageAsync("/my-work/provinces/vn-db/do", "en"));
        foreach (var path in (string[])[$"programs/{id}/do/nothing", $"programs/{id}/do/correctTwinning/nothing",
            $"programs/{id}/do/suspendProgram/one", "programs/none/do",
            $"programs/{id}/do/reverseEntry", $"programs/{id}/do/setTarget/none", "begin/nothing"])
            (await coordinator.GetAsync("/my-work/" + path, Pages.Html)).MustBe(404);
        Assert.Equal("/my-work/programs/" + id + "/do/setTarget/students",
            (await coordinator.GetAsync($"/my-work/programs/{id}/do/setTarget?one=students", Pages.Html)).MustBe(303).Header("Location"));
    }

    private static string Soon => TimeProvider.System.GetUtcNow().AddDays(20).ToString("yyyy-MM-dd",
        System.Globalization.CultureInfo.InvariantCulture);

    private static Task<string> DoAsync(Browser browser, string path, params (string Name, string Value)[] typed) =>
        DoAsync(browser, path, path.Split('/') switch
        {
            [.., "do", var act, _] => act,
            [.., var act] => act,
            _ => "",
        }, typed);

    private static Task<string> DoAsync(Browser browser, string path, string act, params (string Name, string Value)[] typed) =>
        browser.DoneAsync(path, act, form => form.Filled(typed));

    private async Task<JsonElement> ViewAsync(string path) => (await site.As(People.Coordinator).GetAsync("/v1/" + path)).MustBe(200).Json;

    private async Task<JsonElement> TalksAsync(string id, int number) =>
        (await ViewAsync($"agreements/{id}/talks/{number}")).GetProperty("talks");

    // An instrument in force until 2027, with one commitment of thirty persons a year.
    private async Task<string> SignedAsync()
    {
        var id = site.NewId("begun-signed");
        (await site.As(People.Coordinator).PostAsync("/v1/agreements", Bodies.Draft(id))).MustBe(201);
        (await site.As(People.Coordinator).PostAsync($"/v1/agreements/{id}/commitments", Bodies.Commitment)).MustBe(201);
        var revision = (await ViewAsync($"agreements/{id}")).GetProperty("revision").GetInt32();
        foreach (var side in new[] { People.Coordinator, People.LaoCoordinator })
            (await site.As(side).PostAsync($"/v1/agreements/{id}/acceptances", "{}", ("If-Match", $"\"{revision}\""))).MustBe(200);
        foreach (var side in new[] { People.Coordinator, People.LaoCoordinator })
            (await site.As(side).PostAsync($"/v1/agreements/{id}/signatures", Signature)).MustBe(200);
        return id;
    }
}
