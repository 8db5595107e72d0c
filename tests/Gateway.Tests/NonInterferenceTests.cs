using System.Text.RegularExpressions;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using Gateway.Tests.Kit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests;

/// <summary>Over HTTP, at every endpoint: restricted books change no byte of what others are answered.</summary>
[Collection(nameof(Site))]
public sealed partial class NonInterferenceTests(Site site)
{
    private static readonly Actor[] Uncleared = [People.LaoUncleared, People.Overseer, People.Recorder, People.Confirmer];

    [Fact]
    public async Task Entering_restricted_matters_changes_no_answer_that_the_uncleared_get()
    {
        var paths = await ReadsAsync();
        Assert.True(paths.Count >= 40, $"only {paths.Count} reads");
        var before = await AnswersAsync(paths);
        Assert.True(before.Count(answer => answer.Contains(" 200 ", StringComparison.Ordinal)) > before.Count / 2);
        await EnterRestrictedAsync();
        Assert.Equal(before, await AnswersAsync(paths));
    }

    [Fact]
    public async Task Whatever_is_sent_to_a_hidden_book_is_answered_as_if_there_were_none()
    {
        var (program, agreement) = await EnterRestrictedAsync();
        foreach (var (method, pattern) in Endpoints(_ => true).Where(found => found.Pattern.Contains("/{id}", StringComparison.Ordinal)
            && !found.Pattern.Contains("/provinces", StringComparison.Ordinal)))
            foreach (var body in method == "GET" ? [null] : (string?[])["{}", "{ malformed", Bodies.Commitment, Bodies.Entry, """{"reason":"x"}"""])
                foreach (var actor in Uncleared)
                {
                    var key = Client.NewKey();
                    var hidden = pattern.Contains("/programs", StringComparison.Ordinal) ? program : agreement;
                    var told = await site.As(actor).SendAsync(method, Path(pattern, hidden), body, ("Idempotency-Key", key), ("If-Match", "\"1\""));
                    var none = await site.As(actor).SendAsync(
                        method, Path(pattern, "r-00000000000000000000000000"), body, ("Idempotency-Key", key), ("If-Match", "\"1\""));
                    Assert.True(told.StatusCode is 403 or 404, $"{method} {pattern}: {told.Text}");
                    Assert.Equal(Plain(none), Plain(told));
                    Assert.Equal(none.Headers.Keys.Order(), told.Headers.Keys.Order());
                }
    }

    private async Task<List<string>> AnswersAsync(List<string> paths)
    {
        var answers = new List<string>();
        foreach (var actor in Uncleared.Append(null))
            foreach (var path in paths)
            {
                var reply = await (actor is null ? site.With(null) : site.As(actor)).GetAsync(path);
                answers.Add($"{actor?.User} {path} {reply.StatusCode} {reply.Header("ETag")} {Plain(reply)}");
            }
        return answers;
    }

    private async Task<(string Program, string Agreement)> EnterRestrictedAsync()
    {
        var (coordinator, recorder) = (site.As(People.Coordinator), site.As(People.ClearedRecorder));
        var program = (await coordinator.PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201).Json.GetProperty("id").GetString()!;
        (await coordinator.PostAsync($"/v1/programs/{program}/commitments", Bodies.Commitment)).MustBe(201);
        (await recorder.PostAsync($"/v1/programs/{program}/commitments/students/entries", Bodies.Entry)).MustBe(201);
        (await coordinator.PostAsync($"/v1/programs/{program}/twinnings",
            """{"lao":{"provinces":["la-lpb"],"mark":"1"},"vietnamese":{"provinces":["vn-db"],"mark":"1"} }""")).MustBe(201);
        (await coordinator.PostAsync($"/v1/programs/{program}/cases", """{"kind":"issue","title":{"vi":"x"},"text":{"vi":"x"} }""")).MustBe(201);
        var agreement = (await coordinator.PostAsync("/v1/agreements", Bodies.RestrictedDraft)).MustBe(201).Json.GetProperty("id").GetString()!;
        var last = (await coordinator.PostAsync($"/v1/agreements/{agreement}/talks", """{"on":"2026-12-24","host":"vn-db"}""")).MustBe(201);
        (await coordinator.GetAsync($"/v1/agreements/{agreement}", ("Coop-After", last.Header("Coop-Version")!))).MustBe(200);
        return (program, agreement);
    }

    private async Task<List<string>> ReadsAsync()
    {
        var program = await site.NewProgramAsync();
        var told = site.NewId("told");
        (await site.As(People.Coordinator).PostAsync("/v1/programs",
            $$"""{"id":"{{told}}","title":{"vi":"x"},"parties":["vn-db","la-lpb"],"sources":[{"source":"S0"}]}""")).MustBe(201);
        var entry = await site.NewEntryAsync(program);
        var agreement = site.NewId("seen");
        (await site.As(People.Coordinator).PostAsync("/v1/agreements", Bodies.Draft(agreement))).MustBe(201);
        // What is public is made anew now and then, and here has to stand still.
        await TestKit.Until.TrueAsync(async () => (await site.With(null).GetAsync("/v1/public/programs/" + told)).StatusCode == 200, told);
        var paths = Endpoints(method => method == "GET").SelectMany(found => Queries(found.Pattern
            .Replace("/programs/{id}", "/programs/" + program, StringComparison.Ordinal)
            .Replace("/agreements/{id}", "/agreements/" + agreement, StringComparison.Ordinal)
            .Replace("/provinces/{id}", "/provinces/la-lpb", StringComparison.Ordinal)
            .Replace("/{act?}", "", StringComparison.Ordinal).Replace("/{one?}", "", StringComparison.Ordinal)
            .Replace("/{books}/{book}/do", $"/programs/{program}/do", StringComparison.Ordinal)
            .Replace("{commitment}", "students", StringComparison.Ordinal).Replace("{entry}", entry, StringComparison.Ordinal)));
        return [.. paths.Select(path => Parameter().Replace(path, "none"))];
    }

    private static string[] Queries(string path) => path switch
    {
        "/v1/operations/quiet" => [],
        // For operators alone, and of the moment; OpsTraceTests and OpsPageTests look for restricted books there.
        _ when path.StartsWith("/ops", StringComparison.Ordinal) => [],
        // Of the caller alone, and of when its token ends.
        "/v1/session" => [],
        // ChangeSecrecyTests compare its bytes.
        "/v1/changes" => [],
        "/v1/network/explain" => [path + "?figure=students:person:sum", path + "?figure=students:person:sum:2025:reported"],
        "/v1/network/status" => [path, .. Enum.GetNames<StatusBy>().Select(by => $"{path}?by={char.ToLowerInvariant(by[0])}{by[1..]}")],
        "/v1/network/oversight" => [path + "?what=unconfirmed", path + "?what=overdue", path + "?what=disputed"],
        "/v1/provinces/resolve" => [path + "?name=dien%20bien", path + "?name=x"],
        "/v1/programs" or "/v1/agreements" => [path + "?limit=200", path + "?party=la-lpb&limit=200"],
        _ => [path],
    };

    private IEnumerable<(string Method, string Pattern)> Endpoints(Func<string, bool> isAsked) =>
        from endpoint in site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<NeededRole>() is not null || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
            && endpoint.RoutePattern.RawText!.StartsWith("/v1", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
        where isAsked(method)
        select (method, "/" + endpoint.RoutePattern.RawText!.Trim('/'));

    private static string Path(string pattern, string id) =>
        Parameter().Replace(pattern.Replace("{id}", id, StringComparison.Ordinal), "none");

    private static string Plain(Reply reply) => Told().Replace(Shown.Of(reply), "");

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();

    // How long a row took, the request's trace, and a cursor's own chance.
    [GeneratedRegex("\"(lag|traceId|next)\":(\"[^\"]*\"|[0-9]+)")]
    private static partial Regex Told();
}
