using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Network;
using CoopGrains.Gateway.Requests;

namespace CoopGrains.Gateway.Agreements;

/// <summary>Agreements: begun or registered, accepted, signed, ended.</summary>
internal static class AgreementEndpoints
{
    public static void MapAgreementReads(this RouteGroupBuilder agreements, BookReads books, NetworkReads network)
    {
        agreements.Get("/", async http =>
        {
            Query.Only(http.Request, "q", "state", "party", "parent", "expiringWithin", "asOf", "limit", "cursor");
            var filter = new AgreementFilter
            {
                Words = Query.Text(http.Request, "q"),
                State = Query.Named<AgreementState>(http.Request, "state"),
                Party = await network.PartyAsync(http.Request),
                Parent = Query.Book(http.Request, "parent", BookKind.Agreement),
                ExpiringWithin = Query.Days(http.Request, "expiringWithin"),
            };
            await network.ListAsync(
                http, (reading, reader, page) => reading.Agreements(filter, reader, network.DayAsked(http), page.After, page.Limit));
        }).Aggregates<ListPage<AgreementSummary>>("Agreements", "q", "state", "party", "parent", "expiringWithin", "asOf", "limit", "cursor")
            .WithMetadata(new TakesState(typeof(AgreementState)));

        agreements.MapGet("/{id}", (string id, HttpContext http) =>
            books.ReadAsync<IAgreementGrain, AgreementView>(http, BookKind.Agreement, id, (book, reader) => book.ReadAsync(reader)))
            .ReadsBook<AgreementView>("An agreement as its book has it");
    }

    public static void MapAgreementWrites(this RouteGroupBuilder agreements, BookWrites books)
    {
        MapBeginnings(agreements, books);
        MapText(agreements, books);
        MapLife(agreements, books);
    }

    private static void MapBeginnings(RouteGroupBuilder agreements, BookWrites books)
    {
        agreements.Post("/", http => books.CreateAsync<IAgreementGrain, DraftAgreement>(
            http, BookKind.Agreement, command => (command.Id, command.Restricted),
            (book, caller, command) => book.DraftAsync(caller, command)))
            .Creates<DraftAgreement>(Roles.Coordinator, "Begins the draft of an agreement");

        agreements.Post("/registrations", http => books.CreateAsync<IAgreementGrain, RegisterInstrument>(
            http, BookKind.Agreement, command => (command.Id, false), (book, caller, command) => book.RegisterAsync(caller, command)))
            .Creates<RegisterInstrument>(Roles.Coordinator, "Enters an instrument signed outside the register, as its source states it");
    }

    private static void MapText(RouteGroupBuilder agreements, BookWrites books)
    {
        agreements.MapPut("/{id}/text", (string id, HttpContext http) => books.ChangeAsync<IAgreementGrain, EditText>(
            http, BookKind.Agreement, id, (book, caller, command) => book.EditTextAsync(caller, command),
            (command, request) => command with { Revision = IfMatch.RevisionOf(request) }))
            .Edits<EditText>(Roles.Coordinator, "Changes the text of a draft");

        agreements.MapPost("/{id}/acceptances", (string id, HttpContext http) => books.ChangeAsync<IAgreementGrain, AcceptText>(
            http, BookKind.Agreement, id, (book, caller, command) => book.AcceptTextAsync(caller, command),
            (command, request) => command with { Revision = IfMatch.RevisionOf(request) }))
            .Edits<AcceptText>(Roles.Coordinator, "Accepts the text for the caller's party");
    }

    private static void MapLife(RouteGroupBuilder agreements, BookWrites books)
    {
        Change<UnlockText>("unlock", "Opens an accepted text again; every acceptance is void",
            (book, by, command) => book.UnlockTextAsync(by, command));
        Change<SignAgreement>("signatures", "Signs for the caller's party", (book, by, command) => book.SignAsync(by, command));
        Change<WithdrawDraft>("withdrawal", "Gives up a draft", (book, by, command) => book.WithdrawAsync(by, command));
        Change<SuspendAgreement>("suspension", "Sets an agreement aside for a time", (book, by, command) => book.SuspendAsync(by, command));
        Change<ResumeAgreement>("resumption", "Takes a suspended agreement up again", (book, by, command) => book.ResumeAsync(by, command));
        Change<TerminateAgreement>("termination", "Ends an agreement before its term",
            (book, by, command) => book.TerminateAsync(by, command));

        Change<SignOffReview>("review", "Signs off the closing review for the caller's side; once both have, the term is frozen",
            (book, by, command) => book.SignOffReviewAsync(by, command));
        Change<WithdrawSignOff>("review/withdrawal", "Takes back a first signature under the closing review",
            (book, by, command) => book.WithdrawSignOffAsync(by, command));
        Change<ReopenReview>("review/reopening", "Asks to reopen a reviewed term, or agrees with the other side that has asked",
            (book, by, command) => book.ReopenReviewAsync(by, command));
        Change<WithdrawReopening>("review/reopening/withdrawal", "Stops asking to reopen a term, until the other side has agreed",
            (book, by, command) => book.WithdrawReopeningAsync(by, command));
        Change<RevertEnd>("reversion", "Asks to revert a wrong end, or agrees with the other side that has asked",
            (book, by, command) => book.RevertEndAsync(by, command));
        Change<WithdrawReversion>("reversion/withdrawal", "Stops asking to revert an end, until the other side has agreed",
            (book, by, command) => book.WithdrawReversionAsync(by, command));

        void Change<TCommand>(string path, string summary, Func<IAgreementGrain, Caller, TCommand, Task<Outcome>> ask)
            where TCommand : Command => agreements.MapChange(books, BookKind.Agreement, path, summary, ask);
    }
}
