using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Problems;
using CoopGrains.Hosting;
using CoopGrains.Hosting.Identities;
using CoopGrains.Hosting.Sessions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CoopGrains.Gateway.SignIn;

/// <summary>Registers page sessions: ASP.NET's cookies, antiforgery and code flow, sealed by the site's ring of keys.</summary>
internal static partial class SignInServices
{
    /// <summary>The scheme of sessions.</summary>
    public const string SessionScheme = "session";

    /// <summary>The scheme of signing in.</summary>
    public const string SignInScheme = "sign-in";

    /// <summary>The header that brings the antiforgery token of a request that is made by a script.</summary>
    public const string AntiforgeryHeader = "Coop-Antiforgery";

    /// <summary>The field that brings it in a form.</summary>
    public const string AntiforgeryField = "antiforgery";

    // The issuer's address is looked up; the framework wants some.
    private const string LookedUp = "https://issuer.invalid/";

    private static readonly TimeSpan TimeToSignIn = TimeSpan.FromMinutes(10);

    /// <summary>The cookie of a session: on https one that no other host and no plain connection can set.</summary>
    public static string SessionCookie(IdentitySettings settings) => Prefix(settings) + "coop-session";

    public static void AddSignIn(this IServiceCollection services, CoopOptions options)
    {
        var settings = options.Identity;
        services.AddSingleton<EndedSessions>().AddSingleton<Sessions>().AddSingleton<SignInSite>();
        services.AddAntiforgery(forms =>
        {
            (forms.HeaderName, forms.FormFieldName, forms.SuppressXFrameOptionsHeader) = (AntiforgeryHeader, AntiforgeryField, true);
            Bind(forms.Cookie, Prefix(settings) + "coop-antiforgery", SameSiteMode.Strict, settings);
        });
        services.AddAuthentication()
            .AddCookie(SessionScheme, session =>
            {
                // Lax, for whoever comes back from the issuer comes from another site.
                Bind(session.Cookie, SessionCookie(settings), SameSiteMode.Lax, settings);
                session.ExpireTimeSpan = TimeSpan.FromMinutes(settings.SessionIdleMinutes);
                session.SlidingExpiration = true;
                session.Events.OnValidatePrincipal = context =>
                    context.HttpContext.RequestServices.GetRequiredService<Sessions>().CheckAsync(context);
            })
            .AddOAuth<SignInOptions, SignInHandler>(SignInScheme, signIn =>
            {
                (signIn.AuthorizationEndpoint, signIn.TokenEndpoint, signIn.ClientId) = (LookedUp, LookedUp, settings.ClientId);
                (signIn.CallbackPath, signIn.SignInScheme, signIn.UsePkce) = (SignInSite.CallbackPath, SessionScheme, true);
                signIn.RemoteAuthenticationTimeout = TimeToSignIn;
                Bind(signIn.CorrelationCookie, "coop-sign-in.", SameSiteMode.Lax, settings);
                signIn.CorrelationCookie.Path = null;
                signIn.Events.OnRemoteFailure = FailAsync;
            });
        services.AddOptions<SignInOptions>(SignInScheme).Configure<SignInSite>((signIn, site) => signIn.ClientId = site.ClientId);
        services.AddOptions<CookieAuthenticationOptions>(SessionScheme)
            .Configure<WallClock>((session, clock) => session.TimeProvider = clock.Time);
        services.AddOptions<SignInOptions>(SignInScheme).Configure<WallClock>((signIn, clock) => signIn.TimeProvider = clock.Time);
    }

    private static string Prefix(IdentitySettings settings) => settings.IsPublicOverHttps ? "__Host-" : "";

    private static void Bind(CookieBuilder cookie, string name, SameSiteMode sameSite, IdentitySettings settings)
    {
        (cookie.Name, cookie.HttpOnly, cookie.SameSite, cookie.IsEssential, cookie.Path) = (name, true, sameSite, true, "/");
        cookie.SecurePolicy = settings.IsPublicOverHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    }

    private static Task FailAsync(RemoteFailureContext context)
    {
        context.HandleResponse();
        var isUnavailable = context.Failure is IssuerUnavailableException;
        LogFailed(context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SignInHandler)),
            context.Failure is AuthenticationFailureException known ? known.Message : context.Failure?.GetType().Name ?? "");
        return ProblemDocument.WriteAsync(context.HttpContext, new(isUnavailable ? Codes.IssuerUnavailable : Codes.SignInFailed));
    }

    [LoggerMessage(1, LogLevel.Warning, "Somebody could not sign in: {Reason}")]
    private static partial void LogFailed(ILogger log, string reason);
}
