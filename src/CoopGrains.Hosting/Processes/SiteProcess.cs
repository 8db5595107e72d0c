using System.Reflection;
using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Storage;

namespace CoopGrains.Hosting.Processes;

/// <summary>What this process can say of itself to operators, who are not cleared.</summary>
public sealed class SiteProcess(IBookStore store, IServiceProvider services)
{
    private static readonly TimeSpan LooksApart = TimeSpan.FromSeconds(2);

    private readonly Lock _change = new();
    private readonly long _began = TimeProvider.System.GetTimestamp();
    private (long At, TimeSpan Used) _before = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);
    private double _share;
    private Task<IReadOnlyList<ActiveBooks>>? _active;
    private long _activeAt;

    /// <summary>Its name among all of the site, as <c>machine:process id</c>.</summary>
    public string Name => StoreServices.ProcessName;

    /// <summary>The build that it runs.</summary>
    public string Version { get; } =
        Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    /// <summary>How long it has been running.</summary>
    public TimeSpan Age => TimeProvider.System.GetElapsedTime(_began);

    /// <summary>How many writes wait for a transaction.</summary>
    public int Waiting => store.Waiting;

    /// <summary>Processors that it used between the last two looks; looks less than two seconds apart count as one.</summary>
    public double ProcessorShare
    {
        get
        {
            lock (_change)
            {
                var (elapsed, used) = (TimeProvider.System.GetElapsedTime(_before.At), Environment.CpuUsage.TotalTime);
                if (elapsed >= LooksApart)
                    (_share, _before) = ((used - _before.Used) / elapsed, (TimeProvider.System.GetTimestamp(), used));
                return _share;
            }
        }
    }

    /// <summary>Open books that are active, by process and kind; counted at most every two seconds, for there may be many.</summary>
    public Task<IReadOnlyList<ActiveBooks>> ActiveAsync()
    {
        lock (_change)
        {
            if (_active is null || _active.IsFaulted || TimeProvider.System.GetElapsedTime(_activeAt) >= LooksApart)
                (_active, _activeAt) = (CountAsync(), TimeProvider.System.GetTimestamp());
            return _active;
        }
    }

    private async Task<IReadOnlyList<ActiveBooks>> CountAsync()
    {
        var counts = new SortedDictionary<(string Process, string Kind), int>();
        foreach (var (process, grain) in await GrainRuntime.ActiveAsync(services))
        {
            if (!BookKey.TryParse(grain.Key.ToString()!, out var book) || DerivedIds.IsRestricted(book))
                continue;
            var key = (process, grain.Type.ToString()!);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        return [.. counts.Select(pair => new ActiveBooks(pair.Key.Process, pair.Key.Kind, pair.Value))];
    }
}

/// <summary>Open books of one kind that are active in one process or silo.</summary>
/// <param name="Process">The process.</param>
/// <param name="Kind">Their grain type.</param>
/// <param name="Count">How many.</param>
public sealed record ActiveBooks(string Process, string Kind, int Count);
