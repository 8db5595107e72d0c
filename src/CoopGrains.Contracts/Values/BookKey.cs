using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>The three kinds of book.</summary>
[GenerateSerializer, Alias(WireNames.BookKind)]
[JsonConverter(typeof(CamelCase<BookKind>))]
public enum BookKind
{
    /// <summary>A province, or a country's national bodies.</summary>
    Province,

    /// <summary>An agreement between provinces or national bodies.</summary>
    Agreement,

    /// <summary>A program under an agreement or under practice.</summary>
    Program,
}

/// <summary>Names a book; its text is the key of the book's grain and row, such as <c>program/db-lpb-scholarship</c>.</summary>
/// <remarks>The prefix is never hexadecimal and <c>+</c> is not allowed: ADO.NET storage would read such keys as numbers.</remarks>
[GenerateSerializer, Immutable, Alias(WireNames.BookKey)]
[JsonConverter(typeof(BookKeyJson))]
public readonly record struct BookKey
{
    private BookKey(BookKind kind, string id) => (Kind, Id) = (kind, id);

    /// <summary>Which kind of book.</summary>
    [Id(0)] public BookKind Kind { get; private init; }

    /// <summary>The part after the prefix: 2 to 64 of a–z, 0–9 and hyphens.</summary>
    [Id(1)] public string Id { get; private init; }

    /// <summary>A province's book.</summary>
    public static BookKey Province(string id) => Of(BookKind.Province, id);

    /// <summary>An agreement's book.</summary>
    public static BookKey Agreement(string id) => Of(BookKind.Agreement, id);

    /// <summary>A program's book.</summary>
    public static BookKey Program(string id) => Of(BookKind.Program, id);

    /// <summary>A book of a kind; throws <see cref="FormatException"/> when the id is not one.</summary>
    public static BookKey Of(BookKind kind, string id) =>
        IsId(id) ? new(kind, id) : throw new FormatException($"\"{id}\" is no id: 2 to 64 of a-z, 0-9 and hyphens.");

    /// <summary>True for 2 to 64 of a–z, 0–9 and hyphens, beginning and ending with a letter or digit.</summary>
    public static bool IsId(string? id) =>
        id is { Length: >= 2 and <= 64 } && id[0] != '-' && id[^1] != '-'
        && id.AsSpan().IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-") < 0;

    /// <summary>Reads a key such as <c>agreement/db-lpb-2025-2027</c>.</summary>
    public static bool TryParse(string? text, out BookKey key)
    {
        key = default;
        var slash = text?.IndexOf('/') ?? -1;
        if (slash < 0 || !IsId(text![(slash + 1)..]))
            return false;
        BookKind? kind = text[..slash] switch
        {
            "province" => BookKind.Province,
            "agreement" => BookKind.Agreement,
            "program" => BookKind.Program,
            _ => null,
        };
        if (kind is null)
            return false;
        key = new(kind.Value, text[(slash + 1)..]);
        return true;
    }

    /// <summary>Reads a key, or throws <see cref="FormatException"/>.</summary>
    public static BookKey Parse(string text) =>
        TryParse(text, out var key) ? key : throw new FormatException($"\"{text}\" is no book key, such as program/db-lpb-scholarship.");

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        BookKind.Province => "province/" + Id,
        BookKind.Agreement => "agreement/" + Id,
        _ => "program/" + Id,
    };
}

/// <summary>Reads and writes the key's text.</summary>
public sealed class BookKeyJson : JsonConverter<BookKey>
{
    /// <inheritdoc/>
    public override BookKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && BookKey.TryParse(reader.GetString(), out var key)
            ? key
            : throw new ValueException(RefusalCodes.IdInvalid, "a book is named by its key, such as program/db-lpb-scholarship");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, BookKey value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
