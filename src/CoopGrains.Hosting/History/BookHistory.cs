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
/// <param name="Content">The event as stored: one JSON object.</param>
public sealed record HistoryEvent(
    long Sequence, string Event, DateTimeOffset RecordedAt, string User, string Agency, string Side, string TraceId, string Content);

/// <summary>The history of books, and the journal of who read restricted ones.</summary>
/// <remarks>Reads committed rows; whoever calls it has checked that the reader may see the book.</remarks>
public sealed class BookHistory(IBookStore store, TimeProvider clock)
{
    /// <summary>Up to <paramref name="limit"/> events from a sequence on, in order.</summary>
    public async Task<IReadOnlyList<HistoryEvent>> ReadAsync(BookKey book, long from, int limit, CancellationToken ct)
    {
        var rows = await store.HistoryAsync(book.ToString(), from, limit, ct);
        return [.. rows.Select(row => new HistoryEvent(
            row.Sequence, row.Kind, row.RecordedAt, row.Actor, row.Agency, row.Side, TraceIdOf(row.Trace), row.Text))];
    }

    /// <summary>Records that someone reads a restricted book; durable before it completes, so that no read goes unrecorded.</summary>
    public Task RecordReadAsync(BookKey book, Actor reader, string trace, CancellationToken ct) =>
        store.AppendAccessAsync([new(0, clock.GetUtcNow(), book.ToString(), reader.User, reader.Agency, trace)], ct);

    // 00-<trace id>-<span id>-<flags>
    private static string TraceIdOf(string trace) => trace.Split('-') is [_, { Length: 32 } id, ..] ? id : "";
}
