using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>How a stated value limits the true one.</summary>
[GenerateSerializer, Alias(WireNames.Bound)]
[JsonConverter(typeof(CamelCase<Bound>))]
public enum Bound
{
    /// <summary>The value itself.</summary>
    Exact,

    /// <summary>The value or more ("trên").</summary>
    AtLeast,

    /// <summary>The value or less.</summary>
    AtMost,

    /// <summary>Near the value.</summary>
    About,
}

/// <summary>An exact decimal with its unit, how it bounds the truth, and whether its source calls it an estimate.</summary>
/// <remarks>Unit: an ISO 4217 currency (VND, USD, LAK) or a counted thing (person, place, cluster, …), lower case.</remarks>
[GenerateSerializer, Immutable, Alias(WireNames.Amount)]
public sealed record Amount
{
    /// <summary>The value, exact; a JSON string such as "2490000000" or "12.50".</summary>
    [Id(0), JsonConverter(typeof(DecimalText))] public required decimal Value { get; init; }

    /// <summary>What is counted.</summary>
    [Id(1)] public required string Unit { get; init; }

    /// <summary>How the value bounds the truth; exact when not given.</summary>
    [Id(2)] public Bound Bound { get; init; }

    /// <summary>True when the source says it is estimated ("ước đạt").</summary>
    [Id(3)] public bool Estimate { get; init; }

    /// <summary>True when the value is the true one: neither a bound nor an estimate.</summary>
    [JsonIgnore] public bool IsExact => Bound == Bound.Exact && !Estimate;
}

/// <summary>A named part of an amount, such as the imports within a trade turnover.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Part)]
public sealed record Part
{
    /// <summary>Which part, such as "imports".</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>Its amount, in the unit of the whole.</summary>
    [Id(1)] public required Amount Amount { get; init; }

    /// <summary>What the whole is divided by, such as the level; null for a part of its own kind, such as imports.</summary>
    /// <remarks>Parts of one dimension exclude each other; two dimensions divide the whole twice. What no part names is not stated.</remarks>
    [Id(2)] public Dimension? Dimension { get; init; }
}

/// <summary>What an amount can be divided by.</summary>
[GenerateSerializer, Alias(WireNames.Dimension)]
[JsonConverter(typeof(CamelCase<Dimension>))]
public enum Dimension
{
    /// <summary>The level of study: college, university.</summary>
    Level,

    /// <summary>The field: education, health.</summary>
    Field,

    /// <summary>Where: a school, a district.</summary>
    Place,

    /// <summary>Who or what: officials, students.</summary>
    Category,
}

/// <summary>Exact decimals as JSON strings: digits with an optional sign and point; no exponent, no separators, no NaN.</summary>
public sealed class DecimalText : JsonConverter<decimal>
{
    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <inheritdoc/>
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
        // Parsing rounds silently beyond 28 digits; up to 28 every decimal is exact.
        return text.Length is > 0 and <= 30 && text.Count(char.IsAsciiDigit) <= 28
            && char.IsAsciiDigit(text[^1]) && text.TrimStart('-') is [>= '0' and <= '9', ..]
            && decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new ValueException(
                    RefusalCodes.AmountInvalid,
                    "an amount's value is a JSON string of digits with an optional decimal point, such as \"2490000000\" or \"12.50\"");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
}

/// <summary>A JSON value of the right kind whose content is not what the field takes: answered 422 with a pointer, not 400.</summary>
public sealed class ValueException(string code, string message) : JsonException(message)
{
    /// <summary>One of <see cref="RefusalCodes"/>.</summary>
    public string Code { get; } = code;
}

/// <summary>Enums as camelCase strings: one exact name, never a number and never a list of names.</summary>
public sealed class CamelCase<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> Names =
        Enum.GetValues<T>().ToFrozenDictionary(value => value, value => EnumCodes.Of(value));

    private static readonly FrozenDictionary<string, T> Values =
        Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Values.TryGetValue(reader.GetString()!, out var value)
            ? value
            : throw new JsonException("it is one of " + string.Join(", ", Values.Keys));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Names[value]);
}
