using System.Globalization;
using CoopGrains.Gateway.Problems;

namespace CoopGrains.Gateway.Requests;

/// <summary>The revision that an edit was made on.</summary>
internal static class IfMatch
{
    /// <summary>The revision in <c>If-Match: "3"</c>.</summary>
    /// <exception cref="ProblemException">428 when it is missing, 400 when it is not one revision.</exception>
    public static int RevisionOf(HttpRequest request)
    {
        var sent = request.Headers.IfMatch;
        if (sent.Count == 0)
            throw new Problem(Codes.RevisionMissing).Thrown();
        var tag = sent.Count == 1 ? sent[0] ?? "" : "";
        return tag is ['"', .. var number, '"'] && number.Length is > 0 and <= 9
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
                ? revision
                : throw new Problem(Codes.RevisionInvalid).Thrown();
    }
}
