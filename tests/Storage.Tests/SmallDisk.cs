using System.Diagnostics;

namespace Storage.Tests;

/// <summary>A file system of its own in memory, small enough to fill.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    internal string Path { get; }

    /// <summary>Null where this user may not mount.</summary>
    internal static SmallDisk? TryMount(int megabytes)
    {
        var path = Directory.CreateTempSubdirectory("coopgrains-disk-").FullName;
        if (OperatingSystem.IsLinux() && Environment.UserName == "root"
            && Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", path))
            return new SmallDisk(path);
        Directory.Delete(path);
        return null;
    }

    internal void MakeReadOnly() => Assert.True(Run("mount", "-o", "remount,ro", Path));

    public void Dispose()
    {
        Run("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
