using System.Data.Common;
using System.Net.Sockets;
using CoopGrains.Contracts;
using CoopGrains.Grains;
using CoopGrains.Storage;
using Npgsql;

namespace CoopGrains.Hosting.Cluster;

/// <summary>What failures of the statements in <c>infra/postgres/0004_orleans.sql</c> are to a book.</summary>
internal static class AdoNetFaults
{
    /// <summary>A write that certainly wrote nothing, in words that books know; null if that is not certain.</summary>
    public static Exception? OfWrite(Exception fault) => fault switch
    {
        PostgresException { SqlState: "CG003" } => new DeadlinePassedException(),
        PostgresException { SqlState: "CG004" } refused => new UnstorableException(refused.MessageText),
        // An ERROR is told after the transaction was undone; anything worse may have come after its commit.
        PostgresException { InvariantSeverity: "ERROR" } refused => refused.SqlState[..2] is "22" or "23" or "54"
            ? new UnstorableException(refused.MessageText)
            : new NotAppliedException($"Writing failed: {refused.MessageText} Nothing was written.", refused),
        _ => null,
    };

    /// <summary>Why a book could not be read, for <see cref="BookDocument.Unreadable"/>; null for a defect.</summary>
    public static Exception? OfRead(Exception fault) => fault switch
    {
        BookUnreadableException damage => new BookDamagedException(damage.Message, damage),
        DbException or SocketException or IOException or TimeoutException =>
            new NotAppliedException($"Reading failed: {fault.Message}", fault),
        _ => null,
    };
}
