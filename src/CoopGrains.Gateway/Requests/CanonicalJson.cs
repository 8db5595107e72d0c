using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Problems;

namespace CoopGrains.Gateway.Requests;

/// <summary>The strict gate for JSON: what passes is well-formed, bounded, NFC text, in one canonical form.</summary>
/// <remarks>
/// Canonical: members in ordinal order, no white space. Two requests that say the same have the same bytes, so one fingerprint;
/// and both databases accept the same texts.
/// </remarks>
internal static class CanonicalJson
{
    private const int MaximumDepth = 32;
    private const int MaximumItems = 1_000;

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = MaximumDepth };
    private static readonly JsonWriterOptions Writing = new() { Encoder = ApiJson.Readable, SkipValidation = true };

    /// <summary>The canonical form of a JSON object.</summary>
    /// <exception cref="ProblemException">The text is not what it has to be.</exception>
    public static byte[] Of(ReadOnlyMemory<byte> utf8)
    {
        if (!Utf8.IsValid(utf8.Span))
            throw new Problem(Codes.Malformed).Thrown();
        try
        {
            using var document = JsonDocument.Parse(utf8, Reading);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw Problem.At("", Codes.WrongType).Thrown();
            var buffer = new ArrayBufferWriter<byte>(utf8.Length + 16);
            using (var writer = new Utf8JsonWriter(buffer, Writing))
                Write(document.RootElement, "", "", writer);
            return buffer.WrittenSpan.ToArray();
        }
        catch (JsonException)
        {
            throw new Problem(Codes.Malformed).Thrown();
        }
    }

    private static void Write(JsonElement element, string member, string pointer, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(element, pointer, writer);
                break;
            case JsonValueKind.Array:
                WriteArray(element, member, pointer, writer);
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(TextOf(element, member, pointer));
                break;
            default:
                writer.WriteRawValue(element.GetRawText(), skipInputValidation: true);
                break;
        }
    }

    private static void WriteObject(JsonElement element, string pointer, Utf8JsonWriter writer)
    {
        var members = new List<(string Name, JsonElement Value)>(element.GetPropertyCount());
        foreach (var property in element.EnumerateObject())
            members.Add((Checked(() => property.Name, "", pointer), property.Value));
        members.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        writer.WriteStartObject();
        for (var i = 0; i < members.Count; i++)
        {
            var (name, value) = members[i];
            var place = JsonPointer.Add(pointer, name);
            if (i > 0 && members[i - 1].Name == name)
                throw Problem.At(place, Codes.DuplicateField, ("field", name)).Thrown();
            writer.WritePropertyName(name);
            Write(value, name, place, writer);
        }
        writer.WriteEndObject();
    }

    private static void WriteArray(JsonElement element, string member, string pointer, Utf8JsonWriter writer)
    {
        if (element.GetArrayLength() > MaximumItems)
            throw Problem.At(pointer, RefusalCodes.TooManyItems).Thrown();
        var index = 0;
        writer.WriteStartArray();
        foreach (var item in element.EnumerateArray())
            Write(item, member, JsonPointer.Add(pointer, index++), writer);
        writer.WriteEndArray();
    }

    private static string TextOf(JsonElement element, string member, string pointer) =>
        Checked(() => element.GetString()!, member, pointer);

    // A lone surrogate shows only when the text is taken out, and as an InvalidOperationException.
    private static string Checked(Func<string> take, string member, string pointer)
    {
        try
        {
            var text = take();
            if (PlainText.IsTaken(text, breaksAllowed: PlainText.IsProse(member)))
                return text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // Answered below, as any other text that cannot be kept.
        }
        throw Problem.At(pointer, Codes.CharacterNotTaken).Thrown();
    }
}
