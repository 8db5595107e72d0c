using System.Buffers;
using System.Runtime.InteropServices;
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
internal sealed class CanonicalJson
{
    private const int MaximumDepth = 32;
    private const int MaximumItems = 1_000;
    private const int MostKept = 64 * 1024;

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = MaximumDepth };
    private static readonly JsonWriterOptions Writing = new() { Encoder = ApiJson.Readable, SkipValidation = true };

    // Every request is read here: a thread's buffer serves the next one too.
    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, CanonicalJson Canonical)? _mine;

    private readonly Utf8JsonWriter _writer;

    // Where the walk is: names of members, numbers of items. A pointer is put together only for a fault.
    private readonly List<(string? Member, int Item)> _path = [];

    private CanonicalJson(Utf8JsonWriter writer) => _writer = writer;

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
            var (buffer, canonical) = _mine ??= New();
            buffer.ResetWrittenCount();
            canonical._writer.Reset();
            canonical._path.Clear();
            canonical.Write(document.RootElement, "");
            canonical._writer.Flush();
            if (buffer.Capacity > MostKept)
                _mine = null;
            return buffer.WrittenSpan.ToArray();
        }
        catch (JsonException)
        {
            throw new Problem(Codes.Malformed).Thrown();
        }
    }

    private static (ArrayBufferWriter<byte> Buffer, CanonicalJson Canonical) New()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        return (buffer, new(new Utf8JsonWriter(buffer, Writing)));
    }

    /// <param name="element">What to write.</param>
    /// <param name="member">The member that it, or the list it stands in, is the value of.</param>
    private void Write(JsonElement element, string member)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(element);
                break;
            case JsonValueKind.Array:
                WriteArray(element, member);
                break;
            case JsonValueKind.String:
                _writer.WriteStringValue(TextOf(element, member));
                break;
            default:
                _writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(element), skipInputValidation: true);
                break;
        }
    }

    private void WriteObject(JsonElement element)
    {
        var members = new List<(string Name, JsonElement Value)>(element.GetPropertyCount());
        foreach (var property in element.EnumerateObject())
            members.Add((NameOf(property), property.Value));
        members.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        _writer.WriteStartObject();
        for (var i = 0; i < members.Count; i++)
        {
            var (name, value) = members[i];
            _path.Add((name, 0));
            if (i > 0 && members[i - 1].Name == name)
                throw Problem.At(Pointer(), Codes.DuplicateField, ("field", name)).Thrown();
            _writer.WritePropertyName(name);
            Write(value, name);
            _path.RemoveAt(_path.Count - 1);
        }
        _writer.WriteEndObject();
    }

    private void WriteArray(JsonElement element, string member)
    {
        if (element.GetArrayLength() > MaximumItems)
            throw Problem.At(Pointer(), RefusalCodes.TooManyItems).Thrown();
        var index = 0;
        _writer.WriteStartArray();
        foreach (var item in element.EnumerateArray())
        {
            _path.Add((null, index++));
            Write(item, member);
            _path.RemoveAt(_path.Count - 1);
        }
        _writer.WriteEndArray();
    }

    private string NameOf(JsonProperty property)
    {
        try
        {
            return Taken(property.Name, breaksAllowed: false);
        }
        catch (InvalidOperationException)
        {
            throw NotTaken();
        }
    }

    // A lone surrogate shows only when the text is taken out, and as an InvalidOperationException.
    private string TextOf(JsonElement element, string member)
    {
        try
        {
            return Taken(element.GetString()!, PlainText.IsProse(member));
        }
        catch (InvalidOperationException)
        {
            throw NotTaken();
        }
    }

    private string Taken(string text, bool breaksAllowed)
    {
        try
        {
            if (PlainText.IsTaken(text, breaksAllowed))
                return text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // Answered below, as any other text that cannot be kept.
        }
        throw NotTaken();
    }

    private ProblemException NotTaken() => Problem.At(Pointer(), Codes.CharacterNotTaken).Thrown();

    private string Pointer() => _path.Aggregate(
        "", (pointer, step) => step.Member is { } member ? JsonPointer.Add(pointer, member) : JsonPointer.Add(pointer, step.Item));
}
