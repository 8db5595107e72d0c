using System.Net;
using System.Net.Sockets;
using CoopGrains.Hosting.Cluster;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;
using Orleans.Serialization;

namespace CoopGrains.Hosting;

/// <summary>Runs the grains on Orleans: in silos of a cluster if the configuration names one, else in a silo within this process.</summary>
internal static class GrainRuntime
{
    private static readonly TimeSpan BeforeNextTry = TimeSpan.FromSeconds(1);

    public static void AddGrainRuntime(this IHostApplicationBuilder builder, CoopOptions options)
    {
        if (options.Cluster.IsNamed)
            builder.UseOrleansClient(client => Join(client, options));
        else
            builder.UseOrleans(silo =>
            {
                // Nobody dials it, so it has no port for clients, and any free one for silos: sites on one machine must not meet.
                silo.UseLocalhostClustering(FreePort(), gatewayPort: 0);
                silo.KeepBooks(options);
            });
        builder.Services.TellOrleans();
    }

    /// <summary>What silos and gateways tell Orleans alike.</summary>
    public static void TellOrleans(this IServiceCollection services)
    {
        // A fault's causes may be of any of our types; Orleans serializes exceptions of no namespace that it is not told.
        services.Configure<ExceptionSerializationOptions>(exceptions => exceptions.SupportedNamespacePrefixes.Add("CoopGrains"));
        // The clock of the books may be a development clock, another in each process: membership and time-outs need the true time.
        services.AddKeyedSingleton(KeyedService.AnyKey, TimeProvider.System);
    }

    /// <summary>The grains that are active, with the silo that each is active in.</summary>
    public static async Task<IEnumerable<(string Process, GrainId Grain)>> ActiveAsync(IServiceProvider services)
    {
        var management = services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        var active = await management.GetDetailedGrainStatistics();
        return active.Select(one => (one.SiloAddress.ToParsableString(), one.GrainId));
    }

    /// <summary>True when a call did not reach its grain, or its answer not us, as far as Orleans knows.</summary>
    public static bool IsUnavailable(Exception fault) => fault
        is OrleansMessageRejectionException or ConnectionFailedException or GatewayTooBusyException
        or ConnectionAbortedException or ConnectionResetException
        // And no more than that: while the last silo leaves, placement finds none for the grain.
        || fault.GetType() == typeof(OrleansException);

    private static void Join(IClientBuilder client, CoopOptions options)
    {
        var cluster = options.Cluster;
        client.Configure<ClusterOptions>(names => (names.ClusterId, names.ServiceId) = (cluster.Id, cluster.Service));
        if (cluster.PrimaryEndpoint is null)
            client.UseAdoNetClustering(table => (table.Invariant, table.ConnectionString) = (SiloBooks.Invariant, options.Database));
        else
            client.UseStaticClustering(cluster.GatewayEndpoints);
        client.AddActivityPropagation();
        client.AddOutgoingGrainCallFilter<QuietTraces>();
        // Gateways and silos may start in any order: this process is not ready, and does not listen, before there is a silo.
        client.UseConnectionRetryFilter(async (_, stopping) =>
        {
            await Task.Delay(BeforeNextTry, stopping);
            return true;
        });
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
