using CoopGrains.Contracts;

namespace CoopGrains.Network;

/// <summary>How many have which light.</summary>
internal readonly record struct LightCounts
{
    public int Green { get; init; }

    public int Grey { get; init; }

    public int Amber { get; init; }

    public int Red { get; init; }

    public static LightCounts operator +(LightCounts left, LightCounts right) => left.With(right, 1);

    public static LightCounts operator -(LightCounts left, LightCounts right) => left.With(right, -1);

    public static LightCounts Of(StatusLight? light) => light switch
    {
        StatusLight.Green => new() { Green = 1 },
        StatusLight.Grey => new() { Grey = 1 },
        StatusLight.Amber => new() { Amber = 1 },
        StatusLight.Red => new() { Red = 1 },
        _ => default,
    };

    /// <summary>With (1) or without (-1) others.</summary>
    public LightCounts With(LightCounts other, int sign) => new()
    {
        Green = Green + (sign * other.Green),
        Grey = Grey + (sign * other.Grey),
        Amber = Amber + (sign * other.Amber),
        Red = Red + (sign * other.Red),
    };

    /// <summary>The worst light there is; null when there is none.</summary>
    public StatusLight? Worst => this switch
    {
        { Red: > 0 } => StatusLight.Red,
        { Amber: > 0 } => StatusLight.Amber,
        { Grey: > 0 } => StatusLight.Grey,
        { Green: > 0 } => StatusLight.Green,
        _ => null,
    };

    public Lights ToLights() => new() { Green = Green, Amber = Amber, Red = Red, Grey = Grey };
}
