using CoopGrains.Gateway.Problems;
using CoopGrains.Hosting.Telemetry.Logs;
using CoopGrains.Hosting.Telemetry.Traces;

namespace CoopGrains.Gateway.Operations.Pages;

/// <summary>Grain methods, refusals and the log, as HTML.</summary>
internal static class OtherPages
{
    private static readonly (LogLevel Level, string Name)[] Levels =
        [(LogLevel.Information, "All"), (LogLevel.Warning, "Warnings and worse"), (LogLevel.Error, "Errors")];

    public static Markup Methods(MethodsReply told) => told.Items.Count == 0
        ? Markup.Of($"""<p class="quiet">No call was sampled yet.</p>""")
        : Markup.Of($"""
            <p class="quiet">
            Sampled calls since the process began: a share of all traces is kept below its first span (Telemetry:ChildRatio).
            </p>
            <table>
            <caption>Calls of grains, the slowest first</caption>
            <thead><tr>
            <th scope="col">Method</th>
            <th scope="col" class="number">Slowest</th>
            <th scope="col" class="number">Mean</th>
            <th scope="col" class="number">Calls</th>
            <th scope="col" class="number">Failed</th>
            </tr></thead>
            <tbody>{Markup.Each(told.Items, Method)}</tbody>
            </table>
            """);

    public static Markup Refused(RefusalsReply told) => told.Recent.Count == 0
        ? Markup.Of($"""<p class="quiet">Nothing was refused yet.</p>""")
        : Markup.Of($"""
            <table>
            <caption>By code, since the process began</caption>
            <thead><tr>
            <th scope="col">Code</th>
            <th scope="col">What it means</th>
            <th scope="col" class="number">Status</th>
            <th scope="col" class="number">Count</th>
            <th scope="col">Last</th>
            </tr></thead>
            <tbody>{Markup.Each(told.Codes, Code)}</tbody>
            </table>
            <table>
            <caption>The last of them</caption>
            <thead><tr>
            <th scope="col">When</th>
            <th scope="col">Request</th>
            <th scope="col">Code</th>
            <th scope="col" class="number">Status</th>
            </tr></thead>
            <tbody>{Markup.Each(told.Recent, Recent)}</tbody>
            </table>
            """);

    public static Markup Log(LogReply told) => Markup.Of($"""
        <form method="get" action="{OpsPage.Root}/log">
        <label>Level <select name="level">{Markup.Each(Levels, level => Level(level, told.Level))}</select></label>
        <button>Show</button>
        </form>
        {Markup.If(told.Items.Count == 0, () => Markup.Of($"""<p class="quiet">Nothing was said at this level.</p>"""))}
        {Markup.If(told.Items.Count > 0, () => Markup.Of($"""
            <table class="log">
            <caption>The last lines, the newest first</caption>
            <thead><tr>
            <th scope="col">When</th>
            <th scope="col">Level</th>
            <th scope="col">What</th>
            </tr></thead>
            <tbody>{Markup.Each(told.Items, Line)}</tbody>
            </table>
            """))}
        """);

    private static Markup Method(GrainMethodTime method) => Markup.Of($"""
        <tr><th scope="row" data-name="Method">{method.Method}</th>
        <td data-name="Slowest" class="number">{Slowest(method)}</td>
        <td data-name="Mean" class="number">{OpsPage.Span(method.Mean.TotalMilliseconds)}</td>
        <td data-name="Calls" class="number">{method.Calls:N0}</td><td data-name="Failed" class="number">{method.Failed:N0}</td></tr>
        """);

    private static Markup Slowest(GrainMethodTime method)
    {
        var took = OpsPage.Span(method.Longest.TotalMilliseconds);
        return method.TraceId is null ? Markup.Of($"{took}") : Markup.Of($"""<a href="{OpsPage.Root}/traces/{method.TraceId}">{took}</a>""");
    }

    private static Markup Code(RefusalCount count) => Markup.Of($"""
        <tr><th scope="row" data-name="Code"><a href="{ProblemDocument.TypeOf(count.Code)}"><code>{count.Code}</code></a></th>
        <td data-name="What it means">{count.Title}</td><td data-name="Status" class="number">{count.Status}</td>
        <td data-name="Count" class="number">{count.Count:N0}</td><td data-name="Last">{OpsPage.Moment(count.Last)}</td></tr>
        """);

    private static Markup Recent(RecentRefusal one) => Markup.Of($"""
        <tr><td data-name="When">{OpsPage.Moment(one.At)}</td>
        <th scope="row" data-name="Request">{one.Method} {one.Route ?? "(no such path)"}</th>
        <td data-name="Code"><code>{one.Code}</code></td><td data-name="Status" class="number">{one.Status}</td></tr>
        """);

    private static Markup Line(LoggedLine line) => Markup.Of($"""
        <tr><td data-name="When">{OpsPage.Moment(line.At)}</td>
        <td data-name="Level">{OpsPage.Mark(line.Level.ToString().ToLowerInvariant())}</td>
        <th scope="row" data-name="What"><span class="quiet">{line.Category}</span> {line.Text}{Thrown(line)}{Trace(line)}</th></tr>
        """);

    private static Markup Thrown(LoggedLine line) =>
        Markup.If(line.Exception is not null, () => Markup.Of($" <code>{line.Exception}</code>"));

    private static Markup Trace(LoggedLine line) =>
        Markup.If(line.TraceId is not null, () => Markup.Of($""" <a href="{OpsPage.Root}/traces/{line.TraceId}">trace</a>"""));

    private static Markup Level((LogLevel Level, string Name) level, string chosen)
    {
        var value = level.Level.ToString().ToLowerInvariant();
        return value == chosen
            ? Markup.Of($"""<option value="{value}" selected>{level.Name}</option>""")
            : Markup.Of($"""<option value="{value}">{level.Name}</option>""");
    }
}

/// <summary>How long sampled calls of grain methods took.</summary>
/// <param name="Items">The slowest first.</param>
internal sealed record MethodsReply(IReadOnlyList<GrainMethodTime> Items);

/// <summary>The last lines of the log.</summary>
/// <param name="Level">From which level on: information, warning or error.</param>
/// <param name="Items">The newest first.</param>
internal sealed record LogReply(string Level, IReadOnlyList<LoggedLine> Items);
