using System.Net;
using System.Text.RegularExpressions;
using CoopGrains.Gateway.Books;
using Gateway.Tests.Kit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests;

/// <summary>Walks the endpoints themselves, so that a new one is covered before anybody thinks of it.</summary>
[Collection(nameof(Site))]
public sealed partial class EveryEndpointTests(Site site)
{
    [Fact]
    public async Task Every_endpoint_but_probes_reference_and_public_reads_answers_401_without_a_token()
    {
        var open = new List<string>();
        foreach (var (method, path, endpoint) in Endpoints())
        {
            var reply = await site.With(null).SendAsync(method, path, null);
            if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
                open.Add(endpoint.RoutePattern.RawText!);
            else
                reply.Is(401, "unauthenticated");
        }
        Assert.Equal(["/health/live", "/health/ready", "/health/startup", "/openapi/v1.json", "/openapi/v1.yaml",
            "/v1/public/agreements/{id}", "/v1/public/network", "/v1/public/programs/{id}"], open.Order());
    }

    [Fact]
    public async Task No_endpoint_answers_500_to_a_bare_request_of_anyone_and_each_answers_a_status_it_declares()
    {
        foreach (var actor in new[] { People.Operator, People.Coordinator, People.Recorder, People.Confirmer })
            foreach (var (method, path, endpoint) in Endpoints().Where(found => found.Path.StartsWith("/v1", StringComparison.Ordinal)))
            {
                var reply = await site.As(actor).WriteAsync(method, path, method == "GET" ? null : "{}");
                var declared = Statuses(endpoint);
                Assert.True(declared.Contains(reply.StatusCode),
                    $"{method} {path} answered {reply.StatusCode}, and declares {string.Join(" ", declared)}");
                Assert.NotEqual(HttpStatusCode.InternalServerError, reply.Status);
            }
    }

    [Fact]
    public void Every_endpoint_declares_its_statuses_and_who_may_call_it()
    {
        foreach (var (method, path, endpoint) in Endpoints().Where(found => found.Path.StartsWith("/v1", StringComparison.Ordinal)))
        {
            var declared = Statuses(endpoint);
            if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            {
                Assert.True(declared.SetEquals(path.Contains("x-unknown", StringComparison.Ordinal)
                    ? [200, 304, 400, 404, 429, 500, 503] : [200, 304, 400, 429, 500, 503]), $"{method} {path}");
                continue;
            }
            Assert.True(declared.IsSupersetOf([400, 401, 403, 429, 500, 503]), $"{method} {path}");
            Assert.Contains(declared, status => status is 200 or 201);
            Assert.NotNull(endpoint.Metadata.GetMetadata<NeededRole>());
            if (method != "GET")
                Assert.True(declared.IsSupersetOf([413, 415, 422]), $"{method} {path}");
        }
    }

    [Fact]
    public async Task An_operator_reads_the_list_of_provinces_and_no_content()
    {
        var answered = new List<string>();
        var reads = Endpoints().Where(found => found.Method == "GET" && found.Path.StartsWith("/v1", StringComparison.Ordinal)
            && found.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null);
        foreach (var (_, path, _) in reads)
            foreach (var asked in new[] { path, path.Replace("x-unknown", "vn-db", StringComparison.Ordinal) }.Distinct())
            {
                var reply = await site.As(People.Operator).GetAsync(asked);
                if (reply.StatusCode == 403)
                    reply.Is(403, "roleMissing");
                else
                    answered.Add(asked);
            }
        Assert.Equal(["/v1/operations/quiet", "/v1/provinces", "/v1/provinces/resolve"], answered.Order());
    }

    [Fact]
    public async Task An_overseer_writes_nothing_but_questions_and_what_becomes_of_them()
    {
        var program = await site.NewProgramAsync();
        var agreement = site.NewId("overseen");
        await site.As(People.Coordinator).MustAsync(HttpStatusCode.Created, "POST", "/v1/agreements", Bodies.Draft(agreement));
        var open = new List<string>();
        foreach (var (method, path, _) in Endpoints().Where(found => found.Method != "GET" && found.Path.StartsWith("/v1", StringComparison.Ordinal)))
        {
            var real = path.Replace("/programs/x-unknown", "/programs/" + program, StringComparison.Ordinal)
                .Replace("/agreements/x-unknown", "/agreements/" + agreement, StringComparison.Ordinal)
                .Replace("/provinces/x-unknown", "/provinces/vn-db", StringComparison.Ordinal);
            var reply = await site.As(People.Overseer).WriteAsync(method, real, "{}");
            if (reply.StatusCode != 403)
                open.Add(path);
            else
                Assert.Contains(reply.Json.GetProperty("code").GetString(), (string[])["roleMissing"]);
        }
        var asked = new[] { "/cases", "/cases/x-unknown/closure", "/cases/x-unknown/reopening" };
        Assert.Equal(
            asked.SelectMany(path => (string[])["/v1/agreements/x-unknown" + path, "/v1/programs/x-unknown" + path]).Order(), open.Distinct().Order());
    }

    [Fact]
    public async Task Every_write_to_an_unknown_book_is_404_whatever_else_is_wrong_with_it()
    {
        foreach (var (method, path, _) in Endpoints().Where(found => found.Method != "GET" && found.Path.Contains("/x-unknown",
            StringComparison.Ordinal)))
            (await site.As(People.Coordinator).SendAsync(method, path, "{ malformed")).Is(404, "unknown");
    }

    private static HashSet<int> Statuses(RouteEndpoint endpoint) =>
        [.. endpoint.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>().Select(produced => produced.StatusCode)];

    private IEnumerable<(string Method, string Path, RouteEndpoint Endpoint)> Endpoints() =>
        from endpoint in site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        let path = Parameter().Replace(endpoint.RoutePattern.RawText!, "x-unknown").TrimEnd('/')
        select (method, path, endpoint);

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();
}
