using System.Runtime.CompilerServices;
using CoopGrains.Contracts;
using CoopGrains.Storage;

namespace CoopGrains.Hosting.History;

/// <summary>One event of a book as the journal has it.</summary>
/// <param name="Sequence">1, 2, 3 … within the book, without a gap.</param>
/// <param name="Event">The event's stored name.</param>
/// <param name="RecordedAt">When it was committed, UTC.</param>
/// <param name="User">Who acted.</param>
/// <param name="Agency">For which agency.</param>
/// <param name="Side">On which side.</param>
/// <param name="TraceId">The trace of the request, or empty.</param>
/// <param name="Operation">The operation that caused it: the agency, a colon and the key of the request.</param>
/// <param name="Content">The event as stored: one JSON object.</param>
public sealed record HistoryEvent(
    long Sequence, string Event, DateTimeOffset RecordedAt, string User, string Agency, string Side, string TraceId, string Operation, string Content)
{
    /// <summary>The event of a row.</summary>
    internal static HistoryEvent Of(JournalRow row) => new(
        row.Sequence, row.Kind, row.RecordedAt, row.Actor, row.Agency, row.Side, TraceIdOf(row.Trace), row.OperationId, row.Text);

    /// <summary>00-&lt;trace id&gt;-&lt;span id&gt;-&lt;flags&gt;</summary>
    internal static string TraceIdOf(string trace) => trace.Split('-') is [_, { Length: 32 } id, ..] ? id : "";
}

/// <summary>One read of a restricted book.</summary>
/// <param name="Number">Rises with each read of any book.</param>
/// <param name="At">When, UTC.</param>
/// <param name="User">Who read.</param>
/// <param name="Agency">For which agency.</param>
/// <param name="TraceId">The trace of the request, or empty.</param>
/// <param name="Path">What was asked for.</param>
/// <param name="Grant">The leave by which it was read, or empty.</param>
public sealed record BookReader(
    long Number, DateTimeOffset At, string User, string Agency, string TraceId, string Path, string Grant);

/// <summary>The history of books, as the journal has it.</summary>
/// <remarks>Reads committed rows; whoever calls it has checked that the reader may see the book.</remarks>
public sealed class BookHistory(IBookStore store)
{
    private const int AtOnce = 200;

    /// <summary>Up to <paramref name="limit"/> events from a sequence on, in order.</summary>
    public async Task<IReadOnlyList<HistoryEvent>> ReadAsync(BookKey book, long from, int limit, CancellationToken ct)
    {
        var rows = await store.HistoryAsync(book.ToString(), from, limit, ct);
        return [.. rows.Select(HistoryEvent.Of)];
    }

    /// <summary>Whether the book knows the operation's id from other content.</summary>
    public async Task<bool> KnowsAnotherAsync(BookKey book, Operation operation, CancellationToken ct) =>
        (await store.ProbeAsync(book.ToString(), operation.Id, ct)).Rows is [{ Fingerprint: var known }, ..] && known != operation.Fingerprint;

    /// <summary>All events from a sequence on, in order, read as far as they are asked for.</summary>
    public async IAsyncEnumerable<HistoryEvent> FromAsync(BookKey book, long from, [EnumeratorCancellation] CancellationToken ct)
    {
        while (true)
        {
            var page = await ReadAsync(book, from, AtOnce, ct);
            foreach (var happened in page)
                yield return happened;
            if (page.Count < AtOnce)
                yield break;
            from = page[^1].Sequence + 1;
        }
    }

    /// <summary>Up to <paramref name="limit"/> reads of a restricted book behind a number, oldest first.</summary>
    public async Task<IReadOnlyList<BookReader>> ReadersAsync(BookKey book, long after, int limit, CancellationToken ct)
    {
        var reads = await store.ReadAccessAsync(book.ToString(), after, limit, ct);
        return [.. reads.Select(read => new BookReader(
            read.Number, read.At, read.User, read.Agency, HistoryEvent.TraceIdOf(read.Trace), read.Path, read.Grant))];
    }
}
