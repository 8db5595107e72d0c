using System.Diagnostics;
using Benchmarks.Measuring;
using Benchmarks.Peer;
using CoopGrains.Contracts;
using CoopGrains.Hosting;
using CoopGrains.Hosting.Tokens;
using TestKit;

namespace Benchmarks.Driving;

/// <summary>A system under test: a process of its own, on its own data folder, listening on loopback.</summary>
internal sealed class Served : IAsyncDisposable
{
    /// <summary>The setting that puts a gateway on PostgreSQL.</summary>
    public const string Database = "Coop__Database";

    /// <summary>The setting that names the folder of keys, when it is not the data folder.</summary>
    public const string Keys = "Coop__Keys";

    private readonly ChildProcess _process;
    private readonly string _keys;

    private Served(ChildProcess process, int port, string data, string keys) => (_process, Port, Data, _keys) = (process, port, data, keys);

    public int Port { get; }

    public string Data { get; }

    public int Id => _process.Id;

    public string StorePath => new CoopOptions { Data = Data }.StorePath;

    /// <summary>The gateway on a data folder.</summary>
    public static Task<Served> GatewayAsync(string data, params (string Key, string Value)[] settings) =>
        ReadyAsync(Gateway(data, ChildProcess.FreePort(), settings));

    /// <summary>Starts the gateway and does not wait for it.</summary>
    public static Served Gateway(string data, int port, params (string Key, string Value)[] settings) =>
        Start(RepositoryRoot.Built("src/CoopGrains.Gateway", "CoopGrains.Gateway.dll"), [], data, port, settings);

    /// <summary>The Dapper peer on a data folder.</summary>
    public static Task<Served> DapperAsync(string data) => ReadyAsync(Start(Own, [DapperPeer.Verb], data, ChildProcess.FreePort(), []));

    /// <summary>Starts a bare Kestrel and does not wait for it.</summary>
    public static Served Bare(int port) => Start(Own, [BareKestrel.Verb], "", port, []);

    /// <summary>A token for one of the site's users.</summary>
    public string TokenFor(Actor actor)
    {
        using var key = DevelopmentKey.LoadOrCreate(_keys);
        return key.Issue(actor, TimeProvider.System.GetUtcNow());
    }

    /// <summary>Stops it as an operator does, so that its store is whole and closed.</summary>
    public async Task StopAsync()
    {
        var code = await _process.StopAsync();
        WrongAnswerException.ThrowIf(code != 0, $"a system ended with {code}: {_process.Output}");
    }

    /// <summary>Ends it as a power cut does; returns when it is gone.</summary>
    public Task KillAsync() => _process.KillAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    /// <summary>Processor time that the process has used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            using var process = Process.GetProcessById(_process.Id);
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Memory that the process has, in bytes.</summary>
    public long Resident
    {
        get
        {
            using var process = Process.GetProcessById(_process.Id);
            return process.WorkingSet64;
        }
    }

    /// <summary>Waits a moment for its end; false while it runs.</summary>
    public bool EndsWithin(TimeSpan moment) => _process.EndsWithin(moment);

    public string Output => _process.Output;

    private static string Own => typeof(Served).Assembly.Location;

    private static async Task<Served> ReadyAsync(Served served)
    {
        await served._process.WaitUntilReadyAsync(new($"http://127.0.0.1:{served.Port}/health/ready"));
        return served;
    }

    // Every system gets the same collector and the same silence: a log line for each request would be measured too.
    private static Served Start(string assembly, string[] arguments, string data, int port, (string Key, string Value)[] settings)
    {
        var environment = new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["Logging__LogLevel__Default"] = "Warning",
            ["DOTNET_gcServer"] = "1",
            ["Coop__Data"] = data,
            // Few users send all of the load here; a rate for each would be what is measured.
            ["Coop__UserRequestsPerSecond"] = "0",
        };
        foreach (var (key, value) in settings)
            environment[key] = value;
        return new(ChildProcess.Start(assembly, arguments, environment), port, data, environment.GetValueOrDefault(Keys) ?? data);
    }
}
