using System.Text.Json;
using TestKit;

namespace EndToEnd.Tests.Scenarios;

/// <summary>S-H: a restricted record of a joint patrol: who is cleared sees it and is recorded; to others it is not there, unless by leave.</summary>
internal static class Sensitive
{
    private const string Recorder = "vn-db-security/recorder";
    private const string Head = "vn-db-security/head";
    private const string LaoHead = "la-psl-security/head";
    private const string Uncleared = "vn-db-education/recorder";
    private const string Council = "vn-db-council/overseer";
    private const string None = "r-00000000000000000000000000";

    private static readonly string[] Answers =
    [
        "/v1/programs?limit=200", "/v1/agreements?limit=200", "/v1/network/status", "/v1/network/status?by=area", "/v1/network/status?by=province",
        "/v1/network/proposals", "/v1/network/trade", "/v1/network/oversight?what=unconfirmed", "/v1/network/oversight?what=overdue",
        "/v1/provinces/la-psl/scorecard", "/v1/provinces/vn-db/history", "/v1/provinces/la-psl/history", "/v1/worklist", "/v1/events",
        "/v1/calendar.ics",
    ];

    /// <summary>Runs it.</summary>
    /// <param name="api">The site, on 2026-11-21.</param>
    /// <param name="onAsync">Takes the site to a later day.</param>
    public static async Task RunAsync(ApiClient api, Func<string, Task> onAsync)
    {
        var before = await SeenAsync(api);
        using var seeing = await StreamAsync(api, Recorder);
        using var unseeing = await StreamAsync(api, Uncleared);
        var (book, version) = await EnterAsync(api);
        var path = "/v1/programs/" + book;
        (await api.GetAsync(Recorder, path, version)).Ok();
        for (var sequence = 1; sequence <= 3; sequence++)
            Assert.Equal($"program/{book}@{sequence}", (await seeing.NextEventAsync()).Version);
        Assert.Contains(book, (await api.GetAsync(Recorder, "/v1/programs?limit=200")).Ok().Text, StringComparison.Ordinal);
        Assert.Equal(before, await SeenAsync(api));
        foreach (var what in new[] { "", "/history", "/commitments/patrols", "/commitments/patrols/entries", "/cases" })
            foreach (var who in new[] { Uncleared, Council })
            {
                var hidden = await api.GetAsync(who, path + what);
                Assert.Equal((404, "unknown"), (hidden.Status, hidden.Code));
                Assert.Equal(Plain((await api.GetAsync(who, $"/v1/programs/{None}{what}")).Text), Plain(hidden.Text));
            }
        var reads = await ReadsAsync(api, LaoHead, book);
        Assert.Equal([(Recorder, "/v1/changes"), (Recorder, "/v1/programs"), (Recorder, path)], reads
            .Select(read => (Who(read), read.Text("path"))).OrderBy(read => read.Item2.Length));
        foreach (var who in new[] { Uncleared, Council, Recorder })
            Assert.Equal(404, (await api.GetAsync(who, $"/v1/access?book=program/{book}")).Status);

        var open = (await api.PostAsync(Head, "/v1/programs", "sensitive-beside", new { title = new { vi = "Mở" }, parties = new[] { "vn-db", "la-psl" } })).Ok();
        Assert.Equal($"program/{open.Id}@1", (await unseeing.NextEventAsync()).Version);

        var granted = await api.PostAsync(LaoHead, "/v1/grants", "sensitive-grant", new
        {
            book = "program/" + book,
            agency = "vn-db-council",
            user = "overseer",
            reason = "giám sát theo yêu cầu",
            until = "2026-12-01",
        });
        Assert.Equal(201, granted.Status);
        (await api.GetAsync(LaoHead, path, granted.Version)).Ok();
        (await api.GetAsync(Council, path)).Ok();
        var written = await api.PostAsync(Council, path + "/cases", "sensitive-ask", new
        {
            kind = "question",
            title = new { vi = "?" },
            text = new { vi = "?" },
            to = new[] { new { party = "vn-db" } },
            due = "2026-12-01",
        });
        Assert.Equal((403, "readsOnly"), (written.Status, written.Code));
        // A refusal tells of the book as well.
        Assert.Equal(
            [(Council, path, granted.Id), (Council, path + "/cases", granted.Id)],
            (await ReadsAsync(api, Head, book)).Select(read => (Who(read), read.Text("path"), read.Text("grant"))).TakeLast(2));

        await onAsync("2026-12-01");
        (await api.GetAsync(Council, path)).Ok();
        await onAsync("2026-12-02");
        Assert.Equal(404, (await api.GetAsync(Council, path)).Status);
        Assert.DoesNotContain(book, (await api.GetAsync(Council, "/v1/programs?limit=200")).Ok().Text, StringComparison.Ordinal);
        (await api.GetAsync(Recorder, path)).Ok();
    }

    private static async Task<EventStream> StreamAsync(ApiClient api, string who)
    {
        var stream = await api.StreamAsync(who, "?kind=program,agreement");
        await (await stream.OpenedAsync()).NextAsync();
        return stream;
    }

    private static async Task<(string Book, string Version)> EnterAsync(ApiClient api)
    {
        var opened = await api.PostAsync(Head, "/v1/programs", "sensitive-open", new
        {
            title = new { vi = "Tuần tra chung", en = "Joint patrols" },
            parties = new[] { "vn-db", "la-psl" },
            areas = new[] { "security" },
            restricted = true,
        });
        Assert.True(opened.Status == 201, opened.Text);
        var path = "/v1/programs/" + opened.Id;
        var added = await api.PostAsync(Head, path + "/commitments", "sensitive-commitment", new
        {
            id = "patrols",
            title = new { vi = "Tuần tra chung dọc biên giới" },
            givers = new[] { "vn-db" },
            beneficiaries = new[] { "la-psl" },
            basis = new { kind = "practice" },
            indicator = "patrols",
            measure = "attestation",
            cadence = "standing",
            sources = new[] { new { source = "external" } },
        });
        Assert.True(added.Status == 201, added.Text);
        var reported = await api.PostAsync(Recorder, path + "/commitments/patrols/entries", "sensitive-entry",
            new { occurred = new { from = "2026-10-03", to = "2026-10-04" }, meaning = "tuần tra chung" });
        Assert.True(reported.Status == 201, reported.Text);
        return (opened.Id, reported.Version!);
    }

    private static async Task<List<string>> SeenAsync(ApiClient api)
    {
        var seen = new List<string>();
        foreach (var who in new[] { Uncleared, Council })
            foreach (var path in Answers)
            {
                var reply = await api.GetAsync(who, path);
                Assert.True(reply.Status == 200, $"{path}: {reply.Text}");
                seen.Add($"{who} {path} {Plain(reply.Text)}");
            }
        return seen;
    }

    private static async Task<List<JsonElement>> ReadsAsync(ApiClient api, string who, string book) =>
        [.. (await api.GetAsync(who, $"/v1/access?book=program/{book}&limit=200")).Ok().Json.At("items").EnumerateArray()];

    private static string Who(JsonElement read) => $"{read.Text("agency")}/{read.Text("user")}";

    private static string Plain(string text) =>
        System.Text.RegularExpressions.Regex.Replace(text, "\"(asOf|lag|traceId|ageDays|next)\":(\"[^\"]*\"|[0-9]+)", "");
}
