using System.Diagnostics;

namespace CoopGrains.Hosting.Telemetry.Traces;

/// <summary>The part of a trace that one request or one piece of work made in this process.</summary>
/// <param name="Root">Its first span.</param>
/// <param name="Below">The spans below, in the order in which they ended; empty where the first span alone was sampled.</param>
public sealed record KeptTrace(KeptSpan Root, IReadOnlyList<KeptSpan> Below)
{
    /// <summary>The trace's id.</summary>
    public ActivityTraceId TraceId => Root.TraceId;

    /// <summary>True for a request, false for work that nobody asked for: commits, deliveries, what falls due.</summary>
    public bool IsRequest => Root.Kind == ActivityKind.Server;

    /// <summary>Whether it failed: a request with a status of 500 and more, work that met an error.</summary>
    public bool IsFailed => Root.IsError;

    /// <summary>Whether it took longer than requests should (<see cref="HttpSpan"/>).</summary>
    public bool IsSlow => Root["coop.slow"] is not null;

    /// <summary>Whether more of it was sampled than its first span.</summary>
    public bool IsWhole => Below.Count > 0;

    internal int Size
    {
        get
        {
            var size = Root.Size;
            foreach (var span in Below)
                size += span.Size;
            return size;
        }
    }
}

/// <summary>What a list of traces shows.</summary>
public enum TraceList
{
    /// <summary>The newest requests.</summary>
    Recent,

    /// <summary>The newest requests of which more was sampled than the first span.</summary>
    Whole,

    /// <summary>The newest requests that were slow.</summary>
    Slow,

    /// <summary>The newest that failed, requests and other work.</summary>
    Failed,

    /// <summary>The newest commits, deliveries and what fell due.</summary>
    Work,
}
