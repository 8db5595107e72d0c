using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Gateway.Tests.Kit;
using TestKit;

namespace Gateway.Tests;

[Collection(nameof(Site))]
public sealed class SafetyTests(Site site)
{
    [Theory]
    [InlineData("/v1/provinces")]
    [InlineData("/v1/provinces/none")]
    [InlineData("/v1/nothing")]
    [InlineData("/health/live")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/docs/index.html")]
    public async Task Every_reply_carries_the_safety_headers_and_a_trace(string path)
    {
        foreach (var client in new[] { site.As(People.Recorder), site.With(null) })
        {
            var reply = await client.GetAsync(path);
            Assert.Equal("nosniff", reply.Header("X-Content-Type-Options"));
            if (!path.StartsWith("/docs", StringComparison.Ordinal))
                Assert.Equal("no-store", reply.Header("Cache-Control"));
            Assert.Equal("no-referrer", reply.Header("Referrer-Policy"));
            Assert.Contains("default-src 'none'", reply.Header("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", reply.Header("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.Matches("^[0-9a-f]{32}$", reply.Header("Trace-Id"));
            Assert.Null(reply.Header("Server"));
            Assert.Null(reply.Header("Access-Control-Allow-Origin"));
        }
    }

    [Fact]
    public async Task Unknown_paths_are_404_and_wrong_methods_405_as_problems()
    {
        (await site.As(People.Recorder).GetAsync("/v1/nothing")).Is(404, "pathUnknown");
        (await site.As(People.Recorder).SendAsync("DELETE", "/v1/provinces", null)).Is(405, "methodNotAllowed");
        (await site.As(People.Recorder).SendAsync("TRACE", "/v1/provinces", null)).Is(405, "methodNotAllowed");
        (await site.As(People.Recorder).SendAsync("OPTIONS", "/v1/provinces", null, ("Origin", "https://example.org"))).Is(405,
            "methodNotAllowed");
    }

    [Theory]
    [InlineData("GET /v1/provinces HTTP/1.1\r\nHost: x\r\nX-Long: {header}\r\n\r\n", "431")]
    [InlineData("GET /v1/provinces?x={url} HTTP/1.1\r\nHost: x\r\n\r\n", "414")]
    [InlineData("POST /v1/programs HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400")]
    [InlineData("GET /v1/provinces HTTP/9.9\r\nHost: x\r\n\r\n", "505")]
    [InlineData("GARBAGE\r\n\r\n", "400")]
    public async Task What_is_no_request_is_refused_early(string request, string status)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(site.Address.Host, site.Address.Port);
        var text = request.Replace("{header}", new string('x', 20_000)).Replace("{url}", new string('x', 6_000));
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text));
        var line = await new StreamReader(stream).ReadLineAsync();
        Assert.StartsWith("HTTP/1.1 " + status, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probes_say_a_word()
    {
        foreach (var (probe, word) in new[] { ("live", "live"), ("startup", "started"), ("ready", "ready") })
            Assert.Equal(word, (await site.With(null).GetAsync("/health/" + probe)).MustBe(200).Text);
    }

    [Fact]
    public async Task Metrics_are_for_operators()
    {
        (await site.With(null).GetAsync("/metrics")).Is(401, "unauthenticated");
        (await site.As(People.Coordinator).GetAsync("/metrics")).Is(403, "roleMissing");
        Assert.Contains("# TYPE", (await site.As(People.Operator).GetAsync("/metrics")).MustBe(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_do_not_count_rows_or_books_that_an_operator_may_not_know_of()
    {
        await site.NewProgramAsync();
        var page = (await site.As(People.Operator).GetAsync("/metrics")).MustBe(200).Text;
        var names = page.Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[2]).ToList();
        Assert.Contains("coop_storage_commits_total", names);
        string[] all = ["position", "storage_rows", "orleans_grains", "activations", "activation_working_set", "activation_data", "partition_size"];
        foreach (var telling in all)
            Assert.DoesNotContain(names, name => name.Contains(telling, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whether_all_is_quiet_is_told_to_operators()
    {
        (await site.As(People.Coordinator).GetAsync("/v1/operations/quiet")).Is(403, "roleMissing");
        (await site.As(People.Operator).GetAsync("/v1/operations/quiet")).MustBe(200);
    }
}

/// <summary>Starts that must not happen.</summary>
public sealed class ProductionTests
{
    [Theory]
    [InlineData("Coop__Clock", "2026-11-21", "Clock")]
    [InlineData("Coop__Nothing", "x", "dev-key.json")]
    [InlineData("Coop__Identity__Authority", "http://id.example.org", "is not https")]
    [InlineData("Coop__Identity__Authority", "https://coop.example.org/dev/issuer", "development site")]
    [InlineData("Coop__Identity__Nothing", "x", "Nothing")]
    public async Task A_production_site_refuses_to_start_with_what_belongs_to_development(string name, string value, string named)
    {
        using var folder = new TempFolder();
        if (named == "dev-key.json")
            CoopGrains.Hosting.Tokens.DevelopmentKey.LoadOrCreate(folder.Path).Dispose();
        Assert.Contains(named, await RefusedAsync(folder.Path, name, value), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_production_site_refuses_to_start_with_an_issuer_that_says_it_is_for_development()
    {
        using var folder = new TempFolder();
        await using var issuer = await IssuerUnderTest.StartAsync();
        issuer.More["coopgrains_development"] = true;
        Assert.Contains("issuer of a development site", await RefusedAsync(folder.Path, "Coop__Identity__Authority", issuer.Address),
            StringComparison.Ordinal);
    }

    private static async Task<string> RefusedAsync(string data, string name, string value)
    {
        var start = new ProcessStartInfo("dotnet", [RepositoryRoot.Built("src/CoopGrains.Gateway", "CoopGrains.Gateway.dll")])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production", ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", ["Coop__Data"] = data,
                [name] = value,
            },
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.NotEqual(0, process.ExitCode);
        return await errors + await output;
    }
}
