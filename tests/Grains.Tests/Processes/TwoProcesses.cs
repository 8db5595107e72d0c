using CoopGrains.Contracts;
using CoopGrains.Grains.Tests.Network;
using CoopGrains.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orleans;
using TestKit;

namespace CoopGrains.Grains.Tests.Processes;

/// <summary>Two processes, as far as they can tell, on one database of a real server. Every test ends with the invariant checker.</summary>
public abstract class TwoProcesses : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private PostgresSite _site = null!;

    internal static BookKey Program => SmallNetwork.Scholarship;

    internal NetworkHost One { get; private set; } = null!;

    internal NetworkHost Other { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _site = await PostgresServer.Shared.CreateAsync();
        (One, Other) = (await StartAsync("one"), await StartAsync("other"));
        await One.LoadAsync();
        NetworkHost.Accepted(await On(One).AddCommitmentAsync(By("places"), SmallNetwork.Places("places", ["la-lpb"])));
        await One.Courier.WaitQuietAsync(default);
        await Other.Courier.WaitQuietAsync(default);
    }

    public async Task DisposeAsync()
    {
        await One.DisposeAsync();
        await Other.DisposeAsync();
        await using (var reader = Storage.Postgres.PostgresBookStore.OpenReader(_site.Owner))
            await JournalInvariants.CheckAsync(reader);
        _folder.Dispose();
    }

    internal static IProgramGrain On(NetworkHost host) => host.Grains.GetGrain<IProgramGrain>(Program.ToString());

    internal static Caller By(string operation, long atLeast = 0, TimeSpan? within = null) => new()
    {
        Actor = SmallNetwork.Db,
        Operation = new()
        {
            Id = $"{SmallNetwork.Db.Agency}:{operation}",
            Fingerprint = operation,
            Deadline = TimeProvider.System.GetUtcNow() + (within ?? TimeSpan.FromMinutes(1)),
        },
        AtLeast = atLeast,
    };

    internal static ReportFulfilment Report(decimal people = 1) =>
        new() { Commitment = "places", Amount = SmallNetwork.People(people), Occurred = SmallNetwork.Month(2025, 3) };

    internal static async Task<ProgramView> ReadAsync(NetworkHost host, long atLeast = 0) =>
        (await On(host).ReadAsync(new() { Actor = SmallNetwork.Db, AtLeast = atLeast }))!;

    internal Task<IReadOnlyList<JournalRow>> HistoryAsync() => One.Store.HistoryAsync(Program.ToString(), 1, 10_000, default);

    /// <summary>A session of the database's owner, for what the application may not do.</summary>
    internal async Task<NpgsqlConnection> OpenAsync()
    {
        var session = new NpgsqlConnection(_site.Owner);
        await session.OpenAsync();
        return session;
    }

    internal async Task<T> AskAsync<T>(string sql)
    {
        await using var session = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, session);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    internal Task StopAsync(NetworkHost host) => host.DisposeAsync().AsTask();

    internal PostgresOwnership Ownership(string name) => new(_site.Application, name, NullLogger<PostgresOwnership>.Instance);

    private Task<NetworkHost> StartAsync(string name) => NetworkHost.StartAsync(
        _folder.PathOf(name), services => services.AddSingleton<IJobOwnership>(_ => Ownership(name)), _site.Application);
}
