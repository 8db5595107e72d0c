using CoopGrains.Contracts;
using CoopGrains.Dashboard.Languages;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>What is signed, agreed to and answered on pages: by plain forms, from the work list, and within the rights of the API.</summary>
[Collection(nameof(Site))]
public sealed class ActPageTests(Site site)
{
    [Fact]
    public async Task A_draft_is_accepted_and_signed_by_both_sides_each_from_its_work_list()
    {
        var id = site.NewId("page-signed");
        var made = (await site.As(People.Coordinator).PostAsync("/v1/agreements", Bodies.Draft(id))).MustBe(201);
        var path = $"/my-work/agreements/{id}";
        using var vietnamese = await site.WorkingAsync(People.Coordinator, made.Header("Coop-Version")!);
        using var lao = await site.WorkingAsync(People.LaoCoordinator, made.Header("Coop-Version")!);
        foreach (var (browser, language) in new[] { (vietnamese, "vi"), (lao, "lo") })
        {
            await browser.FindAsync(path);
            var done = await browser.DoneAsync(path, "accept", form => form, language);
            Assert.Contains(PageWords.Of(language)["do.accept"], done);
        }
        foreach (var browser in new[] { vietnamese, lao })
        {
            var empty = (await (await browser.FormAsync(path, "sign")).SendAsync(browser)).MustBe(422);
            Assert.Contains("<a href=\"#sign-signedBy\">", empty.Text);
            Assert.Contains("id=\"sign-office-error\"", empty.Text);
            await browser.DoneAsync(path, "sign", form => form.With("signedBy", "Lê Thành Đô").With("office", "Chủ tịch").With("datedOn", "25/12/2024"));
        }
        var view = (await site.As(People.Recorder).GetAsync("/v1/agreements/" + id)).MustBe(200).Json;
        Assert.Equal(2, view.GetProperty("signatures").GetArrayLength());
        Assert.Contains(PageWords.Of("en")["act.nothing"], await vietnamese.PageAsync(path, "en"));
    }

    [Fact]
    public async Task A_text_that_was_unlocked_in_the_meantime_is_not_signed_and_the_page_says_who_unlocked_it()
    {
        var id = site.NewId("page-unlocked");
        (await site.As(People.Coordinator).PostAsync("/v1/agreements", Bodies.Draft(id))).MustBe(201);
        foreach (var party in new[] { People.Coordinator, People.LaoCoordinator })
            (await site.As(party).PostAsync($"/v1/agreements/{id}/acceptances", "{}", ("If-Match", "\"1\""))).MustBe(200);
        var path = $"/my-work/agreements/{id}";
        using var vietnamese = await site.WorkingAsync(People.Coordinator);
        using var lao = await site.WorkingAsync(People.LaoCoordinator);
        var form = (await vietnamese.FormAsync(path, "sign")).With("signedBy", "Lê Thành Đô").With("office", "Chủ tịch").With("datedOn", "2024-12-25");
        await lao.DoneAsync(path, "unlockText", unlock => unlock.With("reason", "điều 3"));
        var refused = (await form.SendAsync(vietnamese)).MustBe(409);
        Assert.Contains($"{People.LaoCoordinator.User}, {People.LaoCoordinator.Agency}", refused.Text);
        Assert.Contains("value=\"Lê Thành Đô\"", refused.Text);
    }

    [Fact]
    public async Task Whoever_has_not_the_role_is_shown_no_form_and_is_refused()
    {
        var id = site.NewId("page-role");
        (await site.As(People.Coordinator).PostAsync("/v1/agreements", Bodies.Draft(id))).MustBe(201);
        var path = $"/my-work/agreements/{id}";
        using var coordinator = await site.WorkingAsync(People.Coordinator);
        var form = await coordinator.FormAsync(path, "accept");
        foreach (var actor in new[] { People.Recorder, People.Overseer, People.Confirmer })
        {
            using var other = await site.WorkingAsync(actor);
            var page = await other.PageAsync(path, "en");
            Assert.DoesNotContain("value=\"accept\"", page);
            var refused = (await form.With("antiforgery", other.TokenOf(page)).SendAsync(other)).MustBe(403);
            Assert.Contains("role=\"alert\"", refused.Text);
        }
    }

    [Fact]
    public async Task Entries_that_are_chosen_are_confirmed_at_once_each_with_its_own_result()
    {
        var program = await site.NewProgramAsync();
        var entries = new List<string>();
        for (var i = 0; i < 3; i++)
            entries.Add(await site.NewEntryAsync(program));
        using var confirmer = await site.WorkingAsync(People.Confirmer, await VersionAsync(program));
        var (page, path) = await confirmer.PageWithAsync("/my-work/confirmations", $"program/{program}/{entries[2]}");
        var form = PageForm.Of(path, page, "confirmMany");
        Assert.Null(form["entry"]);
        Assert.Contains(PageWords.Of("en")["confirmMany.none"], (await form.SendAsync(confirmer)).MustBe(422).Text);
        (await site.As(People.Recorder).PostAsync($"/v1/programs/{program}/entries/{entries[1]}/withdrawal", """{"reason":"x"}""")).MustBe(200);
        var chosen = form.With("entry", $"program/{program}/{entries[0]}").And("entry", $"program/{program}/{entries[1]}");
        var told = (await chosen.SendAsync(confirmer, "vi")).MustBe(200).Text;
        Assert.Equal([true, false], entries.Take(2).Select(entry => RowOf(told, entry).Contains(PageWords.Of("vi")["done.confirm"], StringComparison.Ordinal)));
        Assert.Contains(PageWords.Of("vi").Of(EntryStatus.Withdrawn), RowOf(told, entries[1]));
        Assert.Equal(["confirmed", "withdrawn", "reported"], await StatusesAsync(program));
        // The same form again: answered alike, and nothing more.
        Assert.Equal(RowOf(told, entries[0]), RowOf((await chosen.SendAsync(confirmer, "vi")).MustBe(200).Text, entries[0]));
        (await form.With("entry", $"program/{program}/{entries[2]}").SendAsync(confirmer)).MustBe(422);
        Assert.Equal(["confirmed", "withdrawn", "reported"], await StatusesAsync(program));
    }

    [Fact]
    public async Task An_issue_is_raised_answered_and_closed_by_both_sides_on_pages()
    {
        var program = await site.NewProgramAsync();
        using var lao = await site.WorkingAsync(People.LaoCoordinator);
        using var vietnamese = await site.WorkingAsync(People.Recorder);
        var raise = $"/my-work/programs/{program}/raise";
        Assert.Contains($"href=\"{raise}\"", await lao.PageAsync("/programs/" + program, "en"));
        var empty = (await (await lao.FormAsync(raise, "raise")).With("kind", "issue").SendAsync(lao)).MustBe(422);
        Assert.Contains("id=\"raise-title-error\"", empty.Text);
        await lao.DoneAsync(raise, "raise", form => form.With("kind", "issue").With("title", "Hàng chậm").With("text", "<b>ba ngày</b>"), "lo");
        var path = await vietnamese.FindAsync($"/my-work/programs/{program}/cases/");
        Assert.Contains("&lt;b&gt;ba ng", await vietnamese.PageAsync(path, "vi"));
        await vietnamese.DoneAsync(path, "acknowledge", form => form.With("note", "đã nhận"));
        await vietnamese.DoneAsync(path, "propose", form => form.With("text", "Mở thêm làn"), "vi");
        await vietnamese.DoneAsync(path, "close", form => form.With("note", "xong"));
        Assert.DoesNotContain("value=\"close\"", await vietnamese.PageAsync(path, "en"));
        Assert.Contains("Mở thêm làn", await lao.PageAsync(path, "lo"));
        await lao.DoneAsync(path, "close", form => form.With("note", "ok"));
        Assert.Contains(PageWords.Of("vi").Of(CaseState.Closed), await lao.PageAsync(path, "vi"));
    }

    [Fact]
    public async Task An_overseer_asks_and_is_answered_on_pages()
    {
        var program = await site.NewProgramAsync();
        using var overseer = await site.WorkingAsync(People.Overseer);
        using var lao = await site.WorkingAsync(People.LaoUncleared);
        var raise = $"/my-work/programs/{program}/raise";
        var page = await overseer.PageAsync(raise, "vi");
        Assert.Contains("<option value=\"recommendation\"", page);
        Assert.DoesNotContain("<option value=\"issue\"", page);
        var form = PageForm.Of(raise, page, "raise").With("kind", "recommendation").With("to", "la-lpb").With("title", "Kiến nghị").With("text", "Báo cáo");
        Assert.Contains("id=\"raise-due-error\"", (await form.SendAsync(overseer)).MustBe(422).Text);
        (await form.With("due", "31/12/2026").SendAsync(overseer)).MustBe(303);
        var path = await lao.FindAsync($"/my-work/programs/{program}/cases/");
        await lao.DoneAsync(path, "reply", reply => reply.With("text", "ເຮັດແລ້ວ"), "lo");
        Assert.Contains("ເຮັດແລ້ວ", await overseer.PageAsync(path, "vi"));
        await overseer.DoneAsync(path, "reopen", reopen => reopen.With("reason", "chưa rõ").With("due", "2027-01"));
        await overseer.DoneAsync(path, "close", close => close.With("note", "thôi"));
    }

    [Fact]
    public async Task What_is_asked_about_a_commitment_is_agreed_to_on_a_page()
    {
        var program = site.NewId("page-asked");
        (await site.As(People.LaoCoordinator).PostAsync("/v1/programs", Bodies.Program(program))).MustBe(201);
        var proposed = (await site.As(People.LaoCoordinator).PostAsync($"/v1/programs/{program}/commitments",
            Bodies.Commitment.Replace(""","sources":[{"source":"S0","line":11}]""", "", StringComparison.Ordinal))).MustBe(201);
        using var vietnamese = await site.WorkingAsync(People.Coordinator, proposed.Header("Coop-Version")!);
        var path = await vietnamese.FindAsync($"/my-work/programs/{program}/asks/students");
        await vietnamese.DoneAsync(path, "agree", form => form, "vi");
        var asked = (await site.As(People.LaoCoordinator).PostAsync($"/v1/programs/{program}/commitments/students/cancellation", """{"reason":"hết vốn"}"""))
            .MustBe(200);
        using var later = await site.WorkingAsync(People.Coordinator, asked.Header("Coop-Version")!);
        await later.FindAsync(path);
        Assert.Contains("hết vốn", await later.PageAsync(path, "lo"));
        await later.DoneAsync(path, "agreeToCancel", form => form.With("reason", "đồng ý"));
        Assert.Contains("cancelled", (await site.As(People.Recorder).GetAsync($"/v1/programs/{program}/commitments/students")).MustBe(200).Text);
    }

    [Fact]
    public async Task Talks_are_recorded_written_down_and_signed_on_a_page()
    {
        var id = site.NewId("page-talks");
        (await site.As(People.Coordinator).PostAsync("/v1/agreements", Bodies.Draft(id))).MustBe(201);
        (await site.As(People.Coordinator).PostAsync($"/v1/agreements/{id}/talks", """{"on":"2026-11-21","host":"vn-db"}""")).MustBe(201);
        var path = $"/my-work/agreements/{id}/talks/1";
        using var vietnamese = await site.WorkingAsync(People.Coordinator);
        using var lao = await site.WorkingAsync(People.LaoCoordinator);
        await vietnamese.DoneAsync(path, "hold", form => form.With("place.vi", "Điện Biên Phủ"), "vi");
        var drafted = await vietnamese.DoneAsync(path, "draftMinutes", form => form.With("minutes.vi", "Hai bên thống nhất"), "vi");
        Assert.Contains(PageWords.Of("vi")["do.draftMinutes"], drafted);
        await lao.FindAsync(path);
        await lao.DoneAsync(path, "signMinutes", form => form.With("signedBy", "ຄຳ").With("office", "ເຈົ້າແຂວງ").With("datedOn", "2026-11-21"), "lo");
        Assert.Contains("ເຈົ້າແຂວງ", (await site.As(People.Recorder).GetAsync($"/v1/agreements/{id}/talks/1")).MustBe(200).Text);
    }

    [Theory]
    [InlineData("vi")]
    [InlineData("lo")]
    [InlineData("en")]
    public async Task No_page_lacks_a_text(string language)
    {
        var (program, id) = (await site.NewProgramAsync(), site.NewId("page-texts"));
        (await site.As(People.Coordinator).PostAsync("/v1/agreements", Bodies.Draft(id))).MustBe(201);
        using var browser = await site.WorkingAsync(People.Coordinator);
        foreach (var path in new[] { $"/my-work/agreements/{id}", $"/my-work/programs/{program}/raise", $"/my-work/programs/{program}/asks/students", "/my-work/confirmations" })
            Assert.DoesNotContain(PageTexts.Missing, await browser.PageAsync(path, language));
    }

    [Fact]
    public async Task What_is_restricted_is_no_page_for_those_who_are_not_cleared()
    {
        var coordinator = site.As(People.Coordinator);
        var secret = (await coordinator.PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201).Json.GetProperty("id").GetString()!;
        (await coordinator.PostAsync($"/v1/programs/{secret}/commitments", Bodies.Commitment)).MustBe(201);
        var draft = (await coordinator.PostAsync("/v1/agreements", Bodies.RestrictedDraft)).MustBe(201).Json.GetProperty("id").GetString()!;
        string[] paths = [$"/my-work/agreements/{draft}", $"/my-work/programs/{secret}/raise", $"/my-work/programs/{secret}/asks/students"];
        using var cleared = await site.WorkingAsync(People.Coordinator);
        var form = await cleared.FormAsync(paths[0], "accept");
        foreach (var path in paths)
            (await cleared.GetAsync(path, Pages.Html)).MustBe(200);
        using var uncleared = await site.WorkingAsync(People.LaoUncleared);
        foreach (var path in paths)
            (await uncleared.GetAsync(path, Pages.Html)).MustBe(404);
        (await form.With("antiforgery", uncleared.TokenOf(await uncleared.PageAsync("/my-work", "en"))).SendAsync(uncleared)).MustBe(404);
    }

    private static string RowOf(string page, string entry)
    {
        var row = page[page.IndexOf($"/entries/{entry}\"", StringComparison.Ordinal)..];
        return row[..row.IndexOf("</tr>", StringComparison.Ordinal)];
    }

    // Sends a form, and reads what its work list then says.
    private async Task<string> VersionAsync(string program) => $"program/{program}@"
        + (await site.As(People.Recorder).GetAsync($"/v1/programs/{program}")).MustBe(200).Json.GetProperty("version").GetInt64();

    private async Task<IEnumerable<string?>> StatusesAsync(string program) =>
        (await site.As(People.Recorder).GetAsync($"/v1/programs/{program}/commitments/students/entries", ("Coop-After", await VersionAsync(program))))
            .MustBe(200).Json.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("status").GetString());
}
