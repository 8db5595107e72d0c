using CoopGrains.Hosting;
using CoopGrains.Network;
using Microsoft.Extensions.Logging;

namespace Benchmarks.Driving;

/// <summary>A site within this process: books, store, view and courier as the gateway has them, without HTTP.</summary>
internal static class Site
{
    public static IHost InProcess(string data)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Development });
        builder.Configuration["Coop:Data"] = data;
        builder.Logging.ClearProviders();
        builder.AddCoopGrains();
        builder.Services.AddNetwork();
        return builder.Build();
    }
}
