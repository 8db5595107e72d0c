using System.Security.Cryptography;

namespace CoopGrains.Hosting.Secrets;

/// <summary>Files that only their owner may read, written whole or not at all.</summary>
public static class SecretFile
{
    /// <summary>The random bytes kept under a name in the data folder; made on first use.</summary>
    /// <exception cref="InvalidDataException">The file has another length.</exception>
    public static byte[] Bytes(string dataFolder, string name, int length)
    {
        Directory.CreateDirectory(dataFolder);
        var path = Path.Combine(dataFolder, name);
        if (!File.Exists(path))
            WriteOnce(path, RandomNumberGenerator.GetBytes(length));
        var bytes = File.ReadAllBytes(path);
        return bytes.Length == length
            ? bytes
            : throw new InvalidDataException($"{path} has {bytes.Length} bytes instead of {length}: delete it to have a new one made.");
    }

    /// <summary>Writes a file unless it exists. Of several processes that start at once, the first one's stays.</summary>
    public static void WriteOnce(string path, ReadOnlySpan<byte> content)
    {
        var draft = $"{path}.{Environment.ProcessId}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
