using CoopGrains.Hosting.Tokens;
using CoopGrains.Storage;
using CoopGrains.Storage.Postgres;
using TestKit;

namespace EndToEnd.Tests.Processes;

/// <summary>One process on a PostgreSQL server of its own, with the seed network.</summary>
internal sealed class OneProcess : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SiteUsers _users;

    private OneProcess(PostgresServer server) => (Server, _users) = (server, new(Keys));

    /// <summary>The server that it began on.</summary>
    public PostgresServer Server { get; }

    public PostgresSite Database { get; private set; } = null!;

    public GatewayProcess Process { get; private set; } = null!;

    public ApiClient Api => Process.Api;

    /// <summary>The process's data folder, where its anchor stands.</summary>
    public string Data => _folder.PathOf("data");

    /// <summary>The folder of what processes share.</summary>
    public string Keys => _folder.PathOf("keys");

    /// <summary>Starts it on a server, which becomes its own, or on a new one; its database may lie on a disk of its own.</summary>
    public static async Task<OneProcess> StartSeededAsync(PostgresServer? server = null, string? disk = null)
    {
        var one = new OneProcess(server ?? new PostgresServer());
        one.Database = disk is null ? await one.Server.CreateAsync() : await one.Server.CreateInAsync(disk);
        one.Process = one.On(one.Database);
        await one.Process.StartAsync();
        await one.SeedAsync();
        return one;
    }

    /// <summary>A token of a user named <c>agency/user</c>.</summary>
    public string TokenOf(string who) => _users.TokenOf(who);

    /// <summary>Loads the seed network and returns what the command printed.</summary>
    public Task<string> SeedAsync() =>
        Site.CoopAsync("seed", "--address", $"{Process.Address}", "--key", Path.Combine(Keys, DevelopmentKey.FileName));

    /// <summary>Every row, from the database.</summary>
    public async Task<IReadOnlyList<JournalRow>> JournalAsync()
    {
        await using var reader = PostgresBookStore.OpenReader(Database.Owner);
        var rows = new List<JournalRow>();
        while (await reader.TailAsync(rows.Count, 10_000, default) is { Count: > 0 } more)
            rows.AddRange(more);
        return rows;
    }

    /// <summary>The invariants that hold after every run, at rest.</summary>
    public async Task AssertWholeAsync()
    {
        await Api.UntilQuietAsync(Site.Operator);
        Assert.Contains(": whole.", await Site.CoopAsync("verify", "--database", Database.Application), StringComparison.Ordinal);
        await using var reader = PostgresBookStore.OpenReader(Database.Owner);
        await JournalInvariants.CheckAsync(reader);
    }

    /// <summary>Ends it in order: it keeps its view.</summary>
    public async Task StopAsync() => Assert.Equal(0, await Process.Child.StopAsync());

    /// <summary>From now on the same process, with the same folder and keys, on another database; not started.</summary>
    public async Task MoveAsync(PostgresSite database)
    {
        await Process.DisposeAsync();
        (Database, Process) = (database, On(database));
    }

    /// <summary>Opens a program.</summary>
    public async Task<ApiReply> OpenAsync(string id) => (await Api.PostAsync(Site.DienBien, "/v1/programs", $"open-{id}", new
    {
        id,
        title = new { en = id },
        parties = (string[])["vn-db", "la-lpb"],
    })).Ok();

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _users.Dispose();
        Server.Dispose();
        _folder.Dispose();
    }

    /// <summary>Another process on the same database; not started, and not disposed of with this one.</summary>
    public GatewayProcess Beside() => On(Database, _folder.PathOf("beside"));

    private GatewayProcess On(PostgresSite database, string? data = null) =>
        new(data ?? Data, Keys, database.Application, _users, TimeSpan.FromSeconds(30));
}
