using System.Diagnostics;
using CoopGrains.Storage;
using OpenTelemetry;

namespace CoopGrains.Hosting.Telemetry.Traces;

/// <summary>Recent, slow and failed traces of this process, in bounded memory, for operators.</summary>
/// <remarks>
/// Operators are not cleared. A trace that is about a restricted book is not kept, so that it is unknown here like one that never was; a
/// trace is kept once its first span has ended. In exported spans the keys of restricted books are left out, and so is every path.
/// </remarks>
public sealed class TraceStore : BaseProcessor<Activity>
{
    /// <summary>Setting: false keeps no traces in memory.</summary>
    public const string Setting = "Telemetry:TraceStore";

    /// <summary>Bytes that all of it takes at most, about.</summary>
    public const int MostBytes = Lists * ShelfBytes + (2 << 20);

    private const int Lists = 5;
    private const int ShelfBytes = 1 << 20;
    private const string Requests = "Microsoft.AspNetCore";
    private const string GrainCalls = "Microsoft.Orleans.Application";

    private readonly TraceShelf _recent = new(256, ShelfBytes);
    private readonly TraceShelf _whole = new(128, ShelfBytes);
    private readonly TraceShelf _slow = new(128, ShelfBytes);
    private readonly TraceShelf _failed = new(128, ShelfBytes);
    private readonly TraceShelf _work = new(1024, ShelfBytes);
    private readonly UnfinishedTraces _unfinished = new();

    /// <summary>How long calls of grains took.</summary>
    public GrainMethodTimes Methods { get; } = new();

    /// <summary>Bytes that it takes now, about.</summary>
    public int Bytes => _recent.Bytes + _whole.Bytes + _slow.Bytes + _failed.Bytes + _work.Bytes + _unfinished.Bytes;

    /// <summary>Keeps what has ended. Never throws, as whoever ends a span expects.</summary>
    public override void OnEnd(Activity data)
    {
        if (data.ParentSpanId == default || data.Source.Name == Requests)
            Finish(data);
        else
            Keep(data);
    }

    /// <summary>A list of traces, the newest first.</summary>
    public IEnumerable<KeptTrace> List(TraceList list) => ShelfOf(list).Newest();

    /// <summary>The parts of a trace that are kept, the earliest first; none when nothing is kept of it.</summary>
    public IReadOnlyList<KeptTrace> Find(string traceId)
    {
        var parts = Enum.GetValues<TraceList>().SelectMany(List)
            .Where(kept => kept.TraceId.ToHexString() == traceId)
            .DistinctBy(kept => kept.Root.SpanId)
            .OrderBy(kept => kept.Root.StartedAt).ToList();
        if (parts.Count > 0 && _unfinished.Late(parts[^1].TraceId) is { Count: > 0 } late)
            parts[^1] = parts[^1] with { Below = [.. parts[^1].Below, .. late] };
        return parts;
    }

    /// <summary>The ids of all traces that are kept.</summary>
    public IReadOnlySet<string> Ids() =>
        Enum.GetValues<TraceList>().SelectMany(List).Select(kept => kept.TraceId.ToHexString()).ToHashSet(StringComparer.Ordinal);

    /// <summary>Commits that carried a trace's commands, and work that it caused: what is linked to it.</summary>
    public IReadOnlyList<KeptTrace> LinkedTo(ActivityTraceId trace) =>
        [.. ShelfOf(TraceList.Work).Newest().Concat(ShelfOf(TraceList.Failed).Newest())
            .Where(kept => kept.Root.Links.Any(link => link.TraceId == trace))
            .DistinctBy(kept => kept.Root.SpanId)
            .OrderBy(kept => kept.Root.StartedAt)];

    private void Finish(Activity root)
    {
        var below = _unfinished.Take(root.TraceId);
        if (below is null || Withheld.IsMarked(root))
            return;
        var trace = new KeptTrace(KeptSpan.Of(root), below);
        if (!trace.IsRequest)
            _work.Add(trace);
        else
            KeepRequest(trace);
        if (trace.IsFailed)
            _failed.Add(trace);
    }

    private void KeepRequest(KeptTrace trace)
    {
        _recent.Add(trace);
        if (trace.IsWhole)
            _whole.Add(trace);
        if (trace.IsSlow)
            _slow.Add(trace);
    }

    private void Keep(Activity span)
    {
        if (Withheld.IsMarked(span))
        {
            _unfinished.Add(span.TraceId, null);
            return;
        }

        _unfinished.Add(span.TraceId, KeptSpan.Of(span));
        if (span.Kind == ActivityKind.Server && span.Source.Name == GrainCalls)
            Methods.Add(span);
    }

    private TraceShelf ShelfOf(TraceList list) => list switch
    {
        TraceList.Recent => _recent,
        TraceList.Whole => _whole,
        TraceList.Slow => _slow,
        TraceList.Failed => _failed,
        _ => _work,
    };
}
