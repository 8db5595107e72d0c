using Dapper;
using Microsoft.Data.Sqlite;

namespace Benchmarks.Peer;

/// <summary>The peer's tables: normalised, one transaction for each entry, on SQLite's documented settings for durable writing.</summary>
/// <remarks>
/// Write-ahead log with synchronous=FULL as in our store, the same checkpoint interval and cache. One kept connection writes,
/// behind a lock: SQLite takes one writer, and waiting here is far cheaper than its busy handler. Reads have their own.
/// It keeps no journal, no hash chain and no view, so its task is the easier one.
/// </remarks>
internal sealed class LedgerDatabase : IDisposable
{
    private const string Settings = """
        PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=4000;
        PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384;
        """;

    private const string Tables = """
        CREATE TABLE IF NOT EXISTS program (
          id TEXT PRIMARY KEY, title TEXT NOT NULL, version INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS entry (
          number INTEGER PRIMARY KEY, program TEXT NOT NULL REFERENCES program, commitment TEXT NOT NULL, operation TEXT NOT NULL,
          amount INTEGER NOT NULL, unit TEXT NOT NULL, occurred_from TEXT NOT NULL, occurred_to TEXT NOT NULL, meaning TEXT,
          agency TEXT NOT NULL, reported_by TEXT NOT NULL, recorded_at TEXT NOT NULL, UNIQUE (program, operation));
        """;

    private readonly SemaphoreSlim _writer = new(1);
    private readonly SqliteConnection _write;
    private readonly string _source;

    public LedgerDatabase(string path)
    {
        _source = new SqliteConnectionStringBuilder { DataSource = path }.ToString();
        _write = new(_source);
        _write.Open();
        _write.Execute(Settings);
        _write.Execute(Tables);
    }

    /// <summary>What the writing connection itself says of its durability.</summary>
    public string ReadBack() =>
        $"journal_mode={_write.ExecuteScalar<string>("PRAGMA journal_mode")} "
        + $"synchronous={_write.ExecuteScalar<long>("PRAGMA synchronous")}";

    public void Open(string program) =>
        _write.Execute("INSERT OR IGNORE INTO program VALUES (@program, 'Scholarships', 0)", new { program });

    /// <summary>Enters an entry durably; null when there is no such program.</summary>
    public async Task<(long Version, long Number)?> ReportAsync(NewEntry entry)
    {
        await _writer.WaitAsync();
        try
        {
            using var transaction = _write.BeginTransaction();
            var version = _write.QuerySingleOrDefault<long?>(
                "UPDATE program SET version = version + 1 WHERE id = @Program RETURNING version", entry, transaction);
            if (version is null)
                return null;
            var number = _write.QuerySingle<long>("""
                INSERT INTO entry (
                  program, commitment, operation, amount, unit, occurred_from, occurred_to, meaning, agency, reported_by, recorded_at)
                VALUES (
                  @Program, @Commitment, @Operation, @Amount, @Unit, @From, @To, @Meaning, @Agency, @ReportedBy, @RecordedAt)
                RETURNING number
                """, entry, transaction);
            transaction.Commit();
            return (version.Value, number);
        }
        finally
        {
            _writer.Release();
        }
    }

    public (long Version, int Entries, long Reported)? Read(string program)
    {
        using var connection = new SqliteConnection(_source);
        return connection.QuerySingleOrDefault<(long, int, long)?>(
            "SELECT version, count(number), coalesce(sum(amount), 0) FROM program LEFT JOIN entry ON program = id "
            + "WHERE id = @program GROUP BY id", new { program });
    }

    public void Dispose() => _write.Dispose();
}

/// <summary>An entry to be entered.</summary>
internal sealed record NewEntry(
    string Program, string Commitment, string Operation, long Amount, string Unit, string From, string To, string? Meaning,
    string Agency, string ReportedBy, string RecordedAt);
