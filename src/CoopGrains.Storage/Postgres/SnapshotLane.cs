using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace CoopGrains.Storage.Postgres;

/// <summary>Renders and writes snapshots one after another, beside the group commit: a large body must not hold up all books.</summary>
internal sealed partial class SnapshotLane : IAsyncDisposable
{
    private const int MostWaiting = 256;

    private readonly PostgresDatabase _database;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Channel<WaitingBook> _waiting = Channel.CreateBounded<WaitingBook>(MostWaiting);
    private readonly Task _writing;

    internal SnapshotLane(PostgresDatabase database, TimeProvider clock, ILogger log)
    {
        (_database, _clock, _log) = (database, clock, log);
        using (ExecutionContext.SuppressFlow())
            _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>Behind a commit whose result was told. One too many is left out: the book will offer another.</summary>
    internal void Follow(WaitingBook committed)
    {
        if (!_waiting.Writer.TryWrite(committed))
            Snapshots.LogLeftOut(_log, null, committed.Commit.BookKey, committed.Commit.Snapshot!.Version, "too many wait");
    }

    /// <summary>A snapshot without events; tells the result.</summary>
    internal void Add(WaitingBook alone)
    {
        if (!_waiting.Writer.TryWrite(alone))
        {
            alone.Fail(new StoreUnavailableException(
                $"Too many snapshots wait for {_database.Name}. Nothing was written.", outcomeKnown: true));
        }
    }

    /// <summary>Writes what waits first.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAllAsync()
    {
        await foreach (var waiting in _waiting.Reader.ReadAllAsync())
        {
            var alone = waiting.Commit.Events.Count == 0;
            try
            {
                var actual = await WriteAsync(waiting.Commit, alone ? waiting.Commit.ExpectedVersion : null);
                if (alone)
                    waiting.Tell(actual == waiting.Commit.ExpectedVersion
                        ? new CommitResult.Committed(actual, 0, _clock.GetUtcNow())
                        : new CommitResult.VersionConflict(actual));
            }
            catch (Exception e)
            {
                Snapshots.LogLeftOut(_log, e, waiting.Commit.BookKey, waiting.Commit.Snapshot!.Version, e.Message);
                waiting.Fail(e);
            }
        }
    }

    private async Task<long> WriteAsync(BookCommit commit, long? expected)
    {
        var snapshot = commit.Snapshot!;
        var body = Snapshots.Render(snapshot, commit.BookKey, _log);
        // A version that no row has writes nothing, and answers the book's version all the same.
        return (long)(await _database.WriteAsync("SELECT coop.write_snapshot($1, $2, $3, $4)", CancellationToken.None,
            PostgresRows.Value(commit.BookKey),
            new NpgsqlParameter { Value = (object?)expected ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
            PostgresRows.Value(body is null ? 0L : snapshot.Version),
            PostgresRows.Value(body ?? "")))!;
    }
}
