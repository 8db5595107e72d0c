using CoopGrains.Contracts;
using CoopGrains.Storage;

namespace CoopGrains.Hosting.History;

/// <summary>A read of a restricted book that is to be recorded.</summary>
/// <param name="Book">The book.</param>
/// <param name="Reader">Who reads.</param>
/// <param name="Trace">The W3C traceparent of the request, or empty.</param>
/// <param name="Path">What is asked for.</param>
/// <param name="Grant">The leave by which it is read, or null.</param>
public sealed record ReadOfBook(BookKey Book, Actor Reader, string Trace, string Path, string? Grant);

/// <summary>Keeps the access journal: which restricted book was read, by whom, when, what of it, and by which leave.</summary>
/// <remarks>
/// Apart from the books, so that reading moves no version. Reads that come while a write is under way share the next one. Rows are
/// never changed or deleted: they are kept as long as the journal.
/// </remarks>
public sealed class AccessLog(IBookStore store, TimeProvider clock)
{
    private const int MostAtOnce = 1_000;
    private const int MostWaiting = 10_000;

    private readonly Lock _gate = new();
    private readonly Queue<Waiting> _waiting = new();
    private bool _isWriting;

    /// <summary>Records reads; durable when it completes. What cannot be recorded may not be shown.</summary>
    /// <exception cref="StoreUnavailableException">It was not written, or that is not known.</exception>
    public Task RecordAsync(IReadOnlyList<ReadOfBook> reads, CancellationToken ct)
    {
        if (reads.Count == 0)
            return Task.CompletedTask;
        var waiting = new Waiting([.. reads.Select(EntryOf)], new(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate)
        {
            if (_waiting.Count >= MostWaiting)
                throw new StoreUnavailableException("Too many reads of restricted books wait to be recorded.", outcomeKnown: true);
            _waiting.Enqueue(waiting);
            if (!_isWriting)
            {
                _isWriting = true;
                _ = Task.Run(WriteAsync, CancellationToken.None);
            }
        }
        return waiting.Written.Task.WaitAsync(ct);
    }

    private AccessEntry EntryOf(ReadOfBook read) => new(
        0, clock.GetUtcNow(), read.Book.ToString(), read.Reader.User, read.Reader.Agency, read.Trace, read.Path, read.Grant ?? "");

    private async Task WriteAsync()
    {
        while (Next() is { Count: > 0 } batch)
            try
            {
                await store.AppendAccessAsync([.. batch.SelectMany(waiting => waiting.Reads)], CancellationToken.None);
                batch.ForEach(waiting => waiting.Written.SetResult());
            }
            catch (Exception fault)
            {
                batch.ForEach(waiting => waiting.Written.SetException(fault));
            }
    }

    private List<Waiting> Next()
    {
        lock (_gate)
        {
            var batch = new List<Waiting>();
            for (var rows = 0; rows < MostAtOnce && _waiting.TryDequeue(out var waiting); rows += waiting.Reads.Count)
                batch.Add(waiting);
            _isWriting = batch.Count > 0;
            return batch;
        }
    }

    private sealed record Waiting(IReadOnlyList<AccessEntry> Reads, TaskCompletionSource Written);
}
