using CoopGrains.Gateway.Identities;
using CoopGrains.Hosting;
using CoopGrains.Hosting.Identities;
using CoopGrains.Hosting.Tokens;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace CoopGrains.Gateway.SignIn;

/// <summary>Where people sign in, and how this site is known there.</summary>
/// <remarks>Addresses are those of the settings or of the server, never those that a request names: whoever sends it chooses them.</remarks>
internal sealed class SignInSite : IDisposable
{
    /// <summary>Where the issuer sends people back to.</summary>
    public const string CallbackPath = "/sign-in/callback";

    /// <summary>How a development site is known to its own issuer.</summary>
    public const string DevelopmentClient = "coop-pages";

    private readonly Lazy<Uri> _address;
    private readonly Lazy<IssuerTokens> _issued;
    private Issuer? _own;

    public SignInSite(
        CoopOptions options, IHostEnvironment environment, IServer server, WallClock clock, IServiceProvider services, ILogger<Issuer> log)
    {
        var settings = options.Identity;
        IsDevelopment = environment.IsDevelopment();
        (ClientId, ClientSecret, Scopes) = settings.HasAuthority
            ? (settings.ClientId, settings.ReadClientSecret(), settings.Scopes)
            : (DevelopmentClient, "", "openid");
        _address = new(() => settings.PublicAddress.Length > 0 ? new(settings.PublicAddress) : AddressOf(server));
        _issued = new(() => services.GetService<IssuerTokens>() ?? Own(settings, clock.Time, log));
    }

    /// <summary>Its name at the issuer.</summary>
    public string ClientId { get; }

    /// <summary>Its secret there; empty: it has none, and is known by its address alone.</summary>
    public string ClientSecret { get; }

    /// <summary>What it asks for.</summary>
    public string Scopes { get; }

    /// <summary>True for a development site.</summary>
    public bool IsDevelopment { get; }

    /// <summary>This site as people see it.</summary>
    public Uri Address => _address.Value;

    /// <summary>Where the issuer sends people back to, whole.</summary>
    public string Callback => new Uri(Address, CallbackPath).AbsoluteUri;

    /// <summary>The issuer of a development site, which is part of it.</summary>
    public string OwnIssuer => new Uri(Address, DevelopmentIssuer.Path).AbsoluteUri;

    /// <summary>Checks what the issuer has signed.</summary>
    public IssuerTokens Issued => _issued.Value;

    /// <summary>True when a site lets people sign in.</summary>
    public static bool IsOffered(CoopOptions options, IHostEnvironment environment) =>
        options.Identity.HasAuthority ? options.Identity.ClientId.Length > 0 : environment.IsDevelopment();

    public void Dispose() => _own?.Dispose();

    private IssuerTokens Own(IdentitySettings settings, TimeProvider clock, ILogger<Issuer> log)
    {
        var own = new IdentitySettings { Authority = OwnIssuer, TokenMinutes = settings.TokenMinutes };
        _own = new(own, isDevelopment: true, clock, log);
        return new(_own, own, clock);
    }

    private static Uri AddressOf(IServer server)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var address = BindingAddress.Parse(addresses.FirstOrDefault() ?? throw new InvalidOperationException("The site listens nowhere."));
        var isAny = address.Host is "+" or "*" or "[::]" or "0.0.0.0";
        return new UriBuilder(address.Scheme, isAny ? "localhost" : address.Host, address.Port).Uri;
    }
}
