namespace CoopGrains.Storage.Sqlite;

/// <summary>What waits for the writer. Bounded, and closed for good when the store closes.</summary>
internal sealed class WorkQueue(string path, int maxWaiting)
{
    private readonly Queue<WaitingWork> _waiting = new();
    private bool _closed;

    /// <summary>How much waits now.</summary>
    internal int Count
    {
        get
        {
            lock (_waiting)
                return _waiting.Count;
        }
    }

    /// <exception cref="StoreUnavailableException">Too much waits already, or the store is closed; nothing was written.</exception>
    internal void Add(WaitingWork work)
    {
        lock (_waiting)
        {
            if (_closed)
                throw new StoreUnavailableException($"{path} is closed. Nothing was written.", outcomeKnown: true);
            if (_waiting.Count >= maxWaiting)
            {
                throw new StoreUnavailableException(
                    $"{maxWaiting} writes wait for {path} already: send less, or look at the disk. Nothing was written.",
                    outcomeKnown: true);
            }

            _waiting.Enqueue(work);
            Monitor.Pulse(_waiting);
        }
    }

    /// <summary>Whatever is added before this is still taken.</summary>
    internal void Close()
    {
        lock (_waiting)
        {
            _closed = true;
            Monitor.Pulse(_waiting);
        }
    }

    /// <summary>Takes up to <paramref name="most"/>, and waits for the first, but not longer than <paramref name="patience"/>.</summary>
    /// <returns>False once the queue is closed and empty.</returns>
    internal bool Take(List<WaitingWork> batch, int most, TimeSpan patience)
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0 && !_closed)
            {
                if (!Monitor.Wait(_waiting, patience))
                    return true;
            }

            while (batch.Count < most && _waiting.TryDequeue(out var work))
                batch.Add(work);
            return batch.Count > 0;
        }
    }
}
