using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>Figures of one unit that count together: they can be added and taken away again.</summary>
internal readonly record struct Cell
{
    public Sum Target { get; init; }

    public Sum Awaiting { get; init; }

    public Sum Confirmed { get; init; }

    public Sum Disputed { get; init; }

    public Sum Reported { get; init; }

    public int Entries { get; init; }

    public int Targets { get; init; }

    public int TargetsWithoutData { get; init; }

    public int Overdue { get; init; }

    public LightCounts Lights { get; init; }

    public bool IsNothing => this == default;

    public static Cell operator +(Cell left, Cell right) => left.With(right, 1);

    public static Cell operator -(Cell left, Cell right) => left.With(right, -1);

    public static Cell Of(Bucket bucket) => new()
    {
        Awaiting = bucket.Awaiting,
        Confirmed = bucket.Confirmed,
        Disputed = bucket.Disputed,
        Reported = bucket.Reported,
        Entries = bucket.Entries,
    };

    public static Cell Of(Figures figures) => new()
    {
        Awaiting = Of(figures.Awaiting),
        Confirmed = Of(figures.Confirmed),
        Disputed = Of(figures.Disputed),
        Reported = Of(figures.Reported),
        Entries = figures.Entries,
    };

    /// <summary>The same targets, with the entries and amounts of another.</summary>
    public Cell With(in Cell entries) => entries with
    {
        Target = Target,
        Targets = Targets,
        TargetsWithoutData = TargetsWithoutData,
        Overdue = Overdue,
        Lights = Lights,
    };

    public static Sum Of(Amount? amount) => amount is null ? default : default(Sum).Add(amount);

    public FigureCell ToFigure(string? period, string? unit) => new()
    {
        Period = period,
        Target = Amount(Target, unit),
        Reported = Amount(Reported, unit),
        Confirmed = Amount(Confirmed, unit),
        Disputed = Amount(Disputed, unit),
        Awaiting = Amount(Awaiting, unit),
        Entries = Entries,
        NoData = Entries == 0,
        Overdue = Overdue,
    };

    private Cell With(in Cell other, int sign) => new()
    {
        Target = Target.With(other.Target, sign),
        Awaiting = Awaiting.With(other.Awaiting, sign),
        Confirmed = Confirmed.With(other.Confirmed, sign),
        Disputed = Disputed.With(other.Disputed, sign),
        Reported = Reported.With(other.Reported, sign),
        Entries = Entries + (sign * other.Entries),
        Targets = Targets + (sign * other.Targets),
        TargetsWithoutData = TargetsWithoutData + (sign * other.TargetsWithoutData),
        Overdue = Overdue + (sign * other.Overdue),
        Lights = Lights.With(other.Lights, sign),
    };

    // Taking amounts away leaves zeros behind the point: 2.50 - 2.50 + 3 is 3.00.
    private static Amount? Amount(Sum sum, string? unit) => unit is not null && sum.ToAmount(unit) is { } amount
        ? amount with { Value = amount.Value / 1.0000000000000000000000000000m }
        : null;
}
