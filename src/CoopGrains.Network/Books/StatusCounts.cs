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

    /// <summary>Reversals that wait to be confirmed.</summary>
    public int Reversals { get; init; }

    /// <summary>Reversals in effect: as many as there are reversed entries.</summary>
    public int ReversalsDone { get; init; }

    /// <summary>Confirmed once, and reversed.</summary>
    public int Reversed { get; init; }

    /// <summary>Duplicates of others.</summary>
    public int Duplicates { get; init; }

    /// <summary>Entries that nobody has settled to be distinct from, or the same as, what they resemble.</summary>
    public int Resembling { get; init; }

    /// <summary>Entries that somebody still has to do something about.</summary>
    public int Open => Awaiting + Disputed + SentBack + Corrections + Reversals + Resembling;

    public static StatusCounts operator +(StatusCounts left, StatusCounts right) => Combine(left, right, 1);

    public static StatusCounts operator -(StatusCounts left, StatusCounts right) => Combine(left, right, -1);

    public static StatusCounts Of(IEnumerable<EntryView> entries) =>
        entries.Aggregate(default(StatusCounts), (counts, entry) => counts.Change(entry, 1));

    public StatusCounts Change(EntryView entry, int by) => entry.Links is { Resembles: not null }
        ? Standing(entry, by) with { Resembling = Resembling + by }
        : Standing(entry, by);

    private StatusCounts Standing(EntryView entry, int by) => entry.Status switch
    {
        EntryStatus.Reported when entry.Links?.Reverses is not null => this with { Reversals = Reversals + by },
        EntryStatus.Confirmed when entry.Links?.Reverses is not null => this with { ReversalsDone = ReversalsDone + by },
        EntryStatus.Reported or EntryStatus.Disputed when entry.StandsBy => this with { Corrections = Corrections + by },
        EntryStatus.Reported => this with { Awaiting = Awaiting + by },
        EntryStatus.Confirmed => this with { Confirmed = Confirmed + by },
        EntryStatus.Disputed => this with { Disputed = Disputed + by },
        EntryStatus.SentBack => this with { SentBack = SentBack + by },
        EntryStatus.Withdrawn => this with { Withdrawn = Withdrawn + by },
        EntryStatus.Reversed => this with { Reversed = Reversed + by },
        EntryStatus.Duplicate => this with { Duplicates = Duplicates + by },
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
        Reversals = left.Reversals + (sign * right.Reversals),
        ReversalsDone = left.ReversalsDone + (sign * right.ReversalsDone),
        Reversed = left.Reversed + (sign * right.Reversed),
        Duplicates = left.Duplicates + (sign * right.Duplicates),
        Resembling = left.Resembling + (sign * right.Resembling),
    };
}
