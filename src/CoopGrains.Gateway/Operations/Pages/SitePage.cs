using System.Globalization;
using CoopGrains.Hosting.Processes;

namespace CoopGrains.Gateway.Operations.Pages;

/// <summary>How the process is, as HTML.</summary>
internal static class SitePage
{
    public static Markup Of(SiteReply told) => Markup.Of($"""
        <dl class="facts">
        {Fact("Health", OpsPage.Mark(told.Ready ? "ready" : "failed"), told.Ready ? "" : told.Health)}
        {Fact("Process", Text(told.Process), $"build {Build(told.Version)}, up {Age(told.Seconds)}")}
        {Fact("Load", Text($"{Number(told.Processors, "0.00")} of {Environment.ProcessorCount} processors"),
            $"{told.Queued} pieces of work wait for a thread")}
        {Fact("Memory", Text(MiB(told.MemoryBytes)), $"{MiB(told.HeapBytes)} managed; kept traces {MiB(told.TraceBytes)}")}
        {Fact("Commits", Text($"{Number(told.CommitsPerSecond, "0.0")} a second"),
            $"{Number(told.WritesPerCommit, "0.0")} writes share one; {told.FailedCommits} have failed")}
        {Fact("Queue", Text($"{told.Waiting} writes"), "wait for a transaction")}
        {Fact("View", Text($"{OpsPage.Span(told.ViewLagMilliseconds)} behind"), "when the last row of an open book arrived")}
        {Fact("Courier", Text(told.Courier.Owner ?? "nowhere"), $"{Place(told.Courier)}; {told.Courier.Undelivered} undelivered")}
        </dl>
        <h2>Processes of the store</h2>
        <ul>{Markup.Each(told.Processes, name => Process(name, name == told.Process))}</ul>
        {(told.Active.Count > 0 ? Active(told.Active) : Markup.Of($"""<p class="quiet">No open book is in memory.</p>"""))}
        """);

    private static string Place(CourierReply courier) => courier.AtEnd switch
    {
        true => "its checkpoint is the journal's end",
        false => "its checkpoint is behind the journal's end",
        null => "the store cannot be asked",
    };

    private static Markup Process(string name, bool isThis) => Markup.Of($"""
        <li><code>{name}</code>{Markup.If(isThis, () => Markup.Of($""" <span class="quiet">this one</span>"""))}</li>
        """);

    private static Markup Active(IReadOnlyList<ActiveBooks> active) => Markup.Of($"""
        <table>
        <caption>Open books in memory</caption>
        <thead><tr>
        <th scope="col">Process or silo</th>
        <th scope="col">Kind</th>
        <th scope="col" class="number">Books</th>
        </tr></thead>
        <tbody>{Markup.Each(active, one => Markup.Of($"""
            <tr><td data-name="Process or silo"><code>{one.Process}</code></td><th scope="row" data-name="Kind">{one.Kind}</th>
            <td data-name="Books" class="number">{one.Count:N0}</td></tr>
            """))}</tbody>
        </table>
        """);

    private static Markup Fact(string name, Markup what, string beside) => Markup.Of($"""
        <div><dt>{name}</dt><dd>{what}{Markup.If(beside.Length > 0, () => Markup.Of($"""<span class="quiet">{beside}</span>"""))}</dd></div>
        """);

    private static Markup Text(string text) => Markup.Of($"{text}");

    // A version with the first letters of its commit says enough.
    private static string Build(string version) =>
        version.IndexOf('+', StringComparison.Ordinal) is > 0 and var plus && version.Length > plus + 9 ? version[..(plus + 9)] : version;

    private static string MiB(long bytes) => Number(bytes / 1048576.0, "0.0") + " MiB";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Age(long seconds) => seconds switch
    {
        < 120 => $"{seconds} s",
        < 7_200 => $"{seconds / 60} min",
        < 172_800 => $"{seconds / 3_600} h",
        _ => $"{seconds / 86_400} days",
    };
}
