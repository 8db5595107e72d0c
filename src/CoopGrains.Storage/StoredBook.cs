namespace CoopGrains.Storage;

/// <summary>A book as stored: fold the events onto the snapshot, or onto nothing.</summary>
public sealed record StoredBook(
    string BookKey, string Kind, bool Restricted, long Version, StoredSnapshot? Snapshot, IReadOnlyList<JournalRow> Events);

/// <summary>A state that the book had at a version.</summary>
/// <param name="Version">Sequence of the last event in it.</param>
/// <param name="Body">As rendered.</param>
/// <param name="RowHash">Hash of the journal row of that sequence, from which later rows chain.</param>
/// <param name="Hash">Over all of it; see <see cref="RowHash.OfSnapshot"/>.</param>
public sealed record StoredSnapshot(long Version, string Body, string RowHash, string Hash);

/// <summary>The end of a book.</summary>
/// <param name="Restricted">Of the book.</param>
/// <param name="SnapshotVersion">Of its newest snapshot; 0 when it has none.</param>
/// <param name="SnapshotLength">Of that snapshot's text, in bytes.</param>
/// <param name="Events">In order.</param>
public sealed record BookTail(bool Restricted, long SnapshotVersion, int SnapshotLength, IReadOnlyList<JournalRow> Events);

/// <summary>What is known of an operation in a book.</summary>
/// <param name="Version">Of the book; 0 if it does not exist.</param>
/// <param name="Restricted">Of the book; false if it does not exist.</param>
/// <param name="Rows">The rows of the operation by ordinal; empty if it is unknown.</param>
public sealed record OperationProbe(long Version, bool Restricted, IReadOnlyList<JournalRow> Rows);

/// <summary>The end of the journal.</summary>
public sealed record StoreHead(int Epoch, long Position, string Hash, DateTimeOffset RecordedAt);

/// <summary>How far a follower has come, and what it wants to keep: a text in UTF-8, which may be too long for a string to be copied about.</summary>
public sealed record ViewCheckpoint(long Position, int Epoch, ReadOnlyMemory<byte> Body);

/// <summary>That a follower keeps something, and of how far.</summary>
public sealed record KeptCheckpoint(string Name, long Position, int Epoch);

/// <summary>One read of a restricted book.</summary>
/// <param name="Number">Given by the store, rising; ignored when appending.</param>
/// <param name="At">When.</param>
/// <param name="BookKey">The book.</param>
/// <param name="User">Who read.</param>
/// <param name="Agency">For which agency.</param>
/// <param name="Trace">The trace of the request, or empty.</param>
/// <param name="Path">What was asked for; empty in rows of before it was kept.</param>
/// <param name="Grant">The leave by which it was read; empty for those who may see the book for good.</param>
public sealed record AccessEntry(
    long Number, DateTimeOffset At, string BookKey, string User, string Agency, string Trace, string Path = "", string Grant = "");
