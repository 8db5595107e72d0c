using Microsoft.Extensions.Logging;

namespace CoopGrains.Storage.Postgres;

/// <summary>
/// Tells followers every row once, in position order: those of this process as they are committed, those of others as they
/// are read. Positions are dense and become visible in order, so whatever is missing before a row can be read.
/// </summary>
internal sealed partial class JournalTail : IAsyncDisposable
{
    private const int Page = 1_000;
    private const int MostOwn = 16_384;

    private const int PaceMilliseconds = 30;
    private const int HurriedMilliseconds = 10;

    private static readonly TimeSpan Active = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ActiveFor = TimeSpan.FromSeconds(2);

    private readonly PostgresJournalReader _reader;
    private readonly KnownHistory _history;
    private readonly AnchorKeeper _anchor;
    private readonly ILogger _log;
    private readonly Lock _turn = new();
    private readonly Queue<JournalRow> _own = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly SemaphoreSlim _hurry = new(0);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;
    private long _position;
    private string _hash;
    private long _foreignAt = long.MinValue / 2;
    private JournalRow? _unanchored;
    private volatile CommitInFlight? _inFlight;

    internal JournalTail(PostgresJournalReader reader, StoreHead head, KnownHistory history, AnchorKeeper anchor, ILogger log)
    {
        (_reader, _history, _anchor, _log) = (reader, history, anchor, log);
        (_position, _hash) = (head.Position, head.Hash);
        Followers = new Followers(log);
        using (ExecutionContext.SuppressFlow())
            _reading = Task.Run(ReadAsync);
    }

    internal Followers Followers { get; }

    /// <summary>The last row that was told.</summary>
    internal (long Position, string Hash) Told
    {
        get
        {
            lock (_turn)
                return (_position, _hash);
        }
    }

    /// <summary>Others have committed: read soon.</summary>
    internal void Wake() => Signal(_wake);

    /// <summary>Somebody waits for a row: read at once, or as soon as is allowed.</summary>
    internal void Hurry()
    {
        Signal(_hurry);
        Wake();
    }

    /// <summary>Until disposed, rows of these commits are waited for when they are read: their payloads are about to come.</summary>
    internal IDisposable Committing(IEnumerable<WaitingBook> batch) => _inFlight = new CommitInFlight(batch);

    /// <summary>Rows of this process, in position order. At once if nothing is missing before them.</summary>
    internal void Committed(IReadOnlyList<JournalRow> rows)
    {
        lock (_turn)
        {
            // Of a new epoch: what is known here is void, which the next look at the database finds.
            if (rows.Count > 0 && rows[0].Epoch != _history.Epoch)
                return;
            if (rows.Count > 0 && rows[0].Position == _position + 1 && _own.Count == 0 && rows[^1].Position == _position + rows.Count)
            {
                Tell(rows);
                return;
            }

            foreach (var row in rows.Where(row => row.Position > _position))
            {
                if (_own.Count < MostOwn)
                    _own.Enqueue(row);
            }

            TellOwn();
            if (_own.Count > 0)
                Wake();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        Anchor(now: true);
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        var failing = false;
        while (!_stop.IsCancellationRequested && !_history.Void.IsCancellationRequested)
        {
            try
            {
                await WaitAsync();
                var looked = Environment.TickCount64;
                while (await ReadPageAsync())
                {
                }

                Anchor(now: false);
                await PaceAsync(looked);
                failing = false;
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                if (!failing)
                    LogTailFailed(_log, e, _position);
                failing = true;
            }
        }
    }

    private Task WaitAsync()
    {
        // Not the injected clock: this bounds real work.
        var active = Environment.TickCount64 - Volatile.Read(ref _foreignAt) < ActiveFor.TotalMilliseconds;
        return _wake.WaitAsync(active ? Active : Idle, _stop.Token);
    }

    // Where several processes write, each of their commits would else cost every other process a query of its own.
    private async Task PaceAsync(long looked)
    {
        var found = Volatile.Read(ref _foreignAt) >= looked;
        if (!found || (Left(PaceMilliseconds) is > 0 and var pace && await _hurry.WaitAsync(pace, _stop.Token)))
            if (Left(HurriedMilliseconds) is > 0 and var rest)
                await Task.Delay(rest, _stop.Token);
        // What is read next is read for all who wait.
        _hurry.Wait(0);

        int Left(int milliseconds) => (int)Math.Max(0, looked + milliseconds - Environment.TickCount64);
    }

    // Two at once make two signals of one, which costs a look.
    private static void Signal(SemaphoreSlim one)
    {
        if (one.CurrentCount == 0)
            one.Release();
    }

    /// <summary>Reads what others have written since, and own rows that are not known here; true if there may be more.</summary>
    private async Task<bool> ReadPageAsync()
    {
        long after;
        string hash;
        OwnRuns own;
        lock (_turn)
            (after, hash, own) = (_position, _hash, new OwnRuns(_position, _own));
        var (rows, epoch, there) = await _reader.FollowAsync(after, own.After, own.Before, Page, _stop.Token);
        if (!_history.Holds(epoch, after, there, hash))
            return false;
        if (_inFlight is { } commit && rows.Any(commit.Has))
            await commit.Ended;
        lock (_turn)
            Accept(rows, rows.Count == Page ? rows[^1].Position : own.Last);
        return rows.Count == Page;
    }

    /// <summary>Takes rows that were read, and own ones up to <paramref name="last"/>: what is missing among them is nowhere.</summary>
    private void Accept(IReadOnlyList<JournalRow> rows, long last)
    {
        TellOwn();
        var behind = new List<JournalRow>(rows.Count);
        foreach (var row in rows.SkipWhile(row => row.Position <= _position))
        {
            TakeOwn(behind, row.Position);
            // The own one has its payload.
            if (behind is not [.., var own] || own.Position != row.Position)
                behind.Add(row);
        }

        if (behind.Count > 0)
            Volatile.Write(ref _foreignAt, Environment.TickCount64);
        TakeOwn(behind, last);
        if (behind.Count > 0 && behind[0].Position != _position + 1)
        {
            StorageTelemetry.HoleFound();
            LogHole(_log, _position + 1, behind[0].Position);
        }

        Tell(behind);
        TellOwn();
        if (_own.Count > 0)
            Wake();
    }

    private void TakeOwn(List<JournalRow> to, long last)
    {
        while (_own.TryPeek(out var own) && own.Position <= last)
            to.Add(_own.Dequeue());
    }

    private void TellOwn()
    {
        var rows = new List<JournalRow>();
        while (_own.TryPeek(out var row) && row.Position <= _position + rows.Count + 1)
        {
            _own.Dequeue();
            if (row.Position > _position + rows.Count)
                rows.Add(row);
        }

        Tell(rows);
    }

    private void Tell(IReadOnlyList<JournalRow> rows)
    {
        if (rows.Count == 0)
            return;
        (_position, _hash) = (rows[^1].Position, rows[^1].Hash);
        _unanchored = rows[^1];
        Followers.Tell(rows);
    }

    // Not where rows are told: it costs a sync.
    private void Anchor(bool now)
    {
        JournalRow? last;
        lock (_turn)
            (last, _unanchored) = (_unanchored, null);
        if (last is not null)
            _anchor.Committed(last);
        _anchor.Write(now);
    }

    [LoggerMessage(14, LogLevel.Warning, "The journal cannot be followed behind position {Position}; trying again")]
    private static partial void LogTailFailed(ILogger log, Exception e, long position);

    [LoggerMessage(15, LogLevel.Critical, "The journal has a hole: position {Missing} is missing before {Position}. Run coop verify")]
    private static partial void LogHole(ILogger log, long missing, long position);

    /// <summary>What lies between own rows that wait to be told, which need not be read: positions behind one and before another.</summary>
    private readonly struct OwnRuns
    {
        internal OwnRuns(long position, IEnumerable<JournalRow> own)
        {
            var (after, before) = (new List<long>(), new List<long>());
            Last = position;
            foreach (var row in own.Where(row => row.Position > position))
            {
                if (row.Position > Last + 1)
                {
                    after.Add(Last);
                    before.Add(row.Position);
                }

                Last = row.Position;
            }

            (After, Before) = ([.. after, Last], [.. before, long.MaxValue]);
        }

        internal long[] After { get; }

        internal long[] Before { get; }

        /// <summary>The last own row, or the given position.</summary>
        internal long Last { get; }
    }

    /// <summary>The commit that this process is at.</summary>
    private sealed class CommitInFlight(IEnumerable<WaitingBook> batch) : IDisposable
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly HashSet<(string, string)> _operations =
            [.. batch.Select(waiting => (waiting.Commit.BookKey, waiting.Commit.Events[0].OperationId))];

        internal Task Ended => _ended.Task;

        internal bool Has(JournalRow row) => _operations.Contains((row.BookKey, row.OperationId));

        public void Dispose() => _ended.SetResult();
    }
}
