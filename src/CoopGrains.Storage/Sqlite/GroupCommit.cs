using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CoopGrains.Storage.Sqlite;

/// <summary>One transaction: gives each book its result and numbers the rows that are good. Begin and commit are the caller's.</summary>
/// <remarks>
/// Books usually share the transaction as they are, and a row that the database refuses fails it whole
/// (<see cref="SqliteFaults.ConcernsOneRow"/>): then the caller rolls back and applies the same work again, each book apart from the
/// others. Setting every book apart from the start would cost a quarter of the writer's time, for SQLite copies each page it touches.
/// </remarks>
internal sealed partial class GroupCommit
{
    private readonly WriteConnection _db;
    private readonly ILogger _log;
    private readonly int _epoch;
    private readonly DateTimeOffset _now;
    private readonly DateTimeOffset _recordedAt;
    private readonly bool _apart;
    private readonly Dictionary<string, BookRow?> _books = new(StringComparer.Ordinal);
    private readonly List<JournalRow> _rows = [];
    private long _position;

    /// <summary>The write lock must be held: time and position are read here.</summary>
    internal GroupCommit(WriteConnection db, int epoch, DateTimeOffset now, bool apart, ILogger log)
    {
        (_db, _epoch, _now, _apart, _log) = (db, epoch, now, apart, log);
        (_position, _, var last) = db.Head();
        _recordedAt = RecordedTime.FromMicroseconds(Math.Max(last, RecordedTime.ToMicroseconds(now)));
    }

    /// <summary>The rows written, in position order.</summary>
    internal IReadOnlyList<JournalRow> Rows => _rows;

    internal void Apply(WaitingWork work)
    {
        if (work is WaitingCommit commit)
            commit.Result = Apply(commit.Commit);
        else if (work is WaitingWrite write)
            Apply(write);
    }

    private CommitResult Apply(BookCommit commit)
    {
        if (commit.Deadline < _now)
            return new CommitResult.DeadlinePassed();
        if (!_books.TryGetValue(commit.BookKey, out var book))
            _books[commit.BookKey] = book = _db.Book(commit.BookKey);
        if ((book?.Version ?? 0) != commit.ExpectedVersion)
            return new CommitResult.VersionConflict(book?.Version ?? 0);
        if (book is not null && (book.Kind != commit.Kind || book.Restricted != commit.Restricted))
            return new CommitResult.Rejected($"{commit.BookKey} is of kind {book.Kind}, restricted: {book.Restricted}; that never changes");

        if (!_apart)
            return Append(commit, book);
        var (position, rows) = (_position, _rows.Count);
        try
        {
            return _db.Apart(() => Append(commit, book));
        }
        catch (SqliteException e) when (SqliteFaults.ConcernsOneRow(e))
        {
            // The positions go back as well, so that a refused book leaves no hole.
            _position = position;
            _rows.RemoveRange(rows, _rows.Count - rows);
            _books[commit.BookKey] = book;
            return Explain(commit, e);
        }
    }

    private CommitResult.Committed Append(BookCommit commit, BookRow? book)
    {
        var at = RecordedTime.ToMicroseconds(_recordedAt);
        var current = book;
        if (current is null)
        {
            current = new BookRow(commit.Kind, commit.Restricted, 0, RowHash.BeforeFirst(commit.BookKey));
            _db.InsertBook(commit.BookKey, current, at);
        }

        var first = _rows.Count;
        foreach (var pending in commit.Events)
        {
            var row = _db.InsertRow(current.Hash, Row(commit.BookKey, current.Version + 1, pending));
            _rows.Add(row);
            current = current with { Version = row.Sequence, Hash = row.Hash };
        }

        if (commit.Events.Count > 0)
            _db.UpdateBook(commit.BookKey, current, at);
        _books[commit.BookKey] = current;
        return new CommitResult.Committed(current.Version, commit.Events.Count > 0 ? _rows[first].Position : 0, _recordedAt);
    }

    private JournalRow Row(string bookKey, long sequence, PendingEvent pending) => new(
        ++_position,
        _epoch,
        bookKey,
        sequence,
        pending.OperationId,
        pending.Ordinal,
        pending.Fingerprint,
        _recordedAt,
        pending.Actor,
        pending.Agency,
        pending.Side,
        pending.Trace,
        pending.Kind,
        pending.Text,
        "",
        pending.Payload);

    private CommitResult Explain(BookCommit commit, SqliteException e)
    {
        foreach (var pending in commit.Events)
        {
            if (pending.Ordinal == 0 && _db.KnowsOperation(commit.BookKey, pending.OperationId))
                return new CommitResult.OperationConflict(pending.OperationId);
        }

        LogRowRefused(_log, e, commit.BookKey);
        return new CommitResult.Rejected(e.Message);
    }

    private void Apply(WaitingWrite write)
    {
        if (!_apart)
        {
            write.Apply(_db);
            return;
        }

        try
        {
            _db.Apart(() =>
            {
                write.Apply(_db);
                return true;
            });
        }
        catch (SqliteException e) when (SqliteFaults.ConcernsOneRow(e))
        {
            write.Refuse(e);
        }
    }

    [LoggerMessage(2, LogLevel.Error, "The database refused a row of {BookKey}")]
    private static partial void LogRowRefused(ILogger log, Exception e, string bookKey);
}
