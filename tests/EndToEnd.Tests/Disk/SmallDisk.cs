using System.Diagnostics;

namespace EndToEnd.Tests.Disk;

/// <summary>A file system of its own in memory, small enough to fill.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    /// <summary>Null where this user may not mount.</summary>
    public static SmallDisk? TryMount(int megabytes)
    {
        var path = Directory.CreateTempSubdirectory("coopgrains-disk-").FullName;
        var mayMount = OperatingSystem.IsLinux() && Environment.UserName == "root";
        if (mayMount && Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", path))
            return new SmallDisk(path);
        Directory.Delete(path);
        return null;
    }

    public void MakeReadOnly() => Assert.True(Run("mount", "-o", "remount,ro", Path));

    public void MakeWritable() => Assert.True(Run("mount", "-o", "remount,rw", Path));

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
