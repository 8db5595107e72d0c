using System.Buffers;
using System.Collections.Frozen;

namespace CoopGrains.Gateway.Requests;

/// <summary>Which characters a text may hold.</summary>
/// <remarks>
/// No control characters, for they cannot be kept or shown alike everywhere; line breaks only in prose. No overrides or isolates
/// of writing direction: they make a reader see another text than the one that is kept. Zero-width space stays: Lao needs it.
/// </remarks>
internal static class PlainText
{
    private static readonly SearchValues<char> Never = SearchValues.Create(
    [
        .. Range('\u0000', '\u0009'), .. Range('\u000b', '\u001f'), .. Range('\u007f', '\u009f'),
        .. Range('\u202a', '\u202e'), .. Range('\u2066', '\u2069'),
    ]);

    private static readonly FrozenSet<string> Prose =
        new[] { "reason", "note", "meaning", "quote", "vi", "lo", "en" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True for the members that hold prose.</summary>
    public static bool IsProse(string member) => Prose.Contains(member);

    /// <summary>True when every character may be kept.</summary>
    public static bool IsTaken(string text, bool breaksAllowed) =>
        text.AsSpan().IndexOfAny(Never) < 0 && (breaksAllowed || !text.Contains('\n'));

    private static IEnumerable<char> Range(char first, char last) => Enumerable.Range(first, last - first + 1).Select(code => (char)code);
}
