using System.Reflection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>One grain call on its way through filters.</summary>
public interface IGrainCallContext
{
    /// <summary>The reference (outgoing) or the instance (incoming).</summary>
    object Grain { get; }

    /// <summary>The calling grain; null for a caller that is none.</summary>
    GrainId? SourceId { get; }

    GrainId TargetId { get; }

    /// <summary>Full name of the interface.</summary>
    string InterfaceName { get; }

    string MethodName { get; }

    MethodInfo InterfaceMethod { get; }

    /// <summary>The result after <see cref="Invoke"/>; may be replaced.</summary>
    object? Result { get; set; }

    /// <summary>Goes on to the next filter or to the call itself.</summary>
    Task Invoke();
}

/// <summary>A call as the callee sees it.</summary>
public interface IIncomingGrainCallContext : IGrainCallContext
{
    IGrainContext TargetContext { get; }

    MethodInfo ImplementationMethod { get; }
}

/// <summary>A call as the caller sees it.</summary>
public interface IOutgoingGrainCallContext : IGrainCallContext
{
    IGrainContext? SourceContext { get; }
}

/// <summary>Runs around every call on the callee's side, in the order of registration; a grain that implements it comes last.</summary>
public interface IIncomingGrainCallFilter
{
    Task Invoke(IIncomingGrainCallContext context);
}

/// <summary>Runs around every call on the caller's side, in the order of registration.</summary>
public interface IOutgoingGrainCallFilter
{
    Task Invoke(IOutgoingGrainCallContext context);
}
