using System.Security.Claims;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Problems;
using CoopGrains.Hosting;
using CoopGrains.Hosting.Sessions;
using CoopGrains.Hosting.Tokens;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CoopGrains.Gateway.SignIn;

/// <summary>
/// Who is signed in by cookie. What such a session may is looked up with each request; here is only whose it is, and whether it lasts.
/// </summary>
internal sealed class Sessions(EndedSessions ended, IAntiforgery antiforgery, CoopOptions options, WallClock clock)
{
    /// <summary>Who signed in; null when nobody did, or the session is over.</summary>
    /// <exception cref="ProblemException">403: it would change something, and does not come from a page of this site.</exception>
    public async ValueTask<SessionRead?> ReadAsync(HttpContext http)
    {
        if (!http.Request.Cookies.ContainsKey(SignInServices.SessionCookie(options.Identity)))
            return null;
        var result = await http.AuthenticateAsync(SignInServices.SessionScheme);
        if (result.Principal is not { } session)
            return null;
        http.User = session;
        if (!await antiforgery.IsRequestValidAsync(http))
            throw new Problem(Codes.AntiforgeryInvalid).Thrown();
        var id = SessionPrincipal.IdOf(session);
        return new(new(SessionPrincipal.ActorOf(session), EndOf(session)), () => ended.Has(id));
    }

    /// <summary>Ends the session of a request, in every process.</summary>
    public async Task EndAsync(HttpContext http)
    {
        if (http.User.Identity is not { IsAuthenticated: true })
            return;
        // The cookie could have been copied: forgetting it here would not end it there.
        await ended.EndAsync(SessionPrincipal.IdOf(http.User), EndOf(http.User), http.RequestAborted);
        await http.SignOutAsync(SignInServices.SessionScheme);
    }

    /// <summary>The tokens that a page of this session puts into its forms and requests.</summary>
    public AntiforgeryTokenSet TokensFor(HttpContext http) => antiforgery.MakeTokens(http);

    /// <summary>Refuses a session that was ended or is too old, though its cookie is whole.</summary>
    public async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        if (context.Principal is { } session && clock.Time.GetUtcNow() < EndOf(session)
            && !await ended.HasAsync(SessionPrincipal.IdOf(session), context.HttpContext.RequestAborted))
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(SignInServices.SessionScheme);
    }

    private DateTimeOffset EndOf(ClaimsPrincipal session) =>
        SessionPrincipal.BeganAt(session) + TimeSpan.FromHours(options.Identity.SessionHours);
}

/// <summary>A session that was read.</summary>
/// <param name="Token">Who signed in, and until when at the latest.</param>
/// <param name="HasEnded">True once it was ended.</param>
internal sealed record SessionRead(ValidToken Token, Func<bool> HasEnded);
