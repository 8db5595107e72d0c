namespace CoopGrains.Storage;

/// <summary>Events to append to one book.</summary>
/// <param name="BookKey">Lower case with its kind as prefix: <c>program/…</c>.</param>
/// <param name="Kind">Kind of book; fixed by the first commit.</param>
/// <param name="Restricted">Whether reading needs clearance; fixed by the first commit.</param>
/// <param name="ExpectedVersion">The version that the events were decided on; 0 for a new book.</param>
/// <param name="Events">In order; may be empty only if there is a snapshot to write.</param>
/// <param name="Snapshot">A snapshot to keep with this commit, or null.</param>
/// <param name="Deadline">Checked once the transaction holds the write lock; later than this, nothing is written.</param>
public sealed record BookCommit(
    string BookKey,
    string Kind,
    bool Restricted,
    long ExpectedVersion,
    IReadOnlyList<PendingEvent> Events,
    SnapshotToWrite? Snapshot,
    DateTimeOffset Deadline);

/// <summary>An event that has no position yet.</summary>
/// <remarks>Text columns hold at most 1 KiB each, <paramref name="Text"/> at most 1 MiB, in UTF-8.</remarks>
/// <param name="OperationId">The operation that caused it; an operation is stored once per book.</param>
/// <param name="Ordinal">0, 1, 2 … within the operation; all events of an operation belong to one commit.</param>
/// <param name="Fingerprint">Of the request, to tell a repetition from another request under the same operation id.</param>
/// <param name="Actor">Who acted.</param>
/// <param name="Agency">For which agency.</param>
/// <param name="Side">On which side.</param>
/// <param name="Trace">W3C traceparent of the request, or empty.</param>
/// <param name="Kind">Name of the event type.</param>
/// <param name="Text">The event as stored.</param>
/// <param name="Payload">The event as object, handed to followers in this process, never stored.</param>
public sealed record PendingEvent(
    string OperationId,
    int Ordinal,
    string Fingerprint,
    string Actor,
    string Agency,
    string Side,
    string Trace,
    string Kind,
    string Text,
    object? Payload);

/// <summary>A snapshot to write with a commit (one that cannot be rendered, or is older than the stored one, is left out).</summary>
/// <param name="Version">The version that the snapshot holds; at most the version after the commit.</param>
/// <param name="Body">Renders it, on another thread, after the commit and only if that was accepted.</param>
public sealed record SnapshotToWrite(long Version, Func<string> Body);
