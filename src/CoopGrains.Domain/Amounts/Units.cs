using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Units of amounts and how finely each is counted.</summary>
public static class Units
{
    private const decimal Largest = 1_000_000_000_000_000_000m;

    /// <summary>Decimals a unit takes: VND 0, USD and LAK 2, counted things 0; null when there is no such unit.</summary>
    /// <remarks>Currencies are ISO 4217 codes; everything else is a lower-case English word in the singular.</remarks>
    public static int? ScaleOf(string? unit) => unit switch
    {
        "VND" => 0,
        "USD" or "LAK" or "EUR" or "CNY" or "THB" => 2,
        "percent" => 2,
        "hectare" or "tonne" or "kilometre" => 3,
        { Length: >= 2 and <= 30 } when unit.AsSpan().IndexOfAnyExceptInRange('a', 'z') < 0 => 0,
        _ => null,
    };

    /// <summary>True for the currencies that are counted here.</summary>
    public static bool IsMoney(string? unit) =>
        unit is { Length: 3 } && unit.AsSpan().IndexOfAnyExceptInRange('A', 'Z') < 0 && ScaleOf(unit) is not null;

    /// <summary>The amount without meaningless zeros, or why it is none.</summary>
    public static (Amount? Amount, Decision? Refusal) Check(Amount amount, string? unit, string pointer)
    {
        if (ScaleOf(amount.Unit) is not { } scale)
            return (null, Decision.At(pointer + "/unit", RefusalCodes.UnitUnknown, ("unit", amount.Unit)));
        if (unit is not null && amount.Unit != unit)
            return (null, Decision.At(pointer + "/unit", RefusalCodes.UnitMismatch, ("unit", amount.Unit), ("expected", unit)));
        if (amount.Value < 0)
            return (null, Decision.At(pointer + "/value", RefusalCodes.AmountNegative));
        if (amount.Value >= Largest)
            return (null, Decision.At(pointer + "/value", RefusalCodes.AmountTooLarge));
        if (decimal.Round(amount.Value, scale) != amount.Value)
            return (null, Decision.At(pointer + "/value", RefusalCodes.AmountScale, ("unit", amount.Unit), ("decimals", scale)));
        return (amount with { Value = Plain(amount.Value) }, null);
    }

    /// <summary>The same value without meaningless zeros, so that it reads the same however it was reached.</summary>
    public static decimal Plain(decimal value) => value / 1.0000000000000000000000000000m;
}
