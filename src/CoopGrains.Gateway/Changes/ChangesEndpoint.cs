using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Problems;
using CoopGrains.Hosting.Faults;
using CoopGrains.Hosting.History;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Changes;

/// <summary>Streams to readers every change that they see, once, in the order of the journal, from where they left off.</summary>
internal sealed partial class ChangeStreams(
    ChangeFanOut fanOut, JournalEvents journal, INetworkView view, Register register, Spelling spelling, StreamPlaces places,
    Cursors cursors, TimeProvider clock, ILogger<ChangeStreams> log)
{
    private const int Page = 1_000;

    /// <summary>Answers for as long as the reader stays.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        Query.Only(http.Request, "kind", "province", "after");
        var visit = http.Visit();
        var filter = await ChangeFilter.OfAsync(http.Request, spelling);
        using var ids = StreamIds.SealOf(cursors, visit.Actor);
        using var common = StreamIds.CommonSeal(cursors);
        var after = LastId(http.Request) is { } id ? StreamIds.Read(ids, common, id) : (long?)null;
        if (fanOut.Stopped is { } stopped)
            throw new Problem(stopped).Thrown();
        using var place = places.Take(visit.Actor);

        var stream = new ChangeStream(visit, filter, register, view, clock);
        var reader = new EventWriter(http, ids, stream, clock);
        using var left = http.RequestAborted.UnsafeRegister(static stream => ((ChangeStream)stream!).End(EventWriter.Left), stream);
        fanOut.Join(stream);
        try
        {
            await SendAsync(reader, stream, common, after ?? view.Position, http.RequestAborted);
        }
        catch (Exception exception) when (http.Response.HasStarted)
        {
            stream.End(CodeOf(exception));
            await reader.EndAsync((await stream.NextAsync()).End!);
        }
        finally
        {
            stream.Ending = null;
            fanOut.Leave(stream);
        }
    }

    private async Task SendAsync(EventWriter reader, ChangeStream stream, CursorSeal common, long from, CancellationToken ct)
    {
        await reader.BeginAsync(from);
        // From far behind straight from the store, so that nothing piles up meanwhile.
        while (!stream.HasEnded && from + Page < view.Position)
            from = await CopyAsync(reader, stream, common, from, view.Position, ct);
        stream.Listen();
        var to = Math.Max(from, view.Position);
        while (!stream.HasEnded && from < to)
            from = await CopyAsync(reader, stream, common, from, to, ct);
        stream.Begin(to);
        while (await reader.SendAsync(await stream.NextAsync()))
        {
        }
    }

    /// <summary>Sends one page of what was recorded, and tells how far it reaches.</summary>
    private async Task<long> CopyAsync(
        EventWriter reader, ChangeStream stream, CursorSeal common, long from, long to, CancellationToken ct)
    {
        var page = await journal.ReadAsync(from, Page, ct);
        if (!stream.HasRights())
            return from;
        var frames = page.TakeWhile(recorded => recorded.Position <= to)
            .Select(recorded => fanOut.ChangeOf(recorded, common)).OfType<Change>().Select(stream.FrameOf).OfType<Frame>().ToList();
        await reader.WriteAsync(frames);
        return page.Count == 0 ? to : Math.Min(to, page[^1].Position);
    }

    private static string? LastId(HttpRequest request) => request.Headers.TryGetValue("Last-Event-ID", out var sent)
        ? sent is [{ } id] ? id : throw new Problem(Codes.CursorInvalid).Thrown()
        : Query.Text(request, "after", longest: 1_000);

    private string CodeOf(Exception exception)
    {
        switch (Fault.Of(exception))
        {
            case FaultKind.Defect when exception is not (OperationCanceledException or IOException):
                LogDefect(exception);
                return Codes.InternalError;
            case FaultKind.Defect:
                return EventWriter.Left;
            default:
                LogFault(exception);
                return Codes.Unavailable;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A stream of changes could not go on")]
    private partial void LogFault(Exception exception);

    [LoggerMessage(2, LogLevel.Error, "A stream of changes met a defect")]
    private partial void LogDefect(Exception exception);
}

/// <summary>The stream of changes.</summary>
internal static class ChangesEndpoint
{
    public static void MapChanges(this RouteGroupBuilder v1, ChangeStreams streams) =>
        v1.Get("/changes", http => streams.AnswerAsync(http))
            .Streams<ChangeItem>(
                "Every change that the caller sees, once, per book in order, as server-sent events; from now on, or behind the last id")
            .WithMetadata(new TakesQuery("kind", "province", "after"))
            .Refuses(422)
            .WithTags("Changes");
}
