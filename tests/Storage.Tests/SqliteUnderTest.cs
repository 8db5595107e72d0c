using CoopGrains.Storage;
using CoopGrains.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using TestKit;

namespace Storage.Tests;

/// <summary>A SQLite file in a folder of its own.</summary>
public sealed class SqliteUnderTest : StoreUnderTest
{
    private readonly TempFolder _folder = new();

    public override string Path => _folder.PathOf("coop.db");

    public override Task CreateAsync() => Task.CompletedTask;

    public override async Task<IBookStore> OpenAsync(int maxBooks, int maxWaiting) => await OpenFileAsync(Path, maxBooks, maxWaiting);

    internal Task<SqliteBookStore> OpenFileAsync(string path, int maxBooks = 256, int maxWaiting = 16_384) => SqliteBookStore.OpenAsync(
        new StoreOptions { Path = path, MaxBooksPerCommit = maxBooks, MaxWaiting = maxWaiting },
        Clock,
        NullLogger<SqliteBookStore>.Instance);

    public override IJournalReader OpenReader() => SqliteBookStore.OpenReader(Path);

    public override Task TamperAsync(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            PRAGMA foreign_keys=OFF;
            DROP TRIGGER IF EXISTS journal_rows_never_change;
            DROP TRIGGER IF EXISTS journal_rows_never_leave;
            {sql}
            """;
        command.ExecuteNonQuery();
        return Task.CompletedTask;
    }

    public override Task<object?> AskAsync(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Task.FromResult(command.ExecuteScalar());
    }

    public override string NewerMigration => "INSERT INTO schema_migration VALUES (99, '0099_later.sql', 0)";

    public override Task WipeAsync()
    {
        File.Delete(Path);
        return Task.CompletedTask;
    }

    public override Task<int> BeginEpochAsync(string reason) => SqliteBookStore.BeginEpochAsync(Path, reason, Clock);

    public override async Task<LeftOut?> RestoreAsync(RestorePoint until, StoreUnderTest target)
    {
        var copy = _folder.PathOf($"copy-{Guid.NewGuid():N}");
        await SqliteBackup.SaveAsync(Path, copy, new Progress<double>(), default);
        return (await SqliteBackup.RestoreAsync(copy, target.Path, new(until, "a test"), ThrowIfDamagedAsync, Clock)).LeftOut;
    }

    private static async Task ThrowIfDamagedAsync(IJournalReader store)
    {
        if ((await JournalVerifier.VerifyAsync(store, default)).FirstFault is { } fault)
            throw new InvalidDataException($"{fault}");
    }

    public override Task<BookRepair> RepairAsync(RepairRequest asked) => SqliteBookStore.RepairAsync(Path, asked, Clock);

    public override Task<CommitResult[]> TogetherAsync(IBookStore store, IEnumerable<BookCommit> commits) =>
        HeldWriter.TogetherAsync(store, commits);

    public override StoreUnderTest Another() => new SqliteUnderTest();

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}

/// <summary>For what only a SQLite file can suffer.</summary>
public abstract class SqliteStoreTest : StoreTest
{
    private readonly SqliteUnderTest _file;

    protected SqliteStoreTest()
        : this(new SqliteUnderTest())
    {
    }

    private SqliteStoreTest(SqliteUnderTest file)
        : base(file) => _file = file;

    protected string Path => _file.Path;

    protected Task<SqliteBookStore> OpenAsync(string? path = null, int maxBooks = 256) => _file.OpenFileAsync(path ?? Path, maxBooks);
}
