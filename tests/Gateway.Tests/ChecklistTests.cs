using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using CoopGrains.Gateway.Safety;
using CoopGrains.Hosting;
using CoopGrains.Hosting.Secrets;
using Gateway.Tests.Kit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TestKit;

namespace Gateway.Tests;

/// <summary>The security checklist, where no other test has its line: infra/README.md says which test has which.</summary>
[Collection(nameof(Site))]
public sealed partial class ChecklistTests(Site site)
{
    private static readonly (string, string)[] Foreign =
        [("Origin", "https://elsewhere.example"), ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "authorization")];

    [Fact]
    public async Task Every_answer_of_every_endpoint_carries_the_safety_headers_and_no_other_site_is_let_in()
    {
        var endpoints = site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
        foreach (var (method, path) in endpoints.SelectMany(endpoint =>
            (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
                .Select(method => (method, Parameter().Replace(endpoint.RoutePattern.RawText!, "x-unknown")))))
            foreach (var client in new[] { site.As(People.Coordinator), site.With(null) })
            {
                var reply = await client.WriteAsync(method, path, method == "GET" ? null : "{}", Foreign);
                Assert.Equal("nosniff", reply.Header("X-Content-Type-Options"));
                Assert.Equal("no-referrer", reply.Header("Referrer-Policy"));
                Assert.Equal("same-origin", reply.Header("Cross-Origin-Opener-Policy"));
                Assert.Equal("same-origin", reply.Header("Cross-Origin-Resource-Policy"));
                Assert.Equal("DENY", reply.Header("X-Frame-Options"));
                Assert.StartsWith("default-src 'none'", reply.Header("Content-Security-Policy"), StringComparison.Ordinal);
                Assert.NotNull(reply.Header("Cache-Control"));
                Assert.DoesNotContain(reply.Headers.Keys, name => name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)
                    || name is "Server" or "X-Powered-By");
            }
    }

    [Fact]
    public async Task A_preflight_of_another_site_is_no_method_of_ours()
    {
        foreach (var path in new[] { "/v1/programs", "/v1/provinces/vn-db", "/health/live", "/nothing" })
        {
            var reply = await site.With(null).SendAsync("OPTIONS", path, null, Foreign);
            Assert.Contains(reply.StatusCode, (int[])[401, 404, 405]);
            Assert.Null(reply.Header("Access-Control-Allow-Origin"));
        }
    }

    [Theory]
    [InlineData("X-HTTP-Method-Override", "POST")]
    [InlineData("X-HTTP-Method", "DELETE")]
    [InlineData("X-Method-Override", "PUT")]
    [InlineData("X-Original-URL", "/metrics")]
    [InlineData("X-Rewrite-URL", "/metrics")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-Host", "elsewhere.example")]
    public async Task A_header_makes_no_other_request_of_a_request(string name, string value)
    {
        var client = site.As(People.Coordinator);
        var (plain, with) = (await client.GetAsync("/v1/provinces/vn-db"), await client.GetAsync("/v1/provinces/vn-db", (name, value)));
        Assert.Equal((plain.StatusCode, plain.Text), (with.StatusCode, with.Text));
        Assert.Null(with.Header("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("https", "max-age=31536000; includeSubDomains")]
    [InlineData("http", "")]
    public async Task Over_TLS_browsers_are_told_to_stay_there(string scheme, string expected)
    {
        var http = new DefaultHttpContext { Request = { Scheme = scheme } };
        await Headers("").InvokeAsync(http);
        Assert.Equal(expected, http.Response.Headers.StrictTransportSecurity.ToString());
    }

    [Theory]
    [InlineData("coop.example.org", "/v1/provinces", 200)]
    [InlineData("COOP.example.org:8443", "/v1/provinces", 200)]
    [InlineData("coop.example.org.elsewhere.example", "/v1/provinces", 400)]
    [InlineData("elsewhere.example", "/v1/provinces", 400)]
    [InlineData("", "/v1/provinces", 400)]
    [InlineData("10.0.0.7", "/health/live", 200)]
    public async Task A_site_with_names_answers_to_no_other(string host, string path, int status)
    {
        var http = new DefaultHttpContext { Request = { Host = new(host), Path = path }, Response = { Body = new MemoryStream() } };
        await Headers("coop.example.org, www.coop.example.org").InvokeAsync(http);
        Assert.Equal(status, http.Response.StatusCode);
        Assert.Equal("nosniff", http.Response.Headers.XContentTypeOptions.ToString());
    }

    [Fact]
    public void What_one_connection_may_take_is_bounded()
    {
        var kestrel = new KestrelServerOptions();
        Limits.BoundKestrel(kestrel);
        Assert.False(kestrel.AddServerHeader);
        Assert.False(kestrel.AllowSynchronousIO);
        Assert.Equal(1024 * 1024, kestrel.Limits.MaxRequestBodySize);
        Assert.Equal(16 * 1024, kestrel.Limits.MaxRequestHeadersTotalSize);
        Assert.Equal(4 * 1024, kestrel.Limits.MaxRequestLineSize);
        Assert.InRange(kestrel.Limits.RequestHeadersTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        Assert.InRange(kestrel.Limits.KeepAliveTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(3));
        Assert.True(kestrel.Limits.MinRequestBodyDataRate is { BytesPerSecond: >= 240 });
        Assert.True(kestrel.Limits.MinResponseDataRate is { BytesPerSecond: >= 240 });
        Assert.True(kestrel.Limits.MaxConcurrentConnections >= Limits.Streams);
        Assert.True(kestrel.Limits.MaxConcurrentUpgradedConnections is null or >= 0);
        Assert.InRange(kestrel.Limits.Http2.MaxStreamsPerConnection, 1, 100);
        Assert.InRange(kestrel.Limits.Http2.MaxRequestHeaderFieldSize, 1, 32 * 1024);
    }

    [Fact]
    public async Task A_body_that_comes_by_the_byte_is_given_up_and_others_are_served_meanwhile()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(site.Address.Host, site.Address.Port);
        var stream = socket.GetStream();
        var token = site.Key.Issue(People.Coordinator, TimeProvider.System.GetUtcNow());
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/programs HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: slow\r\n"
            + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"));
        (await site.As(People.Coordinator).GetAsync("/v1/provinces")).MustBe(200);
        var reply = await new StreamReader(stream).ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 408", reply, StringComparison.Ordinal);
        Assert.Contains("\"requestTimeout\"", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HTTP_2_is_not_spoken_without_TLS()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(site.Address.Host, site.Address.Port);
        await socket.GetStream().WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x4\0\0\0\0\0"u8.ToArray());
        using var reply = new MemoryStream();
        await socket.GetStream().CopyToAsync(reply);
        // GOAWAY, HTTP_1_1_REQUIRED, and the end.
        Assert.True(reply.ToArray().AsSpan().EndsWith((byte[])[0, 0, 0, 0x0d]), Convert.ToHexString(reply.ToArray()));

        var upgraded = await site.As(People.Coordinator)
            .GetAsync("/v1/provinces", ("Connection", "Upgrade, HTTP2-Settings"), ("Upgrade", "h2c"),
            ("HTTP2-Settings", "AAMAAABkAAQAAP__"));
        Assert.NotEqual(101, upgraded.StatusCode);
    }

    [Theory]
    [InlineData("zzzz\r\n{}\r\n0\r\n\r\n")]
    [InlineData("fffffffffffffffff\r\n{}\r\n0\r\n\r\n")]
    [InlineData("-1\r\n\r\n")]
    [InlineData("2\r\n{}XX0\r\n\r\n")]
    public async Task Chunks_that_are_none_are_a_wrong_request_and_no_defect(string chunks)
    {
        foreach (var path in new[] { "/v1/programs", "/v1/documents?name=x.pdf" })
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(site.Address.Host, site.Address.Port);
            var token = site.Key.Issue(People.Coordinator, TimeProvider.System.GetUtcNow());
            var type = path == "/v1/programs" ? "application/json" : "application/pdf";
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: {Client.NewKey()}\r\n"
                + $"Content-Type: {type}\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}"));
            var line = await new StreamReader(socket.GetStream()).ReadLineAsync();
            Assert.StartsWith("HTTP/1.1 400", line, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--Coop:Database=Host=db;Password=hunter2", true)]
    [InlineData("Coop:Database=Host=db;pwd=hunter2", true)]
    [InlineData("--Identity:ClientSecret=hunter2", true)]
    [InlineData("--Coop:Database=Host=db;Pass Phrase=x;Passphrase = hunter2", true)]
    [InlineData("--Coop:Database=Host=db;Password=hunter2==", true)]
    [InlineData("Identity:ClientSecret=hunter2=", true)]
    [InlineData("--Coop:DatabasePassword", true)]
    [InlineData("--Coop:Data=/srv/coop", false)]
    [InlineData("--Coop:Data=/srv/kp4pwd8f", false)]
    [InlineData("--Identity:ClientSecretFile=/run/secrets/client", false)]
    [InlineData("--urls=http://127.0.0.1:5080", false)]
    public void A_secret_is_not_taken_from_an_argument_and_not_repeated(string argument, bool refused)
    {
        var thrown = Record.Exception(() => SecretArguments.Refuse(["--a", argument]));
        Assert.Equal(refused, thrown is InvalidOperationException);
        Assert.DoesNotContain("hunter2", thrown?.Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void The_repository_holds_no_secret()
    {
        var files = Process.Start(new ProcessStartInfo("git",
            ["-C", RepositoryRoot.PathOf(), "ls-files"])
        { RedirectStandardOutput = true })!;
        var found = files.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(path => !path.EndsWith(".lock.json", StringComparison.Ordinal) && File.Exists(RepositoryRoot.PathOf(path)))
            .SelectMany(path => File.ReadLines(RepositoryRoot.PathOf(path)).Where(line => LooksSecret().IsMatch(line))
                .Select(line => $"{path}: {line}"));
        Assert.Empty(found);
    }

    private static SafetyHeaders Headers(string hosts) =>
        new(_ => Task.CompletedTask, TimeProvider.System, new Running(), new CoopOptions { Hosts = hosts });

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();

    // Private keys, tokens that are signed, keys of the usual providers.
    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY-----|eyJ[\w-]{20,}\.eyJ[\w-]{40,}\.[\w-]{40,}"
        + @"|AKIA[0-9A-Z]{16}|ghp_\w{36}|""d"": ?""[\w-]{43}""")]
    private static partial Regex LooksSecret();

    private sealed class Running : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication()
        {
        }
    }
}
