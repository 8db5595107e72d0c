using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Public;
using CoopGrains.Gateway.Replies;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CoopGrains.Gateway.SignIn;

/// <summary>Signing in and out, and who is signed in.</summary>
internal static class SignInEndpoints
{
    private const int LongestReturn = 1_000;

    public static void MapSignIn(this WebApplication app)
    {
        var site = app.Services.GetRequiredService<SignInSite>();
        var open = app.MapGroup("").AllowAnonymous().WithMetadata(new ForAnybody()).ExcludeFromDescription();
        open.MapGet("/sign-in", (Delegate)((HttpContext http) => BeginAsync(http, site)));
        open.MapGet(SignInSite.CallbackPath, (Delegate)FinishAsync);
        app.MapPost("/sign-out", (Delegate)EndAsync).ExcludeFromDescription();
    }

    /// <summary>Sends people to the issuer, and remembers which page of this site they come from.</summary>
    private static Task BeginAsync(HttpContext http, SignInSite site)
    {
        Query.Only(http.Request, "return");
        var back = Query.Text(http.Request, "return", LongestReturn, "/…") ?? "/";
        if (back[0] != '/' || !RedirectHttpResult.IsLocalUrl(back))
            throw Problem.With(Codes.QueryInvalid, ("field", "return"), ("form", "/…")).Thrown();
        // Cookies of another name of this machine would not come back with those who sign in.
        if (site.IsDevelopment && !http.Request.Host.Equals(HostString.FromUriComponent(site.Address)))
        {
            http.Response.Redirect(new Uri(site.Address, "/sign-in").AbsoluteUri + http.Request.QueryString);
            return Task.CompletedTask;
        }
        return http.ChallengeAsync(SignInServices.SignInScheme, new() { RedirectUri = back });
    }

    /// <summary>Takes back whom the issuer has asked who they are.</summary>
    private static async Task FinishAsync(HttpContext http)
    {
        var handlers = http.RequestServices.GetRequiredService<IAuthenticationHandlerProvider>();
        var handler = (IAuthenticationRequestHandler)(await handlers.GetHandlerAsync(http, SignInServices.SignInScheme))!;
        await handler.HandleRequestAsync();
    }

    // Whoever came by a token has no session, and that is over too.
    private static async Task EndAsync(HttpContext http)
    {
        await http.RequestServices.GetRequiredService<Sessions>().EndAsync(http);
        if (http.Request.HasFormContentType)
            (http.Response.StatusCode, http.Response.Headers.Location) = (StatusCodes.Status303SeeOther, "/");
        else
            http.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}

/// <summary>Who is calling.</summary>
internal static class SessionEndpoint
{
    public static void MapSession(this RouteGroupBuilder v1) => v1.Get("/session", AnswerAsync)
        .WithSummary("Who is calling, within what the register allows, and what a page needs for its requests")
        .WithDescription("Requests with the cookie of a session that change something bring its token in the header Coop-Antiforgery, or in "
            + "the form field antiforgery. Requests with a bearer token need none.")
        .WithMetadata(new NeededRole(NeededRole.Readers | Roles.Operator))
        .Answers<SessionReply>(200)
        .Refuses(400, 401, 403, 410, 429, 500, 503)
        .WithTags("Session");

    private static Task AnswerAsync(HttpContext http)
    {
        Query.Only(http.Request);
        var visit = http.Visit();
        var actor = visit.Actor;
        return Json.WriteAsync(http, new SessionReply
        {
            User = actor.User,
            Agency = actor.Agency,
            Side = actor.Side,
            Body = actor.Body,
            Roles = actor.Roles,
            Cleared = actor.Cleared,
            Until = visit.Token.Until,
            Antiforgery = visit.IsSession ? http.RequestServices.GetRequiredService<Sessions>().TokensFor(http).RequestToken : null,
        });
    }
}
