using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace CoopGrains.Storage.Cluster;

/// <summary>
/// A book as one value: what Orleans' ADO.NET grain storage hands to <c>coop.orleans_write</c> and gets from <c>coop.orleans_read</c>.
/// </summary>
/// <remarks>
/// Deadlines are sent in the database's time, which every answer tells; what passes on the way makes them earlier, never later.
/// Safe to use concurrently.
/// </remarks>
public sealed class BookPayload(TimeProvider clock)
{
    private const int Schema = 1;
    private const long Unknown = long.MinValue;

    private long _ahead = Unknown;

    /// <summary>Why no database could keep a commit, or null; to be asked before it is written.</summary>
    public static string? Reason(BookCommit commit) =>
        commit.Events.Count == 0 ? "there is nothing to write" : CommitCheck.Reason(commit);

    /// <summary>The payload of a write.</summary>
    /// <exception cref="InvalidOperationException">Nothing was read yet, so the database's time is not known.</exception>
    public byte[] Write(bool restricted, DateTimeOffset deadline, IReadOnlyList<PendingEvent> events, SnapshotToWrite? snapshot)
    {
        var ahead = Volatile.Read(ref _ahead);
        if (ahead == Unknown)
            throw new InvalidOperationException("A book is read before it is written.");
        return JsonSerializer.SerializeToUtf8Bytes(
            new WrittenBook(
                Schema,
                Now(),
                deadline == DateTimeOffset.MaxValue ? long.MaxValue : RecordedTime.ToMicroseconds(deadline) + ahead,
                restricted,
                Rendered(snapshot),
                [.. events.Select(e => new WrittenEvent(
                    e.OperationId, e.Ordinal, e.Fingerprint, e.Actor, e.Agency, e.Side, e.Trace, e.Kind, e.Text))]),
            PayloadJson.Default.WrittenBook);
    }

    /// <summary>The book in a payload that was read; null if there was none.</summary>
    /// <exception cref="BookUnreadableException">Its rows are not dense, or do not chain.</exception>
    public StoredBook? Read(ReadOnlySpan<byte> payload)
    {
        var answer = JsonSerializer.Deserialize(payload, PayloadJson.Default.ReadAnswer)
            ?? throw new JsonException("The payload is empty.");
        if (answer.Schema != Schema)
            throw new JsonException($"The payload has schema {answer.Schema}, this build knows {Schema}: run `coop migrate`.");
        Volatile.Write(ref _ahead, answer.Time - Now());
        return answer.Book is { } book ? Checked(book) : null;
    }

    // Nobody is told: the provider that this serves has no log of ours.
    private static WrittenSnapshot? Rendered(SnapshotToWrite? snapshot) =>
        snapshot is not null && Snapshots.Render(snapshot, "", NullLogger.Instance) is { } body ? new(snapshot.Version, body) : null;

    private static StoredBook Checked(ReadBook book)
    {
        var snapshot = book.Snapshot is { } kept ? new StoredSnapshot(kept.Version, kept.Body, kept.RowHash, kept.Hash) : null;
        var chain = snapshot is null ? BookChain.FromStart(book.Key) : BookChain.After(book.Key, snapshot);
        JournalRow[] rows = [.. (book.Events ?? []).Select(row => Row(book.Key, row))];
        chain.Check(rows);
        chain.CheckEnd(book.Version, book.Hash);
        return new StoredBook(book.Key, book.Kind, book.Restricted, book.Version, snapshot, rows);
    }

    private static JournalRow Row(string key, ReadEvent row) => new(
        row.Position, row.Epoch, key, row.Sequence, row.Operation, row.Ordinal, row.Fingerprint,
        RecordedTime.FromMicroseconds(row.RecordedAt), row.Actor, row.Agency, row.Side, row.Trace, row.Kind, row.Event, row.Hash,
        Payload: null);

    private long Now() => RecordedTime.ToMicroseconds(clock.GetUtcNow());
}
