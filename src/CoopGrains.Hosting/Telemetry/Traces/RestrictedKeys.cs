using System.Diagnostics;
using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Hosting.Telemetry.Traces;

/// <summary>Knows the keys of restricted books in the attributes of spans.</summary>
internal static class RestrictedKeys
{
    private const string LeftOut = "a restricted book";

    private static readonly string[] Beginnings = ["agreement/r-", "program/r-", "agreements/r-", "programs/r-"];

    /// <summary>Takes such keys out of a span, before an exporter sees it; true when there was one.</summary>
    public static bool LeaveOut(Activity span)
    {
        var found = false;
        // Orleans has renamed them once; in every release they end alike.
        foreach (ref readonly var attribute in span.EnumerateTagObjects())
            if (attribute.Key.EndsWith("id", StringComparison.Ordinal) && attribute.Value is string grain && IsRestricted(grain))
            {
                span.SetTag(attribute.Key, LeftOut);
                found = true;
            }

        return found;
    }

    /// <summary>Whether a text such as a path, a version of a book or a message names a restricted book, or may.</summary>
    public static bool MayBeIn(string text) => Array.Exists(Beginnings, begin => text.Contains(begin, StringComparison.OrdinalIgnoreCase));

    // A grain id is its type, a slash and its key, which is the book's.
    private static bool IsRestricted(string grain) =>
        BookKey.TryParse(grain[(grain.IndexOf('/', StringComparison.Ordinal) + 1)..], out var book) && DerivedIds.IsRestricted(book);
}
