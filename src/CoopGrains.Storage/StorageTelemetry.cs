using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CoopGrains.Storage;

/// <summary>Source and meter <c>CoopGrains.Storage</c>.</summary>
internal static class StorageTelemetry
{
    private const string Name = "CoopGrains.Storage";
    private const int MaxLinks = 32;

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Commits = Meter.CreateCounter<long>(
        "coop.storage.commits", "{transaction}", "Transactions that wrote something");

    private static readonly Counter<long> Rows = Meter.CreateCounter<long>("coop.storage.rows", "{row}", "Journal rows written");

    private static readonly Counter<long> Errors = Meter.CreateCounter<long>(
        "coop.storage.commit.errors", "{transaction}", "Transactions that failed as a whole");

    private static readonly Counter<long> Conflicts = Meter.CreateCounter<long>(
        "coop.storage.commit.conflicts", "{book}", "Book commits that met a later version, so that they are decided again");

    private static readonly Histogram<int> Books = Meter.CreateHistogram(
        "coop.storage.commit.books", "{book}", "Book commits that shared a transaction",
        advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] });

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "coop.storage.commit.duration", "s", "From taking the write lock to durable",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5],
        });

    /// <summary>A root span linked to the traces it serves: a shared commit is nobody's child. Called without a current activity.</summary>
    internal static Activity? StartCommit(IEnumerable<BookCommit> commits) => Source.HasListeners()
        ? Source.StartActivity("commit", ActivityKind.Internal, parentContext: default, links: Links(commits))
        : null;

    internal static void Committed(Activity? span, int books, int conflicts, int rows, TimeSpan duration)
    {
        Commits.Add(1);
        Rows.Add(rows);
        Books.Record(books);
        Conflicts.Add(conflicts);
        Duration.Record(duration.TotalSeconds);
        span?.SetTag("coop.books", books).SetTag("coop.rows", rows);
    }

    internal static void Failed(Activity? span, string why)
    {
        Errors.Add(1);
        span?.SetStatus(ActivityStatusCode.Error, why);
    }

    private static List<ActivityLink> Links(IEnumerable<BookCommit> commits)
    {
        var links = new List<ActivityLink>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var trace in commits.SelectMany(commit => commit.Events).Select(pending => pending.Trace))
        {
            if (trace.Length > 0 && seen.Add(trace) && ActivityContext.TryParse(trace, null, out var context))
                links.Add(new ActivityLink(context));
            if (links.Count == MaxLinks)
                break;
        }

        return links;
    }
}
