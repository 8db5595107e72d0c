using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Problems;
using CoopGrains.Hosting.History;
using CoopGrains.Hosting.Telemetry.Traces;

namespace CoopGrains.Gateway.Operations.Pages;

/// <summary>Traces for operators.</summary>
internal sealed class TraceReads(TraceStore store, BookHistory history)
{
    private const int MostShown = 200;

    private static readonly string Lists = string.Join(", ", Enum.GetNames<TraceList>()).ToLowerInvariant();

    /// <summary>A list, filtered by what stands in the query.</summary>
    public async Task ListAsync(HttpContext http)
    {
        var asked = Query.Text(http.Request, "list", form: Lists) ?? "recent";
        if (!Enum.TryParse<TraceList>(asked, ignoreCase: true, out var list) || !Enum.IsDefined(list) || char.IsDigit(asked[0]))
            throw Problem.With(Codes.QueryInvalid, ("field", "list"), ("form", Lists)).Thrown();
        // A form sends what was left empty too.
        var (text, entry) = (http.Request.Query["text"].ToString(), http.Request.Query["entry"].ToString());
        var lines = (entry.Length == 0 ? store.List(list) : await OfEntryAsync(entry, http.RequestAborted))
            .Select(TraceLine.Of).Where(line => Matches(line, text)).Take(MostShown).ToList();
        var told = new TraceListReply(list.ToString().ToLowerInvariant(), lines);
        await OpsPage.AnswerAsync(http, told, "/traces", "Traces", () => TracePages.List(told, text, entry));
    }

    /// <summary>One trace.</summary>
    public Task OneAsync(HttpContext http, string id)
    {
        var parts = store.Find(id.ToLowerInvariant());
        if (parts.Count == 0)
            throw new Problem(Codes.PathUnknown).Thrown();
        var told = TraceReply.Of(parts, store.LinkedTo(parts[0].TraceId));
        return OpsPage.AnswerAsync(http, told, "/traces", told.Spans[0].Name, () => TracePages.One(told));
    }

    // A restricted book's row leads to a trace that is not kept: to nothing, like a row that is not there.
    private async Task<IEnumerable<KeptTrace>> OfEntryAsync(string entry, CancellationToken ct)
    {
        if (!BookVersion.TryParse(entry.Trim(), out var version))
            return [];
        var rows = await history.ReadAsync(version.Book, version.Version, 1, ct);
        return rows is [{ TraceId: { Length: > 0 } trace } row] && row.Sequence == version.Version ? store.Find(trace) : [];
    }

    private static bool Matches(TraceLine line, string text) => text.Length == 0
        || line.Name.Contains(text, StringComparison.OrdinalIgnoreCase) || line.TraceId.StartsWith(text, StringComparison.OrdinalIgnoreCase)
        || line.Code?.Contains(text, StringComparison.OrdinalIgnoreCase) is true || line.Status == text
        || line.Version?.Contains(text, StringComparison.OrdinalIgnoreCase) is true;
}
