using System.Globalization;

namespace Benchmarks.Measuring;

/// <summary>What a figure must reach.</summary>
/// <param name="AtLeast">True when more is better.</param>
/// <param name="Limit">The limit, which is good enough itself.</param>
internal readonly record struct Must(bool AtLeast, double Limit)
{
    public static Must Least(double limit) => new(true, limit);

    public static Must Most(double limit) => new(false, limit);

    public bool IsMetBy(double value) => AtLeast ? value >= Limit : value <= Limit;
}

/// <summary>One measured figure beside what it must reach.</summary>
/// <param name="What">What was measured against what.</param>
/// <param name="Value">The measured value.</param>
/// <param name="Unit">"x" for a ratio.</param>
/// <param name="Must">What it must reach; null for what is only stated.</param>
/// <param name="Beside">The absolute numbers behind it, for whoever compares machines.</param>
internal sealed record Finding(string What, double Value, string Unit, Must? Must, string Beside)
{
    public bool IsMet => Must?.IsMetBy(Value) ?? true;

    /// <summary>The ratio of two systems measured in turns: the median over pairs.</summary>
    public static Finding Ratio(string what, Ratios ratios, Must must, string beside) =>
        new(what, ratios.Median, "x", must, $"{beside}; {ratios}");

    /// <summary>What has no limit.</summary>
    public static Finding Stated(string what, double value, string unit, string beside) => new(what, value, unit, null, beside);

    public string Line(bool smoke)
    {
        var value = Value.ToString("0.00", CultureInfo.InvariantCulture) + Unit;
        var must = Must is not { } limit ? ""
            : (limit.AtLeast ? ">= " : "<= ") + limit.Limit.ToString("0.##", CultureInfo.InvariantCulture) + Unit;
        var verdict = smoke ? "smoke" : Must is null ? "stated" : IsMet ? "met" : "NOT met";
        return $"  {What,-62} {value,9}  {must,-10} {verdict,-8} {Beside}";
    }
}

/// <summary>Ratios of neighbouring blocks, one for each pair.</summary>
internal sealed class Ratios(IEnumerable<double> ofPairs)
{
    private readonly double[] _ofPairs = [.. ofPairs.Order()];

    public double Median => Statistics.Median(_ofPairs);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{_ofPairs.Length} pairs {_ofPairs[0]:0.00}..{_ofPairs[^1]:0.00}");
}

internal static class Statistics
{
    /// <summary>The smallest value that so many hundredths of all do not exceed.</summary>
    public static double Percentile(IEnumerable<double> values, int hundredths)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Max(0, (sorted.Length * hundredths + 99) / 100 - 1)];
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
