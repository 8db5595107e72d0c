using CoopGrains.Storage;
using CoopGrains.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using TestKit;

namespace Storage.Tests;

/// <summary>A real store in a folder of its own.</summary>
public abstract class StoreTest : IDisposable
{
    protected const string Book = "program/a";

    private readonly TempFolder _folder = new();

    internal SetClock Clock { get; } = new(new DateTimeOffset(2026, 11, 21, 3, 0, 0, TimeSpan.Zero));

    protected string Path => _folder.PathOf("coop.db");

    protected Task<SqliteBookStore> OpenAsync(string? path = null, int maxBooks = 256) => SqliteBookStore.OpenAsync(
        new StoreOptions { Path = path ?? Path, MaxBooksPerCommit = maxBooks }, Clock, NullLogger<SqliteBookStore>.Instance);

    protected static PendingEvent Event(
        string operation, int ordinal = 0, string text = "{\"schema\":1}", object? payload = null, string trace = "") =>
        new(operation, ordinal, "f1", "an@mic", "mic", "vn", trace, "FulfilmentReported", text, payload);

    protected static BookCommit Commit(string book, long expected, params PendingEvent[] events) =>
        new(book, "program", false, expected, events, null, DateTimeOffset.MaxValue);

    protected static BookCommit Commit(long expected, params PendingEvent[] events) => Commit(Book, expected, events);

    /// <summary>Appends events one commit at a time, each with an operation of its own.</summary>
    protected static async Task FillAsync(IBookStore store, string book, int events, long from = 0)
    {
        for (var version = from; version < from + events; version++)
            Assert.IsType<CommitResult.Committed>(await store.CommitAsync(Commit(book, version, Event($"op-{version + 1}"))));
    }

    /// <summary>Changes the closed store's file the way an intruder with the file would, triggers removed.</summary>
    protected void Tamper(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            PRAGMA foreign_keys=OFF;
            DROP TRIGGER IF EXISTS journal_rows_never_change;
            DROP TRIGGER IF EXISTS journal_rows_never_leave;
            {sql}
            """;
        command.ExecuteNonQuery();
    }

    protected async Task<VerificationReport> VerifyAsync()
    {
        await using var reader = SqliteBookStore.OpenReader(Path);
        return await JournalVerifier.VerifyAsync(reader, CancellationToken.None);
    }

    /// <summary>Fails unless the store is whole.</summary>
    protected async Task<VerificationReport> AssertSoundAsync()
    {
        var report = await VerifyAsync();
        Assert.Null(report.FirstFault);
        return report;
    }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>A clock that stands where it is put.</summary>
internal sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    internal DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
