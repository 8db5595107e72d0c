using System.Globalization;

namespace CoopGrains.Storage;

/// <summary>A moment that a store is restored to: the state behind one row of its journal. What came later is not brought back.</summary>
/// <param name="Instant">The end of all that was recorded up to it, or</param>
/// <param name="Position">the row itself; one of both is given.</param>
public sealed record RestorePoint(DateTimeOffset? Instant, long? Position)
{
    /// <inheritdoc/>
    public override string ToString() => Instant is { } instant
        ? instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"position {Position}");

    /// <summary>The position of the last row that is brought back.</summary>
    /// <exception cref="StoreRefusedException">There is no such moment, or an operation had but begun at it.</exception>
    internal async Task<long> FindAsync(IJournalReader reader, CancellationToken ct)
    {
        var head = await reader.HeadAsync(ct);
        if (Position > head.Position)
            throw Refused($"there is no {this}: the journal ends at {head.Position}, recorded at {head.RecordedAt:O}");
        var position = Position ?? await LastAsync(reader, head.Position, Instant!.Value, ct);
        if (position == 0)
            throw Refused($"nothing was recorded by {this}");
        // An operation is wholly there or not at all, and its rows follow each other.
        var (first, last) = (position, position);
        var row = await RowAsync(reader, position, ct);
        while (last < head.Position && IsOfSame(await RowAsync(reader, last + 1, ct)))
            last++;
        while (last > position && first > 1 && IsOfSame(await RowAsync(reader, first - 1, ct)))
            first--;
        return last == position
            ? position
            : throw Refused($"{this} is within an operation of {row.BookKey}: give {first - 1}, or {last} to have all of it");

        bool IsOfSame(JournalRow other) => other.BookKey == row.BookKey && other.OperationId == row.OperationId;
    }

    // Recorded time never goes back with positions.
    private static async Task<long> LastAsync(IJournalReader reader, long head, DateTimeOffset instant, CancellationToken ct)
    {
        var (recorded, later) = (0L, head + 1);
        while (later - recorded > 1)
        {
            var middle = recorded + ((later - recorded) / 2);
            if ((await RowAsync(reader, middle, ct)).RecordedAt <= instant)
                recorded = middle;
            else
                later = middle;
        }

        return recorded;
    }

    private static async Task<JournalRow> RowAsync(IJournalReader reader, long position, CancellationToken ct) =>
        await reader.TailAsync(position - 1, 1, ct) is [var row] && row.Position == position
            ? row
            : throw Refused($"there is a hole in the journal at position {position}");

    private static StoreRefusedException Refused(string why) => new(StoreRefusal.NoSuchMoment, why + ".");
}

/// <summary>What was not brought back.</summary>
/// <param name="Rows">How many rows of the journal.</param>
/// <param name="Agencies">Whose they were, in order.</param>
public sealed record LeftOut(long Rows, IReadOnlyList<string> Agencies);

/// <summary>What is asked of a restore.</summary>
/// <param name="Until">Up to where; null for all that the backup has.</param>
/// <param name="Reason">Why, for those who read the store later.</param>
public sealed record RestoreRequest(RestorePoint? Until, string Reason);

/// <summary>What a restore did.</summary>
/// <param name="Epoch">The epoch that has begun.</param>
/// <param name="LeftOut">What was not brought back of the backup; null when all was.</param>
/// <param name="Kept">Where that is which stood there before; null when nothing did.</param>
public sealed record RestoredStore(int Epoch, LeftOut? LeftOut, string? Kept);
