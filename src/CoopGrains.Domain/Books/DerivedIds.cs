using System.Security.Cryptography;
using System.Text;
using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Ids that follow from the operation that makes a thing, so that a repeated creation meets itself.</summary>
public static class DerivedIds
{
    private const string Restricted = "r-";
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>The id of an open book: a letter for its kind and 80 bits.</summary>
    public static string Book(string prefix, string operationId) => prefix + "-" + Text(SHA256.HashData(Bytes(operationId)), 16);

    /// <summary>The id of a restricted book: 128 bits that nobody can compute without the store's secret.</summary>
    public static string RestrictedBook(ReadOnlySpan<byte> secret, string operationId) =>
        Restricted + Text(HMACSHA256.HashData(secret, Bytes(operationId)), 26);

    /// <summary>True for the key of a restricted book: no open book begins like it.</summary>
    public static bool IsRestricted(BookKey book) => book.Kind != BookKind.Province && book.Id.StartsWith(Restricted, StringComparison.Ordinal);

    /// <summary>The id of something inside a book.</summary>
    public static string Within(string prefix, string bookKey, string operationId) =>
        prefix + Text(SHA256.HashData(Bytes(bookKey + "\n" + operationId)), 16);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(ReadOnlySpan<byte> hash, int length)
    {
        Span<char> text = stackalloc char[length];
        for (var i = 0; i < length; i++)
        {
            var bit = i * 5;
            var pair = (hash[bit / 8] << 8) | hash[(bit / 8) + 1];
            text[i] = Alphabet[(pair >> (11 - (bit % 8))) & 31];
        }
        return new(text);
    }
}
