using System.Text.Json.Nodes;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Public;
using CoopGrains.Gateway.Requests;
using CoopGrains.Gateway.SignIn;
using CoopGrains.Hosting.Identities;
using CoopGrains.Hosting.Tokens;
using CoopGrains.Network;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.WebUtilities;

namespace CoopGrains.Gateway.DevelopmentSignIn;

/// <summary>The OpenID Connect issuer of a development site: anybody signs in as anyone that the register knows.</summary>
internal sealed class DevelopmentIssuerEndpoints(
    SignInSite site, SiteKeys keys, DevelopmentCodes codes, INetworkView view, IAntiforgery antiforgery, WallClock clock)
{
    // Its page has a form and nothing else.
    private const string Page = "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(15);

    private static readonly Actor Operator =
        new() { User = "operator", Agency = "operators", Side = Side.None, Body = "", Roles = Roles.Operator };

    public static void Map(WebApplication app)
    {
        var endpoints = ActivatorUtilities.CreateInstance<DevelopmentIssuerEndpoints>(app.Services);
        var issuer = app.MapGroup(DevelopmentIssuer.Path).AllowAnonymous().WithMetadata(new ForAnybody()).ExcludeFromDescription();
        issuer.MapGet("/.well-known/openid-configuration", endpoints.Discovery);
        issuer.MapGet("/keys", () => Json(new JsonObject { ["keys"] = new JsonArray(endpoints.Key.PublicKey) }));
        issuer.MapGet("/authorize", (Delegate)endpoints.AskAsync);
        issuer.MapPost("/authorize", (Delegate)endpoints.AnswerAsync);
        issuer.MapPost("/token", (Delegate)endpoints.TokenAsync);
    }

    private DevelopmentKey Key => keys.Development!;

    private IResult Discovery() => Json(new JsonObject
    {
        ["issuer"] = site.OwnIssuer,
        ["authorization_endpoint"] = site.OwnIssuer + "/authorize",
        ["token_endpoint"] = site.OwnIssuer + "/token",
        ["jwks_uri"] = site.OwnIssuer + "/keys",
        ["response_types_supported"] = new JsonArray("code"),
        ["subject_types_supported"] = new JsonArray("public"),
        ["id_token_signing_alg_values_supported"] = new JsonArray(TokenNames.Algorithm),
        ["code_challenge_methods_supported"] = new JsonArray("S256"),
        [DevelopmentIssuer.Mark] = true,
    });

    private async Task AskAsync(HttpContext http)
    {
        Require(http.Request);
        var tokens = antiforgery.MakeTokens(http);
        http.Response.Headers.ContentSecurityPolicy = Page;
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(SignInPage.Of(
            Language.OfProblem(http), http.Request.Path + http.Request.QueryString, tokens, [.. People()]), http.RequestAborted);
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var asked = Require(http.Request);
        if (!await antiforgery.IsRequestValidAsync(http))
            throw new Problem(Codes.AntiforgeryInvalid).Thrown();
        var who = (await http.Request.ReadFormAsync(http.RequestAborted))["who"].ToString();
        var actor = People().FirstOrDefault(person => SignInPage.NameOf(person) == who)
            ?? throw new Problem(RefusalCodes.AgencyUnknown).Thrown();
        var code = codes.Make(new(actor, site.Callback, asked.Challenge, asked.Nonce));
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = QueryHelpers.AddQueryString(
            site.Callback, new Dictionary<string, string?> { ["code"] = code, ["state"] = asked.State });
    }

    private async Task<IResult> TokenAsync(HttpContext http)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        var grant = form["grant_type"] == "authorization_code" && form["client_id"] == SignInSite.DevelopmentClient
            ? codes.Take(form["code"].ToString(), form["redirect_uri"].ToString(), form["code_verifier"].ToString())
            : null;
        if (grant is null)
            return Json(new JsonObject { ["error"] = "invalid_grant" }, StatusCodes.Status400BadRequest);
        var now = clock.Time.GetUtcNow();
        return Json(new JsonObject
        {
            ["token_type"] = "Bearer",
            ["expires_in"] = (int)TokenLife.TotalSeconds,
            ["access_token"] = Key.Issue(grant.Actor, now, TokenLife),
            ["id_token"] = Key.IssueIdToken(grant.Actor, site.OwnIssuer, SignInSite.DevelopmentClient, grant.Nonce, now),
        });
    }

    // A wrong request is answered here: sending it back would send people wherever its author likes.
    private Asked Require(HttpRequest request)
    {
        Need("client_id", SignInSite.DevelopmentClient);
        Need("redirect_uri", site.Callback);
        Need("response_type", "code");
        Need("code_challenge_method", "S256");
        var challenge = request.Query["code_challenge"].ToString();
        if (challenge.Length != 43)
            throw Problem.With(Codes.QueryInvalid, ("field", "code_challenge"), ("form", "RFC 7636, S256")).Thrown();
        return new(challenge, request.Query["state"].ToString(), request.Query["nonce"].ToString());

        void Need(string name, string value)
        {
            if (request.Query[name] != value)
                throw Problem.With(Codes.QueryInvalid, ("field", name), ("form", value)).Thrown();
        }
    }

    private static IResult Json(JsonObject reply, int status = StatusCodes.Status200OK) =>
        Results.Text(reply.ToJsonString(), "application/json", statusCode: status);

    private IEnumerable<Actor> People() => view.People.Prepend(Operator);

    private sealed record Asked(string Challenge, string State, string Nonce);
}
