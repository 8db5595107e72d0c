using CoopGrains.Hosting.Tokens;
using EndToEnd.Tests;
using TestKit;

namespace Browser.Tests.Kit;

/// <summary>A gateway in a process of its own with the seed network, on the day 2026-11-21, as people see it in a browser.</summary>
public class BrowserSite : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly SiteUsers _users;
    private ChildProcess? _process;

    /// <summary>A site on SQLite.</summary>
    public BrowserSite()
    {
        Address = new($"http://127.0.0.1:{ChildProcess.FreePort()}");
        _users = new(_folder.Path);
        Api = new(Address, _users.TokenOf);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Its API, for what happens elsewhere.</summary>
    public ApiClient Api { get; }

    /// <summary>Tries a file of entries for somebody; gives the import's id.</summary>
    public async Task<string> TryFileAsync(string who, string key, string csv)
    {
        using var http = new HttpClient { BaseAddress = Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/imports?strategy=new&dryRun=true")
        {
            Content = new StringContent(csv, null, "text/csv"),
            Headers = { { "Authorization", "Bearer " + _users.TokenOf(who) }, { "Idempotency-Key", key } },
        };
        using var reply = await http.SendAsync(request);
        var text = await reply.Content.ReadAsStringAsync();
        Assert.True(reply.IsSuccessStatusCode, text);
        return System.Text.Json.JsonElement.Parse(text).GetProperty("id").GetString()!;
    }

    public async Task InitializeAsync()
    {
        var settings = new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = $"{Address}",
            ["Coop__Data"] = _folder.Path,
            ["Coop__Clock"] = "2026-11-21",
            ["Coop__UserRequestsPerSecond"] = "0",
            ["Coop__UserStreams"] = "0",
            ["Coop__Database"] = await DatabaseAsync(),
            ["Logging__LogLevel__Default"] = "Warning",
        };
        _process = ChildProcess.Start(RepositoryRoot.Built("src/CoopGrains.Gateway", "CoopGrains.Gateway.dll"), environment: settings);
        await _process.WaitUntilReadyAsync(new(Address, "/health/ready"));
        await using var seed = ChildProcess.Start(RepositoryRoot.Built("src/CoopGrains.Cli", "coop.dll"),
            ["seed", "--address", $"{Address}", "--key", Path.Combine(_folder.Path, DevelopmentKey.FileName)]);
        Assert.True(await seed.ExitAsync(TimeSpan.FromSeconds(120)) == 0, seed.Output);
        await Api.UntilQuietAsync(People.Operator);
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        Api.Dispose();
        _users.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The PostgreSQL database of the site; null for SQLite.</summary>
    protected virtual Task<string?> DatabaseAsync() => Task.FromResult<string?>(null);
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgresBrowserSite : BrowserSite
{
    protected override async Task<string?> DatabaseAsync() => (await PostgresServer.Shared.CreateAsync()).Application;
}
