using CoopGrains.Contracts;

namespace CoopGrains.Grains;

/// <summary>The operations an activation remembers: the latest ones, as many as its bound allows.</summary>
/// <remarks>
/// Of one that is durable only the id is kept. Its events are in the journal, where the rare repetition finds them; kept here they
/// would be most of what the process holds, for the collector to carry from generation to generation.
/// </remarks>
internal sealed class KnownOperations(int most)
{
    private readonly Dictionary<string, Attempt?> _byId = new(StringComparer.Ordinal);
    private readonly Queue<string> _inOrder = new();

    /// <summary>True while it has not forgotten, and was not started without, any operation of the book.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>True if it is known; its attempt is null once it is durable.</summary>
    public bool TryFind(string operationId, out Attempt? attempt) => _byId.TryGetValue(operationId, out attempt);

    public void Add(string operationId, Attempt? attempt)
    {
        _byId.Add(operationId, attempt);
        _inOrder.Enqueue(operationId);
        // One that is still being written must stay.
        while (_inOrder.Count > most && !(_byId.TryGetValue(_inOrder.Peek(), out var oldest) && oldest is { Done.IsCompleted: false }))
            IsComplete &= !_byId.Remove(_inOrder.Dequeue());
    }

    /// <summary>Notes that an operation is durable.</summary>
    public void Settle(string operationId) => _byId[operationId] = null;

    /// <summary>Takes out an operation that was not written.</summary>
    public void Forget(string operationId) => _byId.Remove(operationId);

    public void Clear(bool complete)
    {
        _byId.Clear();
        _inOrder.Clear();
        IsComplete = complete;
    }
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
