using CoopGrains.Contracts;

namespace CoopGrains.Network;

/// <summary>Those who wait until the view has seen something.</summary>
internal sealed class ViewWaiters(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<BookKey, List<Waiter>> _byBook = [];
    private readonly List<Waiter> _byPosition = [];
    private volatile int _waiting;

    /// <summary>Waits until <paramref name="seen"/> holds after a change of the book (or of any);
    /// false when the time is over before.</summary>
    public async Task<bool> WaitAsync(BookKey? book, Func<bool> seen, TimeSpan timeout, CancellationToken ct)
    {
        if (seen())
            return true;
        var waiter = new Waiter(seen);
        Add(book, waiter);
        try
        {
            // What came between looking and registering was told to nobody.
            if (seen())
                return true;
            await waiter.Done.Task.WaitAsync(timeout, time, ct);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            Remove(book, waiter);
        }
    }

    /// <summary>Wakes those for whom a change was the one they wait for.</summary>
    public void Tell(IReadOnlyCollection<BookKey> changed)
    {
        if (_waiting == 0)
            return;
        lock (_gate)
        {
            foreach (var waiter in _byPosition)
                waiter.Look();
            foreach (var key in changed)
                if (_byBook.TryGetValue(key, out var waiters))
                    foreach (var waiter in waiters)
                        waiter.Look();
        }
    }

    private void Add(BookKey? book, Waiter waiter)
    {
        lock (_gate)
        {
            if (book is not { } key)
                _byPosition.Add(waiter);
            else if (_byBook.TryGetValue(key, out var waiters))
                waiters.Add(waiter);
            else
                _byBook.Add(key, [waiter]);
            _waiting++;
        }
    }

    private void Remove(BookKey? book, Waiter waiter)
    {
        lock (_gate)
        {
            _waiting--;
            if (book is not { } key)
                _byPosition.Remove(waiter);
            else if (_byBook.TryGetValue(key, out var waiters) && waiters.Remove(waiter) && waiters.Count == 0)
                _byBook.Remove(key);
        }
    }

    private sealed class Waiter(Func<bool> seen)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Look()
        {
            if (seen())
                Done.TrySetResult();
        }
    }
}
