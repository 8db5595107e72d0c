using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CoopGrains.Contracts;
using Gateway.Tests.Kit;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests;

/// <summary>Compares what the gateway lets each role, side and clearance do with the table that says what they may.</summary>
public sealed partial class RightsTests(Site site) : IClassFixture<Site>
{
    private const string None = "none";

    private static readonly (string Column, Roles Roles)[] WithRoles =
    [
        ("recorder", Roles.Recorder), ("confirmer", Roles.Confirmer), ("coordinator", Roles.Coordinator), ("overseer", Roles.Overseer),
    ];

    private static readonly string[] NotAllowed =
        ["roleMissing", "notOfTheProvince", "notOfTheAgency", "bootstrapIsOver", "clearanceMissing", "readsOnly", "agencyUnknown"];

    private readonly RightsTable _table = RightsTable.Read();

    [Fact]
    public void Every_endpoint_has_a_row_and_every_row_an_endpoint()
    {
        var known = Endpoints().ToHashSet();
        var missing = known.Where(found => _table.Of(found.Method, found.Path) is null).Select(found => $"{found.Method} {found.Path}").Order().ToList();
        Assert.True(missing.Count == 0, $"Say who may call it, in a row of {RightsTable.Name}:\n{string.Join('\n', missing)}");
        var gone = _table.Endpoints.Where(row => !known.Contains(row)).Select(row => $"{row.Method} {row.Path}").ToList();
        Assert.True(gone.Count == 0, $"There is no such endpoint; take the row out of {RightsTable.Name}:\n{string.Join('\n', gone)}");
    }

    [Fact]
    public async Task Every_role_side_and_clearance_may_at_every_endpoint_what_the_table_says()
    {
        var network = await EnterAsync();
        var document = (await site.With(null).GetAsync("/openapi/v1.json")).Json;
        var bodies = new BodyMaker(document);
        var wrong = new List<string>();
        var asked = 0;
        foreach (var (method, path) in Endpoints())
        {
            if (_table.Of(method, path) is not { } row)
                continue;
            var body = method == "GET" || !path.StartsWith("/v1", StringComparison.Ordinal) ? null : bodies.For(method, path);
            var asks = Asks(method, path, row, network).ToList();
            asked += asks.Count;
            foreach (var told in await Task.WhenAll(asks.Select(ask => AskAsync(ask, method, path, body))))
                wrong.AddRange(told);
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {asked} answers are not what {RightsTable.Name} says:\n{string.Join('\n', wrong)}");
        Assert.True(asked > 4_000, $"only {asked} were asked");
    }

    // Whom, about which book, and what has to be answered: a value of the table.
    private IEnumerable<Ask> Asks(string method, string path, RightsTable.Row row, Entered network)
    {
        var about = BookIn(method, path);
        var isRead = method == "GET";
        foreach (var (column, roles) in WithRoles)
            foreach (var (body, other) in ((string, string)[])[("vn-db", "la-lpb"), ("la-lpb", "vn-db")])
            {
                var cell = row.For(column);
                yield return new(Person(body, roles, false), about == "provinces" ? body : network.Open(about), cell, "open");
                if (about == "provinces")
                    yield return new(Person(body, roles, false), other, cell == "yes" && row.Whose == "own" ? "own" : cell, "the other side's");
                if (about is not ("agreements" or "programs"))
                    continue;
                yield return new(Person(body, roles, false), network.Secret(about), "404", "restricted, uncleared");
                yield return new(Person(body, roles, true), network.Secret(about), IsPublic(path) ? "404" : cell, "restricted, cleared");
            }
        foreach (var (column, actor) in ((string, Actor?)[])[("operator", People.Operator), ("anonymous", null)])
        {
            var cell = row.For(column);
            yield return new(actor, about == "provinces" ? "vn-db" : network.Open(about), cell, "open");
            if (about is not ("agreements" or "programs"))
                continue;
            // A write looks for the book first, whoever asks; a read looks at the role first.
            yield return new(actor, network.Secret(about), cell == "yes" || (cell == "role" && !isRead) ? "404" : cell, "restricted");
        }
        if (row.Whose == "party" && about is "agreements" or "programs")
            foreach (var (column, roles) in WithRoles)
                if (row.For(column) == "yes")
                    yield return new(Person("la-psl", roles, true), network.Open(about), "stranger", "of others");
    }

    private async Task<List<string>> AskAsync(Ask ask, string method, string path, string? body)
    {
        if (method != "POST" || !path.EndsWith("/cases", StringComparison.Ordinal) || ask.Expected is not ("yes" or "asks"))
            return await SendAsync(ask, method, path, body);
        var (question, issue) = (body!.Replace("\"issue\"", "\"question\"", StringComparison.Ordinal), body);
        var (may, mayNot) = ask.Expected == "asks" ? (question, issue) : (issue, question);
        return [.. await SendAsync(ask with { Expected = "yes" }, method, path, may), .. await SendAsync(ask with { Expected = "role" }, method, path, mayNot)];
    }

    private async Task<List<string>> SendAsync(Ask ask, string method, string path, string? body)
    {
        var client = ask.Actor is null ? site.With(null) : site.As(ask.Actor);
        var (content, type) = path == "/v1/documents" ? ("%PDF-1.7", "application/pdf") : (body, "application/json");
        var reply = await client.SendBytesAsync(method, PathOf(ask, method, path), content is null ? null : Encoding.UTF8.GetBytes(content), type,
            ("Idempotency-Key", Client.NewKey()), ("If-Match", "\"1\""));
        var code = reply.Header("Content-Type") == "application/problem+json" ? reply.Code! : "";
        var hides = path.Contains("{id}", StringComparison.Ordinal) && !IsPublic(path);
        var holds = ask.Expected switch
        {
            "yes" => reply.StatusCode is < 500 and not 401 && !NotAllowed.Contains(code) && !(hides && code == "unknown"),
            "role" => (reply.StatusCode, code) == (403, "roleMissing"),
            "over" => (reply.StatusCode, code) == (403, "bootstrapIsOver"),
            "own" => (reply.StatusCode, code) == (403, "notOfTheProvince"),
            "404" => (reply.StatusCode, code) == (404, "unknown"),
            "token" => (reply.StatusCode, code) == (401, "unauthenticated"),
            // What is not there is told before who may change it.
            "stranger" => reply.StatusCode is 403 or 404,
            _ => throw new InvalidOperationException($"Nothing is known of {ask.Expected}."),
        };
        return holds ? [] : [$"{method} {path}: {ask.Actor?.User ?? "anonymous"}, {ask.Kind}: {ask.Expected} expected, was {reply.StatusCode} {code}"];
    }

    private static string PathOf(Ask ask, string method, string path)
    {
        var real = Parameter().Replace(path.Replace("{id}", ask.Book, StringComparison.Ordinal), match => match.Value switch
        {
            "{commitment}" => "students",
            "{number}" => "1",
            "{period}" => "2025",
            "{agency}" => ask.Book + "-office",
            "{hash}" => new string('0', 64),
            _ => None,
        });
        return real + path switch
        {
            "/v1/access" or "/v1/grants" when method == "GET" => "?book=program/" + ask.Book,
            "/v1/documents" => "?name=x.pdf",
            _ => "",
        };
    }

    // Nothing here names a source, so none of it is there to the public.
    private static bool IsPublic(string path) => path.StartsWith("/v1/public", StringComparison.Ordinal);

    // The kind of book that a request is about.
    private static string BookIn(string method, string path) => path switch
    {
        "/v1/access" or "/v1/grants" when method == "GET" => "programs",
        _ when !path.Contains("{id}", StringComparison.Ordinal) => "",
        _ => path.Split('/', StringSplitOptions.RemoveEmptyEntries).First(part => part is "provinces" or "agreements" or "programs"),
    };

    private async Task<Entered> EnterAsync()
    {
        var (coordinator, root) = (site.As(People.Coordinator), site.As(People.Operator));
        var program = await site.NewProgramAsync();
        await coordinator.MustAsync(HttpStatusCode.Created, "POST", "/v1/agreements", Bodies.Draft("open-draft"));
        var agreement = (await coordinator.PostAsync("/v1/agreements", Bodies.RestrictedDraft)).MustBe(201).Json.GetProperty("id").GetString()!;
        var secret = (await coordinator.PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201).Json.GetProperty("id").GetString()!;
        (await coordinator.PostAsync($"/v1/programs/{secret}/commitments", Bodies.Commitment)).MustBe(201);
        await root.MustAsync(HttpStatusCode.OK, "POST", "/v1/provinces/la-psl/agencies", Bodies.Agency("la-psl-office"));
        var last = "";
        foreach (var body in (string[])["vn-db", "la-lpb", "la-psl"])
        {
            var by = body switch { "vn-db" => coordinator, "la-lpb" => site.As(People.LaoCoordinator), _ => root };
            // The first coordinator of a province is the operator's; all others are its own.
            foreach (var (_, roles) in WithRoles.OrderByDescending(one => one.Roles == Roles.Coordinator))
                foreach (var cleared in (bool[])[true, false])
                {
                    if (roles == Roles.Overseer && cleared && body != "vn-db")
                        await by.MustAsync(HttpStatusCode.OK, "POST", $"/v1/provinces/{body}/agencies", Bodies.Council(body + "-council"));
                    var person = Person(body, roles, cleared);
                    var reply = await by.MustAsync(HttpStatusCode.OK, "PUT", $"/v1/provinces/{body}/agencies/{person.Agency}/users/{person.User}", Bodies.Rights(person));
                    last = reply.Header("Coop-Version")!;
                    if (body == "la-psl" && roles == Roles.Coordinator && cleared)
                    {
                        (await root.GetAsync("/v1/provinces", ("Coop-After", last))).MustBe(200);
                        by = site.As(person);
                    }
                }
        }
        (await root.GetAsync("/v1/provinces", ("Coop-After", last))).MustBe(200);
        return new(program, "open-draft", secret, agreement);
    }

    private static Actor Person(string body, Roles roles, bool cleared) => new()
    {
        User = $"{body}-{roles.ToString().ToLowerInvariant()}{(cleared ? "-cleared" : "")}",
        Agency = body + (roles == Roles.Overseer ? "-council" : "-office"),
        Side = Parties.SideOf(body),
        Body = body,
        Roles = roles,
        Cleared = cleared,
    };

    private IEnumerable<(string Method, string Path)> Endpoints() =>
        from endpoint in site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (method, "/" + endpoint.RoutePattern.RawText!.Trim('/'));

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();

    private sealed record Ask(Actor? Actor, string Book, string Expected, string Kind);

    private sealed record Entered(string Program, string Agreement, string SecretProgram, string SecretAgreement)
    {
        public string Open(string kind) => kind switch { "programs" => Program, "agreements" => Agreement, _ => None };

        public string Secret(string kind) => kind == "programs" ? SecretProgram : SecretAgreement;
    }
}
