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

    public void Dispose() => _folder.Dispose();

    private async Task<string> MadeAsync(string name, Func<Served, Task> enter)
    {
        await using var site = await Served.GatewayAsync(New(name));
        await enter(site);
        await site.StopAsync();
        return site.Data;
    }
}
