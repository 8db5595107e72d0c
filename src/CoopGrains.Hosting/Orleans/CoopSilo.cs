using CoopGrains.Hosting.Cluster;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace CoopGrains.Hosting;

/// <summary>A process that serves books to gateways, as one silo of a cluster.</summary>
public static class CoopSilo
{
    /// <summary>Registers clock, store and a silo with all grains.</summary>
    /// <exception cref="InvalidOperationException">A setting is wrong; the message names it.</exception>
    public static CoopOptions AddCoopSilo(this IHostApplicationBuilder builder)
    {
        var options = builder.AddBooks();
        var cluster = options.Cluster;
        if (!cluster.IsNamed)
            throw CoopOptions.Wrong("Cluster:Id", "is empty", "name the cluster that this silo belongs to");
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(names => (names.ClusterId, names.ServiceId) = (cluster.Id, cluster.Service));
            silo.Configure<ClusterMembershipOptions>(
                membership => membership.ProbeTimeout = TimeSpan.FromSeconds(cluster.ProbeSeconds));
            Listen(silo, cluster);
            if (cluster.PrimaryEndpoint is { } primary)
                silo.UseDevelopmentClustering(primary);
            else
                silo.UseAdoNetClustering(table => (table.Invariant, table.ConnectionString) = (SiloBooks.Invariant, options.Database));
            silo.KeepBooks(options);
        });
        builder.Services.TellOrleans();
        // Orleans finishes what a silo has begun, hands its directory over and leaves the membership; this is the time it may take.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(cluster.StopSeconds));
        return options;
    }

    /// <summary>Probes: live, started, and ready while the silo is an active member that is not told to stop.</summary>
    public static void MapSiloHealth(this WebApplication app)
    {
        var (lifetime, silo) = (app.Lifetime, app.Services.GetRequiredService<ISiloStatusOracle>());
        app.MapGet("/health/live", () => Word(true, "live"));
        app.MapGet("/health/startup", () => Word(lifetime.ApplicationStarted.IsCancellationRequested, "started"));
        app.MapGet("/health/ready", () => Word(
            silo.CurrentStatus == SiloStatus.Active && !lifetime.ApplicationStopping.IsCancellationRequested, "ready"));
    }

    private static void Listen(ISiloBuilder silo, ClusterSettings cluster)
    {
        if (cluster.AdvertisedAddress is { } address)
            silo.ConfigureEndpoints(address, cluster.SiloPort, cluster.GatewayPort);
        else
            silo.ConfigureEndpoints(cluster.SiloPort, cluster.GatewayPort);
    }

    private static IResult Word(bool good, string word) =>
        Results.Text(good ? word : "not " + word, "text/plain", statusCode: good ? 200 : 503);
}
