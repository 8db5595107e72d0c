using CoopGrains.Hosting.Secrets;
using Microsoft.Extensions.Configuration;

namespace CoopGrains.Hosting.KeyRing;

/// <summary>What the site's keys are encrypted with where they are kept; section <c>Coop:KeyRing</c>.</summary>
public sealed class KeyRingSettings
{
    /// <summary>Length of the secret, in bytes.</summary>
    public const int SecretBytes = 32;

    internal const string Section = CoopOptions.Section + ":KeyRing";

    // In the folder that all processes share, and so apart from the store and its backups.
    private const string FileName = "ring-secret";

    /// <summary>The secret, 32 bytes as Base64, best from the environment; never repeated in a message. Empty: <see cref="SecretFile"/>.</summary>
    public string Secret { get; set; } = "";

    /// <summary>A file with the secret as Base64. Empty: one in the folder of shared keys, made when there is none.</summary>
    public string SecretFile { get; set; } = "";

    /// <summary>The settings of a configuration; a key that there is not is refused by name.</summary>
    public static KeyRingSettings Read(IConfiguration configuration) =>
        configuration.GetSection(Section).Get<KeyRingSettings>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new();

    /// <summary>The secret's bytes.</summary>
    /// <param name="keysFolder">The folder of what all processes share.</param>
    /// <exception cref="InvalidOperationException">It is no such secret, or its file cannot be read.</exception>
    public byte[] SecretIn(string keysFolder)
    {
        if (Secret.Length > 0)
            return Decoded(nameof(Secret), Secret);
        if (SecretFile.Length == 0)
            return Secrets.SecretFile.Bytes(keysFolder, FileName, SecretBytes);
        try
        {
            return Decoded(nameof(SecretFile), File.ReadAllText(SecretFile));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw CoopOptions.Wrong($"KeyRing:{nameof(SecretFile)}", "cannot be read", "name a file that this process may read");
        }
    }

    private static byte[] Decoded(string key, string text)
    {
        var bytes = new byte[SecretBytes];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == SecretBytes
            ? bytes
            : throw CoopOptions.Wrong(
                $"KeyRing:{key}", "is no secret", $"give {SecretBytes} random bytes as Base64: openssl rand -base64 {SecretBytes}");
    }
}
