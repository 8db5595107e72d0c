namespace CoopGrains.Network;

/// <summary>Sorted sequences as one; takes from each only what is asked for.</summary>
internal static class Merged
{
    public static IEnumerable<T> InOrder<T>(IEnumerable<IEnumerable<T>> sorted, IComparer<T> order)
    {
        var next = new PriorityQueue<IEnumerator<T>, T>(order);
        foreach (var one in sorted)
            Advance(one.GetEnumerator());
        while (next.TryDequeue(out var of, out var first))
        {
            yield return first;
            Advance(of);
        }

        void Advance(IEnumerator<T> of)
        {
            if (of.MoveNext())
                next.Enqueue(of, of.Current);
        }
    }
}
