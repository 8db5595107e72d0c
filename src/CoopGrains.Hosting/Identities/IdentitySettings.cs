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

    /// <summary>Under which names tokens say what they claim.</summary>
    public ClaimNames Claims { get; set; } = new();

    /// <summary>True when an issuer is named.</summary>
    public bool HasAuthority => Authority.Length > 0;

    /// <summary>The settings of a configuration; a wrong value, and a key that there is not, are refused by name.</summary>
    public static IdentitySettings Read(IConfiguration configuration, bool isDevelopment)
    {
        var settings = configuration.GetSection(Section).Get<IdentitySettings>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new();
        if (settings.TokenMinutes is < 1 or > MinutesOfDay)
            throw Wrong(nameof(TokenMinutes), "is no such time", $"give 1 to {MinutesOfDay}");
        if (string.IsNullOrWhiteSpace(settings.Audience))
            throw Wrong(nameof(Audience), "is empty", "give the audience that access tokens name");
        settings.Claims.Check();
        if (settings.HasAuthority)
            CheckAuthority(settings.Authority, isDevelopment);
        return settings;
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
