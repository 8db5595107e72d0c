using System.Globalization;
using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Grains;
using CoopGrains.Storage;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace CoopGrains.Hosting;

/// <summary>Keeps books as a grain storage provider, in either runtime: one write becomes one part of the process's next group commit.</summary>
/// <param name="store">The books.</param>
/// <param name="folded">What this process has folded of them already; null where it folds none.</param>
public sealed class BookGrainStorage(IBookStore store, IFoldedBooks? folded = null) : IGrainStorage
{
    private const int Page = 5_000;

    // Where more has happened, a snapshot may be the shorter way.
    private const int MostLater = 500;

    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var target = Books(grainState);
        try
        {
            if (target.State?.Since is { } since && await LaterAsync(KeyOf(grainId), since) is { } later)
            {
                target.ETag = (since.Version + later.Count).ToString(CultureInfo.InvariantCulture);
                target.State = new() { Events = later, Since = since, Restricted = target.State.Restricted };
                return;
            }
            if (await FoldedAsync(BookKey.Parse(KeyOf(grainId))) is { } here)
            {
                (target.State, target.ETag, target.RecordExists) = (here.Document, here.Version.ToString(CultureInfo.InvariantCulture), true);
                return;
            }
            var stored = await store.ReadAsync(KeyOf(grainId), CancellationToken.None);
            (target.State, target.ETag, target.RecordExists) = stored is null
                ? (new(), null, false)
                : (await DocumentAsync(stored), stored.Version.ToString(CultureInfo.InvariantCulture), true);
        }
        catch (BookUnreadableException damage)
        {
            target.State = new() { Unreadable = new BookDamagedException(damage.Message, damage) };
        }
        catch (StoreUnavailableException fault)
        {
            target.State = new() { Unreadable = new NotAppliedException(fault.Message, fault) };
        }
    }

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var target = Books(grainState);
        var commit = CommitOf(stateName, grainId, target);
        switch (await CommitAsync(commit))
        {
            case CommitResult.Committed committed:
                (target.ETag, target.RecordExists) = (committed.Version.ToString(CultureInfo.InvariantCulture), true);
                return;
            case CommitResult.VersionConflict conflict:
                throw new InconsistentStateException($"{commit.BookKey} is at another version.", conflict.ActualVersion.ToString(CultureInfo.InvariantCulture), target.ETag);
            case CommitResult.OperationConflict conflict:
                throw new OperationKnownException(conflict.OperationId);
            case CommitResult.DeadlinePassed:
                throw new DeadlinePassedException();
            case CommitResult.Rejected rejected:
                throw new UnstorableException(rejected.Reason);
            case var other:
                throw new InvalidOperationException($"A commit has no result {other.GetType().Name}.");
        }
    }

    /// <summary>Refused: what a book has recorded is never cleared.</summary>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new NotSupportedException("Books are never cleared.");

    /// <summary>What a book calls a stored row.</summary>
    internal static BookEvent Event(JournalRow row) => new(
        row.OperationId, row.Ordinal, row.Fingerprint, row.Actor, row.Agency, row.Side, row.Trace, row.Kind, row.Text, null);

    internal static IGrainState<BookDocument> Books<T>(IGrainState<T> state) =>
        state as IGrainState<BookDocument> ?? throw new NotSupportedException($"This provider keeps books, not {typeof(T).Name}.");

    internal static string KeyOf(GrainId id) => id.Key.ToString()!;

    internal static BookCommit CommitOf(string stateName, GrainId grainId, IGrainState<BookDocument> target) => CommitOf(
        KeyOf(grainId), stateName, target.ETag is null ? 0 : long.Parse(target.ETag, CultureInfo.InvariantCulture), target.State!);

    internal static BookCommit CommitOf(string key, string kind, long version, BookDocument document) => new(
        key,
        kind,
        document.Restricted,
        version,
        [.. document.Events.Select(Pending)],
        document.Snapshot is { } snapshot ? new(snapshot.Version, snapshot.Body) : null,
        document.Deadline);

    internal static BookDocument Document(StoredBook stored) => new()
    {
        Events = [.. stored.Events.Select(Event)],
        Snapshot = stored.Snapshot is { } snapshot ? new(snapshot.Version, () => snapshot.Body) : null,
        Restricted = stored.Restricted,
    };

    /// <summary>What this process has folded, and what came since; null if that is not the book of the store, or too little of it.</summary>
    private async Task<(BookDocument Document, long Version)?> FoldedAsync(BookKey book)
    {
        if (folded?.Find(book) is not { } fold
            || await store.ReadBehindAsync(book.ToString(), fold.Version, fold.Hash, MostLater, CancellationToken.None) is not { } tail)
            return null;
        var document = new BookDocument
        {
            Events = [.. tail.Events.Select(Event)],
            Folded = new(fold.State, fold.Version, tail.SnapshotVersion, tail.SnapshotLength),
            Restricted = tail.Restricted,
        };
        return (document, fold.Version + tail.Events.Count);
    }

    /// <summary>What follows a point, chained to it by its hashes; null if the point is not in the journal, or too far back.</summary>
    private async Task<List<BookEvent>?> LaterAsync(string key, BookPoint point)
    {
        var rows = await store.HistoryAsync(key, point.Version, MostLater, CancellationToken.None);
        return rows.Count is > 0 and < MostLater && rows[0].OperationId == point.OperationId ? [.. rows.Skip(1).Select(Event)] : null;
    }

    private async Task<CommitResult> CommitAsync(BookCommit commit)
    {
        try
        {
            return await store.CommitAsync(commit);
        }
        catch (StoreUnavailableException fault) when (fault.OutcomeKnown)
        {
            throw new NotAppliedException(fault.Message, fault);
        }
    }

    private static PendingEvent Pending(BookEvent happened) => new(
        happened.OperationId, happened.Ordinal, happened.Fingerprint, happened.Actor, happened.Agency, happened.Side, happened.Trace,
        happened.Name, happened.Text, happened.Happened);

    private async Task<BookDocument> DocumentAsync(StoredBook stored)
    {
        var snapshot = stored.Snapshot;
        if (snapshot is not null && !SnapshotText.IsReadable(BookKey.Parse(stored.BookKey).Kind, snapshot.Body))
            return await WholeAsync(stored);
        return Document(stored);
    }

    // The snapshot is of a shape that this build does not read: it is only a cache, so fold everything.
    private async Task<BookDocument> WholeAsync(StoredBook stored)
    {
        var events = new List<BookEvent>();
        while (events.Count < stored.Version)
        {
            var page = await store.HistoryAsync(stored.BookKey, events.Count + 1, Page, CancellationToken.None);
            if (page.Count == 0)
                throw new BookUnreadableException(
                    stored.BookKey, events.Count + 1, $"the book is at version {stored.Version}, its last row is {events.Count}");
            events.AddRange(page.Take((int)Math.Min(page.Count, stored.Version - events.Count)).Select(Event));
        }
        return new() { Events = events, Restricted = stored.Restricted };
    }
}

/// <summary>The store as books ask it.</summary>
public sealed class StoreJournal(IJournalReader store) : IBookJournal
{
    /// <inheritdoc/>
    public async Task<JournalAnswer> AskAsync(BookKey book, string operationId)
    {
        var probe = await store.ProbeAsync(book.ToString(), operationId, CancellationToken.None);
        return new(probe.Version, probe.Rows.Count == 0 ? 0 : probe.Rows[^1].Sequence, [.. probe.Rows.Select(BookGrainStorage.Event)]);
    }
}
