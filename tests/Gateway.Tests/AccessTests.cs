using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Hosting.History;
using CoopGrains.Network;
using Gateway.Tests.Kit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests;

/// <summary>Restricted books: who reads them is recorded, and coordinators of a party may let others read for a time.</summary>
[Collection(nameof(Site))]
public sealed class AccessTests(Site site)
{
    [Fact]
    public async Task Each_read_of_a_restricted_book_is_shown_to_coordinators_of_its_parties()
    {
        var book = await RestrictedAsync();
        var path = $"/v1/programs/{book}";
        var lao = site.As(People.LaoCoordinator);
        foreach (var read in (string[])[path, path + "/history", path + "/commitments/students", path + "/commitments/students/entries", path + "/cases", path + "/twinnings"])
            (await lao.GetAsync(read)).MustBe(200);
        var seen = await AccessAsync(People.Coordinator, book);
        Assert.Equal([path, path + "/history", path + "/commitments/students", path + "/commitments/students/entries", path + "/cases", path + "/twinnings"],
            seen.Select(read => read.GetProperty("path").GetString()));
        Assert.All(seen, read =>
        {
            Assert.Equal(("kham", "la-lpb-office"), (read.GetProperty("user").GetString(), read.GetProperty("agency").GetString()));
            Assert.Equal(JsonValueKind.Null, read.GetProperty("grant").ValueKind);
            Assert.Equal(32, read.GetProperty("traceId").GetString()!.Length);
        });
        // Looking at who read is no read.
        Assert.Equal(6, (await AccessAsync(People.LaoCoordinator, book)).Count);
        var page = (await lao.GetAsync($"/v1/access?book=program/{book}&limit=4")).MustBe(200).Json;
        var rest = (await lao.GetAsync($"/v1/access?book=program/{book}&limit=4&cursor={page.GetProperty("next").GetString()}")).MustBe(200).Json;
        Assert.Equal((4, 2, JsonValueKind.Null), (page.GetProperty("items").GetArrayLength(), rest.GetProperty("items").GetArrayLength(),
            rest.GetProperty("next").ValueKind));
    }

    [Fact]
    public async Task To_anyone_else_the_record_of_a_book_is_as_unknown_as_that_of_none()
    {
        var book = await RestrictedAsync();
        foreach (var actor in new[] { People.Uncleared, People.Recorder, People.Confirmer, People.Overseer })
            foreach (var list in (string[])["access", "grants"])
            {
                var hidden = (await site.As(actor).GetAsync($"/v1/{list}?book=program/{book}")).Is(404, "unknown");
                var none = (await site.As(actor).GetAsync($"/v1/{list}?book=program/r-00000000000000000000000000")).Is(404, "unknown");
                Assert.Equal(none.WithoutTrace(), hidden.WithoutTrace());
            }
        (await site.As(People.Coordinator).GetAsync("/v1/access?book=nonsense")).Is(404, "unknown");
        (await site.As(People.Coordinator).GetAsync("/v1/access")).Is(400, "queryMissing");
        Assert.Empty(await AccessAsync(People.Coordinator, book));
    }

    [Fact]
    public async Task Whatever_answer_differs_by_clearance_is_recorded()
    {
        var book = await RestrictedAsync();
        var agreement = (await site.As(People.Coordinator).PostAsync("/v1/agreements", Bodies.RestrictedDraft)).MustBe(201).Json.GetProperty("id").GetString();
        (await site.As(People.Coordinator).PostAsync($"/v1/agreements/{agreement}/talks", """{"on":"2026-12-24","host":"vn-db"}""")).MustBe(201);
        // Behind the restricted book, and open to both.
        var to = $"program/{await site.NewProgramAsync()}@2";
        // What the courier still brings, such as to provinces, makes answers differ as well.
        await site.Services.GetRequiredService<ICourier>().WaitQuietAsync(default);
        var differing = 0;
        foreach (var path in Reads(book, to))
        {
            var before = await CountAsync();
            var (cleared, uncleared) = (await site.As(People.LaoCoordinator).GetAsync(path), await site.As(People.LaoUncleared).GetAsync(path));
            Assert.NotEqual(500, cleared.StatusCode);
            if (cleared.StatusCode != 200 || Plain(cleared) == Plain(uncleared))
                continue;
            differing++;
            Assert.True(await CountAsync() > before, $"{path} shows restricted content and was not recorded");
        }
        Assert.True(differing >= 12, $"only {differing} answers differ");
    }

    [Fact]
    public async Task What_a_refusal_tells_of_a_restricted_book_is_recorded_as_a_read_is()
    {
        var path = $"/v1/programs/{await RestrictedAsync()}";
        var book = path["/v1/programs/".Length..];
        (await site.As(People.LaoCoordinator).PostAsync(path + "/resumption", """{"reason":"x"}""")).Is(409, "wrongState");
        Assert.Equal([path + "/resumption"], (await AccessAsync(People.Coordinator, book)).Select(read => read.GetProperty("path").GetString()));
        // Whoever sees no such book is shown nothing.
        (await site.As(People.LaoUncleared).PostAsync(path + "/resumption", """{"reason":"x"}""")).Is(404, "unknown");
        Assert.Single(await AccessAsync(People.Coordinator, book));
    }

    [Fact]
    public async Task No_metric_tells_operators_that_leave_was_given_or_a_record_read()
    {
        var book = await RestrictedAsync();
        var keeper = site.As(People.Coordinator);
        var grant = (await keeper.PostAsync("/v1/grants", Grant(book, "2026-12-01"))).MustBe(201).Json.GetProperty("id").GetString();
        (await keeper.GetAsync($"/v1/grants?book=program/{book}")).MustBe(200);
        await AccessAsync(People.Coordinator, book);
        (await keeper.PostAsync($"/v1/programs/{book}/grants/{grant}/revocation", """{"reason":"done"}""")).MustBe(200);
        var page = (await site.As(People.Operator).GetAsync("/metrics")).MustBe(200).Text;
        Assert.Contains("http_server_request_duration_seconds_count", page, StringComparison.Ordinal);
        foreach (var telling in (string[])["/v1/grants", "/v1/access", "revocation", book])
            Assert.DoesNotContain(telling, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leave_lets_a_user_read_and_nothing_else_until_it_is_revoked()
    {
        var book = await RestrictedAsync();
        var (path, guest) = ($"/v1/programs/{book}", site.As(People.Overseer));
        (await guest.GetAsync(path)).Is(404, "unknown");
        var granted = (await site.As(People.LaoCoordinator).PostAsync("/v1/grants", Grant(book, "2026-12-01"))).MustBe(201);
        Assert.Equal($"/v1/grants?book=program/{book}", granted.Header("Location"));
        var grant = granted.Json.GetProperty("id").GetString()!;
        var seen = ("Coop-After", granted.Header("Coop-Version")!);
        // Rights are those that the view has when a request comes.
        (await site.As(People.LaoCoordinator).GetAsync(path, seen)).MustBe(200);
        (await guest.GetAsync(path)).MustBe(200);
        Assert.Contains(book, (await guest.GetAsync("/v1/programs?limit=200")).MustBe(200).Text, StringComparison.Ordinal);
        (await guest.PostAsync(path + "/cases", """{"kind":"question","title":{"vi":"?"},"text":{"vi":"?"},"to":[{"party":"vn-db"}],"due":"2026-12-01"}"""))
            .Is(403, "readsOnly");
        Assert.DoesNotContain("thanh tra", (await guest.GetAsync(path + "/history")).Text, StringComparison.Ordinal);
        (await guest.GetAsync($"/v1/access?book=program/{book}")).Is(404, "unknown");

        var listed = Assert.Single((await site.As(People.Coordinator).GetAsync($"/v1/grants?book=program/{book}")).MustBe(200).Json
            .GetProperty("items").EnumerateArray());
        Assert.Equal((grant, "thanh tra", "la-lpb"),
            (listed.GetProperty("id").GetString(), listed.GetProperty("reason").GetString(), listed.GetProperty("by").GetString()));
        Assert.Contains(await AccessAsync(People.Coordinator, book), read => read.GetProperty("user").GetString() == People.Overseer.User
            && read.GetProperty("grant").GetString() == grant);

        var revoked = (await site.As(People.Coordinator).PostAsync($"{path}/grants/{grant}/revocation", """{"reason":"xong"}""")).MustBe(200);
        (await site.As(People.Coordinator).GetAsync(path, ("Coop-After", revoked.Header("Coop-Version")!))).MustBe(200);
        (await guest.GetAsync(path)).Is(404, "unknown");
    }

    [Fact]
    public async Task A_grant_that_is_wrong_is_refused_and_a_hidden_book_is_as_unknown_as_none()
    {
        var book = await RestrictedAsync();
        var keeper = site.As(People.Coordinator);
        (await keeper.PostAsync("/v1/grants", Grant(book, "2027-12-01"))).Is(422, "grantEndInvalid");
        (await keeper.PostAsync("/v1/grants", Grant(book, "2026-12-01", user: "nobody"))).Is(422, "referenceUnknown");
        (await keeper.PostAsync("/v1/grants", Grant(book, "2026-12-01", user: People.Coordinator.User))).Is(403, "notForOneself");
        (await site.As(People.Recorder).PostAsync("/v1/grants", Grant(book, "2026-12-01"))).Is(403, "roleMissing");
        (await keeper.PostAsync("/v1/grants", Grant(book, "2026-12-01").Replace($"program/{book}", "province/vn-db", StringComparison.Ordinal)))
            .Is(409, "grantNotNeeded");
        (await keeper.PostAsync("/v1/grants", Grant(book, "2026-12-01").Replace($"program/{book}", "province/vn-none", StringComparison.Ordinal)))
            .Is(404, "unknown");
        (await keeper.PostAsync("/v1/grants", Grant(await site.NewProgramAsync(), "2026-12-01"))).Is(409, "grantNotNeeded");
        var hidden = (await site.As(People.LaoUncleared).PostAsync("/v1/grants", Grant(book, "2026-12-01"))).Is(404, "unknown");
        var none = (await site.As(People.LaoUncleared).PostAsync("/v1/grants", Grant("r-00000000000000000000000000", "2026-12-01"))).Is(404, "unknown");
        Assert.Equal(none.WithoutTrace(), hidden.WithoutTrace());
    }

    private IEnumerable<string> Reads(string book, string to) =>
        from endpoint in site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<NeededRole>() is not null
            && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true
        from path in Paths("/" + endpoint.RoutePattern.RawText!.Trim('/'), book, to)
        select path;

    // The access lists tell of reads; recorded, each look would add to them. A session tells of nobody but the caller.
    private static IEnumerable<string> Paths(string pattern, string book, string to)
    {
        var path = pattern.Replace("/programs/{id}", "/programs/" + book, StringComparison.Ordinal)
            .Replace("/provinces/{id}", "/provinces/la-lpb", StringComparison.Ordinal)
            .Replace("{commitment}", "students", StringComparison.Ordinal);
        if (path is "/v1/access" or "/v1/session")
            return [];
        if (path == "/v1/grants")
            return [path + "?book=program/" + book];
        if (path.EndsWith("/compare", StringComparison.Ordinal))
            return [path + "?from=2020-01-01T00:00:00Z&to=" + to + "&limit=200"];
        if (path.EndsWith("/explain", StringComparison.Ordinal))
            return [path + "?figure=students:person:sum", path + $"?figure=program/{book}:students:all:reported"];
        if (path.EndsWith("/status", StringComparison.Ordinal))
            return [path, path + "?by=area", path + "?by=agreement"];
        if (path.EndsWith("/oversight", StringComparison.Ordinal))
            return [path + "?what=unconfirmed", path + "?what=overdue"];
        return path.Contains('{', StringComparison.Ordinal) ? [] : [path];
    }

    private static string Plain(Reply reply) =>
        System.Text.RegularExpressions.Regex.Replace(Shown.Of(reply), "\"(asOf|lag|traceId|next)\":(\"[^\"]*\"|[0-9]+)", "");

    // Of all restricted books that tests have left here: an answer may show any of them.
    private async Task<int> CountAsync()
    {
        var count = 0;
        foreach (var book in site.Services.GetRequiredService<INetworkView>().Now.Restricted(Actor.System))
            count += (await site.Services.GetRequiredService<BookHistory>().ReadersAsync(book.Book, 0, int.MaxValue, default)).Count;
        return count;
    }

    private async Task<List<JsonElement>> AccessAsync(Actor keeper, string book) =>
        [.. (await site.As(keeper).GetAsync($"/v1/access?book=program/{book}&limit=200")).MustBe(200).Json.GetProperty("items").EnumerateArray()];

    private static string Grant(string book, string until, string? user = null) =>
        $$"""{"book":"program/{{book}}","agency":"{{(user is null ? People.Overseer : People.Coordinator).Agency}}","user":"{{user ?? People.Overseer.User}}","reason":"thanh tra","until":"{{until}}"}""";

    // A restricted program with a commitment and an entry.
    private async Task<string> RestrictedAsync()
    {
        var coordinator = site.As(People.Coordinator);
        var made = (await coordinator.PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201);
        var path = $"/v1/programs/{made.Json.GetProperty("id").GetString()}";
        (await coordinator.PostAsync(path + "/commitments", Bodies.Commitment)).MustBe(201);
        (await site.As(People.ClearedRecorder).PostAsync(path + "/commitments/students/entries", Bodies.Entry)).MustBe(201);
        return made.Json.GetProperty("id").GetString()!;
    }
}
