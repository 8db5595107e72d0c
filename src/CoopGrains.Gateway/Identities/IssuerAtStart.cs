using CoopGrains.Hosting.Identities;

namespace CoopGrains.Gateway.Identities;

/// <summary>Looks at the issuer when the process starts: so the first request need not wait, and a development issuer ends the start.</summary>
internal sealed class IssuerAtStart(Issuer issuer) : IHostedService
{
    /// <exception cref="InvalidOperationException">A production site is to trust the issuer of a development site.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await issuer.ConfigurationAsync();
        }
        catch (IssuerUnavailableException) when (!issuer.IsRefused)
        {
            // It was logged; the issuer may come later than this site.
        }
        catch (IssuerUnavailableException)
        {
            throw new InvalidOperationException(
                "Coop:Identity:Authority is the issuer of a development site, where anybody signs in as anyone. A production site does not "
                + "trust it; name the issuer of the agencies, or set ASPNETCORE_ENVIRONMENT=Development.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
