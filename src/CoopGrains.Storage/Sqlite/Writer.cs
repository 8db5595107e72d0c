using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CoopGrains.Storage.Sqlite;

/// <summary>The only thread that writes: takes what waits, commits it together, tells the results, takes what came meanwhile.</summary>
internal sealed partial class Writer
{
    private const int MissedRowsPage = 1_000;

    private readonly StoreOptions _options;
    private readonly int _epoch;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly AnchorKeeper _anchor;
    private readonly WorkQueue _queue;
    private readonly StoreGauges _gauges;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WriteConnection? _db;
    private (long Position, string Hash) _told;

    internal Writer(StoreOptions options, WriteConnection db, int epoch, AnchorFile anchor, TimeProvider clock, ILogger log)
    {
        (_options, _db, _epoch, _clock, _log) = (options, db, epoch, clock, log);
        _anchor = new AnchorKeeper(anchor, log);
        _queue = new WorkQueue(options.Path, options.MaxWaiting);
        _gauges = new StoreGauges(options, () => _queue.Count, _anchor);
        Followers = new Followers(log);
        var head = db.Head();
        _told = (head.Position, head.Hash);

        // Without the starter's execution context: a flush serves many traces and must not become part of one.
        new Thread(Run) { IsBackground = true, Name = "CoopGrains journal writer" }.UnsafeStart();
    }

    internal Followers Followers { get; }

    internal int Waiting => _queue.Count;

    internal void Add(WaitingWork work) => _queue.Add(work);

    /// <summary>Completes when all that waited is written.</summary>
    internal Task CloseAsync()
    {
        _queue.Close();
        return _ended.Task;
    }

    private void Run()
    {
        var most = _options.CommandsPerCommit > 0
            ? Math.Min(_options.CommandsPerCommit, _options.MaxBooksPerCommit)
            : _options.MaxBooksPerCommit;
        var batch = new List<WaitingWork>(most);
        while (_queue.Take(batch, most, _anchor.Patience))
        {
            if (batch.Count > 0)
                Flush(batch);
            batch.Clear();
            _anchor.Write(now: false);
        }

        _anchor.Write(now: true);
        _gauges.Dispose();
        _db?.Dispose();
        _ended.SetResult();
    }

    private void Flush(List<WaitingWork> batch)
    {
        var commits = batch.OfType<WaitingCommit>();
        using var span = StorageTelemetry.StartCommit(commits.Select(waiting => waiting.Commit));
        var committing = false;
        GroupCommit? group = null;
        try
        {
            var db = _db ?? Reopen();
            var started = Stopwatch.GetTimestamp();
            group = Apply(batch, db);
            committing = true;
            using (StorageTelemetry.StartSql("COMMIT", _options.Path))
                db.Commit();
            StorageTelemetry.Committed(
                span, commits.Select(waiting => (waiting.Commit, waiting.Result)), batch.Count, group.Rows.Count,
                Stopwatch.GetElapsedTime(started));
        }
        catch (Exception e)
        {
            // Whatever it was: the thread lives on, since nobody else writes.
            StorageTelemetry.Failed(span, e);
            LogCommitFailed(_log, e, _options.Path, batch.Count);
            if (!committing)
                Fail(batch, e, outcomeKnown: true);
            else if (FindOut(group!.Rows) is not { } committed)
                Fail(batch, e, outcomeKnown: SqliteFaults.CannotHaveCommitted(e));
            else if (committed)
                Tell(batch, group.Rows);
            else
                Fail(batch, e, outcomeKnown: true);
            return;
        }

        Tell(batch, group.Rows);
    }

    private GroupCommit Apply(List<WaitingWork> batch, WriteConnection db)
    {
        using var sql = StorageTelemetry.StartSql("INSERT", _options.Path);
        db.Begin();
        try
        {
            return Apply(apart: false);
        }
        catch (SqliteException e) when (SqliteFaults.ConcernsOneRow(e))
        {
            db.Rollback();
            db.Begin();
            return Apply(apart: true);
        }

        GroupCommit Apply(bool apart)
        {
            var group = new GroupCommit(db, _epoch, _clock.GetUtcNow(), apart, _log);
            batch.ForEach(group.Apply);
            return group;
        }
    }

    // Told by another thread, in one go: who awaits a commit goes on there, and this one goes on with the next.
    private void Tell(List<WaitingWork> batch, IReadOnlyList<JournalRow> rows)
    {
        TellFollowers(rows);
        ThreadPool.UnsafeQueueUserWorkItem(static told => Array.ForEach(told, work => work.Tell()), batch.ToArray(), preferLocal: false);
    }

    private void TellFollowers(IReadOnlyList<JournalRow> rows)
    {
        if (rows.Count == 0)
            return;
        _told = (rows[^1].Position, rows[^1].Hash);
        _anchor.Committed(rows[^1]);
        Followers.Tell(rows);
    }

    private void Fail(List<WaitingWork> batch, Exception e, bool outcomeKnown)
    {
        if (SqliteFaults.IsFull(e))
            _gauges.FoundFull();
        // After a failed sync the kernel may have dropped pages: what this connection holds is not trusted again.
        _db?.Dispose();
        _db = null;
        foreach (var work in batch)
            work.Fail(SqliteFaults.Unavailable(e, _options.Path, "Writing", outcomeKnown || !work.Wrote));
    }

    /// <summary>After a failed COMMIT: asks a fresh connection. Null if that cannot be known for sure.</summary>
    private bool? FindOut(IReadOnlyList<JournalRow> rows)
    {
        try
        {
            _db?.Dispose();
            _db = null;
            var db = Connect();
            if (rows.Count > 0 && db.HashAt(rows[^1].Position) == rows[^1].Hash)
                return true;

            // Frames of the failed commit may lie behind the log's end, where recovery after a crash would find them whole.
            // One commit that succeeds overwrites them; only then "nothing was written" is definite.
            SqliteConnections.Execute(db.Connection, $"PRAGMA user_version={Environment.TickCount & int.MaxValue}");
            return rows.Count > 0 ? false : null;
        }
        catch (Exception e)
        {
            LogOutcomeUnknown(_log, e, _options.Path);
            return null;
        }
    }

    private WriteConnection Reopen()
    {
        var db = Connect();
        LogReopened(_log, _options.Path);

        // A commit whose outcome could not be known may be there after all; followers must not miss its rows.
        while (db.RowsAfter(_told.Position, MissedRowsPage) is { Count: > 0 } missed)
            TellFollowers(missed);
        return db;
    }

    private WriteConnection Connect()
    {
        var db = new WriteConnection(SqliteConnections.OpenWriter(_options.Path, create: false));
        if (_told.Position > 0 && db.HashAt(_told.Position) != _told.Hash)
        {
            db.Dispose();
            StorageTelemetry.RowsLost();
            throw new InvalidDataException($"The file no longer holds position {_told.Position}, once committed: stop and restore it.");
        }

        return _db = db;
    }
}
