using System.Text.Json;
using CoopGrains.Network;
using Gateway.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Gateway.Tests;

/// <summary>Traces as operators see them, from a request to the statements that kept it.</summary>
public sealed class OpsTraceTests(TracedSite traced) : IClassFixture<TracedSite>
{
    // Of these tests alone: others send hostile requests with the one that the standard shows.
    private const string Remote = "00-7d1c6a2f9e8b4c3da5f60718293a4b5c-00f067aa0ba902b7-01";

    private static readonly string Kept = RepositoryRoot.PathOf("tests", "Gateway.Tests", "Traces", "program-opened.json");

    private readonly Site _site = traced.Site;

    [Fact]
    public async Task A_program_being_opened_is_one_trace_from_its_client_over_two_grains_to_the_statements_that_keep_it()
    {
        var agreement = await NewAgreementAsync();
        // So that its commit is its own.
        await _site.Services.GetRequiredService<ICourier>().WaitQuietAsync(CancellationToken.None);
        var opened = (await _site.As(People.Coordinator).PostAsync("/v1/programs",
            $$"""
            {"id":"{{_site.NewId("traced")}}","agreement":"agreement/{{agreement}}","title":{"vi":"Tên mật"},
             "parties":["vn-db","la-lpb"],"areas":["education"]}
            """,
            ("traceparent", Remote))).MustBe(201);
        Assert.Equal("7d1c6a2f9e8b4c3da5f60718293a4b5c", opened.Header("Trace-Id"));
        var version = opened.Header("Coop-Version")!;
        var trace = await TraceAsync(opened, told => told.GetProperty("linked").GetArrayLength() > 0);

        var spans = trace.GetProperty("spans").EnumerateArray().ToList();
        var names = spans.ToDictionary(span => span.GetProperty("spanId").GetString()!, span => span.GetProperty("name").GetString());
        var root = spans[0];
        Assert.Equal(("POST /v1/programs", "00f067aa0ba902b7"), (TextOf(root, "name"), TextOf(root, "parentId")));
        Assert.Equal(version, root.GetProperty("attributes").GetProperty("coop.version").GetString());
        Assert.All(spans.Skip(1), span => Assert.Contains(span.GetProperty("parentId").GetString()!, names.Keys));
        Assert.Equal(version, trace.GetProperty("entries")[0].GetProperty("version").GetString());

        // From the trace to the journal: what its history says is this trace's.
        var history = await _site.As(People.Coordinator).GetAsync(trace.GetProperty("entries")[0].GetProperty("history").GetString()!);
        Assert.Equal(opened.Header("Trace-Id"), history.MustBe(200).Json.GetProperty("items")[0].GetProperty("traceId").GetString());

        // The commit that carried it is nobody's child: it links here, and its statements are below it.
        var commit = (await OperatorAsync("/ops/traces/" + trace.GetProperty("linked")[0].GetProperty("traceId").GetString())).Json;
        Assert.Contains(commit.GetProperty("spans")[0].GetProperty("links").EnumerateArray(),
            link => link.GetProperty("traceId").GetString() == opened.Header("Trace-Id"));

        AssertKept($$"""
            {
            "request": {{Stable(trace, version, agreement)}},
            "commit": {{Stable(commit, version, agreement)}}
            }

            """);
    }

    [Fact]
    public async Task From_an_entry_of_a_history_one_comes_to_its_trace_and_back()
    {
        var program = await _site.NewProgramAsync();
        var entries = $"/v1/programs/{program}/commitments/students/entries";
        var reply = (await _site.As(People.Recorder).PostAsync(entries, Bodies.Entry)).MustBe(201);
        var version = reply.Header("Coop-Version")!;
        await TraceAsync(reply);
        var found = (await OperatorAsync("/ops/traces?entry=" + Uri.EscapeDataString(version))).Json.GetProperty("items");
        var line = Assert.Single(found.EnumerateArray());
        Assert.Equal((reply.Header("Trace-Id"), version), (TextOf(line, "traceId"), TextOf(line, "version")));
        Assert.Empty((await OperatorAsync($"/ops/traces?entry=program/{program}@999")).Json.GetProperty("items").EnumerateArray());
        Assert.Empty((await OperatorAsync("/ops/traces?entry=nothing")).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task What_one_book_tells_another_is_a_trace_of_its_own_that_links_to_the_cause()
    {
        // A commitment that counts is an obligation that the courier brings to its provinces.
        await _site.NewProgramAsync();
        var told = await GotAsync(async () =>
        {
            var work = (await OperatorAsync("/ops/traces?list=work&text=courier")).Json.GetProperty("items").EnumerateArray();
            foreach (var line in work)
            {
                var trace = (await OperatorAsync("/ops/traces/" + line.GetProperty("traceId").GetString())).Json;
                if (trace.GetProperty("spans").EnumerateArray().Any(span => TextOf(span, "name").Contains("Note", StringComparison.Ordinal)))
                    return trace;
            }
            return null;
        }, "the courier told nobody");
        var first = told.GetProperty("spans")[0];
        Assert.Equal(("courier.deliver", "consumer", JsonValueKind.Null),
            (first.GetProperty("name").GetString(), first.GetProperty("kind").GetString(), first.GetProperty("parentId").ValueKind));
        Assert.Single(first.GetProperty("links").EnumerateArray());
    }

    [Fact]
    public async Task A_restricted_book_has_no_trace_here_however_it_is_asked_for()
    {
        var coordinator = _site.As(People.Coordinator);
        var opened = (await coordinator.PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201);
        var id = opened.Json.GetProperty("id").GetString()!;
        var wrong = Bodies.Commitment.Replace("person", "nothing", StringComparison.Ordinal);
        var refused = await coordinator.PostAsync($"/v1/programs/{id}/commitments", wrong);
        Reply[] all =
        [
            opened, refused,
            (await coordinator.GetAsync($"/v1/programs/{id}")).MustBe(200),
            (await coordinator.GetAsync($"/v1/access?book=program/{id}")).MustBe(200),
            (await _site.As(People.Uncleared).GetAsync($"/v1/programs/{id}")).MustBe(404),
        ];
        // A request that came later is there: so the earlier ones would be too.
        await TraceAsync((await coordinator.GetAsync("/v1/provinces/vn-db")).MustBe(200));
        foreach (var reply in all)
            (await OperatorAsync("/ops/traces/" + reply.Header("Trace-Id"), 404)).Is(404, "pathUnknown");
        foreach (var list in (string[])["recent", "whole", "slow", "failed", "work"])
        {
            var shown = (await OperatorAsync("/ops/traces?list=" + list)).Text;
            Assert.DoesNotContain(id, shown, StringComparison.Ordinal);
            Assert.DoesNotContain("/v1/access", shown, StringComparison.Ordinal);
        }
        foreach (var method in (await OperatorAsync("/ops/methods")).Json.GetProperty("items").EnumerateArray())
            Assert.DoesNotContain(all, reply => reply.Header("Trace-Id") == method.GetProperty("traceId").GetString());
        Assert.Empty((await OperatorAsync($"/ops/traces?entry=program/{id}@1")).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_trace_holds_nothing_that_its_caller_wrote()
    {
        const string Secret = "injected-7f3a";
        var reply = await _site.As(People.Coordinator).SendAsync("GET", $"/v1/programs/{Secret}?state={Secret}", null,
            ("User-Agent", Secret), ("tracestate", "x=" + Secret), ("baggage", "x=" + Secret),
            ("traceparent", $"00-{new string('7', 32)}-{new string('7', 16)}-01"));
        Assert.True(reply.StatusCode is 400 or 404);
        var trace = await TraceAsync(reply);
        Assert.DoesNotContain(Secret, trace.ToString(), StringComparison.Ordinal);
        Assert.Equal("GET /v1/programs/{id}", trace.GetProperty("spans")[0].GetProperty("name").GetString());
    }

    // A request's span ends after its reply has left.
    private Task<JsonElement> TraceAsync(Reply reply, Func<JsonElement, bool>? isWhole = null) => GotAsync(async () =>
    {
        var found = await _site.As(People.Operator).GetAsync("/ops/traces/" + reply.Header("Trace-Id"));
        return found.StatusCode == 200 && (isWhole is null || isWhole(found.Json)) ? found.Json : null;
    }, "the trace is not kept");

    private static async Task<JsonElement> GotAsync(Func<Task<JsonElement?>> ask, string otherwise)
    {
        JsonElement? got = null;
        await Until.TrueAsync(async () => (got = await ask()) is not null, otherwise);
        return got!.Value;
    }

    private async Task<Reply> OperatorAsync(string path, int status = 200) =>
        (await _site.As(People.Operator).GetAsync(path)).MustBe(status);

    private static string TextOf(JsonElement told, string member) => told.GetProperty(member).GetString()!;

    private async Task<string> NewAgreementAsync()
    {
        var id = _site.NewId("traced-agreement");
        await _site.As(People.Coordinator).MustAsync(System.Net.HttpStatusCode.Created, "POST", "/v1/agreements/registrations", $$"""
            {"id":"{{id}}","type":"minutesOfCooperation","parties":["vn-db","la-lpb"],
             "text":{"title":{"vi":"Biên bản"},"term":{"from":"2025","to":"2027"} },
             "sources":[{"source":"S0","line":1}],"signedOn":"2025-01-01"}
            """);
        return id;
    }

    // Names, parents by name, kinds, attributes and links; without what differs from run to run.
    private static string Stable(JsonElement trace, string version, string agreement)
    {
        var spans = trace.GetProperty("spans").EnumerateArray().ToList();
        var names = spans.ToDictionary(span => span.GetProperty("spanId").GetString()!, span => span.GetProperty("name").GetString()!);
        var told = spans.Select(span => new
        {
            name = span.GetProperty("name").GetString(),
            parent = span.GetProperty("parentId").GetString() is { } parent ? names.GetValueOrDefault(parent, "the client") : null,
            kind = span.GetProperty("kind").GetString(),
            source = span.GetProperty("source").GetString(),
            // Orleans calls from a client of its own, of another id each time.
            attributes = span.GetProperty("attributes").EnumerateObject()
                .Where(one => !one.Value.GetString()!.StartsWith("sys.client/", StringComparison.Ordinal))
                .OrderBy(one => one.Name, StringComparer.Ordinal)
                .ToDictionary(one => one.Name, one => one.Value.GetString()),
            links = span.GetProperty("links").GetArrayLength(),
        });
        var text = JsonSerializer.Serialize(told, new JsonSerializerOptions { WriteIndented = true });
        return text.Replace(version.Split('/', '@')[1], "PROGRAM", StringComparison.Ordinal)
            .Replace(agreement, "AGREEMENT", StringComparison.Ordinal);
    }

    private static void AssertKept(string trace)
    {
        if (Environment.GetEnvironmentVariable("COOP_ACCEPT_TRACES") == "1")
            File.WriteAllText(Kept, trace);
        Assert.Equal(File.ReadAllText(Kept), trace);
    }
}

/// <summary>A site that keeps all of each trace.</summary>
public sealed class TracedSite : IAsyncLifetime
{
    public Site Site { get; } = new(0, false, null, ("Telemetry:ChildRatio", "1"));

    public Task InitializeAsync() => Site.InitializeAsync();

    public Task DisposeAsync() => Site.DisposeAsync();
}
