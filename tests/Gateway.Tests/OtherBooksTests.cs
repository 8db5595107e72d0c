using System.Net;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>Books and names that a command mentions besides the book it is for.</summary>
[Collection(nameof(Site))]
public sealed class OtherBooksTests(Site site)
{
    [Fact]
    public async Task A_successor_that_is_unknown_or_hidden_is_refused_alike()
    {
        var program = await site.NewProgramAsync();
        var hidden = await HiddenProgramAsync();
        await site.As(People.LaoCoordinator).MustAsync(HttpStatusCode.OK, "GET", $"/v1/programs/{hidden}", null);
        var replies = new List<string>();
        foreach (var successor in new[] { "unknown-program", "r-" + new string('0', 26), hidden })
            replies.Add(await RefusedAsync(
                $"/v1/programs/{program}/closure", Close(successor), successor, "successorUnknown", "/successor"));
        Assert.Single(replies.Distinct());
        // Who sees it may not name it in an open program all the same.
        var seen = await site.As(People.Coordinator).PostAsync($"/v1/programs/{program}/closure", Close(hidden));
        Assert.Equal(["/successor"], seen.Is(422, "mustBeRestricted").Pointers);
        var next = await site.NewProgramAsync();
        (await site.As(People.Coordinator).PostAsync($"/v1/programs/{program}/closure", Close(next))).MustBe(200);
    }

    [Fact]
    public async Task A_parent_that_is_unknown_or_hidden_is_refused_alike()
    {
        var restricted = Bodies.Draft("x").Replace("\"id\":\"x\",", "\"restricted\":true,", StringComparison.Ordinal);
        var made = await site.As(People.Coordinator).PostAsync("/v1/agreements", restricted);
        var hidden = made.MustBe(201).Json.GetProperty("id").GetString()!;
        var replies = new List<string>();
        foreach (var parent in new[] { "unknown-agreement", "r-" + new string('0', 26), hidden })
            replies.Add(await RefusedAsync("/v1/agreements", Under(site.NewId("under"), parent), parent, "parentUnknown", "/parent"));
        Assert.Single(replies.Distinct());
        (await site.As(People.Coordinator).PostAsync("/v1/agreements", Under(site.NewId("under"), hidden))).Is(422, "mustBeRestricted");
        var open = site.NewId("above");
        (await site.As(People.Coordinator).PostAsync("/v1/agreements", Bodies.Draft(open))).MustBe(201);
        (await site.As(People.Coordinator).PostAsync("/v1/agreements", Under(site.NewId("under"), open))).MustBe(201);
    }

    [Fact]
    public async Task A_name_of_another_province_is_refused_in_any_spelling_and_that_province_is_named()
    {
        var taken = await site.As(People.Operator).PostAsync(
            "/v1/provinces", Bodies.Province("la-zz", "Dien-Bien", "ແຂວງໜຶ່ງ", "Somewhere"));
        Assert.Equal(["/names/name/vi"], taken.Is(409, "nameTaken").Pointers);
        Assert.Contains("vn-db", taken.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        (await site.As(People.Coordinator).GetAsync("/v1/provinces/la-zz")).Is(404, "unknown");
        var revision = (await site.ViewAsync("provinces/vn-db")).GetProperty("revision").GetInt32();
        var renamed = await site.As(People.Coordinator).WriteAsync(
            "PUT", "/v1/provinces/vn-db/names", """{"names":{"name":{"vi":"Điện Biên"},"aliases":["LUANGPRABANG"]}}""",
            ("If-Match", $"\"{revision}\""));
        Assert.Equal(["/names/aliases/0"], renamed.Is(409, "nameTaken").Pointers);
    }

    private static string Close(string successor) => $$"""{"reason":"done","successor":"program/{{successor}}"}""";

    private static string Under(string id, string parent) =>
        Bodies.Draft(id).Replace("\"type\"", $"\"parent\":\"agreement/{parent}\",\"type\"", StringComparison.Ordinal);

    private async Task<string> HiddenProgramAsync()
    {
        var made = await site.As(People.Coordinator).PostAsync("/v1/programs", Bodies.RestrictedProgram);
        return made.MustBe(201).Json.GetProperty("id").GetString()!;
    }

    private async Task<string> RefusedAsync(string path, string body, string named, string code, string pointer)
    {
        // Of the same province, and not cleared by the token that speaks here.
        var actor = People.Coordinator with { Cleared = false };
        var reply = (await site.As(actor).PostAsync(path, body)).Is(422, code);
        Assert.Equal([pointer], reply.Pointers);
        return reply.WithoutTrace().Replace(named, "", StringComparison.Ordinal);
    }
}
