using System.Net;
using System.Text.RegularExpressions;
using CoopGrains.Gateway.Books;
using Gateway.Tests.Kit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests;

/// <summary>Walks the endpoints themselves, so that a new one is covered before anybody thinks of it. Who may call them: RightsTests.</summary>
[Collection(nameof(Site))]
public sealed partial class EveryEndpointTests(Site site)
{
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
    public async Task Every_write_to_an_unknown_book_is_404_whatever_else_is_wrong_with_it()
    {
        foreach (var (method, path, _) in Endpoints().Where(found => found.Method != "GET"
            && found.Path.StartsWith("/v1", StringComparison.Ordinal) && found.Path.Contains("/x-unknown", StringComparison.Ordinal)))
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
