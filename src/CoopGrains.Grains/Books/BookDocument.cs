using CoopGrains.Contracts;

namespace CoopGrains.Grains;

/// <summary>What a book and its storage provider exchange: on a write the new events, on a read the snapshot and all later events.</summary>
/// <remarks>
/// Immutable, and replaced only when no write is in flight: providers serialise it after <c>WriteStateAsync</c> was called.
/// The ETag beside it is the book's version, the last sequence.
/// </remarks>
public sealed class BookDocument
{
    /// <summary>The events, in order.</summary>
    public IReadOnlyList<BookEvent> Events { get; init; } = [];

    /// <summary>The state at a version, or null when the events begin with the book's first.</summary>
    public BookSnapshot? Snapshot { get; init; }

    /// <summary>Before a read: what the activation has. After it: the same if the events follow that, null if they are all there is.</summary>
    /// <remarks>Storage that does not know of it reads everything, as it must where the point is not in the journal.</remarks>
    public BookPoint? Since { get; init; }

    /// <summary>After a read: the state that the events follow, when this process had folded it already; else null.</summary>
    public BookFold? Folded { get; init; }

    /// <summary>Fixed by the book's first event.</summary>
    public bool Restricted { get; init; }

    /// <summary>Later than this, a write is not committed.</summary>
    public DateTimeOffset Deadline { get; init; }

    /// <summary>After a read: why there is nothing to fold; else null.</summary>
    /// <remarks>
    /// A <see cref="BookDamagedException"/> or <see cref="NotAppliedException"/>, carried and not thrown: the callers of an
    /// activation that failed would hear of the activation, not of the book.
    /// </remarks>
    public Exception? Unreadable { get; init; }
}

/// <summary>An event with all that is stored of it.</summary>
/// <param name="OperationId">The operation that made it happen.</param>
/// <param name="Ordinal">Its place within the operation, from 0.</param>
/// <param name="Fingerprint">The operation's fingerprint.</param>
/// <param name="Actor">The user.</param>
/// <param name="Agency">The agency.</param>
/// <param name="Side">The country.</param>
/// <param name="Trace">W3C traceparent of the command, or empty.</param>
/// <param name="Name">Its name in <see cref="EventCatalog"/>.</param>
/// <param name="Text">Its stored text.</param>
/// <param name="Happened">The event itself; null when only its text was read.</param>
public sealed record BookEvent(
    string OperationId,
    int Ordinal,
    string Fingerprint,
    string Actor,
    string Agency,
    string Side,
    string Trace,
    string Name,
    string Text,
    Event? Happened)
{
    /// <summary>The event, read from its text if need be.</summary>
    public Event Read() => Happened ?? EventCatalog.Read(Name, Text);
}

/// <summary>A point in a book's history.</summary>
/// <param name="Version">The sequence of the last event up to it.</param>
/// <param name="OperationId">The operation of that event.</param>
public sealed record BookPoint(long Version, string OperationId);

/// <summary>A state that needs no reading, and what reading it would take.</summary>
/// <param name="State">The state, of the book's kind.</param>
/// <param name="Version">The sequence of the last event in it.</param>
/// <param name="SnapshotVersion">Of the book's newest snapshot; 0 when it has none.</param>
/// <param name="SnapshotLength">Of that snapshot's text.</param>
public sealed record BookFold(object State, long Version, long SnapshotVersion, int SnapshotLength);

/// <summary>A state and the version it is of. Its text is made when somebody writes it, not before.</summary>
public sealed class BookSnapshot(long version, Func<string> body)
{
    /// <summary>The version.</summary>
    public long Version { get; } = version;

    /// <summary>The state's text; safe to make on another thread, for states are immutable.</summary>
    public Func<string> Body { get; } = body;
}
