using CoopGrains.Hosting;
using CoopGrains.Hosting.Tokens;
using CoopGrains.Storage;
using CoopGrains.Storage.Sqlite;
using TestKit;

namespace EndToEnd.Tests;

/// <summary>A site in a process of its own, on its own data folder and port, with the clock set to 2026-11-21.</summary>
internal sealed class Site : IAsyncDisposable
{
    /// <summary>Coordinates for Điện Biên; cleared.</summary>
    public const string DienBien = "vn-db-coordination/coordinator";

    /// <summary>Runs the site.</summary>
    public const string Operator = "operators/operator";

    private readonly TempFolder? _own;
    private readonly int _port = ChildProcess.FreePort();
    private readonly SiteUsers _users;
    private ChildProcess? _process;
    private string _day = "2026-11-21";

    private Site(string? folder)
    {
        _own = folder is null ? new TempFolder() : null;
        Data = folder ?? _own!.Path;
        Address = new($"http://127.0.0.1:{_port}");
        _users = new(Data);
        Api = new(Address, _users.TokenOf);
    }

    /// <summary>The data folder.</summary>
    public string Data { get; }

    /// <summary>Where it listens, also after a restart.</summary>
    public Uri Address { get; }

    /// <summary>Its API.</summary>
    public ApiClient Api { get; }

    /// <summary>Starts a site on a folder, or on a new one.</summary>
    public static async Task<Site> StartAsync(string? folder = null)
    {
        var site = new Site(folder);
        await site.StartProcessAsync();
        return site;
    }

    /// <summary>Starts a site and loads the seed network.</summary>
    public static async Task<Site> StartSeededAsync(string? folder = null)
    {
        var site = await StartAsync(folder);
        await site.SeedAsync();
        return site;
    }

    /// <summary>Loads the seed network and returns what the command printed.</summary>
    public Task<string> SeedAsync(params string[] more) => CoopAsync(["seed", "--address", $"{Address}", "--key", KeyFile, .. more]);

    /// <summary>The development key.</summary>
    public string KeyFile => Path.Combine(Data, DevelopmentKey.FileName);

    /// <summary>A token of a user named <c>agency/user</c>.</summary>
    public string TokenOf(string who) => _users.TokenOf(who);

    /// <summary>Ends the process as a power cut does.</summary>
    public Task KillAsync() => _process!.KillAsync();

    /// <summary>Starts it again on the same folder and port.</summary>
    public Task StartAgainAsync() => StartProcessAsync();

    /// <summary>Ends it in order.</summary>
    public Task StopAsync() => _process!.StopAsync();

    /// <summary>Ends it in order and starts it again on the same folder and port, on a later day.</summary>
    public async Task StartAgainOnAsync(string day)
    {
        await _process!.StopAsync();
        _day = day;
        await StartProcessAsync();
    }

    /// <summary>Ends it without a warning and starts it again.</summary>
    public async Task KillAndStartAgainAsync()
    {
        await KillAsync();
        await StartAgainAsync();
    }

    /// <summary>Runs <c>coop</c>, which must succeed, and returns what it printed.</summary>
    public static async Task<string> CoopAsync(params string[] arguments)
    {
        await using var coop = ChildProcess.Start(RepositoryRoot.Built("src/CoopGrains.Cli", "coop.dll"), arguments);
        var code = await coop.ExitAsync(TimeSpan.FromSeconds(120));
        Assert.True(code == 0, $"coop {string.Join(' ', arguments)} ended with {code}:\n{coop.Output}");
        return coop.Output;
    }

    /// <summary>Every row of the journal, beside the running process.</summary>
    public async Task<IReadOnlyList<JournalRow>> JournalAsync()
    {
        await using var reader = SqliteBookStore.OpenReader(new CoopOptions { Data = Data }.StorePath);
        var rows = new List<JournalRow>();
        while (await reader.TailAsync(rows.Count == 0 ? 0 : rows[^1].Position, 1_000, default) is { Count: > 0 } more)
            rows.AddRange(more);
        return rows;
    }

    /// <summary>The invariants that hold after every run: histories are 1 to n, and the store is whole.</summary>
    public async Task AssertWholeAsync()
    {
        await Api.UntilQuietAsync(Operator);
        foreach (var book in (await JournalAsync()).GroupBy(row => row.BookKey))
        {
            Assert.Equal(Enumerable.Range(1, book.Count()).Select(n => (long)n), book.Select(row => row.Sequence));
            var shown = await Api.HistoryAsync(DienBien, book.Key);
            Assert.Equal(book.Select(row => row.Sequence), shown.Select(happened => happened.GetProperty("sequence").GetInt64()));
        }
        Assert.Contains("whole", await CoopAsync("verify", "--data", Data), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        Api.Dispose();
        _users.Dispose();
        _own?.Dispose();
    }

    private async Task StartProcessAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        var gateway = RepositoryRoot.Built("src/CoopGrains.Gateway", "CoopGrains.Gateway.dll");
        _process = ChildProcess.Start(gateway, environment: new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = $"{Address}",
            ["Coop__Data"] = Data,
            ["Coop__Clock"] = _day,
            ["Coop__PublicReads"] = "true",
        });
        await _process.WaitUntilReadyAsync(new(Address, "/health/ready"));
    }
}
