using CoopGrains.Contracts;
using EndToEnd.Tests.Retries;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Core.Internal;
using Orleans.Runtime;
using Orleans.Runtime.Placement;
using TestKit;

namespace EndToEnd.Tests.Orleans;

/// <summary>What agencies may rely on while silos come and go and books move. Each run closes with the invariant checker.</summary>
[Collection(nameof(SiloCluster))]
public sealed class SilosComeAndGoTests(SiloCluster cluster) : IClassFixture<SiloCluster>
{
    [Fact]
    public async Task Entries_sent_twice_are_exact_while_the_silo_of_their_program_is_killed_and_started_again()
    {
        using var client = await JoinAsync();
        var load = await cluster.LoadAsync("silo-killed");
        var victim = await MoveAsync(client, load, to: cluster.Silos[^1]);
        var (reporting, third) = Start(load);
        await third;
        await victim.Child.KillAsync();
        Assert.False(reporting.IsCompleted, "the load was over before the silo was killed");
        await reporting;
        await victim.StartAsync();
        await cluster.AssertExactAsync(load);
    }

    [Fact]
    public async Task A_silo_that_is_asked_to_stop_under_load_leaves_in_order_and_nothing_is_lost()
    {
        using var client = await JoinAsync();
        var load = await cluster.LoadAsync("silo-stopped");
        var leaving = await MoveAsync(client, load, to: cluster.Silos[^1]);
        var (reporting, third) = Start(load);
        await third;
        await leaving.StopAsync();
        await reporting;
        await leaving.StartAsync();
        await cluster.AssertExactAsync(load);
    }

    [Fact]
    public async Task A_program_that_is_made_to_migrate_under_load_goes_on_from_its_journal()
    {
        using var client = await JoinAsync();
        var load = await cluster.LoadAsync("migrated");
        var (reporting, _) = Start(load);
        for (var moves = 0; moves < 2 || !reporting.IsCompleted; moves++)
            await MoveAsync(client, load, to: cluster.Silos[moves % cluster.Silos.Length]);
        await reporting;
        await cluster.AssertExactAsync(load);
        // Warnings and errors only: Orleans tried to carry no book.
        foreach (var silo in cluster.Silos)
            Assert.DoesNotContain("hydrat", silo.Child.Output, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<IHost> JoinAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = Environments.Development });
        builder.Services.AddLogging();
        cluster.Join(builder);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    // Migrates the load's program until it is where the test wants it.
    private static async Task<ClusterProcess> MoveAsync(IHost client, AgencyLoad load, ClusterProcess to)
    {
        var grains = client.Services.GetRequiredService<IGrainFactory>();
        var (program, management) = (grains.GetGrain<IProgramGrain>("program/" + load.Program), grains.GetGrain<IManagementGrain>(0));
        var target = (await management.GetHosts(onlyActive: true)).Keys.Single(silo => silo.Endpoint.Port == to.SiloPort);
        await Until.TrueAsync(async () =>
        {
            // Asked of the silo itself: what others remember may be old.
            var there = await management.GetDetailedGrainStatistics(hostsIds: [target]);
            if (there.Any(one => one.GrainId.Equals(program.GetGrainId()))) return true;
            RequestContext.Set(IPlacementDirector.PlacementHintKey, target);
            await program.AsReference<IGrainManagementExtension>().MigrateOnIdle();
            return false;
        }, "the program did not move");
        return to;
    }

    // The load, and its first third.
    private static (Task All, Task Third) Start(AgencyLoad load)
    {
        var third = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = load.ReportAllAsync(answered =>
        {
            if (answered == load.Total / 3) third.SetResult();
        });
        return (all, Task.WhenAny(third.Task, all));
    }
}
