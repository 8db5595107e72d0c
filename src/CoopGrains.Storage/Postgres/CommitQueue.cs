namespace CoopGrains.Storage.Postgres;

/// <summary>The commits that wait for the writer. Bounded, and closed for good when the store closes.</summary>
internal sealed class CommitQueue(string name, int maxWaiting)
{
    // Texts of one statement; a message that is too large is slow for all who wait for it.
    private const int MostCharacters = 4 << 20;

    private readonly Lock _change = new();
    private readonly ManualResetEventSlim _enough = new();
    private readonly Queue<WaitingBook> _waiting = new();
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private Queue<WaitingBook> _again = new();
    private Queue<WaitingBook> _stillAgain = new();
    private int _wanted = 1;
    private long _characters;
    private bool _closed;

    /// <summary>How many wait now.</summary>
    internal int Waiting
    {
        get
        {
            lock (_change)
                return Count;
        }
    }

    private int Count => _waiting.Count + _again.Count;

    /// <exception cref="StoreUnavailableException">Too much waits already, or the store is closed; nothing was written.</exception>
    internal void Add(WaitingBook work)
    {
        lock (_change)
        {
            if (_closed)
                throw new StoreUnavailableException($"{name} is closed. Nothing was written.", outcomeKnown: true);
            if (Count >= maxWaiting)
            {
                throw new StoreUnavailableException(
                    $"{maxWaiting} writes wait for {name} already: send less, or look at the server. Nothing was written.",
                    outcomeKnown: true);
            }

            _waiting.Enqueue(work);
            if (Count >= _wanted)
                _enough.Set();
        }
    }

    /// <summary>Whatever was added before this is still taken.</summary>
    internal void Close()
    {
        lock (_change)
        {
            _closed = true;
            _enough.Set();
        }
    }

    /// <summary>Takes up to <paramref name="most"/>, of each book the first that waits; the others follow in the next batches.</summary>
    /// <remarks>
    /// Waits for the first, and then a <paramref name="moment"/> for as many as are <paramref name="hoped"/> for.
    /// </remarks>
    /// <returns>False once the queue is closed and empty.</returns>
    internal bool Take(List<WaitingBook> batch, int most, int hoped, TimeSpan moment)
    {
        Await(1, Timeout.InfiniteTimeSpan);
        if (hoped > 1)
            Await(Math.Min(hoped, most), moment);
        lock (_change)
        {
            Fill(batch, most);
            return batch.Count > 0 || !_closed;
        }
    }

    private void Await(int wanted, TimeSpan patience)
    {
        lock (_change)
        {
            if (Count >= wanted || _closed)
                return;
            _wanted = wanted;
            _enough.Reset();
        }

        _enough.Wait(patience);
    }

    private void Fill(List<WaitingBook> batch, int most)
    {
        _taken.Clear();
        _characters = 0;
        while (_again.TryDequeue(out var work))
            Offer(work, batch, most);
        // What cannot be taken now is bounded too: it would be looked through again and again.
        while (batch.Count < most && _stillAgain.Count < most && _waiting.TryDequeue(out var work))
            Offer(work, batch, most);
        (_again, _stillAgain) = (_stillAgain, _again);
    }

    private void Offer(WaitingBook work, List<WaitingBook> batch, int most)
    {
        if (batch.Count == most || _characters >= MostCharacters || !_taken.Add(work.Commit.BookKey))
        {
            _stillAgain.Enqueue(work);
            return;
        }

        batch.Add(work);
        foreach (var pending in work.Commit.Events)
            _characters += pending.Text.Length;
    }
}
