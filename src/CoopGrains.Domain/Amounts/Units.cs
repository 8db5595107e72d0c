using System.Collections.Frozen;
using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Units of amounts and how finely each is counted. A closed list: what is misspelled would make a sum of its own.</summary>
public static class Units
{
    private const decimal Largest = 1_000_000_000_000_000_000m;

    // ISO 4217, without testing codes, funds and metals.
    private const string Currencies = """
        AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK
        DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK
        LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON
        RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD
        YER ZAR ZMW ZWG
        """;

    private const string WholeCurrencies = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";

    private const string CurrenciesOfThousandths = "BHD IQD JOD KWD LYD OMR TND";

    // What is counted one by one; students, officials and places for them are persons.
    private const string Counted = """
        agreement animal bed bridge building bus case center class cluster commune consultation contract copy course delegation district
        document event exchange farm festival group hospital hour house household issue item kit letter match market meeting member month
        night officer organization paper patient person place post product program project report road room scholarship school seedling
        session set team tourist training tree trip twinning unit vehicle village visit visitor week workshop year day crossing
        """;

    private const string Measured = "hectare tonne kilometre metre kilogram litre";

    private static readonly FrozenDictionary<string, int> Scales = new[]
    {
        (Currencies, 2), (WholeCurrencies, 0), (CurrenciesOfThousandths, 3), (Counted, 0), (Measured, 3), ("percent", 2),
    }.SelectMany(list => list.Item1.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), (list, unit) => (unit, list.Item2))
        .ToFrozenDictionary(pair => pair.unit, pair => pair.Item2, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Spellings =
        Scales.Keys.ToFrozenDictionary(unit => unit.ToLowerInvariant(), StringComparer.Ordinal);

    private static readonly NearNames Near = new([.. Spellings.Keys]);

    /// <summary>Every unit.</summary>
    public static IReadOnlyCollection<string> All => Scales.Keys;

    /// <summary>Decimals a unit takes: VND 0, USD and LAK 2, counted things 0; null when there is no such unit.</summary>
    /// <remarks>Currencies are ISO 4217 codes; everything else is a lower-case English word in the singular.</remarks>
    public static int? ScaleOf(string? unit) => unit is not null && Scales.TryGetValue(unit, out var scale) ? scale : null;

    /// <summary>The refusal of a unit that is none, with the one that it is most like.</summary>
    public static Decision Unknown(string? unit, string pointer) =>
        Decision.At(pointer, RefusalCodes.UnitUnknown, ("unit", unit), ("nearest", Nearest(unit)));

    /// <summary>True for the currencies that are counted here.</summary>
    public static bool IsMoney(string? unit) =>
        unit is { Length: 3 } && unit.AsSpan().IndexOfAnyExceptInRange('A', 'Z') < 0 && ScaleOf(unit) is not null;

    /// <summary>The amount without meaningless zeros, or why it is none.</summary>
    public static (Amount? Amount, Decision? Refusal) Check(Amount amount, string? unit, string pointer)
    {
        if (ScaleOf(amount.Unit) is not { } scale)
            return (null, Unknown(amount.Unit, pointer + "/unit"));
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

    private static string Nearest(string? unit)
    {
        if (unit is not { Length: > 0 and <= 30 })
            return "";
        return AmountWords.NearUnit(unit) ?? (Near.To(unit.ToLowerInvariant()).FirstOrDefault() is { } near ? Spellings[near] : "");
    }
}
