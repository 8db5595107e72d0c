using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Requests;
using CoopGrains.Hosting.History;

namespace CoopGrains.Gateway.Agreements;

/// <summary>Amendments of the text in force: proposed, accepted, signed.</summary>
internal static class AmendmentEndpoints
{
    public static void MapAmendments(this RouteGroupBuilder agreements, BookWrites writes, BookReads reads, BookHistory history)
    {
        var amendments = agreements.MapGroup("/{id}/amendments").WithTags("Agreements");

        amendments.MapGet("/{number}", (string id, string number, HttpContext http) =>
            reads.PartAsync<IAgreementGrain, AgreementView, AmendmentView>(
                http, BookKind.Agreement, id, number, (book, reader) => book.ReadAsync(reader),
                view => view.Amendments.FirstOrDefault(amendment => amendment.Number == TalksEndpoints.NumberOf(number)),
                (book, found) => AmendmentTexts.ReadAsync(history, book, found, http.RequestAborted)))
            .ReadsBook<AmendmentView>("An amendment, field by field, before and after");

        amendments.MapPost("", (string id, HttpContext http) => writes.ChangeAsync<IAgreementGrain, ProposeAmendment>(
            http, BookKind.Agreement, id, (book, caller, command) => book.ProposeAmendmentAsync(caller, command),
            (command, request) => command with { Revision = IfMatch.RevisionOf(request) }, made => "/amendments/" + made))
            .Creates<ProposeAmendment>(Roles.Coordinator, "Proposes to change fields of the text in force")
            .WithMetadata(new TakesRevision()).Refuses(412, 428);

        Change<AcceptAmendment>("acceptances", "Accepts an amendment for the caller's party",
            (book, by, command) => book.AcceptAmendmentAsync(by, command), (command, number) => command with { Number = number });
        Change<SignAmendment>("signatures", "Signs an amendment for the caller's party; the last signature changes the text",
            (book, by, command) => book.SignAmendmentAsync(by, command), (command, number) => command with { Number = number });
        Change<WithdrawAmendment>("withdrawal", "Gives up an amendment, or turns it down",
            (book, by, command) => book.WithdrawAmendmentAsync(by, command), (command, number) => command with { Number = number });

        void Change<TCommand>(
            string path, string summary, Func<IAgreementGrain, Caller, TCommand, Task<Outcome>> ask, Func<TCommand, int, TCommand> place)
            where TCommand : Command =>
            amendments.MapPost($"/{{number}}/{path}", (string id, string number, HttpContext http) =>
                writes.ChangeAsync(http, BookKind.Agreement, id, ask, (command, _) => place(command, TalksEndpoints.NumberOf(number))))
                .Changes<TCommand>(Roles.Coordinator, summary);
    }
}
