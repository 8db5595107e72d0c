using System.Diagnostics;

namespace EndToEnd.Tests.Disk;

/// <summary>Files that cannot be written any more, not even by who has them open: what a disk that turned read-only looks like.</summary>
internal sealed class FrozenFiles : IDisposable
{
    private readonly string[] _paths;

    private FrozenFiles(string[] paths) => _paths = paths;

    /// <summary>Null where this user or this file system cannot.</summary>
    public static FrozenFiles? TryFreeze(params string[] paths)
    {
        if (Change("+i", paths))
            return new FrozenFiles(paths);
        Change("-i", paths);
        return null;
    }

    public void Dispose() => Change("-i", _paths);

    private static bool Change(string mode, string[] paths)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("chattr", [mode, .. paths]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
