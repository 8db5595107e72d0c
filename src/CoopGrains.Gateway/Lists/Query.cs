using System.Globalization;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Requests;

namespace CoopGrains.Gateway.Lists;

/// <summary>Reads query parameters strictly: what is there has to be right.</summary>
internal static class Query
{
    /// <summary>A text, or null when it is not there.</summary>
    public static string? Text(HttpRequest request, string name, int longest = 200)
    {
        if (!request.Query.TryGetValue(name, out var sent))
            return null;
        return sent is [{ Length: > 0 } text] && text.Length <= longest && PlainText.IsTaken(text, breaksAllowed: false)
            ? text
            : throw Wrong(name);
    }

    /// <summary>A whole number, or null when it is not there.</summary>
    public static int? Number(HttpRequest request, string name, int least, int most)
    {
        if (Text(request, name) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong(name);
    }

    /// <summary>A stretch of days such as <c>450d</c>, or null when it is not there.</summary>
    public static int? Days(HttpRequest request, string name)
    {
        if (Text(request, name) is not { } text)
            return null;
        return text is [.. var digits, 'd'] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            && days <= 36_525
            ? days
            : throw Wrong(name);
    }

    /// <summary>A book by its key, or by its id when the kind is plain; null when it is not there.</summary>
    public static BookKey? Book(HttpRequest request, string name, BookKind kind)
    {
        if (Text(request, name) is not { } text)
            return null;
        if (BookKey.IsId(text))
            return BookKey.Of(kind, text);
        return BookKey.TryParse(text, out var book) && book.Kind == kind ? book : throw Wrong(name);
    }

    /// <summary><c>true</c> or <c>false</c>; false when it is not there.</summary>
    public static bool Flag(HttpRequest request, string name) => Text(request, name) switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw Wrong(name),
    };

    /// <summary>An instant (RFC 3339), or null when it is not there.</summary>
    public static DateTimeOffset? Instant(HttpRequest request, string name)
    {
        if (Text(request, name) is not { } text)
            return null;
        return text.Length >= 20 && text[10] == 'T'
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
                ? instant.ToUniversalTime()
                : throw Wrong(name);
    }

    /// <summary>A named value, or null when it is not there.</summary>
    public static T? Named<T>(HttpRequest request, string name)
        where T : struct, Enum
    {
        if (Text(request, name) is not { } text)
            return null;
        return EnumNames.TryParse<T>(text, out var value) ? value : throw Wrong(name);
    }

    /// <summary>Refuses parameters that the endpoint does not know: a misspelled filter must not show everything.</summary>
    public static void Only(HttpRequest request, params ReadOnlySpan<string> known)
    {
        foreach (var name in request.Query.Keys)
            if (name != "lang" && !known.Contains(name))
                throw Wrong(name.Length <= 64 ? name : name[..64]);
    }

    /// <summary>The problem with a parameter.</summary>
    public static ProblemException Wrong(string name) => Problem.With(Codes.QueryInvalid, ("field", name)).Thrown();
}
