using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CoopGrains.Storage.Postgres;

/// <summary>The thread that writes: takes what waits, commits it together, tells the results, takes what came meanwhile.</summary>
internal sealed partial class PostgresWriter
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly PostgresDatabase _database;
    private readonly int _most;
    private readonly ILogger _log;
    private readonly JournalTail _tail;
    private readonly KnownHistory _history;
    private readonly DatabaseClock _time;
    private readonly CommitQueue _queue;
    private readonly JournalBell _bell;
    private readonly SnapshotLane _snapshots;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CommitConnection? _db;

    internal PostgresWriter(
        PostgresDatabase database, StoreOptions options, KnownHistory history, JournalTail tail, JournalBell bell, SnapshotLane snapshots,
        TimeProvider clock, ILogger log)
    {
        (_database, _history, _tail, _bell, _snapshots, _log) = (database, history, tail, bell, snapshots, log);
        _time = new DatabaseClock(clock);
        _most = options.CommandsPerCommit > 0
            ? Math.Min(options.CommandsPerCommit, options.MaxBooksPerCommit)
            : options.MaxBooksPerCommit;
        _queue = new CommitQueue(database.Name, options.MaxWaiting);

        // Without the starter's execution context: a flush serves many traces and must not become part of one.
        new Thread(Run) { IsBackground = true, Name = "CoopGrains journal writer" }.UnsafeStart();
    }

    /// <summary>Commits that wait now.</summary>
    internal int Waiting => _queue.Waiting;

    /// <summary>Told of a commit that found no space.</summary>
    internal Action FoundFull { private get; set; } = () => { };

    internal void Add(WaitingBook work)
    {
        _history.Demand();
        _queue.Add(work);
    }

    /// <summary>Completes when all that waited is written.</summary>
    internal Task CloseAsync()
    {
        _queue.Close();
        return _ended.Task;
    }

    private void Run()
    {
        var batch = new List<WaitingBook>(_most);
        var last = 0;
        // Under load those whom the last commit answered are about to come again: the first waits a moment for the others,
        // for a commit costs nearly the same however many share it. Where few come, none waits.
        while (_queue.Take(batch, _most, last / 2, Moment))
        {
            if (batch.Count > 0)
                Flush(batch);
            last = batch.Count;
            batch.Clear();
        }

        _db?.Dispose();
        _ended.SetResult();
    }

    private void Flush(List<WaitingBook> batch)
    {
        try
        {
            using (_tail.Committing(batch))
                Flush(batch, attempts: 2);
        }
        catch (Exception e)
        {
            // Whatever it was: the thread lives on, since nobody else writes here.
            Drop();
            LogCommitFailed(_log, e, _database.Name, batch.Count);
            Fail(batch, e, outcomeKnown: false);
        }
    }

    private void Flush(List<WaitingBook> batch, int attempts)
    {
        using var span = StorageTelemetry.StartCommit(batch.Select(waiting => waiting.Commit));
        var sent = false;
        try
        {
            var db = _db ?? Connect();
            sent = true;
            var started = Stopwatch.GetTimestamp();
            var rows = Commit(db, batch);
            StorageTelemetry.Committed(
                span, batch.Select(waiting => (waiting.Commit, waiting.Result)), batch.Count, rows.Count,
                Stopwatch.GetElapsedTime(started));
            Tell(batch, rows);
        }
        catch (PostgresException e) when (sent && PostgresFaults.IsDefinite(e))
        {
            StorageTelemetry.Failed(span, e);
            Refused(batch, e);
        }
        catch (Exception e) when (PostgresFaults.IsFault(e, default))
        {
            StorageTelemetry.Failed(span, e);
            if (!sent)
                Fail(batch, e, outcomeKnown: true);
            else
                FindOut(batch, e, attempts);
        }
    }

    private List<JournalRow> Commit(CommitConnection db, List<WaitingBook> batch)
    {
        var asked = _time.Now;
        if (_time.IsDoubtful)
        {
            _time.Answered(asked, db.Time());
            asked = _time.Now;
        }

        var deadlines = batch.Select(waiting => _time.InDatabaseTime(waiting.Commit.Deadline)).ToArray();
        var commits = batch.Select(waiting => waiting.Commit).ToArray();
        var answer = db.Commit(commits, deadlines, asked);
        _time.Answered(asked, answer.DatabaseTime);
        return CommitOutcomes.Apply(batch, answer);
    }

    private void Tell(List<WaitingBook> batch, List<JournalRow> rows)
    {
        _tail.Committed(rows);
        if (rows.Count > 0)
            _bell.Ring(rows[^1].Position);
        foreach (var waiting in batch)
        {
            waiting.Tell();
            if (waiting.Result is CommitResult.Committed && waiting.Commit.Snapshot is not null)
                _snapshots.Follow(waiting.Commit);
        }
    }

    /// <summary>The server undid the batch. If a value in it is to blame, the halves tell whose it is.</summary>
    private void Refused(List<WaitingBook> batch, PostgresException e)
    {
        if (!PostgresFaults.ConcernsOneRow(e))
        {
            LogCommitFailed(_log, e, _database.Name, batch.Count);
            Fail(batch, e, outcomeKnown: true);
        }
        else if (batch.Count > 1)
        {
            Flush(batch[..(batch.Count / 2)], attempts: 2);
            Flush(batch[(batch.Count / 2)..], attempts: 2);
        }
        else
        {
            LogRowRefused(_log, e, batch[0].Commit.BookKey);
            batch[0].Result = new CommitResult.Rejected(e.MessageText);
            batch[0].Tell();
        }
    }

    /// <summary>The answer is missing: ends the session that may still be at it, then asks the journal.</summary>
    private void FindOut(List<WaitingBook> batch, Exception e, int attempts)
    {
        var session = _db!.Session;
        Drop();
        List<JournalRow> rows;
        try
        {
            rows = LostAnswer.Find(_database, session, batch);
        }
        catch (Exception unknown) when (PostgresFaults.IsFault(unknown, default))
        {
            LogOutcomeUnknown(_log, e, _database.Name, batch.Count);
            Fail(batch, e, outcomeKnown: false);
            return;
        }

        LogAnswerLost(_log, e, _database.Name, rows.Count);
        var (written, unwritten) = (batch.FindAll(waiting => waiting.Result is not null), batch.FindAll(waiting => waiting.Result is null));
        Tell(written, rows);
        if (unwritten.Count == 0)
            return;
        // Definitely not written, so it may be sent again; the deadline is checked by the database.
        if (attempts > 1)
            Flush(unwritten, attempts - 1);
        else
            Fail(unwritten, e, outcomeKnown: true);
    }

    private void Fail(List<WaitingBook> batch, Exception e, bool outcomeKnown)
    {
        if (PostgresFaults.IsFull(e))
            FoundFull();
        if (_db is { IsOpen: false })
            Drop();
        foreach (var waiting in batch)
            waiting.Fail(PostgresFaults.Unavailable(e, _database.Name, "Writing", outcomeKnown));
    }

    private CommitConnection Connect()
    {
        var db = CommitConnection.Open(_database);
        var (position, hash) = _tail.Told;
        var (epoch, there) = db.HistoryAt(position);
        if (!_history.Holds(epoch, position, there, hash))
        {
            db.Dispose();
            throw new InvalidDataException($"It no longer holds position {position}, once committed: start this process anew.");
        }

        LogConnected(_log, _database.Name);
        return _db = db;
    }

    private void Drop()
    {
        _db?.Dispose();
        _db = null;
    }

    [LoggerMessage(9, LogLevel.Error, "A commit to {Store} failed with {Waiting} books in it")]
    private static partial void LogCommitFailed(ILogger log, Exception e, string store, int waiting);

    [LoggerMessage(10, LogLevel.Error, "Whether the last commit of {Waiting} books to {Store} was written cannot be found out now")]
    private static partial void LogOutcomeUnknown(ILogger log, Exception e, string store, int waiting);

    [LoggerMessage(11, LogLevel.Warning, "The answer of {Store} to a commit was lost; its journal holds {Rows} rows of it")]
    private static partial void LogAnswerLost(ILogger log, Exception e, string store, int rows);

    [LoggerMessage(12, LogLevel.Error, "The database refused a row of {BookKey}")]
    private static partial void LogRowRefused(ILogger log, Exception e, string bookKey);

    [LoggerMessage(13, LogLevel.Information, "Writing to {Store}")]
    private static partial void LogConnected(ILogger log, string store);
}
