namespace CoopGrains.EmbeddedRuntime;

/// <summary>A growing ring that costs nothing while empty: most activations are idle most of the time. Not thread-safe.</summary>
internal struct WorkQueue
{
    private const int KeptWhenEmpty = 4;
    private object?[]? _items;
    private int _first;

    public int Count { get; private set; }

    public void Enqueue(object item)
    {
        if (_items is null)
            _items = new object?[KeptWhenEmpty];
        else if (Count == _items.Length)
            Grow();
        _items[(_first + Count++) & (_items.Length - 1)] = item;
    }

    public object? Dequeue()
    {
        if (Count == 0)
            return null;
        var item = _items![_first];
        _items[_first] = null;
        _first = (_first + 1) & (_items.Length - 1);
        Count--;
        return item;
    }

    /// <summary>Gives the memory of a burst back.</summary>
    public void Trim()
    {
        if (Count == 0 && _items?.Length > KeptWhenEmpty)
            this = default;
    }

    private void Grow()
    {
        var grown = new object?[_items!.Length * 2];
        for (var i = 0; i < Count; i++)
            grown[i] = _items[(_first + i) & (_items.Length - 1)];
        _items = grown;
        _first = 0;
    }
}
