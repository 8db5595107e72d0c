using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Requests;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Replies;

/// <summary>Writes beside each amount of money what it is in another currency, as <c>converted</c>: null for one without a rate.</summary>
internal sealed class AmountsIn : JsonConverter<Amount>
{
    // What is asked for the reply that this thread is writing: how types are written is made once for each language.
    [ThreadStatic] private static Asked? _asked;

    private static readonly JsonSerializerOptions Vi = OptionsFor("vi");
    private static readonly JsonSerializerOptions Lo = OptionsFor("lo");
    private static readonly JsonSerializerOptions En = OptionsFor("en");

    private readonly JsonTypeInfo<Amount> _amount;
    private readonly JsonTypeInfo<ConvertedAmount> _converted;

    private AmountsIn(JsonSerializerOptions plain) =>
        (_amount, _converted) = ((JsonTypeInfo<Amount>)plain.GetTypeInfo(typeof(Amount)),
            (JsonTypeInfo<ConvertedAmount>)plain.GetTypeInfo(typeof(ConvertedAmount)));

    /// <summary>The bytes of a reply, with what was converted, and what was not, at their head.</summary>
    public static RenderedReply Made<T>(T reply, Conversion asked, string language)
    {
        var left = new SortedSet<string>(StringComparer.Ordinal);
        _asked = new(asked, left);
        try
        {
            var options = language switch { "vi" => Vi, "lo" => Lo, _ => En };
            var body = JsonSerializer.SerializeToUtf8Bytes(reply, options.GetTypeInfo(typeof(T)));
            var head = JsonSerializer.SerializeToUtf8Bytes(
                Told(asked, left), ApiJson.Replies(language).GetTypeInfo(typeof(ConversionReply)));
            return RenderedReply.OfBytes([.. "{\"conversion\":"u8, .. head, (byte)',', .. body.AsSpan(1)]);
        }
        finally
        {
            _asked = null;
        }
    }

    public override Amount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("These options write replies.");

    public override void Write(Utf8JsonWriter writer, Amount value, JsonSerializerOptions options)
    {
        var asked = _asked!;
        writer.WriteStartObject();
        foreach (var member in JsonSerializer.SerializeToElement(value, _amount).EnumerateObject())
            member.WriteTo(writer);
        if (Conversions.IsAsked(value, asked.Conversion))
        {
            writer.WritePropertyName("converted");
            var converted = Conversions.Of(value, asked.Conversion);
            if (converted is null)
            {
                asked.Left.Add(value.Unit);
                writer.WriteNullValue();
            }
            else
                JsonSerializer.Serialize(writer, converted, _converted);
        }
        writer.WriteEndObject();
    }

    private static JsonSerializerOptions OptionsFor(string language)
    {
        var plain = ApiJson.Replies(language);
        var options = new JsonSerializerOptions(plain);
        options.Converters.Add(new AmountsIn(plain));
        options.MakeReadOnly();
        return options;
    }

    private static ConversionReply Told(Conversion asked, SortedSet<string> left) => new()
    {
        In = asked.In,
        Rates = asked.Rates,
        Source = asked.Source,
        Date = asked.Date,
        Derived = true,
        NotConverted = left.ToValueList(),
    };

    /// <summary>How to convert, and what could not be.</summary>
    private sealed record Asked(Conversion Conversion, SortedSet<string> Left);
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
