namespace CoopGrains.Hosting;

/// <summary>Holds a data folder for this process: two in one would write one anchor.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    /// <exception cref="InvalidOperationException">Another process holds it.</exception>
    public DataFolder(string path)
    {
        Directory.CreateDirectory(path);
        try
        {
            _lock = new(Path.Combine(path, "process.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held)
        {
            throw new InvalidOperationException(
                $"The data folder {path} is another process's, or cannot be written: give each process a Coop:Data of its own "
                + "(what they share is Coop:Keys).", held);
        }
    }

    public void Dispose() => _lock.Dispose();
}
