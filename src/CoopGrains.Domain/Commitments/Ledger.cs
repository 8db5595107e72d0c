using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>A commitment and its entries.</summary>
public sealed record Ledger
{
    /// <summary>The commitment.</summary>
    public required Commitment Commitment { get; init; }

    /// <summary>The order in which the book took it, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Its entries by id.</summary>
    public required ImmutableDictionary<string, EntryView> Entries { get; init; }

    /// <summary>Periods that were locked, by period.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ValueList<PeriodLock> Locks { get; init; }

    /// <summary>The last day that its book takes entries of, once the book has ended; null while it has not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public DateOnly? EndedOn { get; init; }

    /// <summary>Running sums over the entries; follows from them and is not stored.</summary>
    [JsonIgnore]
    public Tally Tally { get => field ??= Tally.Of(Commitment, Entries.Values); private init; }

    // Made by the first look for what an entry resembles, so that nobody has it who only reads. It grows with what its one decider folds.
    private Resemblances? Resemblances { get; set; }

    /// <summary>With an entry added or changed.</summary>
    public Ledger With(EntryView entry)
    {
        var tally = Tally;
        if (Entries.TryGetValue(entry.Id, out var before))
        {
            tally = tally.Remove(Commitment, before);
            Resemblances?.Replace(entry);
        }
        else
            Resemblances?.Add(entry);
        return this with { Entries = Entries.SetItem(entry.Id, entry), Tally = tally.Add(Commitment, entry) };
    }

    /// <summary>With the commitment changed; sums are taken anew, for periods may have changed.</summary>
    public Ledger With(Commitment commitment) => new()
    {
        Commitment = commitment,
        Number = Number,
        Entries = Entries,
        Locks = Locks,
        EndedOn = EndedOn,
        Resemblances = Resemblances,
    };

    /// <summary>Without what follows from the entries, which reading would keep in memory for good.</summary>
    public Ledger Bare() => With(Entries);

    /// <summary>The same for somebody else to decide on, who shares nothing with it that changes.</summary>
    internal Ledger ForAnother() => this with { Resemblances = null };

    /// <summary>With these entries instead, and without what followed from the ones before.</summary>
    public Ledger With(ImmutableDictionary<string, EntryView> entries) =>
        new() { Commitment = Commitment, Number = Number, Entries = entries, Locks = Locks, EndedOn = EndedOn };

    /// <summary>With these entries alone.</summary>
    public Ledger Only(IEnumerable<EntryView> entries) => With(entries.ToImmutableDictionary(entry => entry.Id));

    /// <summary>The date to look at a target period: of what the end of the book cut off no more is due than was that day.</summary>
    public DateOnly DueOn(Target target, DateOnly today) =>
        EndedOn is { } end && end < today && !(target.Period.To?.Last <= end) ? end : today;

    /// <summary>The newest entry of another agency that counts the same amount in the same window for one of the same; or null.</summary>
    internal EntryView? Resembling(Amount? amount, Window occurred, ValueList<string> beneficiaries, string agency) =>
        amount is null ? null : (Resemblances ??= new(Entries.Values)).Find(this, amount, occurred, beneficiaries, agency);
}

/// <summary>The commitments of a book.</summary>
public sealed record CommitmentLedgers
{
    /// <summary>None.</summary>
    public static CommitmentLedgers Empty { get; } = new() { Ledgers = ImmutableDictionary<string, Ledger>.Empty, EntriesTaken = 0 };

    /// <summary>Ledgers by commitment id.</summary>
    public required ImmutableDictionary<string, Ledger> Ledgers { get; init; }

    /// <summary>How many entries the book has taken.</summary>
    public required int EntriesTaken { get; init; }

    /// <summary>In the order the book took them.</summary>
    [JsonIgnore] public IEnumerable<Ledger> InOrder => Ledgers.Values.OrderBy(ledger => ledger.Number);

    /// <summary>The ledger of a commitment, or null.</summary>
    public Ledger? Find(string commitment) => Ledgers.GetValueOrDefault(commitment);

    /// <summary>An entry with its ledger, or null.</summary>
    public (Ledger Ledger, EntryView Entry)? FindEntry(string entry)
    {
        foreach (var ledger in Ledgers.Values)
            if (ledger.Entries.TryGetValue(entry, out var found))
                return (ledger, found);
        return null;
    }

    /// <summary>True for the path of a commitment or an entry, such as "entries/e-1", that is among these.</summary>
    public bool Has(string path) => path.Split('/') switch
    {
        ["commitments", var id] => Find(id) is not null,
        ["entries", var id] => FindEntry(id) is not null,
        _ => false,
    };

    /// <summary>With a commitment changed that keeps its periods: the sums over them stay what they are.</summary>
    internal CommitmentLedgers Change(string commitment, Func<Commitment, Commitment> change)
    {
        var ledger = Ledgers[commitment];
        return With(ledger with { Commitment = change(ledger.Commitment) });
    }

    /// <summary>With the end of their book, or without.</summary>
    internal CommitmentLedgers EndedOn(DateOnly? end)
    {
        var changed = Ledgers.Values.Where(ledger => ledger.EndedOn != end)
            .Select(ledger => KeyValuePair.Create(ledger.Commitment.Id, ledger with { EndedOn = end })).ToList();
        return changed.Count == 0 ? this : this with { Ledgers = Ledgers.SetItems(changed) };
    }

    /// <summary>With all commitments changed that a change makes others; they keep their periods.</summary>
    internal CommitmentLedgers Change(Func<Commitment, Commitment> change)
    {
        var changed = Ledgers.Values.Select(ledger => (Ledger: ledger, Commitment: change(ledger.Commitment)))
            .Where(one => !ReferenceEquals(one.Commitment, one.Ledger.Commitment))
            .Select(one => KeyValuePair.Create(one.Commitment.Id, one.Ledger with { Commitment = one.Commitment })).ToList();
        return changed.Count == 0 ? this : this with { Ledgers = Ledgers.SetItems(changed) };
    }

    /// <summary>The same for somebody else to decide on: a book that begins from what its process has folded, which is folded on.</summary>
    public CommitmentLedgers ForAnother() =>
        this with { Ledgers = Ledgers.ToImmutableDictionary(one => one.Key, one => one.Value.ForAnother()) };

    /// <summary>With a ledger added or changed.</summary>
    public CommitmentLedgers With(Ledger ledger) => this with { Ledgers = Ledgers.SetItem(ledger.Commitment.Id, ledger) };
}
