using System.Globalization;
using System.Net.Http.Headers;
using Benchmarks.Figures;
using Benchmarks.Measuring;

namespace Benchmarks.Driving;

/// <summary>Gateways on one new PostgreSQL database, each with a data folder of its own, the keys shared.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private const double HardlyAny = 0.03;

    private readonly Stores _stores;
    private readonly (string, string)[] _settings;
    private readonly List<string> _folders = [];
    private readonly HttpClient _http = new();

    // Replaced and never changed: callers read where processes listen at any time.
    private volatile Served[] _all = [];

    private Cluster(Stores stores, string owner, (string, string)[] settings) =>
        (_stores, Owner, _settings) = (stores, owner, settings);

    /// <summary>How the owner of the database reaches it.</summary>
    public string Owner { get; }

    /// <summary>Starts them on a network of so many programs.</summary>
    public static async Task<Cluster> StartAsync(Run run, int processes, int programs, params (string, string)[] settings)
    {
        var database = await run.Postgres.CreateAsync();
        var cluster = new Cluster(run.Stores, database.Owner, [(Served.Database, database.Application), (Served.Keys, run.Stores.New("keys")), .. settings]);
        for (var process = 0; process < processes; process++)
        {
            await cluster.AddAsync();
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

    /// <summary>Stops a process as an operator does; returns when it has ended.</summary>
    public Task StopAsync(int process) => _all[process].StopAsync();

    /// <summary>Starts a process again; returns when it is ready.</summary>
    public async Task StartAsync(int process)
    {
        await _all[process].DisposeAsync();
        var again = await Served.GatewayAsync(_folders[process], _settings);
        _all = [.. _all[..process], again, .. _all[(process + 1)..]];
    }

    /// <summary>Starts one process more; it is among them when it is ready.</summary>
    public async Task AddAsync()
    {
        if (_folders.Count == _all.Length)
            _folders.Add(_stores.New("process"));
        _all = [.. _all, await Served.GatewayAsync(_folders[_all.Length], _settings)];
    }

    /// <summary>Takes the last process out and stops it.</summary>
    public async Task RemoveLastAsync()
    {
        var last = _all[^1];
        _all = _all[..^1];
        await last.StopAsync();
        await last.DisposeAsync();
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

    /// <summary>
    /// Goes on until hardly any of the processor time is spent on compiling, or so many blocks have passed. Each of several processes
    /// has to compile all that one has, and gets a part of the entries that bring that about.
    /// </summary>
    public async Task WarmAsync(Func<Task> block, int atMost)
    {
        for (var blocks = 0; blocks < atMost; blocks++)
        {
            var (compiling, all) = (await CompilingAsync(), ProcessorTime);
            await block();
            if (await CompilingAsync() - compiling < HardlyAny * (ProcessorTime - all).TotalSeconds)
                return;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var served in _all)
            await served.DisposeAsync();
        _http.Dispose();
    }

    private async Task<double> CompilingAsync() => (await MetricAsync("dotnet_jit_compilation_time_seconds_total")).Sum();
}
