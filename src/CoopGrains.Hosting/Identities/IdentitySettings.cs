using System.Net;
using Microsoft.Extensions.Configuration;

namespace CoopGrains.Hosting.Identities;

/// <summary>Who tells this site who people are; section <c>Coop:Identity</c>.</summary>
public sealed class IdentitySettings
{
    internal const string Section = CoopOptions.Section + ":Identity";

    private const int MinutesOfDay = 24 * 60;

    /// <summary>The OpenID Connect issuer whose access tokens are taken, such as <c>https://id.example.org/realms/coop</c>. Empty: none.</summary>
    public string Authority { get; set; } = "";

    /// <summary>The audience that an access token has to name.</summary>
    public string Audience { get; set; } = Tokens.TokenNames.Audience;

    /// <summary>Longest life of an access token, in minutes: what the issuer takes back may act for so long.</summary>
    public int TokenMinutes { get; set; } = 15;

    /// <summary>How this site is known to the issuer, where people sign in; empty: nobody does here, there are tokens alone.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Its secret there, best from the environment; never repeated in a message. Empty: <see cref="ClientSecretFile"/>.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>A file with the secret. Empty: there is none, and PKCE alone protects the codes.</summary>
    public string ClientSecretFile { get; set; } = "";

    /// <summary>What is asked for when people sign in.</summary>
    public string Scopes { get; set; } = "openid";

    /// <summary>The address at which people see this site, such as <c>https://coop.example.org</c>.</summary>
    public string PublicAddress { get; set; } = "";

    /// <summary>Minutes without a request after which a page session ends.</summary>
    public int SessionIdleMinutes { get; set; } = 30;

    /// <summary>Hours after which it ends in any case.</summary>
    public int SessionHours { get; set; } = 8;

    /// <summary>Under which names tokens say what they claim.</summary>
    public ClaimNames Claims { get; set; } = new();

    /// <summary>True when an issuer is named.</summary>
    public bool HasAuthority => Authority.Length > 0;

    /// <summary>True when people see the site over https: its cookies are bound to that.</summary>
    public bool IsPublicOverHttps => PublicAddress.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    /// <summary>The client's secret; empty when there is none.</summary>
    /// <exception cref="InvalidOperationException">Its file cannot be read.</exception>
    public string ReadClientSecret()
    {
        if (ClientSecret.Length > 0 || ClientSecretFile.Length == 0)
            return ClientSecret;
        try
        {
            return File.ReadAllText(ClientSecretFile).Trim();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw Wrong(nameof(ClientSecretFile), "cannot be read", "name a file that this process may read");
        }
    }

    /// <summary>The settings of a configuration; a wrong value, and a key that there is not, are refused by name.</summary>
    public static IdentitySettings Read(IConfiguration configuration, bool isDevelopment)
    {
        var settings = configuration.GetSection(Section).Get<IdentitySettings>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new();
        if (settings.TokenMinutes is < 1 or > MinutesOfDay)
            throw Wrong(nameof(TokenMinutes), "is no such time", $"give 1 to {MinutesOfDay}");
        if (string.IsNullOrWhiteSpace(settings.Audience))
            throw Wrong(nameof(Audience), "is empty", "give the audience that access tokens name");
        settings.Claims.Check();
        CheckSignIn(settings);
        if (settings.HasAuthority)
            CheckAuthority(settings.Authority, isDevelopment);
        return settings;
    }

    private static void CheckSignIn(IdentitySettings settings)
    {
        if (settings.SessionIdleMinutes is < 1 or > MinutesOfDay)
            throw Wrong(nameof(SessionIdleMinutes), "is no such time", $"give 1 to {MinutesOfDay}");
        if (settings.SessionHours is < 1 or > 24)
            throw Wrong(nameof(SessionHours), "is no such time", "give 1 to 24");
        if (settings.PublicAddress.Length > 0 && !(Uri.TryCreate(settings.PublicAddress, UriKind.Absolute, out var address)
            && IsSafe(address) && address.PathAndQuery == "/" && address.UserInfo.Length == 0))
            throw Wrong(nameof(PublicAddress), "is no address of a site", "give https and host, without path; http is for loopback alone");
        if (settings.ClientId.Length == 0)
            return;
        if (!settings.HasAuthority)
            throw Wrong(nameof(ClientId), "is given without Authority", "name the issuer");
        if (settings.PublicAddress.Length == 0)
            throw Wrong(nameof(PublicAddress), "is missing", "give the address at which people see this site: the issuer sends them back there");
        // Else an id token, which every site that its user signs in to gets to see, would pass for an access token.
        if (settings.ClientId == settings.Audience)
            throw Wrong(nameof(ClientId), "is the audience of access tokens", "give the site a name of its own at the issuer");
        _ = settings.ReadClientSecret();
    }

    private static void CheckAuthority(string authority, bool isDevelopment)
    {
        const string Todo = "give the issuer's https address, without query";
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var address)
            || address.Query.Length > 0 || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
            throw Wrong(nameof(Authority), "is no address of an issuer", Todo);
        if (!IsSafe(address))
            throw Wrong(nameof(Authority), "is not https", Todo + "; http is for an issuer on loopback alone");
        if (!isDevelopment && address.AbsolutePath.TrimEnd('/').EndsWith(DevelopmentIssuer.Path, StringComparison.OrdinalIgnoreCase))
            throw Wrong(nameof(Authority), "is the issuer of a development site, where anybody signs in as anyone",
                "name the issuer of the agencies, or set ASPNETCORE_ENVIRONMENT=Development");
    }

    /// <summary>True for an address that nobody on the way can listen to.</summary>
    internal static bool IsSafe(Uri address) => address.Scheme == Uri.UriSchemeHttps
        || (address.Scheme == Uri.UriSchemeHttp
            && (address.Host == "localhost" || (IPAddress.TryParse(address.DnsSafeHost, out var ip) && IPAddress.IsLoopback(ip))));

    internal static InvalidOperationException Wrong(string key, string what, string todo) => CoopOptions.Wrong($"Identity:{key}", what, todo);
}
