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
            Query.Only(http.Request, "state", "party", "expiringWithin", "limit", "cursor");
            var filter = new AgreementFilter
            {
                State = Query.Named<AgreementState>(http.Request, "state"),
                Party = await network.PartyAsync(http.Request),
                ExpiringWithin = Query.Days(http.Request, "expiringWithin"),
            };
            await network.ListAsync(
                http, (reading, reader, page) => reading.Agreements(filter, reader, network.Today, page.After, page.Limit));
        }).Aggregates<ListPage<AgreementSummary>>("Agreements", "state", "party", "expiringWithin", "limit", "cursor")
            .WithMetadata(new TakesState(typeof(AgreementState)));

        agreements.MapGet("/{id}", (string id, HttpContext http) =>
            books.ReadAsync<IAgreementGrain, AgreementView>(http, BookKind.Agreement, id, (book, reader) => book.ReadAsync(reader)))
            .Reads<AgreementView>("An agreement as its book has it", 404);
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

        agreements.MapPost("/{id}/unlock", (string id, HttpContext http) => books.ChangeAsync<IAgreementGrain, UnlockText>(
            http, BookKind.Agreement, id, (book, caller, command) => book.UnlockTextAsync(caller, command)))
            .Changes<UnlockText>(Roles.Coordinator, "Opens an accepted text again; every acceptance is void");

        agreements.MapPost("/{id}/signatures", (string id, HttpContext http) => books.ChangeAsync<IAgreementGrain, SignAgreement>(
            http, BookKind.Agreement, id, (book, caller, command) => book.SignAsync(caller, command)))
            .Changes<SignAgreement>(Roles.Coordinator, "Signs for the caller's party");
    }

    private static void MapLife(RouteGroupBuilder agreements, BookWrites books)
    {
        agreements.MapPost("/{id}/withdrawal", (string id, HttpContext http) => books.ChangeAsync<IAgreementGrain, WithdrawDraft>(
            http, BookKind.Agreement, id, (book, caller, command) => book.WithdrawAsync(caller, command)))
            .Changes<WithdrawDraft>(Roles.Coordinator, "Gives up a draft");

        agreements.MapPost("/{id}/suspension", (string id, HttpContext http) => books.ChangeAsync<IAgreementGrain, SuspendAgreement>(
            http, BookKind.Agreement, id, (book, caller, command) => book.SuspendAsync(caller, command)))
            .Changes<SuspendAgreement>(Roles.Coordinator, "Sets an agreement aside for a time");

        agreements.MapPost("/{id}/resumption", (string id, HttpContext http) => books.ChangeAsync<IAgreementGrain, ResumeAgreement>(
            http, BookKind.Agreement, id, (book, caller, command) => book.ResumeAsync(caller, command)))
            .Changes<ResumeAgreement>(Roles.Coordinator, "Takes a suspended agreement up again");

        agreements.MapPost("/{id}/termination", (string id, HttpContext http) => books.ChangeAsync<IAgreementGrain, TerminateAgreement>(
            http, BookKind.Agreement, id, (book, caller, command) => book.TerminateAsync(caller, command)))
            .Changes<TerminateAgreement>(Roles.Coordinator, "Ends an agreement before its term");
    }
}
