using CoopGrains.Contracts;

namespace CoopGrains.Dashboard.Languages;

/// <summary>Words beside numbers: English has others for one than for several, Vietnamese and Lao have not.</summary>
public sealed partial class PageWords
{
    private static readonly string[] RegularMoney = ["dollar", "euro", "ruble", "rupee"];

    /// <summary>A text for a number.</summary>
    public string Counted(string key, int count) => Filled(Language == "en" && count == 1 ? key + ".one" : key, count);

    /// <summary>How long something has waited, in whole days.</summary>
    public string Age(int days) => days == 0 ? this["age.today"] : Counted("age.days", days);

    /// <summary>An amount with its unit.</summary>
    public string Amount(Amount amount) =>
        $"{Value(amount)} {UnitOf(amount)}{(amount.Estimate ? $" ({this["amount.estimate"]})" : "")}";

    /// <summary>What the unit of an amount is called behind its number.</summary>
    public string UnitOf(Amount amount) => Language != "en" || amount is { Value: 1, Bound: Bound.Exact } || Vocabulary.Find(Vocabulary.Unit, amount.Unit) is null
        ? Unit(amount.Unit)
        : Several(Unit(amount.Unit), isMoney: amount.Unit.All(char.IsAsciiLetterUpper));

    // Of the units of the network: currencies that are not of English stay as they are.
    private static string Several(string unit, bool isMoney) => unit switch
    {
        "percent" => unit,
        "person" => "people",
        "pound sterling" => "pounds sterling",
        _ when isMoney && !RegularMoney.Any(name => unit.EndsWith(name, StringComparison.Ordinal)) => unit,
        [.., not ('a' or 'e' or 'i' or 'o' or 'u'), 'y'] => unit[..^1] + "ies",
        [.., 's' or 'x' or 'z'] or [.., 'c' or 's', 'h'] => unit + "es",
        _ => unit + "s",
    };
}
