using System.Security.Cryptography;

namespace CoopGrains.Storage;

/// <summary>Names documents by their content.</summary>
public static class DocumentHash
{
    private const int Length = 64;

    /// <summary>SHA-256 as 64 lower-case hexadecimal digits.</summary>
    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>The content, if it is what its hash says.</summary>
    internal static byte[]? Checked(byte[] content, string hash) => content.Length > 0 && Of(content) == hash ? content : null;

    /// <summary>True for what such a hash looks like.</summary>
    public static bool IsOne(string text) => text.Length == Length && text.AsSpan().IndexOfAnyExcept("0123456789abcdef") < 0;
}
