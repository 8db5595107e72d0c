using CoopGrains.Gateway.Problems;

namespace CoopGrains.Gateway.Books;

/// <summary>The version that a reader has already seen: <c>Coop-After: program/db-lpb-scholarship@42</c>.</summary>
internal static class CoopAfter
{
    /// <summary>The version, or null when none is sent.</summary>
    /// <exception cref="ProblemException">It is not of that form.</exception>
    public static BookVersion? Of(HttpRequest request)
    {
        var sent = request.Headers["Coop-After"];
        if (sent.Count == 0)
            return null;
        return sent.Count == 1 && BookVersion.TryParse(sent[0] ?? "", out var seen)
            ? seen
            : throw new Problem(Codes.CoopAfterInvalid).Thrown();
    }
}
