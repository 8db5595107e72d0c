using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>What the forms of pages say to whoever is wrong, late, or not meant.</summary>
[Collection(nameof(Site))]
public sealed class OfferPageTests(Site site)
{
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
        Assert.Equal(0, (await site.ViewAsync($"programs/{id}")).GetProperty("commitments")[0].GetProperty("commitment").TryGetProperty("asked",
            out var asked) ? asked.GetArrayLength() : 0);
    }

    [Fact]
    public async Task What_somebody_else_has_changed_since_is_not_written_over_and_the_page_says_who_did()
    {
        var unit = site.NewId("xa");
        using var browser = await site.WorkingAsync(People.Coordinator);
        await browser.DoAsync("/my-work/provinces/vn-db/do/registerUnit", ("name.vi", "Xã Cũ"), ("kind", "commune"), ("id", unit));
        var path = $"/my-work/provinces/vn-db/do/correctUnit/{unit}";
        var form = await browser.FormAsync(path, "correctUnit");
        (await form.Filled().SendAsync(browser)).MustBe(409);
        await browser.DoAsync(path, ("name.vi", "Xã Khác"));
        using var other = await site.WorkingAsync(People.Coordinator);
        var refused = (await (await other.FormAsync(path, "correctUnit")).Filled(("revision", "1"), ("seen", form["seen"]),
            ("name.vi", "Xã Thứ Ba")).SendAsync(other)).MustBe(412).Text;
        Assert.Contains($"{People.Coordinator.User}, {People.Coordinator.Agency}", refused);
        Assert.Equal("Xã Khác", (await site.ViewAsync($"provinces/vn-db/units/{unit}")).GetProperty("unit").GetProperty("name").GetProperty("vi").GetString());
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
}
