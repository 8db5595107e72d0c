using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>A figure in parts. What nobody states stays not stated: it is never the rest of bounds or estimates.</summary>
public static class Divided
{
    private static readonly Dimension[] All = Enum.GetValues<Dimension>();

    /// <summary>Sums divided by each dimension that an entry states.</summary>
    public static ValueList<Division> Of(Bucket bucket, string unit)
    {
        if (bucket.Parts.IsEmpty)
            return default;
        return All.Where(by => bucket.Parts.Any(part => part.Key.By == by && part.Value.Count > 0)).Select(by =>
        {
            var stated = bucket.Parts.Where(part => part.Key.By == by).Aggregate(default(Sum), (sum, part) => sum + part.Value);
            var rest = Rest(bucket.Reported.ToAmount(unit), stated.ToAmount(unit));
            return new Division { Dimension = by, Parts = Parts(bucket, by, unit, whole: rest is { Value: 0 }), NotStated = rest };
        }).ToValueList();
    }

    /// <summary>One amount divided by each dimension that its parts name.</summary>
    public static ValueList<Division> Of(Amount? amount, ValueList<Part> parts) => parts.IsEmpty || amount is null
        ? default
        : All.Where(by => parts.Any(part => part.Dimension == by)).Select(by =>
        {
            var here = parts.Where(part => part.Dimension == by).ToValueList();
            return new Division { Dimension = by, Parts = here, NotStated = Rest(amount, Sum.Of(here.Select(part => part.Amount))) };
        }).ToValueList();

    /// <summary>The sums of the parts of one dimension, by name.</summary>
    /// <param name="bucket">The sums.</param>
    /// <param name="by">The dimension; null for parts of no dimension.</param>
    /// <param name="unit">The unit of everything in it.</param>
    /// <param name="whole">True when the parts make up the whole: what an entry does not state of one of them is then nothing.</param>
    internal static ValueList<Part> Parts(Bucket bucket, Dimension? by, string unit, bool whole) => bucket.Parts
        .Where(part => part.Key.By == by && part.Value.Count > 0)
        .OrderBy(part => part.Key.Name, StringComparer.Ordinal)
        .Select(part => new Part
        {
            Name = part.Key.Name,
            Amount = part.Value.ToAmount(unit, !whole && part.Value.Count < bucket.Entries)!,
            Dimension = by,
        }).ToValueList();

    /// <summary>What one amount leaves of another; null when that is not known.</summary>
    public static Amount? Rest(Amount? whole, Amount? stated) =>
        whole is { IsExact: true } && stated is { IsExact: true }
            ? whole with { Value = Units.Plain(whole.Value - stated.Value) }
            : null;
}
