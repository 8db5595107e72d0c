using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace CoopGrains.Hosting.KeyRing;

/// <summary>What keys are encrypted with at rest.</summary>
internal sealed class RingSecret(byte[] bytes)
{
    /// <summary>256 bits.</summary>
    public byte[] Bytes { get; } = bytes;
}

/// <summary>Encrypts what is secret of a key before it is kept: AES-256-GCM with the site's secret.</summary>
internal sealed class RingEncryptor(RingSecret secret) : IXmlEncryptor
{
    internal const int NonceBytes = 12;
    internal const int TagBytes = 16;

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var text = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var sealedText = new byte[NonceBytes + text.Length + TagBytes];
        RandomNumberGenerator.Fill(sealedText.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(secret.Bytes, TagBytes);
        cipher.Encrypt(
            sealedText.AsSpan(0, NonceBytes), text, sealedText.AsSpan(NonceBytes, text.Length), sealedText.AsSpan(NonceBytes + text.Length));
        return new(new XElement("coopSealed", Convert.ToBase64String(sealedText)), typeof(RingDecryptor));
    }
}

/// <summary>Opens what <see cref="RingEncryptor"/> sealed. Made by data protection, by its name in what was kept: it must keep that.</summary>
public sealed class RingDecryptor(IServiceProvider services) : IXmlDecryptor
{
    private readonly RingSecret _secret = services.GetRequiredService<RingSecret>();

    /// <inheritdoc/>
    public XElement Decrypt(XElement encryptedElement)
    {
        ReadOnlySpan<byte> sealedText = Convert.FromBase64String(encryptedElement.Value);
        var text = new byte[sealedText.Length - RingEncryptor.NonceBytes - RingEncryptor.TagBytes];
        using var cipher = new AesGcm(_secret.Bytes, RingEncryptor.TagBytes);
        cipher.Decrypt(sealedText[..RingEncryptor.NonceBytes], sealedText[RingEncryptor.NonceBytes..^RingEncryptor.TagBytes],
            sealedText[^RingEncryptor.TagBytes..], text);
        return XElement.Parse(Encoding.UTF8.GetString(text));
    }
}
