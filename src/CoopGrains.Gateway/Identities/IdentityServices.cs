using CoopGrains.Gateway.DevelopmentSignIn;
using CoopGrains.Gateway.SignIn;
using CoopGrains.Hosting;
using CoopGrains.Hosting.Identities;
using CoopGrains.Hosting.Tokens;

namespace CoopGrains.Gateway.Identities;

/// <summary>Registers what tells who is calling.</summary>
internal static class IdentityServices
{
    public static void AddIdentities(this IServiceCollection services, CoopOptions options, IHostEnvironment environment)
    {
        services.AddSingleton(SiteKeys.Of(options, environment.IsDevelopment()));
        services.AddSingleton<Register>().AddSingleton(new WallClock(TimeProvider.System));
        if (SignInSite.IsOffered(options, environment))
            services.AddSignIn(options);
        if (IsOwnIssuer(options, environment))
            services.AddSingleton<DevelopmentCodes>();
        if (options.Identity.HasAuthority)
        {
            services.AddSingleton(provider => new Issuer(
                options.Identity, environment.IsDevelopment(), Clock(provider), provider.GetRequiredService<ILogger<Issuer>>()));
            services.AddSingleton(provider => new IssuerTokens(provider.GetRequiredService<Issuer>(), options.Identity, Clock(provider)));
            services.AddHostedService<IssuerAtStart>();
        }
        services.AddSingleton(provider => new TokenReader(
            provider.GetRequiredService<SiteKeys>().Development, Clock(provider), provider.GetService<IssuerTokens>()));
    }

    /// <summary>Maps what people sign in with, where they do.</summary>
    public static void MapIdentities(this WebApplication app, RouteGroupBuilder v1)
    {
        var options = app.Services.GetRequiredService<CoopOptions>();
        v1.MapSession();
        if (SignInSite.IsOffered(options, app.Environment))
            app.MapSignIn();
        if (IsOwnIssuer(options, app.Environment))
            DevelopmentIssuerEndpoints.Map(app);
    }

    private static bool IsOwnIssuer(CoopOptions options, IHostEnvironment environment) =>
        environment.IsDevelopment() && !options.Identity.HasAuthority;

    private static TimeProvider Clock(IServiceProvider provider) => provider.GetRequiredService<WallClock>().Time;
}
