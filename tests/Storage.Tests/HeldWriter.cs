using System.Collections;
using CoopGrains.Storage;

namespace Storage.Tests;

/// <summary>Holds the writer inside a transaction that takes no position, so that what comes meanwhile waits together.</summary>
internal sealed class HeldWriter : IReadOnlyList<AccessEntry>, IDisposable
{
    private readonly ManualResetEventSlim _held = new();
    private readonly ManualResetEventSlim _released = new();

    public int Count => 0;

    public AccessEntry this[int index] => throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>All commits in one transaction.</summary>
    internal static async Task<CommitResult[]> TogetherAsync(IBookStore store, IEnumerable<BookCommit> commits)
    {
        using var writer = new HeldWriter();
        var holding = store.AppendAccessAsync(writer, default);
        writer.WaitUntilHeld();
        var results = commits.Select(store.CommitAsync).ToArray();
        writer.Release();
        await holding;
        return await Task.WhenAll(results);
    }

    internal void WaitUntilHeld() => _held.Wait();

    internal void Release() => _released.Set();

    public IEnumerator<AccessEntry> GetEnumerator()
    {
        _held.Set();
        _released.Wait();
        yield break;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        _held.Dispose();
        _released.Dispose();
    }
}
