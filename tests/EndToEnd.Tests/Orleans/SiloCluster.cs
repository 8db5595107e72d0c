using CoopGrains.Contracts;
using CoopGrains.Hosting;
using CoopGrains.Hosting.Tokens;
using CoopGrains.Storage;
using CoopGrains.Storage.Postgres;
using EndToEnd.Tests.Retries;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using TestKit;

namespace EndToEnd.Tests.Orleans;

/// <summary>Three silos and a gateway on a PostgreSQL server of their own, with the seed network.</summary>
/// <remarks>
/// With <c>COOP_ORLEANS_SCRIPTS</c>, the folder of the release's scripts, membership is in the database; without, in the first silo's
/// memory, so it is always a later one that is killed.
/// </remarks>
public sealed class SiloCluster : IAsyncLifetime
{
    private const int Count = 3;
    private static readonly string? Scripts = Environment.GetEnvironmentVariable("COOP_ORLEANS_SCRIPTS");

    private readonly PostgresServer _server = new();
    private readonly TempFolder _folder = new();
    private readonly SiteUsers _users;

    public SiloCluster() => _users = new(Keys);

    internal PostgresSite Site { get; private set; } = null!;

    internal ClusterProcess[] Silos { get; private set; } = [];

    internal ClusterProcess Gateway { get; private set; } = null!;

    internal ApiClient Api { get; private set; } = null!;

    internal string KeyFile => Path.Combine(Keys, DevelopmentKey.FileName);

    // In the order in which they stop.
    private IEnumerable<ClusterProcess> All => [.. Gateway is null ? [] : (ClusterProcess[])[Gateway], .. Silos.Reverse()];

    private string Keys => _folder.PathOf("keys");

    public async Task InitializeAsync()
    {
        await PrepareAsync();
        await StartAsync();
        await EndToEnd.Tests.Site.CoopAsync("seed", "--address", $"{Gateway.Address}", "--key", KeyFile);
    }

    public async Task DisposeAsync()
    {
        foreach (var process in All) await process.DisposeAsync();
        Api?.Dispose();
        _users.Dispose();
        _server.Dispose();
        _folder.Dispose();
    }

    /// <summary>A database, and nobody in it.</summary>
    internal async Task PrepareAsync()
    {
        Site = Scripts is null ? await _server.CreateAsync() : await _server.CreateEmptyAsync();
        if (Scripts is not null)
            await EndToEnd.Tests.Site.CoopAsync("migrate", "--database", Site.Owner, "--orleans-scripts", Scripts);
    }

    /// <summary>Starts the silos, and a gateway to them.</summary>
    internal async Task StartAsync(string storage = "GroupCommit")
    {
        var ports = Enumerable.Range(0, Count).Select(_ => (Silo: ChildProcess.FreePort(), Gateway: ChildProcess.FreePort())).ToArray();
        Cluster = new()
        {
            ["Coop__Cluster__Id"] = "test",
            ["Coop__Cluster__Address"] = "127.0.0.1",
            ["Coop__Cluster__Storage"] = storage,
        };
        if (Scripts is null)
        {
            Cluster["Coop__Cluster__Primary"] = $"127.0.0.1:{ports[0].Silo}";
            Cluster["Coop__Cluster__Gateways"] = string.Join(',', ports.Select(port => $"127.0.0.1:{port.Gateway}"));
        }
        Silos = [.. ports.Select((port, number) => new ClusterProcess("CoopGrains.Silo", Settings($"silo-{number}", new(Cluster)
        {
            ["Coop__Cluster__SiloPort"] = $"{port.Silo}",
            ["Coop__Cluster__GatewayPort"] = $"{port.Gateway}",
        })))];
        foreach (var silo in Silos) await silo.StartAsync();
        await StartGatewayAsync(Cluster);
    }

    /// <summary>Starts a gateway that is its own silo.</summary>
    internal Task StartAloneAsync(bool embedded) => StartGatewayAsync([], embedded);

    /// <summary>Stops everything in order.</summary>
    internal async Task StopAsync()
    {
        foreach (var process in All) await process.StopAsync();
        Api.Dispose();
        Silos = [];
    }

    /// <summary>Settings by which a process of the test joins the cluster as a client.</summary>
    internal void Join(IHostApplicationBuilder builder)
    {
        builder.Configuration.AddInMemoryCollection(Settings("client", Cluster)
            .ToDictionary(one => one.Key.Replace("__", ":", StringComparison.Ordinal), one => one.Value));
        builder.AddCoopGrains();
    }

    /// <summary>A load through the gateway.</summary>
    internal async Task<AgencyLoad> LoadAsync(string run, int agencies = 10, int entriesEach = 20)
    {
        var load = new AgencyLoad(
            Api, run, (_, who, path, key, body) => Api.PostUntilAnsweredAsync(who, path, key, body), agencies, entriesEach);
        await load.OpenAsync();
        return load;
    }

    /// <summary>What closes every run: the load is there exactly, and the database keeps every invariant.</summary>
    internal async Task AssertExactAsync(AgencyLoad load)
    {
        await Until.TrueAsync(async () => await Api.GetAsync(EndToEnd.Tests.Site.Operator, "/v1/operations/quiet") is { Status: 200 } reply
            && reply.Json.GetProperty("quiet").GetBoolean(), "the courier did not come to rest");
        await using var reader = PostgresBookStore.OpenReader(Site.Owner);
        var rows = new List<JournalRow>();
        while (await reader.TailAsync(rows.Count, 10_000, default) is { Count: > 0 } more)
            rows.AddRange(more);
        await load.AssertExactAsync(rows, Api);
        await JournalInvariants.CheckAsync(reader);
    }

    private Dictionary<string, string?> Cluster { get; set; } = [];

    private async Task StartGatewayAsync(Dictionary<string, string?> cluster, bool embedded = false)
    {
        Gateway = new("CoopGrains.Gateway", Settings("gateway", cluster), embedded);
        Api = new(Gateway.Address, _users.TokenOf);
        await Gateway.StartAsync();
    }

    private Dictionary<string, string?> Settings(string name, Dictionary<string, string?> cluster) => new(cluster)
    {
        ["Coop__Data"] = _folder.PathOf(name),
        ["Coop__Keys"] = Keys,
        ["Coop__Database"] = Site.Application,
        ["Coop__Clock"] = "2026-11-21",
        ["Coop__UserRequestsPerSecond"] = "0",
    };
}

/// <summary>All of these run alone: a machine that starves silos makes them suspect each other.</summary>
[CollectionDefinition(nameof(SiloCluster), DisableParallelization = true)]
public sealed class SiloClusterTurns;
