namespace CoopGrains.Storage;

/// <summary>One event in the journal. Positions are dense and in commit order; recorded time never goes back with them.</summary>
/// <param name="Position">1, 2, 3 … over all books.</param>
/// <param name="Epoch">Counts restores; positions of different epochs are not comparable.</param>
/// <param name="BookKey">The book.</param>
/// <param name="Sequence">1, 2, 3 … within the book.</param>
/// <param name="OperationId">The operation that caused it.</param>
/// <param name="Ordinal">0, 1, 2 … within the operation.</param>
/// <param name="Fingerprint">Of the request.</param>
/// <param name="RecordedAt">When it was committed, UTC, to the microsecond.</param>
/// <param name="Actor">Who acted.</param>
/// <param name="Agency">For which agency.</param>
/// <param name="Side">On which side.</param>
/// <param name="Trace">W3C traceparent, or empty.</param>
/// <param name="Kind">Name of the event type.</param>
/// <param name="Text">The event as stored.</param>
/// <param name="Hash">See <see cref="RowHash"/>.</param>
/// <param name="Payload">The event as object if this process wrote it, else null.</param>
public sealed record JournalRow(
    long Position,
    int Epoch,
    string BookKey,
    long Sequence,
    string OperationId,
    int Ordinal,
    string Fingerprint,
    DateTimeOffset RecordedAt,
    string Actor,
    string Agency,
    string Side,
    string Trace,
    string Kind,
    string Text,
    string Hash,
    object? Payload);
