using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CoopGrains.Storage.Sqlite;

/// <summary>The operating system's lock on a file beside the store: it ends with its process, however that ends.</summary>
internal sealed class WriterLock : IDisposable
{
    private static readonly int[] SharingViolations = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _file;

    private WriterLock(FileStream file) => _file = file;

    internal static WriterLock Take(string storePath)
    {
        var path = storePath + ".lock";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(storePath))!);
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(Encoding.UTF8.GetBytes($"process {Environment.ProcessId} on {Environment.MachineName}"));
            file.Flush();
            return new WriterLock(file);
        }
        catch (IOException e) when (SharingViolations.Contains(e.HResult))
        {
            throw new StoreRefusedException(StoreRefusal.HeldByAnotherWriter,
                $"{storePath} is written by {Holder(path)}. One process at a time writes a store: end that one, or use a path of its own.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException(
                $"{path} cannot be written ({e.Message}): check the mount, the free space and the owner of the folder.", true, e);
        }
    }

    public void Dispose() => _file.Dispose();

    private static string Holder(string path)
    {
        const string unknown = "another process";
        if (OperatingSystem.IsWindows())
            return unknown;
        // Opened past the framework, which would ask for a shared lock and be refused.
        using var file = new SafeFileHandle(Open(path, flags: 0), ownsHandle: true);
        if (file.IsInvalid)
            return unknown;
        Span<byte> text = stackalloc byte[256];
        var length = RandomAccess.Read(file, text, 0);
        return length > 0 ? Encoding.UTF8.GetString(text[..length]) : unknown;
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
