using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Network;

namespace CoopGrains.Gateway.Commitments;

/// <summary>Ledger entries: reported by one side, answered by the other.</summary>
internal static class EntryEndpoints
{
    public static void MapEntryReads(this RouteGroupBuilder book, BookKind kind, NetworkReads network)
    {
        book.MapGet("/{id}/commitments/{commitment}/entries", (string id, string commitment, HttpContext http) =>
            network.EntriesAsync(http, kind, id, commitment))
            .Aggregates<ListPage<EntryView>>("Entries of a commitment, in the order the book took them", "asOf", "limit", "cursor");

        book.MapGet("/{id}/entries/{entry}", (string id, string entry, HttpContext http) => network.EntryAsync(http, kind, id, entry))
            .Reads<EntryReply>("An entry as it stands, with its texts and evidence", 404);
    }

    public static void MapEntryWrites(this RouteGroupBuilder book, BookKind kind, BookWrites books)
    {
        book.MapPost("/{id}/commitments/{commitment}/entries", (string id, string commitment, HttpContext http) =>
            books.ChangeAsync<ICommitmentsGrain, ReportFulfilment>(
                http, kind, id, (grain, caller, command) => grain.ReportAsync(caller, command),
                (command, _) => command with { Commitment = commitment }, made => "/entries/" + made))
            .Creates<ReportFulfilment>(Roles.Recorder, "Reports fulfilment: one ledger entry").Refuses(423);

        book.MapPost("/{id}/entries/{entry}/correction", (string id, string entry, HttpContext http) =>
            books.ChangeAsync<ICommitmentsGrain, ReportFulfilment>(
                http, kind, id, (grain, caller, command) => grain.ReportAsync(caller, command),
                (command, request) => command with { Commitment = books.CommitmentOf(request, kind, id, entry), Corrects = entry },
                made => "/entries/" + made))
            .Creates<ReportFulfilment>(Roles.Recorder, "Reports the correction of a disputed or sent-back entry").Refuses(423);

        MapAnswers(book, kind, books);
    }

    private static void MapAnswers(RouteGroupBuilder book, BookKind kind, BookWrites books)
    {
        book.MapPost("/{id}/entries/{entry}/confirmation", (string id, string entry, HttpContext http) =>
            books.ChangeAsync<ICommitmentsGrain, ConfirmEntry>(
                http, kind, id, (grain, caller, command) => grain.ConfirmAsync(caller, command),
                (command, _) => command with { Entry = entry }))
            .Changes<ConfirmEntry>(Roles.Confirmer, "Confirms an entry for the caller's province or national body").Refuses(423);

        book.MapPost("/{id}/entries/{entry}/dispute", (string id, string entry, HttpContext http) =>
            books.ChangeAsync<ICommitmentsGrain, DisputeEntry>(
                http, kind, id, (grain, caller, command) => grain.DisputeAsync(caller, command),
                (command, _) => command with { Entry = entry }))
            .Changes<DisputeEntry>(Roles.Confirmer, "Disputes an entry with one's own figure").Refuses(423);

        book.MapPost("/{id}/entries/{entry}/sendBack", (string id, string entry, HttpContext http) =>
            books.ChangeAsync<ICommitmentsGrain, SendBackEntry>(
                http, kind, id, (grain, caller, command) => grain.SendBackAsync(caller, command),
                (command, _) => command with { Entry = entry }))
            .Changes<SendBackEntry>(Roles.Confirmer, "Sends an entry back to its author with a note").Refuses(423);

        book.MapPost("/{id}/entries/{entry}/withdrawal", (string id, string entry, HttpContext http) =>
            books.ChangeAsync<ICommitmentsGrain, WithdrawEntry>(
                http, kind, id, (grain, caller, command) => grain.WithdrawEntryAsync(caller, command),
                (command, _) => command with { Entry = entry }))
            .Changes<WithdrawEntry>(Roles.Recorder, "Takes back one's own unconfirmed entry").Refuses(423);
    }
}
