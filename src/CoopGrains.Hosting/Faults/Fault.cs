using CoopGrains.Contracts;
using CoopGrains.Grains;
using CoopGrains.Storage;
using Orleans.Storage;

namespace CoopGrains.Hosting.Faults;

/// <summary>What kind of fault ended a call to a book or to the store.</summary>
public enum FaultKind
{
    /// <summary>None that is expected: a defect.</summary>
    Defect,

    /// <summary>Time, storage or process ran out; whether a change took effect is unknown.</summary>
    Unavailable,

    /// <summary>As unavailable, but nothing was changed for certain.</summary>
    NotApplied,

    /// <summary>As not applied: the store has no space. What is open can be read.</summary>
    StoreFull,

    /// <summary>One book is damaged in the store; others are served.</summary>
    BookUnreadable,
}

/// <summary>Tells faults of the surroundings from defects, for processes that cannot see the store.</summary>
public static class Fault
{
    /// <summary>The kind of an exception, or of what caused it: a cluster wraps what a grain threw.</summary>
    public static FaultKind Of(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
            switch (cause)
            {
                case OutcomeUnknownException:
                    return FaultKind.Unavailable;
                case BookUnreadableException or BookDamagedException:
                    return FaultKind.BookUnreadable;
                case NotAppliedException or DeadlinePassedException or StoreUnavailableException { OutcomeKnown: true }:
                    return IsFull(cause) ? FaultKind.StoreFull : FaultKind.NotApplied;
                case StoreUnavailableException or TimeoutException or InconsistentStateException or NewerEventException:
                case var other when GrainRuntime.IsUnavailable(other):
                    return FaultKind.Unavailable;
            }
        return FaultKind.Defect;
    }

    private static bool IsFull(Exception? cause) => cause is not null
        && (cause is StoreUnavailableException { IsFull: true } || IsFull(cause.InnerException));
}
