using CoopGrains.Contracts;

namespace CoopGrains.Network;

/// <summary>How many entries stand where: each is counted once.</summary>
internal readonly record struct StatusCounts
{
    public int Awaiting { get; init; }

    public int Confirmed { get; init; }

    public int Disputed { get; init; }

    public int SentBack { get; init; }

    public int Withdrawn { get; init; }

    public int Corrected { get; init; }

    /// <summary>Corrections that wait to replace a disputed entry, which counts until then; disputed in turn or not.</summary>
    public int Corrections { get; init; }

    /// <summary>Entries that somebody still has to do something about.</summary>
    public int Open => Awaiting + Disputed + SentBack + Corrections;

    public static StatusCounts operator +(StatusCounts left, StatusCounts right) => Combine(left, right, 1);

    public static StatusCounts operator -(StatusCounts left, StatusCounts right) => Combine(left, right, -1);

    public static StatusCounts Of(IEnumerable<EntryView> entries) =>
        entries.Aggregate(default(StatusCounts), (counts, entry) => counts.Change(entry, 1));

    public StatusCounts Change(EntryView entry, int by) => entry.Status switch
    {
        EntryStatus.Reported or EntryStatus.Disputed when entry.StandsBy => this with { Corrections = Corrections + by },
        EntryStatus.Reported => this with { Awaiting = Awaiting + by },
        EntryStatus.Confirmed => this with { Confirmed = Confirmed + by },
        EntryStatus.Disputed => this with { Disputed = Disputed + by },
        EntryStatus.SentBack => this with { SentBack = SentBack + by },
        EntryStatus.Withdrawn => this with { Withdrawn = Withdrawn + by },
        _ => this with { Corrected = Corrected + by },
    };

    private static StatusCounts Combine(StatusCounts left, StatusCounts right, int sign) => new()
    {
        Awaiting = left.Awaiting + (sign * right.Awaiting),
        Confirmed = left.Confirmed + (sign * right.Confirmed),
        Disputed = left.Disputed + (sign * right.Disputed),
        SentBack = left.SentBack + (sign * right.SentBack),
        Withdrawn = left.Withdrawn + (sign * right.Withdrawn),
        Corrected = left.Corrected + (sign * right.Corrected),
        Corrections = left.Corrections + (sign * right.Corrections),
    };
}
