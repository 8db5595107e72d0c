using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace CoopGrains.EmbeddedRuntime;

/// <summary>Base of the generated references. A reference remembers the activation it last met.</summary>
internal class GrainReferenceProxy : DispatchProxy, IReferenceSource, IEquatable<GrainReferenceProxy>
{
    private GrainInterface _interface = null!;
    private GrainId _grainId;
    private Activation? _lastMet;

    public GrainId GrainId => _grainId;

    public IGrainFactory GrainFactory => _interface.Runtime.Factory;

    public GrainReferenceProxy For(GrainInterface grainInterface, GrainId grainId)
    {
        // Cloning a prototype is much cheaper than generating through DispatchProxy again.
        var clone = (GrainReferenceProxy)MemberwiseClone();
        clone._interface = grainInterface;
        clone._grainId = grainId;
        return clone;
    }

    public TGrainInterface AsReference<TGrainInterface>() =>
        this is TGrainInterface same ? same : _interface.Runtime.References.Create<TGrainInterface>(_grainId);

    public void Dispatch(GrainCall call)
    {
        if (_lastMet is not { } activation || !activation.TryEnqueue(call))
            _lastMet = _interface.Runtime.Dispatch(call);
    }

    public bool Equals(GrainReferenceProxy? other) => other is not null && _grainId == other._grainId;

    public override bool Equals(object? obj) => Equals(obj as GrainReferenceProxy);

    public override int GetHashCode() => _grainId.GetHashCode();

    public override string ToString() => $"{_interface.Type.Name} {_grainId}";

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _interface.Method(targetMethod!).Send(this, args ?? []);
}
