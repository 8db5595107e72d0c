using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Network;

namespace CoopGrains.Gateway.Commitments;

/// <summary>Locks of periods: set by either side, lifted by both for a time.</summary>
internal static class LockEndpoints
{
    public static void MapLocks(this RouteGroupBuilder v1, NetworkReads network) =>
        v1.Get("/locks", http =>
        {
            Query.Only(http.Request, "limit", "cursor");
            return network.ListAsync(http, (reading, reader, page) => reading.Locks(reader, network.Today, page.After, page.Limit));
        }).Aggregates<ListPage<PeriodLockView>>("Locked periods: by whom, why, and unlocked until when", "limit", "cursor").WithTags("Locks");

    public static void MapLockWrites(this RouteGroupBuilder book, BookKind kind, BookWrites books)
    {
        var locks = book.MapGroup("/{id}/commitments/{commitment}/locks").WithTags("Locks");

        locks.MapPost("", (string id, string commitment, HttpContext http) => books.ChangeAsync<ICommitmentsGrain, LockPeriod>(
            http, kind, id, (grain, caller, command) => grain.LockPeriodAsync(caller, command),
            (command, _) => command with { Commitment = commitment }, made => $"/commitments/{commitment}/locks/{made}"))
            .Creates<LockPeriod>(Roles.Coordinator, "Locks a period of a commitment, or ends an unlock of it");

        locks.MapPost("/{period}/unlock", (string id, string commitment, string period, HttpContext http) =>
            books.ChangeAsync<ICommitmentsGrain, UnlockPeriod>(
                http, kind, id, (grain, caller, command) => grain.UnlockPeriodAsync(caller, command),
                (command, _) => command with { Commitment = commitment, Lock = period }))
            .Changes<UnlockPeriod>(Roles.Coordinator, "Asks to unlock a period until the end of a day; once both sides have, it is");

        locks.MapPost("/{period}/unlock/withdrawal", (string id, string commitment, string period, HttpContext http) =>
            books.ChangeAsync<ICommitmentsGrain, WithdrawUnlock>(
                http, kind, id, (grain, caller, command) => grain.WithdrawUnlockAsync(caller, command),
                (command, _) => command with { Commitment = commitment, Lock = period }))
            .Changes<WithdrawUnlock>(Roles.Coordinator, "Stops asking to unlock a period, until the other side has agreed");
    }
}
