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
        var (overall, outside) = (new BucketSum(new()), 0);
        var periods = new BucketSum[commitment.Targets.Count];
        Array.Fill(periods, overall);
        foreach (var entry in entries)
        {
            if (!Counts(entry))
                continue;
            overall.Change(entry, 1);
            if (PeriodOf(commitment, entry) is >= 0 and var period)
                periods[period].Change(entry, 1);
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
        entry.BreakdownOf is null && entry.Links?.Reverses is null && Stands(entry);

    /// <summary>True for an entry that is reported, confirmed or disputed, and does not wait to replace another.</summary>
    internal static bool Stands(EntryView entry) =>
        entry.Status == EntryStatus.Confirmed || (entry.Status is EntryStatus.Reported or EntryStatus.Disputed && !entry.StandsBy);

    /// <summary>The target period that an entry's window lies in wholly, or -1: a window that crosses periods counts in none.</summary>
    public static int PeriodOf(Commitment commitment, EntryView entry)
    {
        var occurred = entry.Counted;
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
        var period = PeriodOf(commitment, entry);
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

    /// <summary>Summed anew.</summary>
    public static Bucket Of(IEnumerable<EntryView> entries)
    {
        var sum = new BucketSum(new());
        foreach (var entry in entries)
            sum.Change(entry, 1);
        return sum.ToBucket();
    }

    /// <summary>With (1) or without (-1) an entry.</summary>
    public Bucket Change(EntryView entry, int sign)
    {
        var sum = new BucketSum(this);
        sum.Change(entry, sign);
        return sum.ToBucket();
    }
}

/// <summary>A bucket while entries come and go.</summary>
internal struct BucketSum(Bucket from)
{
    private Sum _awaiting = from.Awaiting;
    private Sum _confirmed = from.Confirmed;
    private Sum _disputed = from.Disputed;
    private int _entries = from.Entries;
    private int _confirmedEntries = from.ConfirmedEntries;
    private ImmutableDictionary<(Dimension? By, string Name), Sum>.Builder? _parts;

    public void Change(EntryView entry, int sign)
    {
        _entries += sign;
        if (entry.Status == EntryStatus.Confirmed)
            _confirmedEntries += sign;
        if (entry.Amount is { } amount)
        {
            ref var sum = ref _awaiting;
            if (entry.Status == EntryStatus.Confirmed)
                sum = ref _confirmed;
            else if (entry.Status == EntryStatus.Disputed)
                sum = ref _disputed;
            sum = Changed(sum, amount, sign);
        }
        foreach (var part in entry.Parts.AsSpan())
        {
            var key = (part.Dimension, part.Name);
            _parts ??= from.Parts.ToBuilder();
            _parts[key] = Changed(_parts.GetValueOrDefault(key), part.Amount, sign);
        }
    }

    public readonly Bucket ToBucket() => new()
    {
        Awaiting = _awaiting,
        Confirmed = _confirmed,
        Disputed = _disputed,
        Entries = _entries,
        ConfirmedEntries = _confirmedEntries,
        Parts = _parts?.ToImmutable() ?? from.Parts,
    };

    private static Sum Changed(Sum sum, Amount amount, int sign) => sign > 0 ? sum.Add(amount) : sum.Remove(amount);
}
