using System.Globalization;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Requests;

namespace CoopGrains.Gateway.Lists;

/// <summary>Reads query parameters strictly: what is there has to be right.</summary>
internal static class Query
{
    private const string DaysForm = "0d–36525d (450d)";
    private const string DateForm = "2025, 2025-04, 2025-04-24";
    /// <summary>How a period is written.</summary>
    public const string PeriodPattern = "^[0-9]{4}(-[0-9]{2}){0,2}([.]{2}[0-9]{4}(-[0-9]{2}){0,2})?$";

    private const string PeriodForm = "2025, 2025-04, 2025-01..2025-03";
    private const string BookForm = "program/<id>, agreement/<id>, province/<id>";
    private const string FlagForm = "true, false";
    private const string MomentForm = "2026-11-21T00:00:00Z (RFC 3339), program/db-lpb-scholarship@42";

    /// <summary>A text, or null when it is not there.</summary>
    public static string? Text(HttpRequest request, string name, int longest = 200, string form = "")
    {
        if (!request.Query.TryGetValue(name, out var sent))
            return null;
        return sent is [{ Length: > 0 } text] && text.Length <= longest && PlainText.IsTaken(text, breaksAllowed: false)
            ? text
            : throw Wrong(name, form);
    }

    /// <summary>Texts of a parameter that may be repeated, or null when it is not there.</summary>
    public static IReadOnlyList<string>? Texts(HttpRequest request, string name, int most, string form)
    {
        if (!request.Query.TryGetValue(name, out var sent))
            return null;
        return sent.Count <= most && sent.All(text => text is { Length: > 0 and <= 200 } && PlainText.IsTaken(text, breaksAllowed: false))
            ? [.. sent.OfType<string>()]
            : throw Wrong(name, form);
    }

    /// <summary>A whole number, or null when it is not there.</summary>
    public static int? Number(HttpRequest request, string name, int least, int most)
    {
        var form = most == int.MaxValue ? $"{least}, {least + 1}, …" : $"{least}–{most}";
        if (Text(request, name, form: form) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong(name, form);
    }

    /// <summary>A stretch of days such as <c>450d</c>, or null when it is not there.</summary>
    public static int? Days(HttpRequest request, string name)
    {
        if (Text(request, name, form: DaysForm) is not { } text)
            return null;
        return text is [.. var digits, 'd'] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            && days <= 36_525
            ? days
            : throw Wrong(name, DaysForm);
    }

    /// <summary>A book by its key, or by its id when the kind is plain; null when it is not there.</summary>
    public static BookKey? Book(HttpRequest request, string name, BookKind kind)
    {
        var form = $"{EnumNames.Of(typeof(BookKind)).ElementAt((int)kind)}/<id>";
        if (Text(request, name, form: form) is not { } text)
            return null;
        if (BookKey.IsId(text))
            return BookKey.Of(kind, text);
        return BookKey.TryParse(text, out var book) && book.Kind == kind ? book : throw Wrong(name, form);
    }

    /// <summary><c>true</c> or <c>false</c>; false when it is not there.</summary>
    public static bool Flag(HttpRequest request, string name) => Text(request, name, form: FlagForm) switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw Wrong(name, FlagForm),
    };

    /// <summary>A moment of recorded time, or null when it is not there.</summary>
    public static Moment? Moment(HttpRequest request, string name)
    {
        if (Text(request, name, form: MomentForm) is not { } text)
            return null;
        if (BookVersion.TryParse(text, out var version))
            return new(null, version);
        return InstantOf(text) is { } instant ? new(instant, null) : throw Wrong(name, MomentForm);
    }

    /// <summary>A day, month or year, or null when it is not there.</summary>
    public static PartialDate? Date(HttpRequest request, string name)
    {
        if (Text(request, name, form: DateForm) is not { } text)
            return null;
        return PartialDate.TryParse(text, out var date) ? date : throw Wrong(name, DateForm);
    }

    /// <summary>A year, month, day or stretch of them such as <c>2025-01..2025-03</c>, or null when it is not there.</summary>
    public static Window? Period(HttpRequest request, string name)
    {
        if (Text(request, name, form: PeriodForm) is not { } text)
            return null;
        var ends = text.Split("..");
        return ends.Length <= 2 && PartialDate.TryParse(ends[0], out var from) && PartialDate.TryParse(ends[^1], out var to) && from.First <= to.Last
            ? new Window { From = from, To = to }
            : throw Wrong(name, PeriodForm);
    }

    /// <summary>A book of any kind by its key, or null when it is not there.</summary>
    public static BookKey? Book(HttpRequest request, string name)
    {
        if (Text(request, name, form: BookForm) is not { } text)
            return null;
        return BookKey.TryParse(text, out var book) ? book : throw Wrong(name, BookForm);
    }

    /// <summary>A named value, or null when it is not there.</summary>
    public static T? Named<T>(HttpRequest request, string name)
        where T : struct, Enum
    {
        var form = string.Join(", ", EnumNames.Of(typeof(T)));
        if (Text(request, name, form: form) is not { } text)
            return null;
        return EnumNames.TryParse<T>(text, out var value) ? value : throw Wrong(name, form);
    }

    /// <summary>Refuses parameters that the endpoint does not know: a misspelled filter must not show everything.</summary>
    public static void Only(HttpRequest request, params ReadOnlySpan<string> known)
    {
        foreach (var name in request.Query.Keys)
            if (name != "lang" && !known.Contains(name))
                throw Problem.With(Codes.QueryUnknown, ("field", name.Length <= 64 ? name : name[..64])).Thrown();
    }

    /// <summary>The problem of a parameter that is not there and has to be.</summary>
    public static ProblemException Missing(string name) => Problem.With(Codes.QueryMissing, ("field", name)).Thrown();

    private static DateTimeOffset? InstantOf(string text) => text.Length >= 20 && text[10] == 'T'
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.ToUniversalTime()
            : null;

    /// <summary>The problem of a parameter that is there and wrong.</summary>
    public static ProblemException Wrong(string name, string form) =>
        Problem.With(Codes.QueryInvalid, ("field", name), ("form", form)).Thrown();
}

/// <summary>A moment of recorded time: an instant with all that was recorded up to it, or right behind a version of a book.</summary>
internal readonly record struct Moment(DateTimeOffset? Instant, BookVersion? Version);
