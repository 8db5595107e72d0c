using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Benchmarks.Measuring;

/// <summary>What the machine gave while it was measured. The processor and memory are printed by infra/dev.</summary>
internal static class Machine
{
    private const int Probes = 120;

    /// <summary>Median time in microseconds to write 8 KiB and have it on the disk.</summary>
    public static double SyncMicroseconds(string folder)
    {
        var path = Path.Combine(folder, "sync-probe");
        var page = new byte[8 * 1024];
        var times = new List<double>(Probes);
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
        {
            for (var i = 0; i < Probes; i++)
            {
                var started = Stopwatch.GetTimestamp();
                RandomAccess.Write(file, page, i * (long)page.Length);
                if (Fdatasync((int)file.DangerousGetHandle()) != 0)
                    throw new IOException($"fdatasync failed with {Marshal.GetLastPInvokeError()}");
                times.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            }
        }
        File.Delete(path);
        return Statistics.Median(times);
    }

    /// <summary>Processor time since boot, in ticks: all of it, that stolen by other machines of the host, and that spent idle.</summary>
    public static (long All, long Stolen, long Idle) Ticks()
    {
        if (!File.Exists("/proc/stat"))
            return default;
        long[] ticks = [.. File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
            .Select(text => long.Parse(text, CultureInfo.InvariantCulture))];
        return (ticks.Sum(), ticks[7], ticks[3] + ticks[4]);
    }

    /// <summary>Processor time so far of a process and its children, those that have ended included, to a hundredth of a second of each.</summary>
    public static TimeSpan ProcessorTimeOfFamily(int parent)
    {
        var ticks = 0L;
        foreach (var folder in Directory.Exists("/proc") ? Directory.EnumerateDirectories("/proc") : [])
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id))
                continue;
            try
            {
                var line = File.ReadAllText(Path.Combine(folder, "stat"));
                // The name in parentheses may hold anything; behind it are the state, the parent and so on.
                var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
                if (id == parent || int.Parse(fields[1], CultureInfo.InvariantCulture) == parent)
                    ticks += fields[11..(id == parent ? 15 : 13)].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
            }
            catch (IOException)
            {
                // It has just ended.
            }
        }
        return TimeSpan.FromMilliseconds(10 * ticks);
    }

    /// <summary>How many runnable threads there were in the last minute; above the number of cores, others were measured too.</summary>
    public static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    /// <summary>What the file of a running store says of its durability.</summary>
    public static string JournalMode(string storePath)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = storePath,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode";
        return (string)command.ExecuteScalar()!;
    }

    [DllImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static extern int Fdatasync(int file);
}
