using System.Globalization;
using System.Net.Http.Headers;
using Benchmarks.Figures;
using Benchmarks.Measuring;

namespace Benchmarks.Driving;

/// <summary>Gateways on one new PostgreSQL database, each with a data folder of its own, the keys shared.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly (string Data, (string, string)[] Settings)[] _places;
    private readonly Served[] _all;
    private readonly HttpClient _http = new();

    private Cluster((string, (string, string)[])[] places) => (_places, _all) = (places, new Served[places.Length]);

    /// <summary>Starts them on a network of so many programs.</summary>
    public static async Task<Cluster> StartAsync(Run run, int processes, int programs)
    {
        var database = (await run.Postgres.CreateAsync()).Application;
        var keys = run.Stores.New("keys");
        var cluster = new Cluster([.. Enumerable.Range(0, processes).Select(_ =>
            (run.Stores.New("process"), new (string, string)[] { (Served.Database, database), (Served.Keys, keys) }))]);
        for (var process = 0; process < processes; process++)
        {
            await cluster.StartAsync(process);
            // Who starts later is ready when its view has all of this.
            if (process == 0)
                new Network(cluster._all[0]).Enter(programs, _ => 1);
        }
        return cluster;
    }

    /// <summary>Where they listen; a process that is started again listens elsewhere.</summary>
    public int[] Ports => Array.ConvertAll(_all, served => served.Port);

    public Network Network => new(_all[0]);

    /// <summary>Processor time of all of them.</summary>
    public TimeSpan ProcessorTime => _all.Aggregate(TimeSpan.Zero, (sum, served) => sum + served.ProcessorTime);

    public Ledger[] Ledgers(int programs)
    {
        var network = Network;
        return [.. Enumerable.Range(0, programs).Select(network.Ledger)];
    }

    public Task KillAsync(int process) => _all[process].KillAsync();

    /// <summary>Starts a process, for the first time or again; returns when it is ready.</summary>
    public async Task StartAsync(int process)
    {
        if (_all[process] is { } before)
            await before.DisposeAsync();
        _all[process] = await Served.GatewayAsync(_places[process].Data, _places[process].Settings);
    }

    /// <summary>The values of an instrument in the metrics of every process; 0 where it has not been used.</summary>
    public async Task<double[]> MetricAsync(string name)
    {
        var token = Network.OperatorToken;
        return await Task.WhenAll(Ports.Select(async port =>
        {
            using var get = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}/metrics");
            get.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var reply = await _http.SendAsync(get);
            WrongAnswerException.ThrowIf(!reply.IsSuccessStatusCode, $"metrics were answered {reply.StatusCode}");
            return (await reply.Content.ReadAsStringAsync()).Split('\n')
                .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.AsSpan(name.Length) is [' ' or '{', ..])
                .Sum(line => double.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture));
        }));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var served in _all)
            if (served is not null)
                await served.DisposeAsync();
        _http.Dispose();
    }
}
