using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Requests;

namespace CoopGrains.Gateway.Commitments;

/// <summary>Commitments and targets, the same in all three books.</summary>
internal static class CommitmentEndpoints
{
    public static void MapCommitmentReads(this RouteGroupBuilder book, BookKind kind, BookReads books)
    {
        book.MapGet("/{id}/commitments/{commitment}", (string id, string commitment, HttpContext http) => kind switch
        {
            BookKind.Province => books.CommitmentAsync<IProvinceGrain, ProvinceView>(
                http, kind, id, commitment, (grain, reader) => grain.ReadAsync(reader), view => view.Commitments),
            BookKind.Agreement => books.CommitmentAsync<IAgreementGrain, AgreementView>(
                http, kind, id, commitment, (grain, reader) => grain.ReadAsync(reader), view => view.Commitments),
            _ => books.CommitmentAsync<IProgramGrain, ProgramView>(
                http, kind, id, commitment, (grain, reader) => grain.ReadAsync(reader), view => view.Commitments),
        }).ReadsBook<CommitmentView>("A commitment with its figures");
    }

    public static void MapCommitmentWrites(this RouteGroupBuilder book, BookKind kind, BookWrites books)
    {
        book.MapPost("/{id}/commitments", (string id, HttpContext http) => books.ChangeAsync<ICommitmentsGrain, AddCommitment>(
            http, kind, id, (grain, caller, command) => grain.AddCommitmentAsync(caller, command), created: made => "/commitments/" + made))
            .Creates<AddCommitment>(Roles.Coordinator, "Enters a commitment: as stated by a source, or as a proposal to all whom it names");

        book.MapPut("/{id}/commitments/{commitment}/targets", (string id, string commitment, HttpContext http) =>
            books.ChangeAsync<ICommitmentsGrain, SetTarget>(
                http, kind, id, (grain, caller, command) => grain.SetTargetAsync(caller, command),
                (command, request) => command with { Commitment = commitment, Revision = IfMatch.RevisionOf(request) }))
            .Edits<SetTarget>(Roles.Coordinator, "Sets or changes the target of one period; of what is agreed, once all have whom it names").Refuses(423);

        book.MapPost("/{id}/commitments/{commitment}/agreement", (string id, string commitment, HttpContext http) =>
            books.ChangeAsync<ICommitmentsGrain, AgreeToCommitment>(
                http, kind, id, (grain, caller, command) => grain.AgreeToCommitmentAsync(caller, command),
                (command, request) => command with { Commitment = commitment, Revision = IfMatch.RevisionOf(request) }))
            .Edits<AgreeToCommitment>(Roles.Coordinator, "Agrees to a proposal, or to the targets that are asked for; the last whom it names brings it about")
            .Refuses(423);

        book.MapPost("/{id}/commitments/{commitment}/cancellation", (string id, string commitment, HttpContext http) =>
            books.ChangeAsync<ICommitmentsGrain, CancelCommitment>(
                http, kind, id, (grain, caller, command) => grain.CancelCommitmentAsync(caller, command),
                (command, _) => command with { Commitment = commitment }))
            .Changes<CancelCommitment>(Roles.Coordinator, "Drops or refuses a proposal; gives up what is agreed, once all have asked whom it names")
            .Refuses(423);

        book.MapPost("/{id}/commitments/{commitment}/cancellation/withdrawal", (string id, string commitment, HttpContext http) =>
            books.ChangeAsync<ICommitmentsGrain, WithdrawCancellation>(
                http, kind, id, (grain, caller, command) => grain.WithdrawCancellationAsync(caller, command),
                (command, _) => command with { Commitment = commitment }))
            .Changes<WithdrawCancellation>(Roles.Coordinator, "Stops asking to give a commitment up, until all have agreed")
            .Refuses(423);
    }
}
