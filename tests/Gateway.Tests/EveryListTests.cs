using System.Net;
using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using Gateway.Tests.Kit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests;

/// <summary>Walks over every list, page by page. A new list fails here until it has a row in the table.</summary>
[Collection(nameof(Site))]
public sealed class EveryListTests(Site site)
{
    // Numbered by the book, or read without a token: they go on behind a number or an id that says nothing, and need no cursor.
    private static readonly string[] WithoutCursor =
        ["/v1/provinces/{id}/history", "/v1/agreements/{id}/history", "/v1/programs/{id}/history", "/v1/public/network"];

    // Path, an example of it with {…} filled in, and what else it asks for.
    private static readonly (string Path, string Example)[] Table =
    [
        ("/v1/provinces", "/v1/provinces?national=true"),
        ("/v1/provinces/{id}/units", "/v1/provinces/vn-db/units"),
        ("/v1/provinces/{id}/attachments", "/v1/provinces/vn-db/attachments"),
        ("/v1/provinces/{id}/commitments/{commitment}/entries", "/v1/provinces/vn-db/commitments/<own>/entries"),
        ("/v1/offices", "/v1/offices"),
        ("/v1/events", "/v1/events"),
        ("/v1/agreements", "/v1/agreements"),
        ("/v1/agreements/{id}/attachments", "/v1/agreements/<agreement>/attachments"),
        ("/v1/agreements/{id}/cases", "/v1/agreements/<agreement>/cases"),
        ("/v1/agreements/{id}/commitments/{commitment}/entries", "/v1/agreements/<agreement>/commitments/students/entries"),
        ("/v1/locks", "/v1/locks"),
        ("/v1/network/conflicts", "/v1/network/conflicts"),
        ("/v1/network/oversight", "/v1/network/oversight?what=unconfirmed"),
        ("/v1/network/compare", "/v1/network/compare?from=program/<program>@1&to=program/<program>@5"),
        ("/v1/worklist", "/v1/worklist"),
        ("/v1/programs", "/v1/programs"),
        ("/v1/programs/{id}/attachments", "/v1/programs/<program>/attachments"),
        ("/v1/programs/{id}/twinnings", "/v1/programs/<program>/twinnings"),
        ("/v1/programs/{id}/cases", "/v1/programs/<program>/cases"),
        ("/v1/programs/{id}/commitments/{commitment}/entries", "/v1/programs/<program>/commitments/students/entries"),
        ("/v1/grants", "/v1/grants?book=program/<restricted>"),
        ("/v1/access", "/v1/access?book=program/<restricted>"),
        ("/v1/imports/{import}/rows", "/v1/imports/<import>/rows"),
    ];

    [Fact]
    public void Every_list_has_a_row_and_every_row_a_list()
    {
        var lists = site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetOrderedMetadata<TakesQuery>().Any(query => query.Names.Contains("limit")))
            .Select(endpoint => endpoint.RoutePattern.RawText!.TrimEnd('/')).Except(WithoutCursor).Order();
        Assert.Equal(lists, Table.Select(row => row.Path).Order());
    }

    [Fact]
    public async Task Every_list_is_walked_to_its_end_and_shows_each_item_once_whatever_the_size_of_its_pages()
    {
        var (names, seen) = await EnterAsync();
        foreach (var (path, example) in Table)
        {
            var asked = names.Aggregate(example, (text, name) => text.Replace($"<{name.Key}>", name.Value, StringComparison.Ordinal));
            var reader = site.As(path == "/v1/imports/{import}/rows" ? People.Recorder : People.Coordinator);
            var whole = await WalkAsync(reader, asked, 200, seen);
            // Reading who has read is read in its turn.
            if (path == "/v1/access")
                whole = await WalkAsync(reader, asked, 200, seen);
            var pieces = await WalkAsync(reader, asked, Math.Max(1, whole.Count / 4), seen);
            Assert.True(whole.SequenceEqual(pieces) || path == "/v1/access", $"{path} reads otherwise in small pages");
            await RefusedAsync(reader, path, asked);
        }
    }

    [Fact]
    public async Task A_list_that_is_written_to_while_it_is_walked_shows_what_was_there_once()
    {
        var program = await site.NewProgramAsync();
        var reader = site.As(People.Recorder);
        var list = $"/v1/programs/{program}/commitments/students/entries";
        var there = new List<string>();
        var version = "";
        for (var i = 0; i < 5; i++)
            (version, _) = (await NewAsync(program), i);
        there.AddRange((await WalkAsync(reader, list, 200, version)).Select(item => JsonElement.Parse(item).GetProperty("id").GetString()!));
        var shown = new List<string>();
        for (var path = list + "?limit=2"; path is not null;)
        {
            var page = (await reader.GetAsync(path, ("Coop-After", version))).MustBe(200);
            shown.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            version = await NewAsync(program);
            path = shown.Count < 12 ? NextOf(page) : null;
        }
        Assert.Equal(there, shown.Take(5));
        Assert.Equal(shown.Count, shown.Distinct().Count());
    }

    private async Task<string> NewAsync(string program) => (await site.As(People.Recorder).PostAsync(
        $"/v1/programs/{program}/commitments/students/entries", Bodies.Entry)).MustBe(201).Header("Coop-Version")!;

    private async Task RefusedAsync(Client reader, string path, string asked)
    {
        var and = asked.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        foreach (var wrong in new[] { "limit=0", "limit=201", "limit=x", "limit=-1" })
            (await reader.GetAsync($"{asked}{and}{wrong}")).Is(400, "queryInvalid");
        (await reader.GetAsync($"{asked}{and}cursor=x")).Is(400, "cursorInvalid");
        (await reader.GetAsync($"{asked}{and}surprise=1")).Is(400, "queryUnknown");
        var first = (await reader.GetAsync($"{asked}{and}limit=1&lang=lo")).MustBe(200);
        if (first.Json.GetProperty("next").GetString() is not { } cursor)
            return;
        // Of this list and reader alone.
        (await reader.GetAsync($"/v1/agreements?q=none&cursor={cursor}")).Is(400, "cursorInvalid");
        if (path is not ("/v1/grants" or "/v1/access" or "/v1/imports/{import}/rows"))
            (await site.As(People.LaoCoordinator).GetAsync($"{asked}{and}cursor={cursor}&lang=lo")).Is(400, "cursorInvalid");
    }

    private static async Task<List<string>> WalkAsync(Client reader, string asked, int limit, string seen)
    {
        var items = new List<string>();
        for (var path = $"{asked}{(asked.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={limit}"; path is not null;)
        {
            var page = (await reader.GetAsync(path, ("Coop-After", seen))).MustBe(200);
            var shown = page.Json.GetProperty("items").EnumerateArray().Select(item => item.GetRawText()).ToList();
            Assert.True(shown.Count <= limit, path);
            items.AddRange(shown);
            path = NextOf(page);
            Assert.True(path is null || shown.Count == limit, "only the last page is not full");
        }
        return items;
    }

    // The header and the body say the same.
    private static string? NextOf(Reply page)
    {
        var cursor = page.Json.GetProperty("next").GetString();
        Assert.Equal(cursor is null, page.Header("Link") is null);
        if (page.Header("Link") is not { } link)
            return null;
        Assert.EndsWith("; rel=\"next\"", link, StringComparison.Ordinal);
        Assert.Contains("cursor=" + cursor, link, StringComparison.Ordinal);
        return link[(link.IndexOf('<', StringComparison.Ordinal) + 1)..link.IndexOf('>', StringComparison.Ordinal)];
    }

    // A few of most things.
    private async Task<(Dictionary<string, string> Names, string Seen)> EnterAsync()
    {
        var (coordinator, lao) = (site.As(People.Coordinator), site.As(People.LaoCoordinator));
        var (program, agreement, own) = (await site.NewProgramAsync(), site.NewId("listed"), site.NewId("own"));
        await coordinator.MustAsync(HttpStatusCode.Created, "POST", "/v1/agreements", Bodies.Draft(agreement));
        await coordinator.MustAsync(HttpStatusCode.Created, "POST", $"/v1/agreements/{agreement}/commitments", Bodies.Commitment);
        await coordinator.MustAsync(HttpStatusCode.Created, "POST", "/v1/provinces/vn-db/commitments",
            Bodies.Commitment.Replace("\"students\",\"title\"", $"\"{own}\",\"title\"", StringComparison.Ordinal));
        for (var i = 0; i < 3; i++)
            await site.NewEntryAsync(program);
        for (var i = 0; i < 2; i++)
            await site.As(People.Recorder).MustAsync(HttpStatusCode.Created, "POST", $"/v1/provinces/vn-db/commitments/{own}/entries", Bodies.Entry);
        foreach (var unit in new[] { site.NewId("unit"), site.NewId("unit") })
            await coordinator.MustAsync(HttpStatusCode.Created, "POST", "/v1/provinces/vn-db/units",
                $$"""{"id":"{{unit}}","name":{"vi":"{{unit}}"},"kind":"commune"}""");
        foreach (var period in new[] { "2023", "2024" })
            await coordinator.MustAsync(HttpStatusCode.Created, "POST", $"/v1/programs/{program}/commitments/students/locks",
                $$"""{"period":{"from":"{{period}}","to":"{{period}}"},"reason":"x"}""");
        foreach (var book in new[] { $"programs/{program}", $"agreements/{agreement}" })
            for (var i = 0; i < 2; i++)
                await coordinator.MustAsync(HttpStatusCode.Created, "POST", $"/v1/{book}/cases",
                    $$"""{"kind":"issue","title":{"vi":"Việc {{i}}"},"text":{"vi":"x"},"to":[{"party":"la-lpb"}]}""");
        var restricted = (await coordinator.PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201).Json.GetProperty("id").GetString()!;
        for (var i = 0; i < 3; i++)
            (await coordinator.GetAsync($"/v1/programs/{restricted}")).MustBe(200);
        var import = (await site.As(People.Recorder).ImportAsync(
            "book,commitment,from\n" + string.Concat(Enumerable.Repeat("program/none,x,2025\n", 9)))).MustBe(200).Json.GetProperty("id").GetString()!;
        var last = (await lao.PostAsync($"/v1/programs/{program}/cases", """{"kind":"issue","title":{"vi":"Việc"},"text":{"vi":"x"},"to":[{"party":"vn-db"}]}""")).MustBe(201);
        return (new()
        {
            ["program"] = program,
            ["agreement"] = agreement,
            ["own"] = own,
            ["restricted"] = restricted,
            ["import"] = import,
        }, last.Header("Coop-Version")!);
    }
}
