using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CoopGrains.Gateway.Replies;

/// <summary>Writes every instant alike: in UTC, with a Z, and with a fraction of a second only where there is one.</summary>
internal sealed class Instants : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("These options write replies.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Words(value));

    /// <summary>The text of an instant.</summary>
    public static string Words(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
