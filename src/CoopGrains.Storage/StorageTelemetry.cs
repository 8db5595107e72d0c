using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CoopGrains.Storage;

/// <summary>Source and meter <c>CoopGrains.Storage</c>.</summary>
internal static class StorageTelemetry
{
    internal const string Name = "CoopGrains.Storage";

    private const int MaxLinks = 32;

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Commits = Meter.CreateCounter<long>(
        "coop.storage.commits", "{transaction}", "Transactions that wrote something");

    private static readonly Counter<long> Rows = Meter.CreateCounter<long>("coop.storage.rows", "{row}", "Journal rows written");

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

    private static long _errors;
    private static long _brokenChains;
    private static long _holes;
    private static long _lost;

    // What operators are called for is there from the start, so that its first occurrence is seen as an increase.
    static StorageTelemetry()
    {
        Meter.CreateObservableCounter(
            "coop.storage.commit.errors", () => Volatile.Read(ref _errors), "{transaction}", "Transactions that failed as a whole");
        Meter.CreateObservableCounter<long>("coop.storage.damage", Damage, "{finding}", "Rows that were found to be damaged or missing");
    }

    /// <summary>A root span linked to the traces it serves: a shared commit is nobody's child. Called without a current activity.</summary>
    /// <remarks>
    /// It tells of open books alone. One that serves none of them is withheld: it is of restricted books, or kept what was read of them.
    /// </remarks>
    internal static Activity? StartCommit(IEnumerable<BookCommit> commits)
    {
        if (!Source.HasListeners())
            return null;
        BookCommit[] open = [.. commits.Where(commit => !commit.Restricted)];
        var span = Source.StartActivity("commit", ActivityKind.Internal, parentContext: default, links: Links(open));
        if (open.Length == 0)
            Withheld.Mark(span);
        return span;
    }

    /// <summary>A statement, or a few alike, of SQLite, which makes no spans of its own.</summary>
    /// <param name="operation">Such as COMMIT.</param>
    /// <param name="path">The database.</param>
    internal static Activity? StartSql(string operation, string path)
    {
        if (!Source.HasListeners() || Source.StartActivity(operation, ActivityKind.Client) is not { } span)
            return null;
        var database = Path.GetFileName(path);
        span.DisplayName = $"{operation} {database}";
        return span.SetTag("db.system.name", "sqlite").SetTag("db.namespace", database).SetTag("db.operation.name", operation);
    }

    /// <summary>What has become durable; ends the span, so that whoever is told of it finds it ended.</summary>
    /// <param name="span">Of <see cref="StartCommit"/>.</param>
    /// <param name="commits">What it was asked for, with what became of each.</param>
    /// <param name="books">How many writes shared it.</param>
    /// <param name="rows">Journal rows of all books.</param>
    /// <param name="duration">From taking the write lock to durable.</param>
    internal static void Committed(
        Activity? span, IEnumerable<(BookCommit Commit, CommitResult? Result)> commits, int books, int rows, TimeSpan duration)
    {
        Commits.Add(1);
        Rows.Add(rows);
        Books.Record(books);
        Duration.Record(duration.TotalSeconds);
        var (openBooks, openRows, conflicts) = (0, 0, 0);
        foreach (var (commit, result) in commits)
        {
            conflicts += result is CommitResult.VersionConflict ? 1 : 0;
            if (commit.Restricted)
                continue;
            openBooks++;
            openRows += result is CommitResult.Committed ? commit.Events.Count : 0;
        }

        Conflicts.Add(conflicts);
        span?.SetTag("coop.books", openBooks).SetTag("coop.rows", openRows).Stop();
    }

    internal static void Failed(Activity? span, Exception error)
    {
        Interlocked.Increment(ref _errors);
        span?.SetTag("error.type", error.GetType().FullName).SetStatus(ActivityStatusCode.Error, error.Message);
    }

    /// <summary>The rows of a book do not chain.</summary>
    internal static void ChainBroken() => Interlocked.Increment(ref _brokenChains);

    /// <summary>A position is missing in the journal.</summary>
    internal static void HoleFound() => Interlocked.Increment(ref _holes);

    /// <summary>The store no longer holds what this process saw committed.</summary>
    internal static void RowsLost() => Interlocked.Increment(ref _lost);

    private static IEnumerable<Measurement<long>> Damage() =>
    [
        new(Volatile.Read(ref _brokenChains), new KeyValuePair<string, object?>("what", "chain")),
        new(Volatile.Read(ref _holes), new KeyValuePair<string, object?>("what", "hole")),
        new(Volatile.Read(ref _lost), new KeyValuePair<string, object?>("what", "lost")),
    ];

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
