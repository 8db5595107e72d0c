using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>Money in another currency, for a reader who names the rates.</summary>
public static class Conversions
{
    /// <summary>Why nothing can be converted so; null when it can.</summary>
    public static Outcome.Refused? Refuses(Conversion asked) => ConversionRule.Refuses(asked)?.Refusal;

    /// <summary>True for an amount that is to be shown in the currency besides: money in another.</summary>
    public static bool IsAsked(Amount amount, Conversion asked) => amount.Unit != asked.In && Units.IsMoney(amount.Unit);

    /// <summary>The converted amount; null for one that has no rate, or would be too large to be written.</summary>
    public static ConvertedAmount? Of(Amount amount, Conversion asked) => ConversionRule.Of(amount, asked);
}
