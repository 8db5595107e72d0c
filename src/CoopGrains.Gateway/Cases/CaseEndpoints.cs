using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;

namespace CoopGrains.Gateway.Cases;

/// <summary>Cases of agreements and programs: issues, exchanges of information, overseers' questions, action points.</summary>
internal static class CaseEndpoints
{
    public static void MapCases(this RouteGroupBuilder book, BookKind kind, BookWrites books, CaseReads reads)
    {
        var cases = book.MapGroup("/{id}/cases").WithTags("Cases");

        cases.MapGet("", (string id, HttpContext http) => reads.ListAsync(http, kind, id))
            .Aggregates<ListPage<CaseView>>("Cases: open ones, and the last that ended", "state", "asOf", "limit", "cursor")
            .WithMetadata(new TakesState(typeof(CaseState)));

        cases.MapGet("/{caseId}", (string id, string caseId, HttpContext http) => reads.OneAsync(http, kind, id, caseId))
            .Reads<CaseReply>("A case as it stands, with what was said and when", 404);

        cases.MapPost("", (string id, HttpContext http) => books.ChangeAsync<ICasesGrain, RaiseCase>(
            http, kind, id, (grain, caller, command) => grain.RaiseCaseAsync(caller, command), created: made => "/cases/" + made))
            .Creates<RaiseCase>(NeededRole.Readers, "Raises an issue, sends information, asks as an overseer, sets an action point");

        MapSteps(cases, kind, books);
    }

    private static void MapSteps(RouteGroupBuilder cases, BookKind kind, BookWrites books)
    {
        Map<DeliverCase>("delivery", NeededRole.Workers, "Says that an exchange has reached the caller's party",
            (book, by, command) => book.DeliverAsync(by, command), (command, one) => command with { Case = one });
        Map<AcknowledgeCase>("acknowledgement", NeededRole.Workers, "Acknowledges a case for the caller's party",
            (book, by, command) => book.AcknowledgeAsync(by, command), (command, one) => command with { Case = one });
        Map<ProposeResolution>("proposal", NeededRole.Workers, "Proposes how an issue is resolved",
            (book, by, command) => book.ProposeAsync(by, command), (command, one) => command with { Case = one });
        Map<ReplyToCase>("reply", NeededRole.Workers, "Replies to an overseer's question or recommendation, which closes it",
            (book, by, command) => book.ReplyAsync(by, command), (command, one) => command with { Case = one });
        Map<CompleteAction>("completion", NeededRole.Workers, "Says that an action point is done",
            (book, by, command) => book.CompleteAsync(by, command), (command, one) => command with { Case = one });
        Map<VerifyAction>("verification", NeededRole.Workers, "Verifies an action point; not for whoever did it",
            (book, by, command) => book.VerifyAsync(by, command), (command, one) => command with { Case = one });
        Map<CloseCase>("closure", NeededRole.Readers, "Closes a case for the caller's side, or takes back one's own question",
            (book, by, command) => book.CloseCaseAsync(by, command), (command, one) => command with { Case = one });
        Map<ReopenCase>("reopening", NeededRole.Readers, "Opens a case again that was not settled, or not answered",
            (book, by, command) => book.ReopenAsync(by, command), (command, one) => command with { Case = one });
        Map<EscalateCase>("escalation", Roles.Coordinator, "Hands an issue to the overseers; silence does so by itself",
            (book, by, command) => book.EscalateAsync(by, command), (command, one) => command with { Case = one });
        Map<RevertEscalation>("escalation/reversion", Roles.Coordinator, "Takes an escalation back, for its due date for good",
            (book, by, command) => book.RevertEscalationAsync(by, command), (command, one) => command with { Case = one });

        void Map<TCommand>(string path, Roles anyOf, string summary,
            Func<ICasesGrain, Caller, TCommand, Task<Outcome>> ask, Func<TCommand, string, TCommand> place)
            where TCommand : Command =>
            cases.MapPost($"/{{caseId}}/{path}", (string id, string caseId, HttpContext http) =>
                books.ChangeAsync(http, kind, id, ask, (command, _) => place(command, caseId)))
                .Changes<TCommand>(anyOf, summary);
    }
}
