using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Finds entries with the same window and amount however many entries there are.</summary>
/// <remarks>
/// An index of candidates that only grows: every state of a ledger's life shares it, and what it gives is looked up in the state that
/// asks. It keeps few entries alike of each agency, so it is smaller than the ledger. Not safe for concurrent use: only deciding uses it.
/// </remarks>
internal sealed class Resemblances
{
    private const int MostOfAnAgency = 8;
    private const int MostAlike = 128;

    // By the hash of window and value: an entry, or a list of them in the order of their numbers.
    private readonly Dictionary<int, object> _alike = [];

    /// <summary>
    /// Whether two entries of a commitment may say the same thing: one amount, at a time that both speak of, for one of the same.
    /// </summary>
    /// <remarks>What an index looks for is narrower, the very same window; whoever marks a duplicate knows more than the index.</remarks>
    public static bool Alike(EntryView one, EntryView other) => one.Amount?.Value == other.Amount?.Value
        && one.Counted.Overlaps(other.Counted) && one.Beneficiaries.Any(other.Beneficiaries.Contains);

    public Resemblances(IEnumerable<EntryView> entries)
    {
        foreach (var entry in entries.OrderBy(entry => entry.Number))
            Add(entry);
    }

    /// <summary>A new entry.</summary>
    public void Add(EntryView entry)
    {
        if (entry.Amount is null)
            return;
        var key = KeyOf(entry.Amount, entry.Occurred);
        _alike[key] = _alike.GetValueOrDefault(key) switch
        {
            null => entry,
            EntryView one => new List<EntryView> { one, entry },
            var many => With((List<EntryView>)many, entry),
        };
    }

    /// <summary>An entry as it stands now: the former one need not stay in memory.</summary>
    public void Replace(EntryView entry)
    {
        if (entry.Amount is null)
            return;
        var key = KeyOf(entry.Amount, entry.Occurred);
        if (_alike.GetValueOrDefault(key) is List<EntryView> many)
        {
            if (many.FindIndex(known => known.Id == entry.Id) is >= 0 and var at)
                many[at] = entry;
        }
        else if (_alike.GetValueOrDefault(key) is EntryView one && one.Id == entry.Id)
            _alike[key] = entry;
    }

    public EntryView? Find(Ledger ledger, Amount amount, Window occurred, ValueList<string> beneficiaries, string agency)
    {
        switch (_alike.GetValueOrDefault(KeyOf(amount, occurred)))
        {
            case EntryView one:
                return Alike(one);
            case List<EntryView> many:
                for (var i = many.Count - 1; i >= 0; i--)
                    if (Alike(many[i]) is { } found)
                        return found;
                return null;
            default:
                return null;
        }

        EntryView? Alike(EntryView candidate) => candidate.By.Agency != agency
            && ledger.Entries.TryGetValue(candidate.Id, out var entry) && Tally.Counts(entry)
            && entry.Amount?.Value == amount.Value && entry.Occurred == occurred
            && entry.Beneficiaries.Any(beneficiaries.Contains)
                ? entry
                : null;
    }

    // Of one agency the oldest of many alike is the first to be forgotten: any other of them warns as well.
    private static List<EntryView> With(List<EntryView> many, EntryView entry)
    {
        many.Add(entry);
        if (many.Count(known => known.By.Agency == entry.By.Agency) > MostOfAnAgency)
            many.RemoveAt(many.FindIndex(known => known.By.Agency == entry.By.Agency));
        else if (many.Count > MostAlike)
            many.RemoveAt(0);
        return many;
    }

    private static int KeyOf(Amount amount, Window occurred) => HashCode.Combine(amount.Value, occurred);
}
