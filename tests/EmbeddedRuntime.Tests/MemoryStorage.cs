using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace EmbeddedRuntime.Tests;

/// <summary>Keeps states in memory with versions, and fails once when told to.</summary>
public sealed class MemoryStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(string Name, GrainId Id), (object? State, int Version)> _rows = new();

    public Exception? FailNext { get; set; }

    public int Reads { get; private set; }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Reads++;
        ThrowIfTold();
        if (_rows.TryGetValue((stateName, grainId), out var row))
            (grainState.State, grainState.ETag, grainState.RecordExists) = ((T?)row.State, $"{row.Version}", true);
        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Task.Yield();
        ThrowIfTold();
        var version = _rows.TryGetValue((stateName, grainId), out var row) ? row.Version : 0;
        if (grainState.ETag is { } etag && etag != $"{version}")
            throw new InconsistentStateException("Stale.", $"{version}", etag);
        _rows[(stateName, grainId)] = (grainState.State, version + 1);
        (grainState.ETag, grainState.RecordExists) = ($"{version + 1}", true);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _rows.TryRemove((stateName, grainId), out _);
        return Task.CompletedTask;
    }

    /// <summary>As if another process had written.</summary>
    public void Touch(string stateName, GrainId grainId) => _rows[(stateName, grainId)] = _rows[(stateName, grainId)] with { Version = 77 };

    private void ThrowIfTold()
    {
        if (FailNext is not { } error)
            return;
        FailNext = null;
        throw error;
    }
}
