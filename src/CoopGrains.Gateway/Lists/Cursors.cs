using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Problems;
using CoopGrains.Hosting.KeyRing;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Lists;

/// <summary>Makes cursors: where a list goes on. This site alone can read one, for the reader and the list it was made for.</summary>
/// <remarks>
/// It belongs to an epoch: after a restore other items may stand where it points. Made beside the ring's present key, it opens until that
/// key is revoked.
/// </remarks>
internal sealed class Cursors(SealSecrets secrets, INetworkView view)
{
    /// <summary>A cursor to after an item: of one item the same each time, so that a page which stays the same has the same bytes.</summary>
    public string To(string after, Actor reader, string list)
    {
        using var seal = For(reader, list);
        return seal.SameTo(after);
    }

    /// <summary>The item after which the list goes on.</summary>
    /// <exception cref="ProblemException">400: it is no cursor, or that of another list or reader. 410: the store was restored since.</exception>
    public string Read(string cursor, Actor reader, string list)
    {
        using var seal = For(reader, list);
        return seal.Read(cursor);
    }

    /// <summary>Makes and reads many cursors of one reader and list.</summary>
    // A key for each: a stream has so many cursors that chance would repeat itself under one key for all.
    public CursorSeal For(Actor reader, string list) =>
        new(secrets, Encoding.UTF8.GetBytes($"{reader.Agency}\n{reader.User}\n{reader.Cleared}\n{list}"), view);
}

/// <summary>Seals and opens the cursors of one reader and list. Not for use at once: a cipher keeps state while it works.</summary>
internal sealed class CursorSeal(SealSecrets secrets, byte[] purpose, INetworkView view) : IDisposable
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int IdBytes = 16;
    private const int Longest = 512;
    private const char Separator = '\n';

    private (Guid Id, byte[] Key, AesGcm Cipher)? _now;

    private delegate void FillNonce(byte[] key, ReadOnlySpan<byte> text, Span<byte> nonce);

    /// <summary>A cursor to after an item; another one each time, so that two do not tell whether something lies between them.</summary>
    public string To(string after) => To(after, (_, _, nonce) => RandomNumberGenerator.Fill(nonce));

    /// <summary>The cursor to after an item that its reader was shown.</summary>
    // A nonce that follows from the text comes again with that text alone.
    public string SameTo(string after) => To(after, (key, text, nonce) =>
        HMACSHA256.HashData(HMACSHA256.HashData(key, "nonce"u8), text).AsSpan(0, NonceBytes).CopyTo(nonce));

    private string To(string after, FillNonce fill)
    {
        var (id, key, cipher) = Now();
        var text = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{view.Epoch}{Separator}{after}"));
        var whole = new byte[NonceBytes + text.Length + TagBytes + IdBytes];
        var sealedText = whole.AsSpan(0, whole.Length - IdBytes);
        fill(key, text, sealedText[..NonceBytes]);
        cipher.Encrypt(sealedText[..NonceBytes], text, sealedText.Slice(NonceBytes, text.Length), sealedText[^TagBytes..]);
        id.TryWriteBytes(whole.AsSpan(sealedText.Length));
        return Base64Url.EncodeToString(whole);
    }

    /// <summary>The item after which the list goes on.</summary>
    /// <exception cref="ProblemException">400: it is no cursor of this reader and list. 410: the store was restored since.</exception>
    public string Read(string cursor) => TryRead(cursor) ?? throw new Problem(Codes.CursorInvalid).Thrown();

    /// <summary>The item after which the list goes on; null when it is no cursor of this reader and list.</summary>
    /// <exception cref="ProblemException">410: the store was restored since.</exception>
    public string? TryRead(string cursor)
    {
        try
        {
            ReadOnlySpan<byte> whole = cursor.Length <= Longest ? Base64Url.DecodeFromChars(cursor) : [];
            if (whole.Length >= NonceBytes + TagBytes + IdBytes && secrets.Find(new(whole[^IdBytes..])) is { } secret)
            {
                var sealedText = whole[..^IdBytes];
                var text = new byte[sealedText.Length - NonceBytes - TagBytes];
                using var cipher = new AesGcm(KeyOf(secret), TagBytes);
                cipher.Decrypt(sealedText[..NonceBytes], sealedText[NonceBytes..^TagBytes], sealedText[^TagBytes..], text);
                return Current(Encoding.UTF8.GetString(text));
            }
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            // One answer for whatever is wrong with it, a revoked key included.
        }
        return null;
    }

    public void Dispose() => _now?.Cipher.Dispose();

    // Once the ring has another key, a stream that is open seals with that.
    private (Guid Id, byte[] Key, AesGcm Cipher) Now()
    {
        var (id, secret) = secrets.Current;
        if (_now is { } now && now.Id == id)
            return now;
        _now?.Cipher.Dispose();
        var key = KeyOf(secret);
        _now = (id, key, new(key, TagBytes));
        return _now.Value;
    }

    private byte[] KeyOf(byte[] secret) => HMACSHA256.HashData(secret, purpose);

    private string Current(string text)
    {
        var epoch = text.AsSpan(0, Math.Max(0, text.IndexOf(Separator, StringComparison.Ordinal)));
        return int.TryParse(epoch, CultureInfo.InvariantCulture, out var made) && made == view.Epoch
            ? text[(epoch.Length + 1)..]
            : throw new Problem(Codes.HistoryReplaced).Thrown();
    }
}
