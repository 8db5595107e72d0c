using System.Globalization;
using CoopGrains.Hosting.Telemetry.Traces;

namespace CoopGrains.Gateway.Operations.Pages;

/// <summary>Traces as HTML.</summary>
internal static class TracePages
{
    private const int DeepestShown = 8;

    private static readonly (TraceList List, string Name)[] Names =
    [
        (TraceList.Recent, "Recent requests"), (TraceList.Whole, "With the spans below"), (TraceList.Slow, "Slow (over 1 s)"),
        (TraceList.Failed, "Failed"), (TraceList.Work, "Commits, courier, calendar"),
    ];

    /// <summary>A list.</summary>
    public static Markup List(TraceListReply told, string text, string entry) => Markup.Of($"""
        <form method="get" action="{OpsPage.Root}/traces">
        <label>Show <select name="list">{Markup.Each(Names, name => Option(name, told.List))}</select></label>
        <label>Holds <input name="text" value="{text}" placeholder="route, code, trace id"></label>
        <label>Journal entry <input name="entry" value="{entry}" placeholder="program/x@42"></label>
        <button>Show</button>
        </form>
        {(told.Items.Count > 0
            ? Lines("Traces, the newest first", told.Items)
            : Markup.Of($"""<p class="quiet">None is kept that answers to this.</p>"""))}
        """);

    /// <summary>One trace, as a waterfall.</summary>
    public static Markup One(TraceReply told) => Markup.Of($"""
        <dl class="facts">
        <div><dt>Trace id</dt><dd><code>{told.TraceId}</code></dd></div>
        <div><dt>Began</dt><dd>{OpsPage.Moment(told.StartedAt)}</dd></div>
        <div><dt>Took</dt><dd>{OpsPage.Span(told.Milliseconds)}</dd></div>
        {Markup.Each(told.Entries, Entry)}
        </dl>
        {Markup.If(told.Spans.Count == 1, () => Markup.Of($"""
            <p class="quiet">Only the first span was sampled: below it, a share of all traces is kept (Telemetry:ChildRatio).</p>
            """))}
        <table class="waterfall">
        <caption>Spans</caption>
        <thead><tr>
        <th scope="col">Span</th>
        <th scope="col" class="number">Took</th>
        <th scope="col">When, within {OpsPage.Span(told.Milliseconds)}</th>
        </tr></thead>
        <tbody>{Markup.Each(told.Spans, span => Row(span, told.Milliseconds))}</tbody>
        </table>
        {Markup.If(told.Linked.Count > 0, () => Lines("Commits that carried it, and what it caused", told.Linked))}
        """);

    private static Markup Entry(TraceEntry entry) => Markup.Of($"""
        <div><dt>Journal entry</dt><dd><code>{entry.Version}</code>
        {Markup.If(entry.History is not null, () => Markup.Of($"""
            <span class="quiet">its readers find it at <code>{entry.History}</code></span>
            """))}</dd></div>
        """);

    private static Markup Row(SpanReply span, double whole) => Markup.Of($"""
        <tr>
        <th scope="row" class="d{Math.Min(span.Depth, DeepestShown)}"><details>
        <summary>{span.Name} <span class="quiet">{span.Kind}</span>{Markup.If(span.Failed, () => OpsPage.Mark("failed"))}</summary>
        <dl>
        {Detail("span", span.SpanId)}
        {Detail("source", span.Source)}
        {Markup.Each(span.Attributes, attribute => Detail(attribute.Key, attribute.Value))}
        {Markup.Each(span.Links, Linked)}
        </dl></details></th>
        <td class="number">{OpsPage.Span(span.Milliseconds)}</td>
        <td class="when">{Bar(span, whole)}</td>
        </tr>
        """);

    private static Markup Detail(string name, string value) => Markup.Of($"<div><dt>{name}</dt><dd>{value}</dd></div>");

    private static Markup Linked(SpanLink link) => Markup.Of($"""
        <div><dt>linked to</dt><dd><a href="{OpsPage.Root}/traces/{link.TraceId}"><code>{link.TraceId}</code></a></dd></div>
        """);

    // Places are attributes of the drawing: a style of its own would be an inline style.
    private static Markup Bar(SpanReply span, double whole)
    {
        var scale = whole > 0 ? 1000 / whole : 0;
        var (from, width) = (Math.Min(span.Offset * scale, 996), Math.Clamp(span.Milliseconds * scale, 4, 1000));
        var place = string.Create(CultureInfo.InvariantCulture, $"from {OpsPage.Span(span.Offset)} on, {OpsPage.Span(span.Milliseconds)}");
        return Markup.Of($"""
            <svg viewBox="0 0 1000 16" preserveAspectRatio="none" role="img" aria-label="{place}">
            <rect class="{(span.Failed ? "failed" : span.Kind)}" x="{from:0.#}" y="2" width="{width:0.#}" height="12" rx="2"/></svg>
            """);
    }

    private static Markup Lines(string caption, IReadOnlyList<TraceLine> lines) => Markup.Of($"""
        <table>
        <caption>{caption}</caption>
        <thead><tr>
        <th scope="col">Began</th>
        <th scope="col">What</th>
        <th scope="col">Outcome</th>
        <th scope="col" class="number">Took</th>
        <th scope="col" class="number">Spans</th>
        </tr></thead>
        <tbody>{Markup.Each(lines, Line)}</tbody>
        </table>
        """);

    private static Markup Line(TraceLine line) => Markup.Of($"""
        <tr>
        <td data-name="Began">{OpsPage.Moment(line.StartedAt)}</td>
        <th scope="row" data-name="What"><a href="{OpsPage.Root}/traces/{line.TraceId}">{line.Name}</a> <code>{line.Version}</code></th>
        <td data-name="Outcome">{OpsPage.Mark(line.Outcome)} {line.Status} {line.Code}
        {Markup.If(line.Slow, () => OpsPage.Mark("slow"))}</td>
        <td data-name="Took" class="number">{OpsPage.Span(line.Milliseconds)}</td>
        <td data-name="Spans" class="number">{line.Spans}</td>
        </tr>
        """);

    private static Markup Option((TraceList List, string Name) one, string chosen)
    {
        var value = one.List.ToString().ToLowerInvariant();
        return value == chosen
            ? Markup.Of($"""<option value="{value}" selected>{one.Name}</option>""")
            : Markup.Of($"""<option value="{value}">{one.Name}</option>""");
    }
}
