using System.Net.Sockets;
using Npgsql;

namespace CoopGrains.Storage.Postgres;

/// <summary>PostgreSQL's errors in words for an operator.</summary>
internal static class PostgresFaults
{
    /// <summary>The server or the way to it failed; not a cancellation and not a mistake of ours.</summary>
    internal static bool IsFault(Exception e, CancellationToken ct) =>
        !ct.IsCancellationRequested && e is NpgsqlException or SocketException or IOException or TimeoutException or InvalidDataException
            or ObjectDisposedException;

    /// <summary>The server said that it undid the transaction. Anything but an ERROR may have come after the commit.</summary>
    internal static bool IsDefinite(Exception e) => e is PostgresException { InvariantSeverity: "ERROR" };

    /// <summary>A value or a row was refused; alone, the others of the batch would have passed.</summary>
    internal static bool ConcernsOneRow(PostgresException e) => e.SqlState[..2] is "22" or "23" or "54";

    internal static StoreUnavailableException Unavailable(Exception e, string name, string doing, bool outcomeKnown)
    {
        var outcome = outcomeKnown ? "Nothing was written." : "Whether it was written is not known yet.";
        return new StoreUnavailableException($"{doing} {name} failed. {Describe(e)} {outcome}", outcomeKnown, e) { IsFull = IsFull(e) };
    }

    /// <summary>The server had no space for it.</summary>
    internal static bool IsFull(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.DiskFull };

    private static string Describe(Exception e) => e switch
    {
        PostgresException p => p.SqlState switch
        {
            "53100" => "The server's disk is full: free space on it, writing then goes on by itself.",
            "53300" => "The server has no connection left: raise max_connections, or run fewer processes.",
            "53200" => "The server is out of (shared) memory: raise max_locks_per_transaction, or look at its memory.",
            "57P01" or "57P02" or "57P03" => "The server is starting or stopping; it is tried again.",
            "55P03" or "40P01" => "Another session holds a lock for too long: look at pg_stat_activity.",
            "57014" => "The statement took too long and was cancelled: look at the server's load and disk.",
            "28000" or "28P01" => "The user or password is wrong: check the connection string.",
            "42501" => $"The user may not do this ({p.MessageText}): the site signs in as coop_app, `coop migrate` as the owner.",
            "3D000" => "There is no such database: create it, then run `coop migrate`.",
            "3F000" or "42P01" or "42883" => "It has no such tables or functions: run `coop migrate`.",
            _ => $"{p.MessageText} ({p.SqlState})",
        },
        _ when e.InnerException is SocketException socket =>
            $"The server cannot be reached ({socket.Message}): is it running, is the address right?",
        _ => $"{e.GetType().Name}: {e.Message}",
    };
}
