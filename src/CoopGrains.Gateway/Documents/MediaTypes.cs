using CoopGrains.Gateway.Problems;
using Microsoft.Net.Http.Headers;

namespace CoopGrains.Gateway.Documents;

/// <summary>The kinds of file that are taken: scans and photographs, and nothing that a browser could run.</summary>
internal static class MediaTypes
{
    private static readonly (string Type, byte[][] Beginnings)[] Taken =
    [
        ("application/pdf", ["%PDF-"u8.ToArray()]),
        ("image/jpeg", [[0xFF, 0xD8, 0xFF]]),
        ("image/png", [[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]]),
        ("image/tiff", [[0x49, 0x49, 0x2A, 0x00], [0x4D, 0x4D, 0x00, 0x2A]]),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<string> All => Taken.Select(taken => taken.Type);

    /// <summary>That a content is none of them.</summary>
    public static Problem NotTaken => Problem.With(Codes.FileTypeNotTaken, ("values", string.Join(", ", All)));

    /// <summary>The type of a content that is sent as such, when it is taken and begins as it should; null otherwise.</summary>
    public static string? Of(string? sentAs, ReadOnlySpan<byte> content)
    {
        if (!MediaTypeHeaderValue.TryParse(sentAs, out var sent))
            return null;
        foreach (var (type, beginnings) in Taken)
            if (sent.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
                foreach (var beginning in beginnings)
                    if (content.StartsWith(beginning))
                        return type;
        return null;
    }
}
