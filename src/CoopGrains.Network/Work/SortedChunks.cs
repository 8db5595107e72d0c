namespace CoopGrains.Network;

/// <summary>Items in order, each once, in chunks that stay well filled: little memory an item, and a change costs one chunk.</summary>
internal sealed class SortedChunks<T>(IComparer<T> order)
{
    private const int Most = 256;

    private readonly List<List<T>> _chunks = [];

    public int Count { get; private set; }

    /// <summary>The items in order; not to be changed meanwhile.</summary>
    public IEnumerable<T> Items => _chunks.SelectMany(chunk => chunk);

    /// <summary>The items from the first one on that is behind a place; so are all after it.</summary>
    public IEnumerable<T> From(Func<T, bool> isBehind)
    {
        var at = First(_chunks.Count, chunk => isBehind(_chunks[chunk][^1]));
        if (at == _chunks.Count)
            return [];
        var border = _chunks[at];
        return border.Skip(First(border.Count, item => isBehind(border[item]))).Concat(_chunks.Skip(at + 1).SelectMany(chunk => chunk));
    }

    public void Add(T item)
    {
        var at = ChunkOf(item);
        if (at == _chunks.Count)
            at = LastWithRoom();
        var chunk = _chunks[at];
        var place = chunk.BinarySearch(item, order);
        if (place >= 0)
            return;
        chunk.Insert(~place, item);
        Count++;
        if (chunk.Count > Most)
            Split(at);
    }

    public void Remove(T item)
    {
        var at = ChunkOf(item);
        if (at == _chunks.Count || _chunks[at].BinarySearch(item, order) is not (>= 0 and var place))
            return;
        _chunks[at].RemoveAt(place);
        Count--;
        if (_chunks[at].Count == 0)
            _chunks.RemoveAt(at);
        else if (at + 1 < _chunks.Count && _chunks[at].Count + _chunks[at + 1].Count <= Most / 2)
        {
            _chunks[at].AddRange(_chunks[at + 1]);
            _chunks.RemoveAt(at + 1);
        }
    }

    /// <summary>Index of the first chunk that does not end before the item.</summary>
    private int ChunkOf(T item) => First(_chunks.Count, chunk => order.Compare(_chunks[chunk][^1], item) >= 0);

    /// <summary>The first index of which something is true that is true of all behind it; the count when of none.</summary>
    private static int First(int count, Func<int, bool> isTrue)
    {
        var (from, to) = (0, count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (isTrue(middle))
                to = middle;
            else
                from = middle + 1;
        }
        return from;
    }

    // Most items come last: a full last chunk is left full instead of being split.
    private int LastWithRoom()
    {
        if (_chunks.Count == 0 || _chunks[^1].Count == Most)
            _chunks.Add([]);
        return _chunks.Count - 1;
    }

    // Halves without the room that the whole had.
    private void Split(int at)
    {
        var whole = _chunks[at];
        var half = whole.Count / 2;
        _chunks[at] = [.. whole[..half]];
        _chunks.Insert(at + 1, [.. whole[half..]]);
    }
}
