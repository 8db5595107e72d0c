using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Problems;

namespace CoopGrains.Gateway.Operations.Pages;

/// <summary>What this process refused and could not answer, by code; also as <c>coop.gateway.problems</c>.</summary>
/// <remarks>
/// Operators are not cleared: what is about a restricted book is not counted, nor are codes that tell of such books alone. Nothing is kept
/// of who asked, nor of what was sent.
/// </remarks>
internal sealed class Refusals
{
    private const int MostRecent = 100;

    private static readonly FrozenSet<string> OfRestricted = new[]
    {
        RefusalCodes.ClearanceMissing, RefusalCodes.RestrictedIdNotTaken, RefusalCodes.MustBeRestricted, RefusalCodes.OpenBooksOnly,
        RefusalCodes.GrantEndInvalid, RefusalCodes.GrantNotNeeded, RefusalCodes.ReadsOnly,
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly Lock _change = new();
    private readonly Dictionary<string, (int Status, long Count, DateTime Last)> _byCode = new(StringComparer.Ordinal);
    private readonly Queue<RecentRefusal> _recent = new();
    private readonly Counter<long> _problems;

    public Refusals(IMeterFactory meters) => _problems = meters.Create("CoopGrains.Gateway")
        .CreateCounter<long>(
            "coop.gateway.problems", "{reply}", "Replies that were problem documents, by code; none about restricted books");

    /// <summary>Whether a code, by itself, tells of a restricted book.</summary>
    public static bool TellsOfRestricted(string code) => OfRestricted.Contains(code);

    /// <summary>Counts a reply. Codes and routes are the site's own, so their number has an end.</summary>
    public void Add(string method, string? route, string code, int status)
    {
        if (TellsOfRestricted(code))
            return;
        _problems.Add(1, new KeyValuePair<string, object?>("code", code));
        var at = TimeProvider.System.GetUtcNow().UtcDateTime;
        lock (_change)
        {
            _byCode[code] = (status, _byCode.GetValueOrDefault(code).Count + 1, at);
            _recent.Enqueue(new(at, method, route, code, status));
            if (_recent.Count > MostRecent)
                _recent.Dequeue();
        }
    }

    /// <summary>All of it: the most frequent code first, the newest reply first.</summary>
    public RefusalsReply Tell()
    {
        lock (_change)
            return new(
                [.. _byCode.Select(Count).OrderByDescending(count => count.Count).ThenBy(count => count.Code, StringComparer.Ordinal)],
                [.. _recent.Reverse()]);
    }

    private static RefusalCount Count(KeyValuePair<string, (int Status, long Count, DateTime Last)> code) =>
        new(code.Key, ProblemCatalog.Of(code.Key).Title.En, code.Value.Status, code.Value.Count, code.Value.Last);
}

/// <summary>What was refused.</summary>
/// <param name="Codes">By code, since the process began.</param>
/// <param name="Recent">The last of them.</param>
internal sealed record RefusalsReply(IReadOnlyList<RefusalCount> Codes, IReadOnlyList<RecentRefusal> Recent);

/// <summary>How often a code was answered.</summary>
/// <param name="Code">The code.</param>
/// <param name="Title">What it means.</param>
/// <param name="Status">Its status.</param>
/// <param name="Count">How often, since the process began.</param>
/// <param name="Last">When it last was.</param>
internal sealed record RefusalCount(string Code, string Title, int Status, long Count, DateTime Last);

/// <summary>One refusal.</summary>
/// <param name="At">When.</param>
/// <param name="Method">The request's method.</param>
/// <param name="Route">The route's template; null where none matched.</param>
/// <param name="Code">The code.</param>
/// <param name="Status">The status.</param>
internal sealed record RecentRefusal(DateTime At, string Method, string? Route, string Code, int Status);
