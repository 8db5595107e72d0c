namespace Benchmarks.Measuring;

/// <summary>Measures systems in turns, A B B A: drift of a shared machine then falls on all of them alike.</summary>
/// <remarks>A ratio is taken between the blocks of one pass only, so that no block is compared with one of another minute.</remarks>
internal sealed class Turns
{
    // A process that just started spends a third of its time compiling, for some ten seconds; the figures are of one that runs.
    private const int Uncounted = 6;

    private readonly double[][] _passes;

    private Turns(double[][] passes) => _passes = passes;

    /// <summary>How many blocks of each system so many passes make, the uncounted ones among them.</summary>
    public static int Blocks(int passes) => passes + Math.Min(Uncounted, passes * 3 / 4);

    /// <summary>Runs uncounted blocks of each system until it is warm, then the passes, every second one backwards.</summary>
    /// <param name="passes">How many; each gives one ratio.</param>
    /// <param name="blocks">Each measures one block of its system and gives its figure.</param>
    public static Turns Measure(int passes, params Func<double>[] blocks)
    {
        for (var i = passes; i < Blocks(passes); i++)
            foreach (var block in blocks)
                block();
        var measured = new double[passes][];
        for (var pass = 0; pass < passes; pass++)
        {
            measured[pass] = new double[blocks.Length];
            for (var i = 0; i < blocks.Length; i++)
            {
                var system = pass % 2 == 0 ? i : blocks.Length - 1 - i;
                measured[pass][system] = blocks[system]();
            }
        }
        return new(measured);
    }

    /// <summary>One system's figures over another's, by position.</summary>
    public Ratios Ratio(int of, int to) => new(_passes.Select(pass => pass[of] / pass[to]));

    /// <summary>The median of one system's figures.</summary>
    public double Median(int system) => Statistics.Median(_passes.Select(pass => pass[system]));
}
