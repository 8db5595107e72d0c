using System.Text.Json.Serialization;

namespace CoopGrains.Contracts;

/// <summary>What amounts of money are shown in besides, as a reader asks for it. A form of reading: nothing of it is kept.</summary>
public sealed record Conversion
{
    /// <summary>The currency to convert into.</summary>
    public required string In { get; init; }

    /// <summary>The rates, one for each currency.</summary>
    public required ValueList<ConversionRate> Rates { get; init; }

    /// <summary>Who states the rates.</summary>
    public required string Source { get; init; }

    /// <summary>The day, month or year that they hold for.</summary>
    public required PartialDate Date { get; init; }
}

/// <summary>The rate of one currency.</summary>
public sealed record ConversionRate
{
    /// <summary>The currency that is converted.</summary>
    public required string From { get; init; }

    /// <summary>What one of it is worth in the other.</summary>
    [JsonConverter(typeof(DecimalText))] public required decimal Rate { get; init; }
}

/// <summary>An amount of money in another currency: derived, and stated by nobody.</summary>
/// <remarks>
/// Rounded to the decimals of its currency: an amount at least down, one at most up, any other half to even, so that bounds stay true.
/// </remarks>
public sealed record ConvertedAmount
{
    /// <summary>The value times the rate, rounded.</summary>
    [JsonConverter(typeof(DecimalText))] public required decimal Value { get; init; }

    /// <summary>The currency that was asked for.</summary>
    public required string Unit { get; init; }

    /// <summary>How the amount bounds the truth, as before.</summary>
    public required Bound Bound { get; init; }

    /// <summary>Whether its source calls it an estimate, as before.</summary>
    public required bool Estimate { get; init; }

    /// <summary>Always true: it was computed, and is in no book.</summary>
    public required bool Derived { get; init; }

    /// <summary>What one of the currency before is worth.</summary>
    [JsonConverter(typeof(DecimalText))] public required decimal Rate { get; init; }

    /// <summary>Who states the rate.</summary>
    public required string Source { get; init; }

    /// <summary>What the rate holds for.</summary>
    public required PartialDate Date { get; init; }
}
