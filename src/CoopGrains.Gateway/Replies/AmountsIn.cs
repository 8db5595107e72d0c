using System.Text.Json;
using System.Text.Json.Serialization;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Requests;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Replies;

/// <summary>Writes beside each amount of money what it is in another currency, as <c>converted</c>: null for one without a rate.</summary>
/// <remarks>For one reply: it remembers what it could not convert.</remarks>
internal sealed class AmountsIn(Conversion asked, string language) : JsonConverter<Amount>
{
    private readonly SortedSet<string> _left = new(StringComparer.Ordinal);

    /// <summary>The bytes of a reply, with what was converted, and what was not, at their head.</summary>
    public static RenderedReply Made<T>(T reply, Conversion asked, string language)
    {
        var amounts = new AmountsIn(asked, language);
        var plain = ApiJson.Replies(language);
        var options = new JsonSerializerOptions(plain);
        options.Converters.Add(amounts);
        var body = JsonSerializer.SerializeToUtf8Bytes(reply, options.GetTypeInfo(typeof(T)));
        var head = JsonSerializer.SerializeToUtf8Bytes(amounts.Told, plain.GetTypeInfo(typeof(ConversionReply)));
        return RenderedReply.OfBytes([.. "{\"conversion\":"u8, .. head, (byte)',', .. body.AsSpan(1)]);
    }

    private ConversionReply Told => new()
    {
        In = asked.In,
        Rates = asked.Rates,
        Source = asked.Source,
        Date = asked.Date,
        Derived = true,
        NotConverted = _left.ToValueList(),
    };

    public override Amount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("These options write replies.");

    public override void Write(Utf8JsonWriter writer, Amount value, JsonSerializerOptions options)
    {
        var plain = JsonSerializer.SerializeToElement(value, ApiJson.Replies(language).GetTypeInfo(typeof(Amount)));
        writer.WriteStartObject();
        foreach (var member in plain.EnumerateObject())
            member.WriteTo(writer);
        if (Conversions.IsAsked(value, asked))
        {
            writer.WritePropertyName("converted");
            var converted = Conversions.Of(value, asked);
            if (converted is null)
                _left.Add(value.Unit);
            JsonSerializer.Serialize(writer, converted, ApiJson.Replies(language).GetTypeInfo(typeof(ConvertedAmount)));
        }
        writer.WriteEndObject();
    }
}

/// <summary>By which rates amounts were converted, and which stayed as they are.</summary>
internal sealed record ConversionReply
{
    /// <summary>The currency that was asked for.</summary>
    public required string In { get; init; }

    /// <summary>The rates that were named.</summary>
    public required ValueList<ConversionRate> Rates { get; init; }

    /// <summary>Who states them.</summary>
    public required string Source { get; init; }

    /// <summary>What they hold for.</summary>
    public required PartialDate Date { get; init; }

    /// <summary>Always true: what is converted is computed, and in no book.</summary>
    public required bool Derived { get; init; }

    /// <summary>Currencies of amounts here that were not converted: no rate was named, or the value would be too large.</summary>
    public required ValueList<string> NotConverted { get; init; }
}
