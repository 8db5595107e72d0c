using System.Runtime.InteropServices;

namespace CoopGrains.Network;

/// <summary>Who has to do something: an agency, a province or national body, the national bodies of a side, or every overseer.</summary>
internal readonly record struct WorkKey
{
    private WorkKey(char kind, string id) => (Kind, Id) = (kind, id);

    private char Kind { get; }

    private string Id { get; }

    public static WorkKey Overseers { get; } = new('o', "");

    // An agency of "vn" may be called like a province.
    public static WorkKey Agency(string id) => new('a', id);

    public static WorkKey Body(string id) => new('b', id);

    public static WorkKey NationalOf(Contracts.Side side) => new('n', side == Contracts.Side.Vn ? "vn" : "la");
}

/// <summary>Items in groups that are alike, found by whom they concern: a look costs the groups of those who look.</summary>
/// <param name="concerned">Whom a group concerns, and perhaps others that it does not.</param>
/// <param name="order">The order of the items in a group.</param>
internal sealed class GroupsByParty<TGroup, TItem>(Func<TGroup, IEnumerable<WorkKey>> concerned, IComparer<TItem> order)
    where TGroup : notnull
{
    private readonly Dictionary<TGroup, SortedChunks<TItem>> _groups = [];
    private readonly Dictionary<WorkKey, HashSet<TGroup>> _of = [];

    /// <summary>The groups that may concern one who answers to these keys, each once.</summary>
    public IEnumerable<KeyValuePair<TGroup, SortedChunks<TItem>>> Of(IEnumerable<WorkKey> keys) => keys
        .SelectMany(key => _of.GetValueOrDefault(key) ?? []).Distinct()
        .Select(group => KeyValuePair.Create(group, _groups[group]));

    /// <summary>All groups.</summary>
    public IEnumerable<KeyValuePair<TGroup, SortedChunks<TItem>>> All => _groups;

    /// <summary>An item comes in or, with -1, goes.</summary>
    public void Put(TGroup group, TItem item, int sign)
    {
        if (sign > 0)
            In(group).Add(item);
        else if (_groups.TryGetValue(group, out var items))
        {
            items.Remove(item);
            if (items.Count == 0)
                Leave(group);
        }
    }

    private SortedChunks<TItem> In(TGroup group)
    {
        ref var items = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, group, out var known);
        if (known)
            return items!;
        foreach (var key in concerned(group))
            (CollectionsMarshal.GetValueRefOrAddDefault(_of, key, out _) ??= []).Add(group);
        return items = new(order);
    }

    private void Leave(TGroup group)
    {
        _groups.Remove(group);
        foreach (var key in concerned(group))
            if (_of.TryGetValue(key, out var groups) && groups.Remove(group) && groups.Count == 0)
                _of.Remove(key);
    }
}
