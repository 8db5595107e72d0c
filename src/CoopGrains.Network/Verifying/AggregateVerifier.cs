using System.Text;
using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Storage;

namespace CoopGrains.Network;

/// <summary>What was recounted, and what is wrong first, if anything.</summary>
/// <param name="Entries">Ledger entries counted.</param>
/// <param name="Snapshots">Snapshots compared with the fold of the rows before them; those of another build's shape are not.</param>
/// <param name="ViewPosition">Where the kept view was compared; null when there is none that this build would begin from.</param>
/// <param name="FirstFault">What differs; null if all agrees.</param>
public sealed record AggregateReport(int Entries, int Snapshots, long? ViewPosition, JournalFault? FirstFault);

/// <summary>Folds the whole journal and compares what is kept beside it, and what is summed along the way, with a recount.</summary>
/// <remarks>
/// The hashes are <see cref="JournalVerifier"/>'s. This finds what hashes cannot: a row that does not fold, a snapshot or a kept view that is
/// whole but says something else than the rows, sums that ran apart from what they sum. Reads only; writers may go on.
/// </remarks>
public static class AggregateVerifier
{
    /// <summary>Recounts one consistent view of the store, off the caller's thread.</summary>
    public static Task<AggregateReport> VerifyAsync(IJournalReader reader, CancellationToken ct) => Task.Run(async () =>
    {
        // Before the rows are looked at: so they are no older than what is compared with them.
        var kept = await reader.ReadCheckpointAsync(ViewCheckpoints.Name, ct);
        await using var audit = await reader.OpenAuditAsync(ct);
        if (kept is not null && kept.Epoch != audit.Head.Epoch)
            kept = null; // of before a restore: no process begins from it
        var pass = new AggregatePass(kept);
        await foreach (var book in audit.BooksAsync(ct))
            pass.Book(book);
        var marks = new PastMarks();
        await foreach (var row in audit.RowsAsync(ct))
        {
            if (pass.Row(row) is { } fault)
                return pass.Report(fault);
            if (row.Position % marks.Spacing(audit.Head.Position) == 0
                && await reader.ReadCheckpointAsync(marks.Name(row.Position), ct) is { } past && past.Epoch == audit.Head.Epoch
                && pass.Past(past) is { } wrong)
                return pass.Report(wrong);
        }
        return pass.Report(pass.End());
    }, ct);
}

/// <summary>One recount: what is kept about books first, then the rows in order, then what is left over.</summary>
internal sealed class AggregatePass(ViewCheckpoint? kept)
{
    private readonly Sharing _sharing = new();
    private readonly ViewState _state = FigureRecount.Begin();
    private readonly Dictionary<string, (long Version, byte[] State)> _snapshots = new(StringComparer.Ordinal);
    private ViewSnapshot? _view;
    private JournalFault? _kept;
    private int _compared;

    public AggregateReport Report(JournalFault? fault) => new(
        _state.Snapshot.Books.Values.Sum(book => book.Commitments.EntriesTaken), _compared, _view?.Position, fault);

    /// <summary>Remembers what the snapshot says, not its text: all texts at once would be most of the store.</summary>
    public void Book(BookHead head)
    {
        if (head.Snapshot is not { } snapshot || !BookKey.TryParse(head.BookKey, out var key))
            return;
        try
        {
            if (snapshot.Body.Split('\n', 2) is [var schema, var body] && int.TryParse(schema, out var shape)
                && ViewBook.Read(key, new(snapshot.Version, 0, default), shape, Encoding.UTF8.GetBytes(body), [], null, _sharing) is { } book)
                _snapshots[head.BookKey] = (snapshot.Version, BookText.Digest(book));
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            _kept ??= new(0, head.BookKey, snapshot.Version, $"the snapshot cannot be read: {unreadable.Message}");
        }
    }

    /// <summary>Folds a row; answers what is wrong at it.</summary>
    public JournalFault? Row(JournalRow row)
    {
        _state.Apply([row]);
        if (!BookKey.TryParse(row.BookKey, out var key))
            return new(row.Position, row.BookKey, row.Sequence, "this is no book's key");
        var book = _state.Snapshot.Books[key];
        if (book.Unreadable)
            return new(row.Position, row.BookKey, row.Sequence, book.IsNewer
                ? $"a newer build wrote {row.Kind}: verify with that build"
                : $"{row.Kind} does not fold onto what the book was before it");
        if (_snapshots.TryGetValue(row.BookKey, out var snapshot) && snapshot.Version == row.Sequence)
        {
            _compared++;
            if (!BookText.Digest(book).AsSpan().SequenceEqual(snapshot.State))
                return new(row.Position, row.BookKey, row.Sequence, "the snapshot says something else than the rows up to here");
        }
        return kept is not null && row.Position == kept.Position ? Compared(kept, "the kept view", ref _view) : null;
    }

    /// <summary>Compares a view that was kept of a past position, when the rows have come to it.</summary>
    public JournalFault? Past(ViewCheckpoint past)
    {
        ViewSnapshot? view = null;
        return past.Position == _state.Snapshot.Position ? Compared(past, "a kept view of the past", ref view) : null;
    }

    public JournalFault? End()
    {
        if (kept is not null && kept.Position > _state.Snapshot.Position)
            return new(kept.Position, "", 0, $"the kept view is of position {kept.Position}, the journal ends at {_state.Snapshot.Position}");
        return _kept ?? FigureRecount.Fault(_state);
    }

    private JournalFault? Compared(ViewCheckpoint checkpoint, string what, ref ViewSnapshot? view)
    {
        var folded = _state.Snapshot;
        try
        {
            view = ViewCheckpoints.Read(checkpoint);
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            return new(checkpoint.Position, "", 0, $"{what} cannot be read: {unreadable.Message}");
        }
        if (view is null)
            return null; // another build's, which this one would not begin from
        foreach (var key in folded.Books.Keys.Union(view.Books.Keys).OrderBy(key => key.ToString(), StringComparer.Ordinal))
            if (Difference(folded.Books.GetValueOrDefault(key), view.Books.GetValueOrDefault(key)) is { } differs)
                return new(checkpoint.Position, key.ToString(), folded.Books.GetValueOrDefault(key)?.Version ?? 0, $"in {what} {differs}");
        return view.AsOf == folded.AsOf
            ? null
            : new(checkpoint.Position, "", 0, $"{what} is as of {view.AsOf:O}, the row of {folded.AsOf:O}");
    }

    private static string? Difference(ViewBook? folded, ViewBook? viewed)
    {
        if (folded is null || viewed is null)
            return folded is null ? "is a book that has no rows" : "the book is missing";
        if (folded.Version != viewed.Version)
            return $"the book is at version {viewed.Version}, by its rows at {folded.Version}";
        if (BookText.Digest(folded).AsSpan().SequenceEqual(BookText.Digest(viewed)))
            return null;
        foreach (var ledger in folded.Commitments.InOrder)
            if (viewed.Commitments.Find(ledger.Commitment.Id) is { } other && FigureRecount.Difference(ledger, other) is { } figures)
                return figures;
        return "the book says something else than its rows";
    }

    private static bool IsUnreadable(Exception e) =>
        e is JsonException or FormatException or InvalidOperationException or ArgumentException or KeyNotFoundException;
}
