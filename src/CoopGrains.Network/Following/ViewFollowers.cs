using System.Collections.Immutable;
using CoopGrains.Storage;

namespace CoopGrains.Network;

/// <summary>Tells journal rows once the view has seen them, so that whoever is told of one finds it in every reading.</summary>
public interface IViewFollowing
{
    /// <summary>Hands over all rows that the view sees from now on, in position order without holes, until the result is disposed.</summary>
    /// <remarks>Called by what follows the journal, so it must neither wait nor throw. The first rows may have been seen just before.</remarks>
    IDisposable Follow(Action<IReadOnlyList<JournalRow>> seen);
}

/// <summary>Those who are told what the view has seen.</summary>
internal sealed class ViewFollowers
{
    private ImmutableArray<Action<IReadOnlyList<JournalRow>>> _all = [];

    public IDisposable Add(Action<IReadOnlyList<JournalRow>> seen)
    {
        ImmutableInterlocked.Update(ref _all, all => all.Add(seen));
        return new Following(this, seen);
    }

    public void Tell(IReadOnlyList<JournalRow> rows)
    {
        foreach (var seen in _all)
            seen(rows);
    }

    private sealed class Following(ViewFollowers followers, Action<IReadOnlyList<JournalRow>> seen) : IDisposable
    {
        public void Dispose() => ImmutableInterlocked.Update(ref followers._all, all => all.Remove(seen));
    }
}
