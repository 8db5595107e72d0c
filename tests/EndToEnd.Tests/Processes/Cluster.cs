using CoopGrains.Hosting.Tokens;
using CoopGrains.Storage;
using CoopGrains.Storage.Postgres;
using EndToEnd.Tests.Retries;
using TestKit;

namespace EndToEnd.Tests.Processes;

/// <summary>Three processes on one PostgreSQL server of their own, with the seed network; the last one reaches it through a proxy.</summary>
public sealed class Cluster : IAsyncLifetime
{
    private const int Processes = 3;
    private static readonly TimeSpan PatienceOfClients = TimeSpan.FromSeconds(24);

    // As in production: whoever has chosen a process that is asked to stop has time to reach it, also on a busy machine.
    private const int DrainSeconds = 5;

    private readonly TempFolder _folder = new();
    private readonly SiteUsers _users;
    private PostgresSite _site = null!;

    public Cluster() => _users = new(Keys);

    internal PostgresServer Server { get; } = new();

    internal CuttingProxy Proxy { get; private set; } = null!;

    internal GatewayProcess[] All { get; private set; } = [];

    internal PostgresSite Database => _site;

    internal string KeyFile => Path.Combine(Keys, DevelopmentKey.FileName);

    private string Keys => _folder.PathOf("keys");

    public async Task InitializeAsync()
    {
        _site = await Server.CreateAsync();
        Proxy = new(Server.Port);
        for (var number = 0; number < Processes; number++)
            All = [.. All, new(
                _folder.PathOf($"data-{number}"), Keys, (number == Processes - 1 ? _site.Through(Proxy.Port) : _site).Application, _users,
                PatienceOfClients, DrainSeconds, All.FirstOrDefault()?.Address)];
        await Task.WhenAll(All.Select(process => process.StartAsync()));
        await Site.CoopAsync("seed", "--address", $"{All[0].Address}", "--key", Path.Combine(Keys, DevelopmentKey.FileName));
    }

    public async Task DisposeAsync()
    {
        foreach (var process in All) await process.DisposeAsync();
        await Proxy.DisposeAsync();
        _users.Dispose();
        Server.Dispose();
        _folder.Dispose();
    }

    /// <summary>A load whose every write starts at another process than the one before, and all processes see its program.</summary>
    internal async Task<AgencyLoad> LoadAsync(string run, Rotation rotation, int agencies = 10, int entriesEach = 20)
    {
        var load = new AgencyLoad(All[0].Api, run, rotation.SendAsync, agencies, entriesEach);
        await load.OpenAsync();
        foreach (var process in All) await load.AwaitSeenAsync(process.Api);
        return load;
    }

    /// <summary>
    /// What closes every run: every process takes writes again, the load is there exactly and all say so, the database keeps every invariant.
    /// </summary>
    internal async Task AssertExactAsync(AgencyLoad load)
    {
        await AssertWholeAsync(load.Program);
        await load.AssertExactAsync(await JournalAsync(), [.. All.Select(process => process.Api)]);
    }

    /// <summary>The same without a load: every process takes writes, the database keeps every invariant.</summary>
    internal async Task AssertWholeAsync(string run)
    {
        foreach (var process in All)
        {
            Assert.False(process.Child.HasExited, $"a process has ended by itself:\n{process.Child.Output}");
            var program = new { title = new { en = "after" }, parties = (string[])["vn-db", "la-lpb"] };
            (await process.Api.PostUntilAnsweredAsync(Site.DienBien, "/v1/programs", $"after-{run}-{process.Address.Port}", program)).Ok();
        }
        await Until.TrueAsync(async () =>
        {
            var quiet = await Task.WhenAll(All.Select(process => process.Api.GetAsync(Site.Operator, "/v1/operations/quiet")));
            return quiet.All(reply => reply.Status == 200 && reply.Json.GetProperty("quiet").GetBoolean());
        }, "the courier did not come to rest");
        await using var reader = PostgresBookStore.OpenReader(_site.Owner);
        await JournalInvariants.CheckAsync(reader);
        Assert.Contains(": whole.", await Site.CoopAsync("verify", "--database", _site.Application), StringComparison.Ordinal);
    }

    /// <summary>Every row, from the database.</summary>
    internal async Task<IReadOnlyList<JournalRow>> JournalAsync()
    {
        await using var reader = PostgresBookStore.OpenReader(_site.Owner);
        var rows = new List<JournalRow>();
        while (await reader.TailAsync(rows.Count, 10_000, default) is { Count: > 0 } more)
            rows.AddRange(more);
        return rows;
    }

    /// <summary>Clients that send to one process after the other.</summary>
    internal Rotation Rotating() => new(All);
}
