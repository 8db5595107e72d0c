using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>An exact running sum of amounts of one unit that remembers bounds and estimates, so that amounts can leave it again.</summary>
public readonly record struct Sum
{
    /// <summary>The sum of the values.</summary>
    public decimal Value { get; init; }

    /// <summary>How many amounts are in it.</summary>
    public int Count { get; init; }

    private int AtLeast { get; init; }

    private int AtMost { get; init; }

    private int About { get; init; }

    private int Estimates { get; init; }

    /// <summary>With one more amount.</summary>
    public Sum Add(Amount amount) => this + One(amount);

    /// <summary>Without an amount that was added before.</summary>
    public Sum Remove(Amount amount) => this - One(amount);

    /// <summary>Both together.</summary>
    public static Sum operator +(Sum left, Sum right) => left.With(right, 1);

    /// <summary>The left without the right, which was added before.</summary>
    public static Sum operator -(Sum left, Sum right) => left.With(right, -1);

    /// <summary>With (1) or without (-1) another sum.</summary>
    public Sum With(Sum other, int sign) => new()
    {
        Value = sign > 0 ? Value + other.Value : Value - other.Value,
        Count = Count + (sign * other.Count),
        AtLeast = AtLeast + (sign * other.AtLeast),
        AtMost = AtMost + (sign * other.AtMost),
        About = About + (sign * other.About),
        Estimates = Estimates + (sign * other.Estimates),
    };

    /// <summary>The sum as an amount; null when nothing is in it, for no data is not 0.</summary>
    /// <param name="unit">The unit of everything in it.</param>
    /// <param name="incomplete">True when something that belongs to it is not stated: what is there is then a lower bound.</param>
    public Amount? ToAmount(string unit, bool incomplete = false) => Count == 0
        ? null
        : new() { Value = Units.Plain(Value), Unit = unit, Bound = BoundOf(AtLeast > 0 || incomplete), Estimate = Estimates > 0 };

    /// <summary>Amounts of one unit, added up; null when there are none.</summary>
    public static Amount? Of(IEnumerable<Amount> amounts)
    {
        var sum = default(Sum);
        string? unit = null;
        foreach (var amount in amounts)
        {
            if (unit is not null && unit != amount.Unit)
                throw new InvalidOperationException($"A sum never mixes units: {unit} and {amount.Unit}.");
            unit = amount.Unit;
            sum = sum.Add(amount);
        }
        return unit is null ? null : sum.ToAmount(unit);
    }

    private Bound BoundOf(bool lower) => (lower, AtMost > 0, About > 0) switch
    {
        (_, _, true) or (true, true, _) => Bound.About,
        (true, _, _) => Bound.AtLeast,
        (_, true, _) => Bound.AtMost,
        _ => Bound.Exact,
    };

    private static Sum One(Amount amount) => new()
    {
        Value = amount.Value,
        Count = 1,
        AtLeast = amount.Bound == Bound.AtLeast ? 1 : 0,
        AtMost = amount.Bound == Bound.AtMost ? 1 : 0,
        About = amount.Bound == Bound.About ? 1 : 0,
        Estimates = amount.Estimate ? 1 : 0,
    };
}
