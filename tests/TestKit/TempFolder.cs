namespace TestKit;

/// <summary>A new, empty folder that is gone with everything in it when disposed.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>Absolute path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("coopgrains-").FullName;

    /// <summary>The path of a file or folder inside.</summary>
    public string PathOf(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose()
    {
        if (!Directory.Exists(Path))
            return;
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A file of a store that is just closing came while the folder was emptied.
            Directory.Delete(Path, recursive: true);
        }
    }
}
