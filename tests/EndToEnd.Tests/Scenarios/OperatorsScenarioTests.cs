using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using EndToEnd.Tests.Processes;
using EndToEnd.Tests.Retries;
using TestKit;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Scenarios;

/// <summary>
/// S-L: one process becomes three and then two under load, no request fails, and one trace is followed from the client's request over two
/// grains to the commit that kept it. Silos of an Orleans cluster come and go in <c>EndToEnd.Tests/Orleans</c>.
/// </summary>
[Collection(nameof(Cluster))]
public sealed partial class OperatorsScenarioTests(Cluster cluster, ITestOutputHelper output)
{
    // One whose first bytes are small is among the share of the traces that are kept with all their spans.
    private const string TraceId = "00000000000000012b7ad6b7169203b1";

    private const int Agencies = 10;
    private const int EntriesEach = 100;

    // Each entry is sent twice.
    private const int Sends = 2 * Agencies * EntriesEach;

    [Fact]
    public async Task S_L_one_process_becomes_three_and_two_under_load_and_a_trace_leads_from_the_request_to_the_store()
    {
        var (clients, took) = (cluster.Rotating(), new ConcurrentQueue<(int Processes, double Milliseconds)>());
        var (loaded, three, shared, two) = (Barrier(), Barrier(), Barrier(), Barrier());
        var processes = 1;
        var load = new AgencyLoad(cluster.All[0].Api, "operators", SendAsync, Agencies, EntriesEach);
        await load.OpenAsync();
        foreach (var later in cluster.All[1..])
            await LeaveAsync(clients, later);

        var reporting = load.ReportAllAsync(answered =>
        {
            if (answered == load.Total / 10) loaded.SetResult();
            if (answered == load.Total * 7 / 10) shared.SetResult();
        });
        await Task.WhenAny(loaded.Task, reporting);
        await Task.WhenAll(cluster.All[1..].Select(later => later.StartAsync()));
        clients.Out.Clear();
        processes = 3;
        three.SetResult();
        await Task.WhenAny(shared.Task, reporting);
        foreach (var later in cluster.All[1..])
            Assert.Matches(ServedEntries(), (await later.Api.GetAsync(Site.Operator, "/metrics")).Ok().Text);
        await LeaveAsync(clients, cluster.All[0]);
        processes = 2;
        two.SetResult();
        await reporting;

        foreach (var phase in took.GroupBy(one => one.Processes))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{phase.Key} of 3 processes: {phase.Count()} requests, p95 {Percentile95(phase.Select(one => one.Milliseconds)):0} ms"));
        output.WriteLine($"tries that failed: {clients.Failed}, of {took.Count} requests");
        Assert.True(clients.Failures.IsEmpty, clients.Failed);
        Assert.Equal([1, 2, 3], took.Select(one => one.Processes).Distinct().Order());
        await cluster.All[0].StartAsync();
        await FollowAsync(cluster.All[1]);
        await cluster.AssertExactAsync(load);

        async Task<ApiReply> SendAsync(int number, string who, string path, string key, object body)
        {
            // The load goes on meanwhile, but not past its end.
            if (number > Sends / 2)
                await three.Task;
            if (number > Sends * 9 / 10)
                await two.Task;
            var (during, began) = (processes, Stopwatch.GetTimestamp());
            var reply = await clients.SendAsync(number, who, path, key, body);
            took.Enqueue((during, Stopwatch.GetElapsedTime(began).TotalMilliseconds));
            return reply;
        }
    }

    private static TaskCompletionSource Barrier() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Behind a balancer that follows readiness.
    private static async Task LeaveAsync(Rotation clients, GatewayProcess process)
    {
        process.Child.AskToStop();
        await process.NotReadyAsync();
        clients.Out[process] = true;
        Assert.Equal(0, await process.Child.ExitAsync());
    }

    // The department's client names the trace; its operator finds it by the id that the reply gives back.
    private async Task FollowAsync(GatewayProcess process)
    {
        using var users = new SiteUsers(Path.GetDirectoryName(cluster.KeyFile)!);
        using var http = new HttpClient { BaseAddress = process.Address };
        using var open = new HttpRequestMessage(HttpMethod.Post, "/v1/programs")
        {
            Content = JsonContent.Create(new
            {
                id = "operators-traced",
                agreement = "agreement/db-lpb-2025-2027",
                title = new { en = "Traced" },
                parties = (string[])["vn-db", "la-lpb"],
            }),
        };
        open.Headers.Authorization = new AuthenticationHeaderValue("Bearer", users.TokenOf(Site.DienBien));
        open.Headers.Add("Idempotency-Key", "operators-traced");
        open.Headers.Add("traceparent", $"00-{TraceId}-00f067aa0ba902b7-01");
        using var opened = await http.SendAsync(open);
        Assert.True(opened.IsSuccessStatusCode, await opened.Content.ReadAsStringAsync());
        Assert.Equal(TraceId, Assert.Single(opened.Headers.GetValues("Trace-Id")));

        JsonElement trace = default;
        await Until.TrueAsync(async () =>
        {
            var told = await process.Api.GetAsync(Site.Operator, "/ops/traces/" + TraceId);
            if (told.Status != 200)
                return false;
            trace = told.Json;
            return trace.At("linked").GetArrayLength() > 0;
        }, "the trace never led to its commit");
        var spans = trace.At("spans").EnumerateArray().ToList();
        Assert.Equal("POST /v1/programs", spans[0].Text("name"));
        // Each below the one before: the request, the program's grain, the agreement's.
        var (program, agreement) = (Server("IProgramGrain/OpenAsync"), Server("IAgreementGrain/ReadTermsAsync"));
        Assert.Equal(spans[0].Text("spanId"), Above(Above(program)).Text("spanId"));
        Assert.Equal(program.Text("spanId"), Above(Above(agreement)).Text("spanId"));
        Assert.Equal("program/operators-traced@1", trace.At("entries")[0].Text("version"));

        // The commit is nobody's child: it carried others too.
        var linked = trace.At("linked")[0].Text("traceId");
        var commit = (await process.Api.GetAsync(Site.Operator, "/ops/traces/" + linked)).Ok().Json.At("spans")[0];
        Assert.Equal(("commit", "CoopGrains.Storage"), (commit.Text("name"), commit.Text("source")));
        Assert.Contains(commit.At("links").EnumerateArray(), link => link.Text("traceId") == TraceId);
        var row = Assert.Single(await cluster.JournalAsync(), row => row.BookKey == "program/operators-traced" && row.Sequence == 1);
        Assert.Contains(TraceId, row.Trace, StringComparison.Ordinal);

        JsonElement Server(string name) => spans.Single(span => span.Text("name") == name && span.Text("kind") == "server");
        JsonElement Above(JsonElement span) => spans.Single(other => other.Text("spanId") == span.Text("parentId"));
    }

    private static double Percentile95(IEnumerable<double> times)
    {
        var sorted = times.Order().ToArray();
        return sorted[Math.Max(0, (sorted.Length * 95 + 99) / 100 - 1)];
    }

    [GeneratedRegex("http_server_request_duration_seconds_count\\{.*/entries\".* [1-9]")]
    private static partial Regex ServedEntries();
}
