using System.Text.Json;
using System.Text.Json.Serialization;
using CoopGrains.Contracts;

namespace CoopGrains.Gateway.Replies;

/// <summary>Writes a text in its three languages, missing ones as null, and as <c>name</c> the one to show in the asked language.</summary>
internal sealed class NamesIn(string language) : JsonConverter<LocalizedText>
{
    public override LocalizedText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("These options write replies.");

    public override void Write(Utf8JsonWriter writer, LocalizedText value, JsonSerializerOptions options)
    {
        var (name, nameLanguage) = value.Resolve(language);
        writer.WriteStartObject();
        writer.WriteString("vi", value.Vi);
        writer.WriteString("lo", value.Lo);
        writer.WriteString("en", value.En);
        writer.WriteString("name", name);
        writer.WriteString("nameLanguage", nameLanguage);
        writer.WriteEndObject();
    }
}
