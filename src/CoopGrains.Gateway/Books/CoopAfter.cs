using System.Globalization;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Problems;

namespace CoopGrains.Gateway.Books;

/// <summary>The version that a reader has already seen: <c>Coop-After: program/db-lpb-scholarship@42</c>.</summary>
internal static class CoopAfter
{
    /// <summary>The book and version, or null when none is sent.</summary>
    /// <exception cref="ProblemException">It is not of that form.</exception>
    public static (BookKey Book, long Version)? Of(HttpRequest request)
    {
        var sent = request.Headers["Coop-After"];
        if (sent.Count == 0)
            return null;
        var text = sent.Count == 1 ? sent[0] ?? "" : "";
        var at = text.LastIndexOf('@');
        return at > 0 && BookKey.TryParse(text[..at], out var book)
            && long.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0
                ? (book, version)
                : throw new Problem(Codes.CoopAfterInvalid).Thrown();
    }
}
