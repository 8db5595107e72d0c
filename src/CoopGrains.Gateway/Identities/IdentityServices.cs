using CoopGrains.Hosting;
using CoopGrains.Hosting.Identities;
using CoopGrains.Hosting.Tokens;

namespace CoopGrains.Gateway.Identities;

/// <summary>Registers what tells who is calling.</summary>
internal static class IdentityServices
{
    // By the wall clock throughout: tokens come from other processes, which know nothing of a development clock.
    public static void AddIdentities(this IServiceCollection services, CoopOptions options, IHostEnvironment environment)
    {
        services.AddSingleton(SiteKeys.Of(options, environment.IsDevelopment()));
        services.AddSingleton<Register>();
        if (options.Identity.HasAuthority)
        {
            services.AddSingleton(provider => new Issuer(
                options.Identity, environment.IsDevelopment(), TimeProvider.System, provider.GetRequiredService<ILogger<Issuer>>()));
            services.AddSingleton(provider => new IssuerTokens(provider.GetRequiredService<Issuer>(), options.Identity, TimeProvider.System));
            services.AddHostedService<IssuerAtStart>();
        }
        services.AddSingleton(provider => new TokenReader(
            provider.GetRequiredService<SiteKeys>().Development, TimeProvider.System, provider.GetService<IssuerTokens>()));
    }
}
