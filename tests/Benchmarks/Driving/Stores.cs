using TestKit;

namespace Benchmarks.Driving;

/// <summary>Stores to start systems on, entered once by a gateway of the normal build and copied for each system.</summary>
internal sealed class Stores : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _made = [];
    private int _copies;

    /// <summary>Where it all lies; every system writes to this one disk.</summary>
    public string Folder => _folder.Path;

    /// <summary>A new, empty folder.</summary>
    public string New(string name) => Directory.CreateDirectory(_folder.PathOf($"{name}-{++_copies}")).FullName;

    /// <summary>A copy of a store of its own, which is made when nobody asked for it before.</summary>
    public async Task<string> CopyAsync(string name, Func<Served, Task> enter)
    {
        if (!_made.TryGetValue(name, out var made))
            _made[name] = made = await MadeAsync(name, enter);
        var copy = New(name);
        foreach (var file in Directory.EnumerateFiles(made))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }

    /// <summary>A copy of a network of so many programs.</summary>
    public Task<string> NetworkAsync(int programs, string name = "network", Func<int, int>? entries = null) =>
        CopyAsync($"{name}-{programs}", site =>
        {
            new Network(site).Enter(programs, entries ?? (_ => 1));
            return Task.CompletedTask;
        });

    /// <summary>The one long journal of so many rows. It takes long to make, so it is kept in the folder that COOP_BENCH_STORES names, if any.</summary>
    public async Task<string> LongAsync(int programs, int rows)
    {
        var kept = Environment.GetEnvironmentVariable("COOP_BENCH_STORES");
        var folder = kept is null ? New("long") : Path.Combine(kept, $"long-{programs}-{rows}");
        var done = Path.Combine(folder, "whole");
        if (File.Exists(done))
            return folder;
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        await LongJournal.WriteAsync(folder, programs, rows);
        await File.WriteAllTextAsync(done, "");
        return folder;
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> MadeAsync(string name, Func<Served, Task> enter)
    {
        await using var site = await Served.GatewayAsync(New(name));
        await enter(site);
        await site.StopAsync();
        return site.Data;
    }
}
