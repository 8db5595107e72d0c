using System.Collections.Immutable;
using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Running sums of a ledger: overall, and for each target period. One more entry costs the same however many there are.</summary>
public sealed record Tally
{
    /// <summary>Over all entries that count, in or out of periods.</summary>
    public required Bucket Overall { get; init; }

    /// <summary>By target period, in the commitment's order.</summary>
    public required ImmutableArray<Bucket> Periods { get; init; }

    /// <summary>How many counting entries lie in no period.</summary>
    public required int Outside { get; init; }

    /// <summary>Summed anew.</summary>
    public static Tally Of(Commitment commitment, IEnumerable<EntryView> entries)
    {
        // Not by adding one after the other: each step of that makes all sums anew, and a ledger may have thousands of entries.
        var (overall, outside) = (new BucketSum(), 0);
        var periods = new BucketSum[commitment.Targets.Count];
        for (var i = 0; i < periods.Length; i++)
            periods[i] = new();
        foreach (var entry in entries)
        {
            if (!Counts(entry))
                continue;
            overall.Add(entry);
            if (PeriodOf(commitment, entry.Occurred) is >= 0 and var period)
                periods[period].Add(entry);
            else
                outside++;
        }
        return new() { Overall = overall.ToBucket(), Periods = [.. periods.Select(period => period.ToBucket())], Outside = outside };
    }

    /// <summary>With an entry.</summary>
    public Tally Add(Commitment commitment, EntryView entry) => Change(commitment, entry, 1);

    /// <summary>Without an entry that was added before.</summary>
    public Tally Remove(Commitment commitment, EntryView entry) => Change(commitment, entry, -1);

    /// <summary>
    /// True for an entry that figures count: reported, confirmed or disputed, no breakdown and no reversal, and not waiting to replace another.
    /// </summary>
    public static bool Counts(EntryView entry) =>
        entry.BreakdownOf is null && entry.Links?.Reverses is null
        && (entry.Status == EntryStatus.Confirmed || (entry.Status is EntryStatus.Reported or EntryStatus.Disputed && !entry.StandsBy));

    /// <summary>The target period that a window lies in wholly, or -1: a window that crosses periods counts in none.</summary>
    public static int PeriodOf(Commitment commitment, Window occurred)
    {
        var targets = commitment.Targets.AsSpan();
        for (var i = 0; i < targets.Length; i++)
            if (targets[i].Period.Contains(occurred))
                return i;
        return -1;
    }

    private Tally Change(Commitment commitment, EntryView entry, int sign)
    {
        if (!Counts(entry))
            return this;
        var period = PeriodOf(commitment, entry.Occurred);
        return new()
        {
            Overall = Overall.Change(entry, sign),
            Periods = period < 0 ? Periods : Periods.SetItem(period, Periods[period].Change(entry, sign)),
            Outside = period < 0 ? Outside + sign : Outside,
        };
    }
}

/// <summary>Sums of the entries that count together.</summary>
public sealed record Bucket
{
    /// <summary>Nobody has answered for all parties.</summary>
    public Sum Awaiting { get; init; }

    /// <summary>Confirmed.</summary>
    public Sum Confirmed { get; init; }

    /// <summary>Disputed, at the reporter's figure.</summary>
    public Sum Disputed { get; init; }

    /// <summary>How many entries, amounts or not.</summary>
    public int Entries { get; init; }

    /// <summary>How many of them are confirmed.</summary>
    public int ConfirmedEntries { get; init; }

    /// <summary>Sums of named parts, by what they divide and their name.</summary>
    public ImmutableDictionary<(Dimension? By, string Name), Sum> Parts { get; init; } = ImmutableDictionary<(Dimension?, string), Sum>.Empty;

    /// <summary>All three together.</summary>
    public Sum Reported => Awaiting + Confirmed + Disputed;

    /// <summary>With (1) or without (-1) an entry.</summary>
    public Bucket Change(EntryView entry, int sign)
    {
        var (awaiting, confirmed, disputed, parts) = (Awaiting, Confirmed, Disputed, Parts);
        if (entry.Amount is { } amount)
        {
            ref var sum = ref awaiting;
            if (entry.Status == EntryStatus.Confirmed)
                sum = ref confirmed;
            else if (entry.Status == EntryStatus.Disputed)
                sum = ref disputed;
            sum = Apply(sum, amount, sign);
        }
        foreach (var part in entry.Parts.AsSpan())
        {
            var key = (part.Dimension, part.Name);
            parts = parts.SetItem(key, Apply(parts.GetValueOrDefault(key), part.Amount, sign));
        }
        return new()
        {
            Awaiting = awaiting,
            Confirmed = confirmed,
            Disputed = disputed,
            Entries = Entries + sign,
            ConfirmedEntries = ConfirmedEntries + (entry.Status == EntryStatus.Confirmed ? sign : 0),
            Parts = parts,
        };
    }

    private static Sum Apply(Sum sum, Amount amount, int sign) => sign > 0 ? sum.Add(amount) : sum.Remove(amount);
}

/// <summary>A bucket while it is summed anew.</summary>
internal sealed class BucketSum
{
    private Sum _awaiting;
    private Sum _confirmed;
    private Sum _disputed;
    private int _entries;
    private int _confirmedEntries;
    private Dictionary<(Dimension? By, string Name), Sum>? _parts;

    public void Add(EntryView entry)
    {
        _entries++;
        if (entry.Status == EntryStatus.Confirmed)
            _confirmedEntries++;
        if (entry.Amount is { } amount)
        {
            ref var sum = ref _awaiting;
            if (entry.Status == EntryStatus.Confirmed)
                sum = ref _confirmed;
            else if (entry.Status == EntryStatus.Disputed)
                sum = ref _disputed;
            sum = sum.Add(amount);
        }
        foreach (var part in entry.Parts.AsSpan())
            (_parts ??= [])[(part.Dimension, part.Name)] = _parts.GetValueOrDefault((part.Dimension, part.Name)).Add(part.Amount);
    }

    public Bucket ToBucket() => new()
    {
        Awaiting = _awaiting,
        Confirmed = _confirmed,
        Disputed = _disputed,
        Entries = _entries,
        ConfirmedEntries = _confirmedEntries,
        Parts = _parts?.ToImmutableDictionary() ?? ImmutableDictionary<(Dimension?, string), Sum>.Empty,
    };
}
