using System.Diagnostics;

namespace CoopGrains.Hosting.Telemetry.Traces;

/// <summary>Spans whose trace's first span has not ended yet, or ended before them. Bounded by traces, spans of each and bytes.</summary>
internal sealed class UnfinishedTraces
{
    private const int MostTraces = 256;
    private const int MostSpans = 64;
    private const int MostBytes = 1 << 20;

    private readonly Lock _change = new();
    private readonly Dictionary<ActivityTraceId, Spans> _byTrace = [];
    private readonly Queue<Spans> _oldest = new();
    private volatile int _count;
    private int _bytes;

    /// <summary>Bytes that it holds, about.</summary>
    public int Bytes
    {
        get
        {
            lock (_change)
                return _bytes;
        }
    }

    /// <summary>Keeps a span, or only whether its trace is withheld.</summary>
    public void Add(ActivityTraceId trace, KeptSpan? span)
    {
        lock (_change)
        {
            if (!_byTrace.TryGetValue(trace, out var spans))
            {
                while (_oldest.Count >= MostTraces)
                    Forget(_oldest.Dequeue());
                while (_bytes > MostBytes)
                    Forget(_oldest.Dequeue());
                spans = new(trace);
                _byTrace.Add(trace, spans);
                _oldest.Enqueue(spans);
                _count = _byTrace.Count;
            }

            if (span is null)
                spans.IsWithheld = true;
            else if (spans.Ended.Count < MostSpans)
                _bytes += spans.Add(span);
        }
    }

    /// <summary>What there is of a trace, which is forgotten.</summary>
    /// <returns>Null when the trace is withheld.</returns>
    public IReadOnlyList<KeptSpan>? Take(ActivityTraceId trace)
    {
        // Most requests have no span below their first.
        if (_count == 0)
            return [];
        lock (_change)
        {
            if (!_byTrace.Remove(trace, out var spans))
                return [];
            _count = _byTrace.Count;
            _bytes -= spans.Bytes;
            return spans.IsWithheld ? null : spans.Taken();
        }
    }

    /// <summary>What ended after the trace's first span.</summary>
    public IReadOnlyList<KeptSpan> Late(ActivityTraceId trace)
    {
        if (_count == 0)
            return [];
        lock (_change)
            return _byTrace.TryGetValue(trace, out var spans) && !spans.IsWithheld ? [.. spans.Ended] : [];
    }

    // It may have been taken, and another of its trace begun, since it was put into the queue.
    private void Forget(Spans spans)
    {
        if (!_byTrace.TryGetValue(spans.Trace, out var known) || !ReferenceEquals(known, spans))
            return;
        _byTrace.Remove(spans.Trace);
        _bytes -= spans.Bytes;
    }

    private sealed class Spans(ActivityTraceId trace)
    {
        public ActivityTraceId Trace { get; } = trace;

        public List<KeptSpan> Ended { get; private set; } = [];

        public int Bytes { get; private set; }

        public bool IsWithheld { get; set; }

        public int Add(KeptSpan span)
        {
            Ended.Add(span);
            Bytes += span.Size;
            return span.Size;
        }

        public List<KeptSpan> Taken()
        {
            var taken = Ended;
            (Ended, Bytes) = ([], 0);
            return taken;
        }
    }
}
