using System.Text.RegularExpressions;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Languages;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>Supervision, and the report for talks.</summary>
[Collection(nameof(Site))]
public sealed partial class ReportPageTests(Site site)
{
    private static readonly (string, string) Html = ("Accept", "text/html");

    public static TheoryData<string> Languages => ["vi", "lo", "en"];

    [Theory, MemberData(nameof(Languages))]
    public async Task The_report_for_talks_is_there_in_every_language_with_a_block_to_sign(string language)
    {
        await ReportedAsync();
        foreach (var path in new[] { "/supervision", "/supervision?what=disputed", "/report", "/report?one=vn-db&other=la-lpb", "/report?one=vn-db&other=la-lpb&from=2025" })
        {
            var page = (await site.As(People.Overseer).GetAsync(path, Html, ("Accept-Language", language))).MustBe(200).Text;
            Assert.Contains($"<html lang=\"{language}\">", page);
            Assert.DoesNotContain(PageTexts.Missing, page);
            Assert.DoesNotContain(" style=", page);
            Assert.Equal(path.Contains("other", StringComparison.Ordinal), page.Contains("class=\"sign\"", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task What_waits_is_shown_oldest_first_with_whom_it_waits_for_and_counted_as_the_api_counts()
    {
        var (program, entry) = await ReportedAsync();
        var api = (await site.As(People.Overseer).GetAsync("/v1/network/oversight?what=unconfirmed&limit=200")).MustBe(200).Json;
        var page = await PageAsync("/supervision?what=unconfirmed");
        Assert.Contains($"<b>{PageWords.Of("en").Number(api.GetProperty("total").GetInt32())}</b>", page);
        var first = api.GetProperty("items")[0].GetProperty("entry").GetString();
        Assert.Equal(first, Regex.Match(page, "/entries/(e-[a-z0-9]+)").Groups[1].Value);
        Assert.Contains("Luang Prabang</td>", page);
        Assert.Contains($"/programs/{program}/entries/{entry}", await AllAsync("/supervision?what=unconfirmed"));
    }

    [Fact]
    public async Task A_report_holds_what_both_have_with_each_other_in_the_period_and_the_file_holds_the_same()
    {
        var (program, entry) = await ReportedAsync();
        var page = await PageAsync("/report?one=vn-db&other=la-lpb&from=2025&to=2025");
        Assert.Contains($"/programs/{program}/entries/{entry}", page);
        Assert.DoesNotContain(entry, await PageAsync("/report?one=vn-db&other=la-lpb&from=2031"));
        Assert.DoesNotContain(entry, await PageAsync("/report?one=vn-db&other=la-psl"));
        var file = WebLink().Match(page).Groups[1].Value.Replace("&amp;", "&", StringComparison.Ordinal);
        Assert.Contains(entry, (await site.As(People.Overseer).GetAsync(file.Replace("xlsx", "csv", StringComparison.Ordinal))).MustBe(200).Text);
        Assert.DoesNotContain(entry, (await site.As(People.Overseer).GetAsync("/v1/exports?province=la-lpb&partner=la-psl")).MustBe(200).Text);
    }

    [Theory]
    [InlineData("2025", "2025", 200, false)]
    [InlineData("08/2025", "12/2025", 200, false)]
    [InlineData("25/12/2025", "2026-01-31", 200, false)]
    [InlineData("2026", "2025", 200, true)]
    [InlineData("31/02/2025", "", 200, true)]
    [InlineData("%3Cscript%3E", "", 200, true)]
    public async Task A_period_is_read_as_people_write_it(string from, string to, int status, bool isWrong)
    {
        var page = (await site.As(People.Overseer).GetAsync($"/report?one=vn-db&other=la-lpb&from={from}&to={to}", Html)).MustBe(status).Text;
        Assert.Equal(isWrong, page.Contains("role=\"alert\"", StringComparison.Ordinal));
        Assert.DoesNotContain("<script>", page);
    }

    [Fact]
    public async Task What_is_restricted_is_on_no_paper()
    {
        var made = (await site.As(People.Coordinator).PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201);
        var id = made.Json.GetProperty("id").GetString()!;
        var added = (await site.As(People.Coordinator).PostAsync($"/v1/programs/{id}/commitments", Bodies.Commitment)).MustBe(201);
        var page = await site.As(People.Coordinator).GetAsync(
            "/report?one=vn-db&other=la-lpb", Html, ("Coop-After", added.Header("Coop-Version")!));
        Assert.DoesNotContain(id, page.MustBe(200).Text);
    }

    private async Task<(string Program, string Entry)> ReportedAsync()
    {
        var program = await site.NewProgramAsync();
        var reply = (await site.As(People.Recorder).PostAsync($"/v1/programs/{program}/commitments/students/entries", Bodies.Entry)).MustBe(201);
        (await site.As(People.Overseer).GetAsync("/v1/network/status", ("Coop-After", reply.Header("Coop-Version")!))).MustBe(200);
        return (program, reply.Json.GetProperty("id").GetString()!);
    }

    private async Task<string> PageAsync(string path) =>
        (await site.As(People.Overseer).GetAsync(path, Html, ("Accept-Language", "en"))).MustBe(200).Text;

    private async Task<string> AllAsync(string path)
    {
        var all = await PageAsync(path);
        for (var page = all; Next().Match(page) is { Success: true } next;)
            all += page = await PageAsync(next.Groups[1].Value.Replace("&amp;", "&", StringComparison.Ordinal));
        return all;
    }

    [GeneratedRegex("href=\"(/v1/exports[^\"]+)\"")]
    private static partial Regex WebLink();

    [GeneratedRegex("class=\"button\" href=\"(/supervision[^\"]+after=[^\"]+)\"")]
    private static partial Regex Next();
}
