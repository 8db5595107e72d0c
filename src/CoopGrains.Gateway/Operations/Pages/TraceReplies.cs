using CoopGrains.Hosting.Telemetry.Traces;

namespace CoopGrains.Gateway.Operations.Pages;

/// <summary>A list of traces.</summary>
/// <param name="List">Which: recent, whole, slow, failed or work.</param>
/// <param name="Items">The newest first.</param>
internal sealed record TraceListReply(string List, IReadOnlyList<TraceLine> Items);

/// <summary>A trace in a list.</summary>
/// <param name="TraceId">Its id.</param>
/// <param name="Name">Its first span.</param>
/// <param name="Outcome">ok, refused or failed.</param>
/// <param name="Status">The status of the reply; null for work that nobody asked for.</param>
/// <param name="Code">The code of a refusal or failure, or null.</param>
/// <param name="Slow">Whether it took over a second.</param>
/// <param name="Spans">How many spans are kept.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Version">The version of an open book that it made, or null.</param>
internal sealed record TraceLine(
    string TraceId, string Name, string Outcome, string? Status, string? Code, bool Slow, int Spans,
    DateTime StartedAt, double Milliseconds, string? Version)
{
    public static TraceLine Of(KeptTrace trace) => new(
        trace.TraceId.ToHexString(),
        trace.Root.Name,
        trace.IsFailed ? "failed" : trace.Root["http.response.status_code"] is ['4', ..] ? "refused" : "ok",
        trace.Root["http.response.status_code"],
        trace.Root["coop.code"],
        trace.IsSlow,
        1 + trace.Below.Count,
        trace.Root.StartedAt,
        trace.Root.Duration.TotalMilliseconds,
        trace.Root["coop.version"]);
}

/// <summary>One trace, as far as this process knows it.</summary>
/// <param name="TraceId">Its id, as in the reply's <c>Trace-Id</c>, the history, the log and the problem document.</param>
/// <param name="StartedAt">When its earliest kept span began.</param>
/// <param name="Milliseconds">From there to the end of the last.</param>
/// <param name="Entries">What it wrote: where its rows are in the journal.</param>
/// <param name="Spans">Its spans, each behind its parent.</param>
/// <param name="Linked">Commits that carried its commands, and what it caused.</param>
internal sealed record TraceReply(
    string TraceId, DateTime StartedAt, double Milliseconds, IReadOnlyList<TraceEntry> Entries, IReadOnlyList<SpanReply> Spans,
    IReadOnlyList<TraceLine> Linked)
{
    public static TraceReply Of(IReadOnlyList<KeptTrace> parts, IReadOnlyList<KeptTrace> linked)
    {
        var spans = parts.SelectMany(part => part.Below.Prepend(part.Root)).ToList();
        var began = spans.Min(span => span.StartedAt);
        return new(
            parts[0].TraceId.ToHexString(),
            began,
            spans.Max(span => span.StartedAt + span.Duration - began).TotalMilliseconds,
            [.. parts.Select(part => part.Root["coop.version"]).OfType<string>().Distinct().Select(TraceEntry.Of)],
            [.. SpanReply.InOrder(spans, began)],
            [.. linked.Select(TraceLine.Of)]);
    }
}

/// <summary>The journal's row that a trace ended with.</summary>
/// <param name="Version">The book and its version after it: the sequence of that row.</param>
/// <param name="History">Where those who read the book find the row.</param>
internal sealed record TraceEntry(string Version, string? History)
{
    public static TraceEntry Of(string version) => new(
        version,
        Books.BookVersion.TryParse(version, out var made)
            ? FormattableString.Invariant($"{Books.BookWrites.PathOf(made.Book)}/history?from={made.Version}")
            : null);
}

/// <summary>A span.</summary>
/// <param name="SpanId">Its id.</param>
/// <param name="ParentId">Its parent's id; null for the first of a trace.</param>
/// <param name="Depth">How many of its parents are here.</param>
/// <param name="Name">What it did.</param>
/// <param name="Kind">internal, server, client, producer or consumer.</param>
/// <param name="Source">What made it.</param>
/// <param name="Offset">Milliseconds from the trace's beginning to its own.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Failed">Whether it met an error.</param>
/// <param name="Attributes">What it says of itself, by OpenTelemetry's names.</param>
/// <param name="Links">Spans of other traces that it served or came from.</param>
internal sealed record SpanReply(
    string SpanId, string? ParentId, int Depth, string Name, string Kind, string Source, double Offset, double Milliseconds, bool Failed,
    IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<SpanLink> Links)
{
    /// <summary>Spans as a tree, in the order of their beginnings, parents before children.</summary>
    public static IEnumerable<SpanReply> InOrder(IReadOnlyList<KeptSpan> spans, DateTime began)
    {
        var known = spans.Select(span => span.SpanId).ToHashSet();
        var below = spans.Where(span => known.Contains(span.ParentId)).ToLookup(span => span.ParentId);
        var waiting = new Stack<(KeptSpan Span, int Depth)>(
            spans.Where(span => !known.Contains(span.ParentId)).OrderByDescending(span => span.StartedAt).Select(span => (span, 0)));
        while (waiting.TryPop(out var next))
        {
            yield return Of(next.Span, next.Depth, began);
            foreach (var child in below[next.Span.SpanId].OrderByDescending(span => span.StartedAt))
                waiting.Push((child, next.Depth + 1));
        }
    }

    private static SpanReply Of(KeptSpan span, int depth, DateTime began) => new(
        span.SpanId.ToHexString(),
        span.ParentId == default ? null : span.ParentId.ToHexString(),
        depth,
        span.Name,
        span.Kind.ToString().ToLowerInvariant(),
        span.Source,
        (span.StartedAt - began).TotalMilliseconds,
        span.Duration.TotalMilliseconds,
        span.IsError,
        span.Attributes.DistinctBy(attribute => attribute.Key).ToDictionary(attribute => attribute.Key, attribute => attribute.Value),
        [.. span.Links.Select(link => new SpanLink(link.TraceId.ToHexString(), link.SpanId.ToHexString()))]);
}

/// <summary>A span of another trace.</summary>
/// <param name="TraceId">Its trace.</param>
/// <param name="SpanId">Its id.</param>
internal sealed record SpanLink(string TraceId, string SpanId);
