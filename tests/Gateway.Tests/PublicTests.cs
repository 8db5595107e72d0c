using System.Text.Json;
using Gateway.Tests.Kit;
using TestKit;

namespace Gateway.Tests;

/// <summary>What anybody reads without a token, where the site offers it.</summary>
public sealed class PublicTests(Site site) : IClassFixture<Site>
{
    private const string Source = """[{"source":"S0","line":9,"quote":"30 chỉ tiêu","note":"said in passing"}]""";

    [Fact]
    public async Task A_stranger_reads_what_names_a_source_with_its_words_and_nothing_else()
    {
        var (program, cited, uncited) = await EnterAsync();
        var stranger = site.With(null);
        var page = await UntilAsync($"/v1/public/programs/{program}", reply => reply.StatusCode == 200 && reply.Text.Contains(cited, StringComparison.Ordinal));

        Assert.Equal("public, max-age=10", page.Header("Cache-Control"));
        Assert.Equal("Accept-Language", page.Header("Vary"));
        Assert.Equal(304, (await stranger.GetAsync($"/v1/public/programs/{program}", ("If-None-Match", page.Header("ETag")!))).StatusCode);
        Assert.True(page.Json.TryGetProperty("asOf", out _) && page.Json.TryGetProperty("lag", out _));
        var entry = Assert.Single(page.Json.GetProperty("entries").EnumerateArray());
        Assert.Equal(("30 chỉ tiêu", 9), (entry.GetProperty("sources")[0].GetProperty("quote").GetString(), entry.GetProperty("sources")[0].GetProperty("line").GetInt32()));
        Assert.Equal("vn-db", entry.GetProperty("reportedBy").GetString());
        var overall = Assert.Single(page.Json.GetProperty("commitments").EnumerateArray()).GetProperty("overall");
        Assert.Equal(JsonValueKind.Null, overall.GetProperty("value").ValueKind);
        Assert.Equal("20", overall.GetProperty("unconfirmed").GetProperty("value").GetString());
        Assert.Equal("citedConfirmedEntries", overall.GetProperty("sumOf").GetString());
        foreach (var hidden in (string[])[uncited, "said in passing", "minh", "-office", "new places"])
            Assert.DoesNotContain(hidden, page.Text, StringComparison.Ordinal);

        (await site.As(People.Confirmer).PostAsync($"/v1/programs/{program}/entries/{cited}/confirmation", null)).MustBe(200);
        (await site.As(People.Confirmer).PostAsync($"/v1/programs/{program}/entries/{uncited}/confirmation", null)).MustBe(200);
        page = await UntilAsync($"/v1/public/programs/{program}?lang=vi", reply => reply.Text.Contains("\"status\":\"confirmed\"", StringComparison.Ordinal));
        overall = page.Json.GetProperty("commitments")[0].GetProperty("overall");
        Assert.Equal("20", overall.GetProperty("value").GetProperty("value").GetString());
        Assert.Equal("Chương trình", page.Json.GetProperty("program").GetProperty("title").GetProperty("name").GetString());
        var network = await UntilAsync("/v1/public/network", reply => reply.Text.Contains(program, StringComparison.Ordinal));
        Assert.Contains("\"agreements\":[", network.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_histories_are_read_in_pages_that_cost_the_same_and_lose_nothing()
    {
        var (program, first, _) = await EnterAsync();
        var last = first;
        for (var i = 0; i < 60; i++)
            last = await ReportAsync(program, $$"""{"amount":{"value":"1","unit":"person"},"occurred":{"from":"2025-02","to":"2025-02"},"sources":{{Source}}}""");
        await UntilAsync($"/v1/public/programs/{program}", reply => reply.StatusCode == 200
            && reply.Json.GetProperty("commitments")[0].GetProperty("overall").GetProperty("entries").GetInt32() == 61);
        var (seen, from) = (new List<string>(), (long?)1);
        while (from is { } next)
        {
            var page = (await site.With(null).GetAsync($"/v1/public/programs/{program}?from={next}")).MustBe(200).Json;
            seen.AddRange(page.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("id").GetString()!));
            from = page.GetProperty("next").ValueKind == JsonValueKind.Null ? null : page.GetProperty("next").GetInt64();
        }
        Assert.Equal((61, 61, first, last), (seen.Count, seen.Distinct().Count(), seen[0], seen[^1]));
    }

    [Fact]
    public async Task A_book_without_a_source_a_restricted_one_and_none_are_answered_alike()
    {
        var plain = await site.NewProgramAsync();
        var restricted = (await site.As(People.Coordinator).PostAsync("/v1/programs", $$"""
            {"title":{"vi":"Biên giới"},"parties":["vn-db","la-lpb"],"restricted":true,"sources":{{Source}}}
            """)).MustBe(201).Json.GetProperty("id").GetString()!;
        var (after, _, _) = await EnterAsync();
        await UntilAsync($"/v1/public/programs/{after}", reply => reply.StatusCode == 200);
        var none = (await site.With(null).GetAsync("/v1/public/programs/none")).Is(404, "unknown");
        foreach (var id in (string[])[plain, restricted, "NONE", "vn-db"])
            Assert.Equal(none.WithoutTrace(), (await site.With(null).GetAsync($"/v1/public/programs/{id}")).Is(404, "unknown").WithoutTrace());
        // Also with a token of somebody who sees it.
        (await site.As(People.Coordinator).GetAsync($"/v1/public/programs/{restricted}")).Is(404, "unknown");
        Assert.DoesNotContain("Biên giới", (await site.With(null).GetAsync("/v1/public/network")).MustBe(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_is_no_public_read_needs_a_token_as_ever()
    {
        var stranger = site.With(null);
        foreach (var path in (string[])["/v1/public/network", "/v1/programs", "/v1/confirmations"])
            foreach (var method in (string[])["POST", "PUT", "DELETE", "PATCH"])
                Assert.Contains((await stranger.WriteAsync(method, path, "{}")).StatusCode, (int[])[401]);
        (await stranger.GetAsync("/v1/network/status")).Is(401, "unauthenticated");
        (await stranger.GetAsync("/v1/public/network?from=1")).Is(400, "queryUnknown");
        (await stranger.GetAsync("/v1/public/programs/x?from=0")).Is(400, "queryInvalid");
    }

    [Fact]
    public async Task A_site_that_does_not_offer_it_knows_no_such_path()
    {
        await using var closed = await OpenedAsync(new(0, publicReads: false));
        var stranger = closed.Site.With(null);
        var unknown = (await stranger.GetAsync("/v1/nowhere")).Is(404, "pathUnknown");
        foreach (var path in (string[])["/v1/public", "/v1/public/network", "/v1/public/programs/x", "/v1/public/agreements/x"])
        {
            var reply = (await stranger.GetAsync(path)).Is(404, "pathUnknown");
            Assert.Equal(unknown.WithoutTrace(), reply.WithoutTrace());
            Assert.Equal(unknown.Headers.Keys.Order(), reply.Headers.Keys.Order());
            Assert.Equal(unknown.Header("Cache-Control"), reply.Header("Cache-Control"));
        }
        (await stranger.PostAsync("/v1/public/network", "{}")).Is(404, "pathUnknown");
    }

    [Fact]
    public async Task Strangers_who_ask_too_often_are_told_so_and_agencies_are_served_meanwhile()
    {
        await using var busy = await OpenedAsync(new(20, publicReads: true));
        var stranger = busy.Site.With(null);
        var replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => stranger.GetAsync("/v1/public/network")));
        Assert.Contains(replies, reply => reply.StatusCode == 200);
        var refused = replies.Where(reply => reply.StatusCode == 429).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, reply => Assert.Equal("no-store", reply.Is(429, "rateExceeded").Header("Cache-Control")));
        Assert.Equal(200, (await busy.Site.As(People.Confirmer).GetAsync("/v1/provinces")).StatusCode);
        Assert.Equal(200, (await stranger.GetAsync("/health/live")).StatusCode);
    }

    private async Task<(string Program, string Cited, string Uncited)> EnterAsync()
    {
        var program = site.NewId("public");
        var coordinator = site.As(People.Coordinator);
        (await coordinator.PostAsync("/v1/programs", $$"""
            {"id":"{{program}}","title":{"vi":"Chương trình","lo":"ໂຄງການ"},"parties":["vn-db","la-lpb"],"areas":["education"],"sources":{{Source}}}
            """)).MustBe(201);
        (await coordinator.PostAsync($"/v1/programs/{program}/commitments",
            Bodies.Commitment.Replace("""[{"source":"S0","line":11}]""", Source, StringComparison.Ordinal))).MustBe(201);
        var cited = await ReportAsync(program, $$"""{"amount":{"value":"20","unit":"person"},"occurred":{"from":"2025-01","to":"2025-06"},"sources":{{Source}}}""");
        return (program, cited, await ReportAsync(program, Bodies.Entry));
    }

    private async Task<string> ReportAsync(string program, string body) =>
        (await site.As(People.Recorder).PostAsync($"/v1/programs/{program}/commitments/students/entries", body)).MustBe(201).Json.GetProperty("id").GetString()!;

    // What is public is made anew now and then.
    private async Task<Reply> UntilAsync(string path, Func<Reply, bool> holds)
    {
        Reply? last = null;
        await Until.TrueAsync(async () => holds(last = await site.With(null).GetAsync(path)), $"{path} stayed as it was");
        return last!;
    }

    private static async Task<Opened> OpenedAsync(Site site)
    {
        await site.InitializeAsync();
        return new(site);
    }

    private sealed record Opened(Site Site) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await Site.DisposeAsync();
    }
}
