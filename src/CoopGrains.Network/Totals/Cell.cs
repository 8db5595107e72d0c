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

    public bool IsNothing => this == default;

    public static Cell operator +(Cell left, Cell right) => new()
    {
        Target = left.Target + right.Target,
        Awaiting = left.Awaiting + right.Awaiting,
        Confirmed = left.Confirmed + right.Confirmed,
        Disputed = left.Disputed + right.Disputed,
        Reported = left.Reported + right.Reported,
        Entries = left.Entries + right.Entries,
        Targets = left.Targets + right.Targets,
        TargetsWithoutData = left.TargetsWithoutData + right.TargetsWithoutData,
        Overdue = left.Overdue + right.Overdue,
    };

    public static Cell operator -(Cell left, Cell right) => new()
    {
        Target = left.Target - right.Target,
        Awaiting = left.Awaiting - right.Awaiting,
        Confirmed = left.Confirmed - right.Confirmed,
        Disputed = left.Disputed - right.Disputed,
        Reported = left.Reported - right.Reported,
        Entries = left.Entries - right.Entries,
        Targets = left.Targets - right.Targets,
        TargetsWithoutData = left.TargetsWithoutData - right.TargetsWithoutData,
        Overdue = left.Overdue - right.Overdue,
    };

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

    // Taking amounts away leaves zeros behind the point: 2.50 - 2.50 + 3 is 3.00.
    private static Amount? Amount(Sum sum, string? unit) => unit is not null && sum.ToAmount(unit) is { } amount
        ? amount with { Value = amount.Value / 1.0000000000000000000000000000m }
        : null;
}
