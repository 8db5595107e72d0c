using System.Numerics;
using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Shows money in another currency at a named rate. Exact until one rounding at its end; nothing is added up.</summary>
public static class ConversionRule
{
    private const int MostDecimals = 12;
    private const decimal Largest = 1_000_000m;

    /// <summary>Why nothing can be converted so; null when it can.</summary>
    public static Decision? Refuses(Conversion asked)
    {
        if (!Units.IsMoney(asked.In))
            return Decision.Refuse(RefusalCodes.CurrencyUnknown, ("field", "in"), ("unit", asked.In));
        var seen = new HashSet<string>(StringComparer.Ordinal) { asked.In };
        foreach (var rate in asked.Rates)
            if (!Units.IsMoney(rate.From))
                return Decision.Refuse(RefusalCodes.CurrencyUnknown, ("field", "rate"), ("unit", rate.From));
            else if (!seen.Add(rate.From))
                return Decision.Refuse(RefusalCodes.RateRepeated, ("field", "rate"), ("unit", rate.From));
            else if (rate.Rate is <= 0 or > Largest || decimal.Round(rate.Rate, MostDecimals) != rate.Rate)
                return Decision.Refuse(
                    RefusalCodes.RateInvalid, ("field", "rate"), ("unit", rate.From), ("most", Largest), ("decimals", MostDecimals));
        return null;
    }

    /// <summary>The converted amount; null for what is no money, is in that currency, has no rate, or would be too large.</summary>
    public static ConvertedAmount? Of(Amount amount, Conversion asked) =>
        amount.Unit != asked.In && asked.Rates.FirstOrDefault(rate => rate.From == amount.Unit) is { } rate
            && Product(amount.Value, rate.Rate, Units.ScaleOf(asked.In)!.Value, amount.Bound) is { } value
            ? new()
            {
                Value = Units.Plain(value),
                Unit = asked.In,
                Bound = amount.Bound,
                Estimate = amount.Estimate,
                Derived = true,
                Rate = rate.Rate,
                Source = asked.Source,
                Date = asked.Date,
            }
            : null;

    // Whole numbers: a product of decimals is rounded before it is rounded.
    private static decimal? Product(decimal value, decimal rate, int scale, Bound bound)
    {
        var product = Digits(value) * Digits(rate);
        var tooFine = value.Scale + rate.Scale - scale;
        var rounded = tooFine <= 0 ? product * BigInteger.Pow(10, -tooFine) : Rounded(product, BigInteger.Pow(10, tooFine), bound);
        if (BigInteger.Abs(rounded) > (BigInteger)decimal.MaxValue)
            return null;
        var bits = decimal.GetBits((decimal)rounded);
        return new(bits[0], bits[1], bits[2], rounded.Sign < 0, (byte)scale);
    }

    private static BigInteger Rounded(BigInteger product, BigInteger divisor, Bound bound)
    {
        var down = BigInteger.DivRem(product, divisor, out var rest);
        if (rest.Sign < 0)
            (down, rest) = (down - 1, rest + divisor);
        var half = (rest * 2).CompareTo(divisor);
        var isUp = bound switch
        {
            Bound.AtLeast => false,
            Bound.AtMost => !rest.IsZero,
            _ => half > 0 || (half == 0 && !down.IsEven),
        };
        return isUp ? down + 1 : down;
    }

    private static BigInteger Digits(decimal value)
    {
        var bits = decimal.GetBits(value);
        return (BigInteger)new decimal(bits[0], bits[1], bits[2], value < 0, 0);
    }
}
