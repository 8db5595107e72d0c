using System.Buffers;
using System.Runtime.InteropServices;

namespace CoopGrains.Domain;

/// <summary>Finds the names nearest to one that nobody has, among however many: those with most pairs of letters in common are compared.</summary>
internal sealed class NearNames
{
    private const int MostCompared = 256;
    private const int ShortestBeginning = 3;
    private const int LongestBegun = 80;

    // So that it costs the same however many names there are: pairs that few names have tell more than those that many have.
    private const int MostLookedAt = 20_000;

    private readonly string[] _names;

    // Beside each other: to ask each name for its length would fetch a string from anywhere in memory.
    private readonly int[] _lengths;
    private readonly Dictionary<int, List<int>> _withPair = [];

    public NearNames(string[] names)
    {
        _names = names;
        _lengths = Array.ConvertAll(names, name => name.Length);
        for (var i = 0; i < names.Length; i++)
            foreach (var pair in PairsOf(names[i]))
                (CollectionsMarshal.GetValueRefOrAddDefault(_withPair, pair, out _) ??= []).Add(i);
    }

    /// <summary>Names that differ in at most half of the letters, nearest first, and then those that begin so; names as near are in the order of letters.</summary>
    public IEnumerable<string> To(string spelling)
    {
        var most = Math.Max(2, spelling.Length / 2);
        var distance = new EditDistance(spelling);
        return Candidates(spelling)
            .Where(name => Math.Abs(_lengths[name] - spelling.Length) <= most || Begins(name, spelling)).Select(name => _names[name])
            .Select(name => (Name: name, Distance: distance.To(name)))
            .Where(near => near.Distance <= most || near.Name.StartsWith(spelling, StringComparison.Ordinal))
            .OrderBy(near => near.Distance).ThenBy(near => near.Name, StringComparer.Ordinal).Select(near => near.Name);
    }

    private bool Begins(int name, string spelling) =>
        spelling.Length >= ShortestBeginning && _lengths[name] <= LongestBegun && _names[name].StartsWith(spelling, StringComparison.Ordinal);

    private List<int> Candidates(string spelling)
    {
        var common = ArrayPool<ushort>.Shared.Rent(_names.Length);
        common.AsSpan(0, _names.Length).Clear();
        var touched = new List<int>(MostLookedAt);
        var left = MostLookedAt;
        foreach (var with in PairsOf(spelling).Select(pair => _withPair.GetValueOrDefault(pair)).OfType<List<int>>().OrderBy(with => with.Count))
        {
            // All that have a pair or none: else those that were looked at would seem nearer than the rest.
            if (with.Count > left && touched.Count > 0)
                break;
            foreach (var name in CollectionsMarshal.AsSpan(with))
                if (common[name]++ == 0)
                    touched.Add(name);
            left -= with.Count;
        }
        // The worst of the best is what the next has to beat.
        var best = new PriorityQueue<int, int>(MostCompared + 1);
        foreach (var name in touched)
        {
            var score = (4 * common[name]) - Math.Abs(_lengths[name] - spelling.Length);
            if (best.Count < MostCompared)
                best.Enqueue(name, score);
            else if (best.TryPeek(out _, out var worst) && score > worst)
                best.DequeueEnqueue(name, score);
        }
        ArrayPool<ushort>.Shared.Return(common);
        return [.. best.UnorderedItems.Select(found => found.Element)];
    }

    // Each once: else whoever repeats himself would be near everybody. The last letter makes a pair with nothing, so that a name of one
    // letter has one too.
    private static IEnumerable<int> PairsOf(string text) =>
        Enumerable.Range(0, text.Length).Select(at => (text[at] << 16) | (at + 1 < text.Length ? text[at + 1] : 0)).Distinct();
}
