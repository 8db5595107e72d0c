namespace CoopGrains.Storage;

/// <summary>The store could not do it: disk, lock, file. The message is for an operator: what, where, what to do.</summary>
public sealed class StoreUnavailableException(string message, bool outcomeKnown, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True: definitely nothing was written. False: it may have been; ask the journal before answering.</summary>
    public bool OutcomeKnown { get; } = outcomeKnown;

    /// <summary>True when there was no space for it: reading goes on, and writing does once there is.</summary>
    public bool IsFull { get; init; }
}

/// <summary>One book is damaged. Other books are not affected.</summary>
public sealed class BookUnreadableException(string bookKey, long sequence, string what)
    : Exception($"{bookKey} is damaged at sequence {sequence}: {what}. Run `coop verify`, then restore a backup; other books are served.")
{
    /// <summary>The damaged book.</summary>
    public string BookKey { get; } = bookKey;

    /// <summary>The first sequence that is wrong.</summary>
    public long Sequence { get; } = sequence;
}

/// <summary>Why a store refuses to open.</summary>
public enum StoreRefusal
{
    /// <summary>Another process (or another store in this one) is writing.</summary>
    HeldByAnotherWriter,

    /// <summary>The schema was made by a newer build.</summary>
    NewerSchema,

    /// <summary>The schema lacks migrations of this build.</summary>
    OlderSchema,

    /// <summary>A migration was applied that is not this build's.</summary>
    OtherSchema,

    /// <summary>Fewer rows, or other rows, than were once committed.</summary>
    JournalLost,

    /// <summary>It cannot be restored to the moment that was asked for.</summary>
    NoSuchMoment,

    /// <summary>The database does not give the durability that was asked of it.</summary>
    Unsafe,
}

/// <summary>The store must not be used as it is. The message says what to do.</summary>
public sealed class StoreRefusedException(StoreRefusal refusal, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public StoreRefusal Refusal { get; } = refusal;
}
