using TestKit;

namespace EndToEnd.Tests.Processes;

/// <summary>One of several gateway processes on one database: a data folder and a port of its own, keys and users shared.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private readonly Dictionary<string, string?> _settings = [];
    private ChildProcess? _process;
    private string _before = "";

    public GatewayProcess(string data, string keys, string database, SiteUsers users, TimeSpan patience, int drainSeconds = 0, Uri? site = null)
        : this(new($"http://127.0.0.1:{ChildProcess.FreePort()}"), users, patience)
    {
        _settings = new()
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = $"{Address}",
            ["Coop__Data"] = data,
            ["Coop__Keys"] = keys,
            ["Coop__Database"] = database,
            ["Coop__Clock"] = "2026-11-21",
            ["Coop__AnswerSeconds"] = "20",
            ["Coop__DrainSeconds"] = $"{drainSeconds}",
            ["Coop__UserRequestsPerSecond"] = "0",
            ["Logging__LogLevel__Default"] = "Warning",
        };
        // Where people see the site, whichever of its processes answers them.
        if (site is not null)
            _settings["Coop__Identity__PublicAddress"] = $"{site}";
    }

    /// <summary>One that somebody else starts and stops.</summary>
    public GatewayProcess(Uri address, SiteUsers users, TimeSpan patience) =>
        (Address, Api) = (address, new(address, users.TokenOf, patience));

    /// <summary>What is started next: the build under test, or another.</summary>
    public string Assembly { get; set; } = RepositoryRoot.Built("src/CoopGrains.Gateway", "CoopGrains.Gateway.dll");

    public Uri Address { get; }

    public ApiClient Api { get; }

    public ChildProcess Child => _process!;

    /// <summary>All that was written since the first start, by whichever process.</summary>
    public string Output => _before + _process?.Output;

    public async Task StartAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _before = Output;
        _process = ChildProcess.Start(Assembly, environment: _settings);
        await _process.WaitUntilReadyAsync(new(Address, "/health/ready"));
    }

    /// <summary>A setting of the next start; null takes it away.</summary>
    public void Set(string name, string? value) => _settings[name] = value;

    /// <summary>Ends it in order and starts it again on a later day.</summary>
    public async Task StartAgainOnAsync(string day)
    {
        await Child.StopAsync();
        _settings["Coop__Clock"] = day;
        await StartAsync();
    }

    /// <summary>Waits until it says that it takes no more.</summary>
    public async Task NotReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = Address };
        await Until.TrueAsync(async () =>
        {
            try
            {
                using var reply = await http.GetAsync("/health/ready");
                return !reply.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return true;
            }
        }, "the process was ready for ever");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        Api.Dispose();
    }
}
