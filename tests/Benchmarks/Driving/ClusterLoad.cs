using Benchmarks.Measuring;
using TestKit;

namespace Benchmarks.Driving;

/// <summary>Callers with 64 connections, spread evenly over the processes of a cluster, that report entries.</summary>
internal sealed class ClusterLoad : IAsyncDisposable
{
    private readonly Cluster _cluster;
    private readonly PostgresServer _server;
    private readonly Ledger[] _ledgers;
    private readonly Crowd _crowd;
    private readonly int[] _next;
    private readonly Random _any = new(7);

    public ClusterLoad(Cluster cluster, PostgresServer server, int programs)
    {
        (_cluster, _server, _ledgers) = (cluster, server, cluster.Ledgers(programs));
        _next = new int[cluster.Ports.Length];
        _crowd = new(cluster.Ports, size: 64);
        _crowd.Each(_ledgers, (connection, ledger) => ledger.Begin(connection));
    }

    /// <summary>How the owner of the database reaches it.</summary>
    public string Owner => _cluster.Owner;

    /// <summary>One for each block, in order.</summary>
    public List<Cost> Costs { get; } = [];

    /// <summary>Each program through one process only; gives the gateways' processor time for an entry in microseconds.</summary>
    public double Keeping(TimeSpan time) => AskFor(time, (process, _) =>
    {
        var number = process + _next[process]++ * _next.Length;
        if (number >= _ledgers.Length)
            (number, _next[process]) = (process, 1);
        return _ledgers[number];
    });

    /// <summary>The same, with each entry on any program through any process.</summary>
    public double Anywhere(TimeSpan time) => AskFor(time, (_, _) => _ledgers[_any.Next(_ledgers.Length)]);

    /// <summary>Commits of books so far, those that another process was ahead of included, and how many it was ahead of.</summary>
    public async Task<(double Commits, double Conflicts)> CommitsAsync() => (
        (await _cluster.MetricAsync("coop_storage_commit_books_sum")).Sum(),
        (await _cluster.MetricAsync("coop_storage_commit_conflicts_total")).Sum());

    /// <summary>Goes on until they are warm, or so many blocks have passed.</summary>
    public Task WarmAsync(TimeSpan time, int atMost) => _cluster.WarmAsync(
        () =>
        {
            Keeping(time);
            return Task.CompletedTask;
        },
        atMost);

    /// <summary>Stops the first process as an operator does.</summary>
    public Task StopAsync() => _cluster.StopAsync(0);

    /// <summary>Every version, entry and sum.</summary>
    public void Check() => _crowd.Each(_ledgers, (connection, ledger) => ledger.Check(connection));

    public async ValueTask DisposeAsync()
    {
        _crowd.Dispose();
        await _cluster.DisposeAsync();
    }

    private double AskFor(TimeSpan time, Func<int, long, IQuestion> next)
    {
        var (gateways, server, count) = (_cluster.ProcessorTime, Server(), _crowd.Requests);
        var rate = _crowd.AskFor(time, next);
        var entries = _crowd.Requests - count;
        var (ofGateways, ofServer) = (_cluster.ProcessorTime - gateways, Server() - server);
        Costs.Add(new(ofGateways.TotalMicroseconds / entries, ofServer.TotalMicroseconds / entries, rate));
        return Costs[^1].Gateways;
    }

    private TimeSpan Server() => Machine.ProcessorTimeOfFamily(_server.ProcessId);

    /// <summary>What an entry cost in a block.</summary>
    /// <param name="Gateways">Microseconds of processor time of all gateways.</param>
    /// <param name="Server">Microseconds of processor time of the PostgreSQL server.</param>
    /// <param name="Rate">Entries a second.</param>
    internal readonly record struct Cost(double Gateways, double Server, double Rate);
}
