using System.Net;
using System.Text.Json;
using CoopGrains.Gateway.Operations.Pages;
using Gateway.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TestKit;

namespace Gateway.Tests;

/// <summary>The pages for operators: who sees them, what they hold, and that whatever is told on them stays text.</summary>
[Collection(nameof(Site))]
public sealed class OpsPageTests(Site site)
{
    private const string Html = "text/html,application/xhtml+xml;q=0.9";
    private const string Markup = "<script>alert(1)</script>\"'&<img src=x onerror=alert(1)>";

    private static readonly string[] Pages = ["/ops", "/ops/traces", "/ops/methods", "/ops/refusals", "/ops/log"];

    [Fact]
    public async Task They_are_for_operators_alone_and_run_no_script()
    {
        foreach (var path in Pages)
        {
            (await site.With(null).GetAsync(path)).Is(401, "unauthenticated");
            (await site.As(People.Coordinator).GetAsync(path)).Is(403, "roleMissing");
            var page = (await site.As(People.Operator).GetAsync(path, ("Accept", Html))).MustBe(200);
            Assert.Equal("text/html; charset=utf-8", page.Header("Content-Type"));
            var policy = page.Header("Content-Security-Policy")!;
            Assert.StartsWith("default-src 'none'; style-src 'self'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("no-store", page.Header("Cache-Control"));
            foreach (var needed in (string[])["<html lang=\"en\">", "<h1>", "<main id=\"main\">", "<nav aria-label=", "aria-current=\"page\""])
                Assert.Contains(needed, page.Text, StringComparison.Ordinal);
            foreach (var forbidden in (string[])["<script", "style=", "onclick", "http://", "https://"])
                Assert.DoesNotContain(forbidden, page.Text, StringComparison.OrdinalIgnoreCase);
            var told = (await site.As(People.Operator).GetAsync(path)).MustBe(200);
            Assert.Equal("application/json; charset=utf-8", told.Header("Content-Type"));
        }
        Assert.Equal("text/css; charset=utf-8", (await site.With(null).GetAsync("/ops/style.css")).MustBe(200).Header("Content-Type"));
    }

    [Fact]
    public async Task Signing_in_and_opening_pages_with_forms_fills_no_log()
    {
        await using var own = await StartAsync();
        using var browser = new Browser(own.Site);
        await browser.SignInAsync(People.Overseer);
        (await browser.GetAsync("/provinces", ("Accept", Html))).MustBe(200);
        Assert.DoesNotContain("Antiforgery", (await own.Site.As(People.Operator).GetAsync("/ops/log")).MustBe(200).Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_first_page_tells_how_the_process_is()
    {
        await site.NewProgramAsync();
        var told = (await site.As(People.Operator).GetAsync("/ops")).MustBe(200).Json;
        Assert.True(told.GetProperty("ready").GetBoolean());
        Assert.Equal($"{Environment.MachineName}:{Environment.ProcessId}", told.GetProperty("process").GetString());
        Assert.Equal(told.GetProperty("process").GetString(), told.GetProperty("courier").GetProperty("owner").GetString());
        Assert.Contains(told.GetProperty("processes").EnumerateArray(), one => one.GetString() == told.GetProperty("process").GetString());
        foreach (var number in (string[])["seconds", "processors", "memoryBytes", "heapBytes", "queued", "commitsPerSecond",
            "writesPerCommit", "failedCommits", "waiting", "viewLagMilliseconds"])
            Assert.True(told.GetProperty(number).GetDouble() >= 0, number);
    }

    [Fact]
    public async Task Open_books_in_memory_are_counted_and_restricted_ones_are_not()
    {
        await using var own = await StartAsync();
        var coordinator = own.Site.As(People.Coordinator);
        await own.Site.NewProgramAsync();
        (await coordinator.PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201);
        var active = (await own.Site.As(People.Operator).GetAsync("/ops")).MustBe(200).Json.GetProperty("active").EnumerateArray();
        Assert.Equal(1, active.Single(one => one.GetProperty("kind").GetString() == "program").GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Refusals_are_counted_by_code_and_none_about_a_restricted_book()
    {
        await using var own = await StartAsync();
        var coordinator = own.Site.As(People.Coordinator);
        var opened = (await coordinator.PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201);
        var secret = opened.Json.GetProperty("id").GetString()!;
        (await coordinator.GetAsync("/v1/programs/none")).Is(404, "unknown");
        (await coordinator.GetAsync("/v1/nowhere/" + Uri.EscapeDataString(Markup))).Is(404, "pathUnknown");
        (await coordinator.PostAsync($"/v1/programs/{secret}/suspension", "{}")).MustBe(400);
        (await own.Site.As(People.Uncleared).GetAsync($"/v1/programs/{secret}")).Is(404, "unknown");
        (await own.Site.As(People.LaoUncleared).PostAsync("/v1/programs", Bodies.RestrictedProgram)).Is(403, "clearanceMissing");
        var reply = (await own.Site.As(People.Operator).GetAsync("/ops/refusals")).MustBe(200);
        var codes = reply.Json.GetProperty("codes").EnumerateArray().ToDictionary(
            one => one.GetProperty("code").GetString()!, one => one.GetProperty("count").GetInt64());
        Assert.Equal((1, 1), (codes["unknown"], codes["pathUnknown"]));
        Assert.DoesNotContain("clearanceMissing", codes.Keys);
        Assert.DoesNotContain("fieldMissing", codes.Keys);
        var page = (await own.Site.As(People.Operator).GetAsync("/ops/refusals", ("Accept", Html))).MustBe(200).Text;
        Assert.DoesNotContain("alert", reply.Text + page, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, reply.Text + page, StringComparison.Ordinal);
        var metrics = (await own.Site.As(People.Operator).GetAsync("/metrics")).MustBe(200).Text;
        Assert.Contains("coop_gateway_problems_total{code=\"unknown\"}", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("clearanceMissing", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_of_the_log_stays_text_and_one_about_a_restricted_book_is_left_out()
    {
        var log = site.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Ops.Tests." + Markup);
        log.LogError(new InvalidOperationException("said by nobody"), "from outside: {Text}", Markup + "\u202e\n forged");
        log.LogError("program/r-0123456789 cannot be read");
        var (all, page) = await BothAsync("/ops/log");
        Assert.Contains(WebUtility.HtmlEncode(Markup), page, StringComparison.Ordinal);
        Assert.Contains(@"\u202e\n forged", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Contains("System.InvalidOperationException", page, StringComparison.Ordinal);
        foreach (var hidden in (string[])["r-0123456789", "said by nobody"])
            Assert.DoesNotContain(hidden, all + page, StringComparison.Ordinal);
        log.LogCritical("worst of all");
        foreach (var (level, there) in ((string, bool)[])[("information", true), ("error", true)])
            Assert.Equal(there, (await BothAsync("/ops/log?level=" + level)).Json.Contains("worst of all", StringComparison.Ordinal));
        (await site.As(People.Operator).GetAsync("/ops/log?level=trace")).Is(400, "queryInvalid");
    }

    [Fact]
    public async Task What_is_looked_for_is_shown_as_text_and_a_list_that_there_is_not_is_refused()
    {
        var sought = Uri.EscapeDataString(Markup);
        var page = (await BothAsync($"/ops/traces?list=recent&text={sought}&entry={sought}")).Page;
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Contains(WebUtility.HtmlEncode(Markup), page, StringComparison.Ordinal);
        (await site.As(People.Operator).GetAsync("/ops/traces?list=" + sought)).Is(400, "queryInvalid");
        (await site.As(People.Operator).GetAsync("/ops/traces?list=1")).Is(400, "queryInvalid");
        (await site.As(People.Operator).GetAsync("/ops/traces/" + sought)).Is(404, "pathUnknown");
        (await site.As(People.Operator).GetAsync("/ops/traces/" + new string('0', 32))).Is(404, "pathUnknown");
    }

    [Fact]
    public async Task A_trace_is_shown_as_a_waterfall()
    {
        var reply = (await site.As(People.Coordinator).GetAsync("/v1/provinces/vn-db")).MustBe(200);
        var path = "/ops/traces/" + reply.Header("Trace-Id");
        await Until.TrueAsync(async () => (await site.As(People.Operator).GetAsync(path)).StatusCode == 200, "the trace is not kept");
        var page = (await BothAsync(path)).Page;
        Assert.Contains("GET /v1/provinces/{id}", page, StringComparison.Ordinal);
        Assert.Contains("<rect class=\"server\" x=\"0\"", page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_put_into_markup_is_encoded_unless_it_is_markup()
    {
        var inner = CoopGrains.Gateway.Operations.Pages.Markup.Of($"<b>{Markup}</b>");
        var all = CoopGrains.Gateway.Operations.Pages.Markup.Of($"<p title=\"{Markup}\">{inner}{1.5:0.0}{(string?)null}</p>").ToString();
        Assert.Equal($"<p title=\"{WebUtility.HtmlEncode(Markup)}\"><b>{WebUtility.HtmlEncode(Markup)}</b>1.5</p>", all);
    }

    private async Task<(string Json, string Page)> BothAsync(string path) => (
        (await site.As(People.Operator).GetAsync(path)).MustBe(200).Text,
        (await site.As(People.Operator).GetAsync(path, ("Accept", Html))).MustBe(200).Text);

    private static async Task<OwnSite> StartAsync()
    {
        var own = new OwnSite();
        await own.Site.InitializeAsync();
        return own;
    }

    private sealed class OwnSite : IAsyncDisposable
    {
        public Site Site { get; } = new();

        public async ValueTask DisposeAsync() => await Site.DisposeAsync();
    }
}
