using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Requests;

namespace CoopGrains.Gateway.Programs;

/// <summary>Twinned places, many to many, and what they did together.</summary>
internal static class TwinningEndpoints
{
    public static void MapTwinnings(this RouteGroupBuilder programs, BookWrites books, TwinningReads reads)
    {
        var twinnings = programs.MapGroup("/{id}/twinnings").WithTags("Twinnings");

        twinnings.MapGet("", (string id, HttpContext http) => reads.ListAsync(http, id))
            .Aggregates<ListPage<Twinning>>("Twinnings of a program", "on", "asOf", "limit", "cursor");

        twinnings.MapGet("/counts", (string id, HttpContext http) => reads.CountAsync(http, id))
            .Aggregates<TwinningCounts>("How many places are twinned, by province and date", "on", "asOf");

        twinnings.MapGet("/{twinning}", (string id, string twinning, HttpContext http) => reads.OneAsync(http, id, twinning))
            .Reads<TwinningView>("A twinning with its log", 404);

        twinnings.MapPost("", (string id, HttpContext http) => books.ChangeAsync<IProgramGrain, AddTwinning>(
            http, BookKind.Program, id, (book, caller, command) => book.AddTwinningAsync(caller, command), created: made => "/twinnings/" + made))
            .Creates<AddTwinning>(Roles.Coordinator, "Enters a twinning; what the other side has entered is affirmed, and exists once").Answers<Replies.WriteReply>(200);

        twinnings.MapPut("/{twinning}", (string id, string twinning, HttpContext http) => books.ChangeAsync<IProgramGrain, CorrectTwinning>(
            http, BookKind.Program, id, (book, caller, command) => book.CorrectTwinningAsync(caller, command),
            (command, request) => command with { Twinning = twinning, Revision = IfMatch.RevisionOf(request) }))
            .Edits<CorrectTwinning>(Roles.Coordinator, "Says which places a twinning is of, where that was not known or wrong");

        twinnings.MapPost("/{twinning}/closure", (string id, string twinning, HttpContext http) =>
            books.ChangeAsync<IProgramGrain, EndTwinning>(
                http, BookKind.Program, id, (book, caller, command) => book.EndTwinningAsync(caller, command),
                (command, _) => command with { Twinning = twinning }))
            .Changes<EndTwinning>(Roles.Coordinator, "Ends a twinning");

        twinnings.MapPost("/{twinning}/activities", (string id, string twinning, HttpContext http) =>
            books.ChangeAsync<IProgramGrain, LogActivity>(
                http, BookKind.Program, id, (book, caller, command) => book.LogActivityAsync(caller, command),
                (command, _) => command with { Twinning = twinning }))
            .Changes<LogActivity>(Roles.Recorder | Roles.Coordinator, "Logs what twinned places did together");
    }
}
