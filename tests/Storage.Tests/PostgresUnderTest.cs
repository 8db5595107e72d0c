using CoopGrains.Storage;
using CoopGrains.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TestKit;

namespace Storage.Tests;

/// <summary>A database of its own on the server that the tests share.</summary>
public sealed class PostgresUnderTest : StoreUnderTest
{
    private readonly TempFolder _folder = new();
    private PostgresSite? _site;

    public override string Path => _folder.PathOf("coop");

    internal PostgresSite Site => _site!;

    public override async Task CreateAsync() => _site = await PostgresServer.Shared.CreateAsync();

    public override async Task<IBookStore> OpenAsync(int maxBooks, int maxWaiting) => await OpenAsync(Site, "coop", maxBooks, maxWaiting);

    /// <summary>As another process with an anchor of its own, or by another way.</summary>
    internal Task<PostgresBookStore> OpenAsync(PostgresSite site, string process, int maxBooks = 256, int maxWaiting = 16_384) =>
        PostgresBookStore.OpenAsync(
            site.Application,
            new StoreOptions { Path = PathOf(process), MaxBooksPerCommit = maxBooks, MaxWaiting = maxWaiting },
            Clock,
            NullLogger<PostgresBookStore>.Instance);

    internal string PathOf(string process) => _folder.PathOf(process);

    public override IJournalReader OpenReader() => PostgresBookStore.OpenReader(Site.Application, Path);

    // As a superuser who switches triggers off.
    public override Task TamperAsync(string sql) => AskAsync($"SET session_replication_role = replica; {sql}");

    public override async Task<object?> AskAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Site.Owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SET search_path = coop; {sql}", connection);
        return await command.ExecuteScalarAsync();
    }

    public override string NewerMigration => "INSERT INTO schema_migration VALUES (99, '0099_later.sql', '', 0)";

    public override Task WipeAsync() => TamperAsync("TRUNCATE journal, book_snapshot, book");

    public override Task<int> BeginEpochAsync(string reason) => PostgresBookStore.BeginEpochAsync(Site.Owner, Path, reason, Clock);

    public override async Task<LeftOut?> RestoreAsync(RestorePoint until, StoreUnderTest target)
    {
        var copy = await PostgresServer.Shared.CopyAsync(Site);
        ((PostgresUnderTest)target)._site = copy;
        var done = await PostgresRestore.FinishAsync(copy.Owner, target.Path, new(until, "a test"), Clock, default);
        return (await target.VerifyAsync()).FirstFault is { } fault ? throw new InvalidDataException($"{fault}") : done.LeftOut;
    }

    public override Task<BookRepair> RepairAsync(RepairRequest asked) =>
        PostgresBookStore.RepairAsync(Site.Owner, Path, asked, default);

    public override async Task<CommitResult[]> TogetherAsync(IBookStore store, IEnumerable<BookCommit> commits)
    {
        await using var held = await HeldBook.TakeAsync(Site);
        var holding = store.CommitAsync(held.Commit);
        await held.UntilWaitedForAsync();
        var results = commits.Select(store.CommitAsync).ToArray();
        await held.ReleaseAsync();
        await holding;
        return await Task.WhenAll(results);
    }

    public override StoreUnderTest Another() => new PostgresUnderTest();

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
