using System.Text.Json;
using System.Text.RegularExpressions;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Charts;
using CoopGrains.Dashboard.History;
using CoopGrains.Dashboard.Languages;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>The pages of books, their entries and their histories.</summary>
[Collection(nameof(Site))]
public sealed partial class BookPageTests(Site site)
{
    private static readonly (string, string) Html = ("Accept", "text/html");

    public static TheoryData<string> Languages => ["vi", "lo", "en"];

    [Theory, MemberData(nameof(Languages))]
    public void Every_event_has_words(string language) =>
        Assert.All(EventCatalog.All, known => Assert.Contains("event." + known.Key, PageTexts.KeysOf(language)));

    [Theory, MemberData(nameof(Languages))]
    public async Task Every_page_of_a_book_is_there_in_every_language(string language)
    {
        var program = await site.NewProgramAsync();
        var entry = await ReportedAsync(program);
        var draft = site.NewId("draft");
        (await site.As(People.Coordinator).PostAsync("/v1/agreements", Bodies.Draft(draft))).MustBe(201);
        foreach (var path in new[]
        {
            "/agreements", "/programs", "/programs?q=x&party=vn-db&state=open", "/agreements?state=draft", $"/programs/{program}", $"/agreements/{draft}",
            $"/programs/{program}/history", $"/agreements/{draft}/history", "/provinces/vn-db/history", $"/programs/{program}/entries/{entry}",
        })
        {
            var page = (await site.As(People.Overseer).GetAsync(path, Html, ("Accept-Language", language))).MustBe(200);
            Assert.Contains($"<html lang=\"{language}\">", page.Text);
            Assert.DoesNotContain(PageTexts.Missing, page.Text);
            Assert.DoesNotContain(" style=", page.Text);
            Assert.DoesNotMatch("<script(?! type=\"module\" src=\"/look/)", page.Text);
            Assert.True(page.Body.Length <= 80 * 1024, $"{path}: {page.Body.Length} bytes");
        }
    }

    [Fact]
    public async Task The_ledger_shows_what_both_sides_say_beside_each_other()
    {
        var program = await site.NewProgramAsync();
        var entry = await ReportedAsync(program);
        var disputed = (await site.As(People.Confirmer).PostAsync($"/v1/programs/{program}/entries/{entry}/dispute",
            """{"ownFigure":{"value":"28","unit":"person"},"reason":"two never came"}""")).MustBe(200);
        (await site.As(People.Overseer).GetAsync("/v1/network/status", ("Coop-After", disputed.Header("Coop-Version")!))).MustBe(200);
        var page = await PageAsync(People.Overseer, $"/programs/{program}");
        var row = Regex.Match(page, $"<tr id=\"{entry}\".*?</tr>", RegexOptions.Singleline).Value;
        Assert.Contains("entry-disputed", row);
        Assert.Contains(">30<", row);
        Assert.Contains(">28<", row);
        Assert.Contains("two never came", await PageAsync(People.Overseer, $"/programs/{program}/entries/{entry}"));
        var history = await PageAsync(People.Overseer, $"/programs/{program}/history");
        Assert.Contains(PageWords.Of("en").Event("entryDisputed"), history);
        Assert.Contains("two never came", history);
    }

    [Fact]
    public async Task A_restricted_book_is_not_there_for_whoever_is_not_cleared_like_one_that_does_not_exist()
    {
        var made = (await site.As(People.Coordinator).PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201);
        (await site.As(People.Coordinator).GetAsync("/v1/programs", ("Coop-After", made.Header("Coop-Version")!))).MustBe(200);
        var secret = made.Json.GetProperty("id").GetString()!;
        foreach (var below in new[] { "", "/history", "/entries/e-1" })
        {
            var hidden = (await site.As(People.Uncleared).GetAsync($"/programs/{secret}{below}", Html)).MustBe(404);
            var missing = (await site.As(People.Uncleared).GetAsync($"/programs/r-{new string('0', 32)}{below}", Html)).MustBe(404);
            Assert.Equal(WithoutTrace(missing.Text.Replace("r-" + new string('0', 32), "", StringComparison.Ordinal)),
                WithoutTrace(hidden.Text.Replace(secret, "", StringComparison.Ordinal)));
        }
        var list = "/programs?after=" + secret[..^1];
        Assert.DoesNotContain(secret, await PageAsync(People.Uncleared, list));
        Assert.Contains(secret, await PageAsync(People.Coordinator, list));
        await PageAsync(People.Coordinator, $"/programs/{secret}");
        var reads = (await site.As(People.Coordinator).GetAsync($"/v1/access?book=program/{secret}")).MustBe(200).Json.GetProperty("items");
        Assert.Contains(reads.EnumerateArray(), read => read.GetProperty("path").GetString() == $"/programs/{secret}");
    }

    [Fact]
    public void What_an_event_changed_stands_beside_what_was_there_before()
    {
        var target = JsonElement.Parse("""
            {"schema":3,"commitment":"places","target":{"period":{"from":"2026","to":"2026"},"amount":{"value":"40","unit":"person"}},
             "before":{"period":{"from":"2026","to":"2026"},"amount":{"value":"30","unit":"person"}},"reason":"more places"}
            """);
        Assert.Equal("more places", EventRows.ReasonOf(target));
        Assert.Equal([new("commitment", null, "places"), new("target amount value", "30", "40")], EventRows.Of(target));
        var amended = JsonElement.Parse("""{"changes":[{"field":"term","before":{"from":"2025"},"after":{"from":"2026"}}]}""");
        Assert.Contains(new EventRow("changes 1 after from", "2025", "2026"), EventRows.Of(amended));
    }

    [Fact]
    public void The_highest_bar_fills_the_chart_and_what_is_not_there_has_none()
    {
        static Amount Of(decimal value) => new() { Value = value, Unit = "person" };
        var chart = new BarChart("", [("target", ""), ("reported", "")], [new("2025", [Of(90), null]), new("2026", [Of(45), Of(0)])]);
        Assert.Equal(BarChart.Tall, chart.BarAt(0, 0)!.Value.High);
        Assert.Equal(BarChart.Tall / 2, chart.BarAt(1, 0)!.Value.High);
        Assert.Null(chart.BarAt(0, 1));
        Assert.NotNull(chart.BarAt(1, 1));
        Assert.False(new BarChart("", [("target", "")], [new("2025", [null])]).HasValues);
    }

    private async Task<string> ReportedAsync(string program)
    {
        var reply = (await site.As(People.Recorder).PostAsync($"/v1/programs/{program}/commitments/students/entries", Bodies.Entry)).MustBe(201);
        (await site.As(People.Overseer).GetAsync("/v1/network/status", ("Coop-After", reply.Header("Coop-Version")!))).MustBe(200);
        return reply.Json.GetProperty("id").GetString()!;
    }

    private async Task<string> PageAsync(Actor reader, string path) =>
        (await site.As(reader).GetAsync(path, Html, ("Accept-Language", "en"))).MustBe(200).Text;

    private static string WithoutTrace(string page) => Trace().Replace(page, "");

    [GeneratedRegex("<code>[0-9a-f]{32}</code>")]
    private static partial Regex Trace();
}
