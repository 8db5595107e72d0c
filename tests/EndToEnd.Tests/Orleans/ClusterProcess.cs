using System.Globalization;
using TestKit;

namespace EndToEnd.Tests.Orleans;

/// <summary>A silo or a gateway, on an HTTP port of its own.</summary>
internal sealed class ClusterProcess : IAsyncDisposable
{
    private readonly string _assembly;
    private readonly Dictionary<string, string?> _settings;
    private ChildProcess? _process;

    public ClusterProcess(string program, Dictionary<string, string?> settings, bool embedded = false)
    {
        _assembly = RepositoryRoot.Built("src/" + program, program + ".dll");
        if (embedded && File.Exists(Embedded(_assembly))) _assembly = Embedded(_assembly);
        Address = new($"http://127.0.0.1:{ChildProcess.FreePort()}");
        _settings = new(settings)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = $"{Address}",
            ["Logging__LogLevel__Default"] = "Warning",
        };
    }

    public Uri Address { get; }

    /// <summary>The port by which other silos know this one.</summary>
    public int SiloPort => int.Parse(_settings["Coop__Cluster__SiloPort"]!, CultureInfo.InvariantCulture);

    public ChildProcess Child => _process!;

    /// <summary>True when it is of the default build.</summary>
    public bool IsEmbedded => Embedded(_assembly) == _assembly;

    public async Task StartAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _process = ChildProcess.Start(_assembly, environment: _settings);
        await _process.WaitUntilReadyAsync(new(Address, "/health/ready"));
    }

    /// <summary>Asks it to stop, and waits.</summary>
    public async Task StopAsync()
    {
        Assert.Equal(0, await Child.StopAsync());
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _process = null;
    }

    private static string Embedded(string assembly) => assembly.Replace("/bin/orleans/", "/bin/", StringComparison.Ordinal);
}
