using System.Collections.Frozen;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace CoopGrains.Hosting.Telemetry.Traces;

/// <summary>What is kept of a span: nothing that a caller wrote, and no more than a bounded part of anything.</summary>
/// <remarks>
/// Of attributes those on a list, of exceptions their type: paths, queries, messages and statements may hold free text or name people.
/// </remarks>
public sealed class KeptSpan
{
    private const int MostLinks = 32;
    private const int MostAttributes = 16;
    private const int LongestText = 128;
    private const int Overhead = 240;

    private static readonly FrozenSet<string> Shown = new[]
    {
        "http.request.method", "http.route", "http.response.status_code", "error.type",
        "rpc.system.name", "rpc.method", "orleans.rpc.service", "orleans.rpc.target_id", "orleans.rpc.source_id",
        "db.system.name", "db.system", "db.namespace", "db.name", "db.operation.name",
        "coop.slow", "coop.version", "coop.code", "coop.books", "coop.rows", "coop.event",
    }.ToFrozenSet(StringComparer.Ordinal);

    private KeptSpan(Activity span)
    {
        (TraceId, SpanId, ParentId) = (span.TraceId, span.SpanId, span.ParentSpanId);
        (Name, Source, Kind) = (Clipped(span.DisplayName), span.Source.Name, span.Kind);
        (StartedAt, Duration, IsError) = (span.StartTimeUtc, span.Duration, span.Status == ActivityStatusCode.Error);
        Attributes = AttributesOf(span);
        Links = LinksOf(span);
    }

    /// <summary>The trace that it is part of.</summary>
    public ActivityTraceId TraceId { get; }

    /// <summary>Its own id.</summary>
    public ActivitySpanId SpanId { get; }

    /// <summary>Its parent's id; all zero for the first span of a trace.</summary>
    public ActivitySpanId ParentId { get; }

    /// <summary>What it did.</summary>
    public string Name { get; }

    /// <summary>The source that made it.</summary>
    public string Source { get; }

    /// <summary>Its kind.</summary>
    public ActivityKind Kind { get; }

    /// <summary>When it began, UTC.</summary>
    public DateTime StartedAt { get; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; }

    /// <summary>Whether it failed; a refusal is no failure.</summary>
    public bool IsError { get; }

    /// <summary>What it says of itself.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes { get; }

    /// <summary>The spans of other traces that it served or came from.</summary>
    public IReadOnlyList<ActivityContext> Links { get; }

    /// <summary>Memory that it takes at most, in bytes, about.</summary>
    public int Size
    {
        get
        {
            var size = Overhead + Name.Length * 2 + Links.Count * 48;
            foreach (var (_, value) in Attributes)
                size += 40 + value.Length * 2;
            return size;
        }
    }

    /// <summary>One attribute, or null.</summary>
    public string? this[string attribute]
    {
        get
        {
            foreach (var (name, value) in Attributes)
                if (name == attribute)
                    return value;
            return null;
        }
    }

    /// <summary>What is kept of a span that has ended.</summary>
    public static KeptSpan Of(Activity span) => new(span);

    private static KeyValuePair<string, string>[] AttributesOf(Activity span)
    {
        var kept = default(Room);
        var count = 0;
        foreach (ref readonly var tag in span.EnumerateTagObjects())
        {
            if (count == MostAttributes)
                break;
            if (tag.Value is not null && Shown.Contains(tag.Key))
                kept[count++] = new(tag.Key, TextOf(tag.Value));
        }

        return kept[..count].ToArray();
    }

    private static ActivityContext[] LinksOf(Activity span)
    {
        List<ActivityContext>? links = null;
        foreach (ref readonly var link in span.EnumerateLinks())
        {
            if ((links ??= []).Count == MostLinks)
                break;
            links.Add(link.Context);
        }

        return links is null ? [] : [.. links];
    }

    private static string TextOf(object value) => value switch
    {
        string text => Clipped(text),
        true => "true",
        false => "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        IFormattable other => Clipped(other.ToString(null, CultureInfo.InvariantCulture)),
        _ => "",
    };

    private static string Clipped(string text) => text.Length <= LongestText ? text : text[..(LongestText - 1)] + "…";

    [InlineArray(MostAttributes)]
    private struct Room
    {
        private KeyValuePair<string, string> _first;
    }
}
