using CoopGrains.Contracts;

namespace CoopGrains.Grains;

/// <summary>The operations an activation remembers: the latest ones, as many as its bound allows.</summary>
internal sealed class KnownOperations(int most)
{
    private readonly Dictionary<string, LinkedListNode<(string Id, Known Known)>> _byId = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Id, Known Known)> _inOrder = new();

    /// <summary>True while it has not forgotten, and was not started without, any operation of the book.</summary>
    public bool IsComplete { get; private set; } = true;

    public Known? Find(string operationId) => _byId.TryGetValue(operationId, out var node) ? node.Value.Known : null;

    public void Add(string operationId, Known known)
    {
        _byId.Add(operationId, _inOrder.AddLast((operationId, known)));
        // One that is still being written must stay.
        while (_byId.Count > most && _inOrder.First!.Value is var oldest && oldest.Known.Attempt is not { Done.IsCompleted: false })
        {
            Forget(oldest.Id);
            IsComplete = false;
        }
    }

    /// <summary>Takes out an operation that was not written.</summary>
    public void Forget(string operationId)
    {
        if (_byId.Remove(operationId, out var node))
            _inOrder.Remove(node);
    }

    public void Clear(bool complete)
    {
        _byId.Clear();
        _inOrder.Clear();
        IsComplete = complete;
    }

    /// <summary>An operation: its fingerprint, and the attempt that writes it, if it has not come from the journal.</summary>
    internal sealed record Known(string Fingerprint, Attempt? Attempt);
}

/// <summary>Decided events on their way into the journal.</summary>
internal sealed class Attempt(Operation operation, IReadOnlyList<BookEvent> events, long lastSequence)
{
    // Whoever waits continues in a turn of its own, never inside the bookkeeping that completes it.
    private readonly TaskCompletionSource<AttemptResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Operation Operation => operation;

    public IReadOnlyList<BookEvent> Events => events;

    public long LastSequence => lastSequence;

    public Task<AttemptResult> Done => _done.Task;

    public void Complete(AttemptResult result) => _done.TrySetResult(result);

    public Outcome Accepted(BookKey book, bool replayed) => new Outcome.Accepted
    {
        Book = book,
        Version = lastSequence,
        Events = events.Select(happened => happened.Read()).ToValueList(),
        Replayed = replayed,
    };
}

/// <summary>What became of an attempt.</summary>
internal abstract record AttemptResult
{
    /// <summary>Durable.</summary>
    public sealed record Committed : AttemptResult
    {
        public static Committed Instance { get; } = new();
    }

    /// <summary>Certainly not written, because the state it was decided on did not stand: decide again.</summary>
    public sealed record DecideAgain : AttemptResult
    {
        public static DecideAgain Instance { get; } = new();
    }

    /// <summary>Certainly not written, and trying again now is of no use.</summary>
    public sealed record NotApplied(Exception Cause) : AttemptResult;

    /// <summary>Perhaps written.</summary>
    public sealed record Unknown(Exception Cause) : AttemptResult;
}
