using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace CoopGrains.Storage;

/// <summary>Renders and writes snapshots one after another, beside the group commit: a large body must not hold up all books.</summary>
internal sealed class SnapshotLane : IAsyncDisposable
{
    private const int MostWaiting = 256;

    private readonly WriteBody _write;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(MostWaiting);
    private readonly Task _writing;

    /// <param name="write">Writes one.</param>
    /// <param name="clock">The process's clock.</param>
    /// <param name="log">Told which were left out.</param>
    internal SnapshotLane(WriteBody write, TimeProvider clock, ILogger log)
    {
        (_write, _clock, _log) = (write, clock, log);
        using (ExecutionContext.SuppressFlow())
            _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>Writes the body of a commit's snapshot, unless it is older than the kept one or of a version that no row has.</summary>
    /// <param name="commit">What it came with.</param>
    /// <param name="body">The body, or null when there is none to write.</param>
    /// <param name="expected">Nothing is written unless the book is at this version; null: it may be at any.</param>
    /// <returns>The book's version.</returns>
    internal delegate Task<long> WriteBody(BookCommit commit, string? body, long? expected);

    /// <summary>Behind a commit whose result was told. One too many is left out: the book will offer another.</summary>
    internal void Follow(BookCommit committed)
    {
        if (!_waiting.Writer.TryWrite(new(committed, null)))
            Snapshots.LogLeftOut(_log, null, committed.BookKey, committed.Snapshot!.Version, "too many wait, or the store is closing");
    }

    /// <summary>A snapshot without events.</summary>
    /// <exception cref="StoreUnavailableException">Too many wait; nothing was written.</exception>
    internal Task<CommitResult> AddAsync(BookCommit alone)
    {
        var told = new TaskCompletionSource<CommitResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _waiting.Writer.TryWrite(new(alone, told))
            ? told.Task
            : Task.FromException<CommitResult>(
                new StoreUnavailableException("Too many snapshots wait to be written. Nothing was written.", outcomeKnown: true));
    }

    /// <summary>Writes what waits first.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAllAsync()
    {
        await foreach (var (commit, told) in _waiting.Reader.ReadAllAsync())
        {
            try
            {
                var body = Snapshots.Render(commit.Snapshot!, commit.BookKey, _log);
                var actual = await _write(commit, body, told is null ? null : commit.ExpectedVersion);
                told?.TrySetResult(actual == commit.ExpectedVersion
                    ? new CommitResult.Committed(actual, 0, _clock.GetUtcNow())
                    : new CommitResult.VersionConflict(actual));
            }
            catch (Exception e)
            {
                Snapshots.LogLeftOut(_log, e, commit.BookKey, commit.Snapshot!.Version, e.Message);
                told?.TrySetException(e);
            }
        }
    }

    private readonly record struct Waiting(BookCommit Commit, TaskCompletionSource<CommitResult>? Told);
}
