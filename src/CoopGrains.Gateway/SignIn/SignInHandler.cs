using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using CoopGrains.Gateway.Identities;
using CoopGrains.Hosting.Identities;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace CoopGrains.Gateway.SignIn;

/// <summary>How people sign in; where, is looked up at the issuer.</summary>
internal sealed class SignInOptions : OAuthOptions
{
    // Ids, secrets and addresses are the issuer's and the site's, and known later.
    public override void Validate()
    {
    }
}

/// <summary>
/// Authorization code with PKCE, by the framework's handler, which keeps state and verifier sealed and bound to the browser by a cookie of
/// ten minutes; here is what OpenID Connect adds: discovery, nonce, and the check of the id token.
/// </summary>
internal sealed partial class SignInHandler(
    IOptionsMonitor<SignInOptions> options, ILoggerFactory log, UrlEncoder encoder, SignInSite site, WallClock clock)
    : OAuthHandler<SignInOptions>(options, log, encoder)
{
    private const string Nonce = "coop.nonce";
    private const string Verifier = "code_verifier";
    private const int NonceBytes = 16;

    private OpenIdConnectConfiguration? _issuer;

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        _issuer = await site.Issued.Issuer.ConfigurationAsync();
        await base.HandleChallengeAsync(properties);
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri)
    {
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NonceBytes));
        properties.Items[Nonce] = nonce;
        var query = base.BuildChallengeUrl(properties, site.Callback).Split('?', 2)[1];
        var address = _issuer!.AuthorizationEndpoint;
        return $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}&nonce={nonce}";
    }

    protected override string FormatScope() => site.Scopes;

    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = site.ClientId,
            ["redirect_uri"] = site.Callback,
            ["code"] = context.Code,
        };
        if (site.ClientSecret.Length > 0)
            form["client_secret"] = site.ClientSecret;
        if (context.Properties.Items.Remove(Verifier, out var verifier))
            form[Verifier] = verifier!;
        return await site.Issued.Issuer.ExchangeAsync(form, Context.RequestAborted) is { } answer
            ? OAuthTokenResponse.Success(answer)
            : OAuthTokenResponse.Failed(new AuthenticationFailureException("The issuer does not take the code."));
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(
        ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        properties.Items.Remove(Nonce, out var nonce);
        var actor = tokens.Response!.RootElement.TryGetProperty("id_token", out var signed) && signed.ValueKind == JsonValueKind.String
            ? await site.Issued.SignedInAsync(signed.GetString()!, site.ClientId, nonce ?? "")
            : null;
        if (actor is null)
            throw new AuthenticationFailureException("The id token does not say who signed in, or is not valid.");
        LogSignedIn(Logger, actor.User, actor.Agency);
        // A session of its own, whatever came along; nothing else of the way here goes into its cookie.
        return new(SessionPrincipal.Begin(actor, clock.Time.GetUtcNow()), new() { RedirectUri = properties.RedirectUri }, Scheme.Name);
    }

    [LoggerMessage(1, LogLevel.Information, "{User} of {Agency} signed in")]
    private static partial void LogSignedIn(ILogger log, string user, string agency);
}
