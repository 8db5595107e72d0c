using System.Runtime.CompilerServices;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace CoopGrains.EmbeddedRuntime;

/// <summary>State that is read before its grain's first request.</summary>
internal interface IStateToRead
{
    Task ReadOnActivationAsync();
}

internal sealed class PersistentState<TState>(string name, IGrainStorage storage, Activation activation)
    : IPersistentState<TState>, IStateToRead
{
    private readonly GrainState<TState> _state = new(Empty());
    private bool _read;

    public TState State
    {
        get
        {
            DemandTurn();
            return _state.State!;
        }
        set
        {
            DemandTurn();
            _state.State = value;
        }
    }

    public string? Etag => _state.ETag;

    public bool RecordExists => _read ? _state.RecordExists : throw new InvalidOperationException("State has not yet been loaded");

    public Task ReadOnActivationAsync() => ReadStateAsync();

    public async Task ReadStateAsync()
    {
        DemandTurn();
        try
        {
            await storage.ReadStateAsync(name, activation.GrainId, _state);
            _read = true;
        }
        catch (Exception error) when (error is not OrleansException)
        {
            throw Failed(error);
        }
    }

    public async Task WriteStateAsync()
    {
        DemandTurn();
        try
        {
            await storage.WriteStateAsync(name, activation.GrainId, _state);
        }
        catch (Exception error) when (error is not OrleansException)
        {
            throw Failed(error);
        }
    }

    public async Task ClearStateAsync()
    {
        DemandTurn();
        try
        {
            await storage.ClearStateAsync(name, activation.GrainId, _state);
        }
        catch (Exception error) when (error is not OrleansException)
        {
            throw Failed(error);
        }
    }

    // As Orleans: a type without parameterless constructor starts with its fields at default.
    private static TState Empty()
    {
        var type = typeof(TState);
        if (type.IsValueType || type.IsAbstract || type.IsArray || type == typeof(string))
            return default!;
        return type.GetConstructor(Type.EmptyTypes) is null
            ? (TState)RuntimeHelpers.GetUninitializedObject(type)
            : Activator.CreateInstance<TState>();
    }

    private static void DemandTurn()
    {
        if (Activation.Current is null)
            throw new InvalidOperationException("Grain state was used outside of the grain's turns, as from Task.Run.");
    }

    private OrleansException Failed(Exception error, [CallerMemberName] string operation = "") =>
        new(
            $"Error from storage provider {storage.GetType().Name}.{name} during {operation} for grain {activation.GrainId}: "
                + error.Message,
            error);
}
