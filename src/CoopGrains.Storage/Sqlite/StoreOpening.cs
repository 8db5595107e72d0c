using Microsoft.Extensions.Logging;

namespace CoopGrains.Storage.Sqlite;

/// <summary>Steps that bring a store from files to a connection that may write.</summary>
internal static partial class StoreOpening
{
    internal static WriteConnection Connect(string path, TimeProvider clock)
    {
        var connection = SqliteConnections.OpenWriter(path, create: true);
        try
        {
            Migrations.Apply(connection, clock);
            var db = new WriteConnection(connection);
            if (db.Epoch() == 0)
                db.InsertEpoch(1, clock.GetUtcNow(), "new store");
            return db;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Refuses a journal that is shorter than, or another than, the one that was committed.</summary>
    internal static void CheckAnchor(WriteConnection db, AnchorFile file, ILogger log)
    {
        var epoch = db.Epoch();
        var (position, hash, _) = db.Head();
        if (file.Read() is not { } anchor)
        {
            if (position > 0)
            {
                LogAnchorLost(log, file.Path, position);
                file.Write(new HeadAnchor(epoch, position, hash));
            }

            return;
        }

        // An epoch behind the anchor's was begun to accept a loss; the process ended before it wrote the new anchor.
        if (anchor.Epoch < epoch)
            return;
        if (anchor.Epoch > epoch || anchor.Position > position)
            throw Lost(db, file, anchor, $"its journal ends at position {position} of epoch {epoch}");
        if (db.HashAt(anchor.Position) != anchor.Hash)
            throw Lost(db, file, anchor, $"it has another row at position {anchor.Position}");
    }

    private static StoreRefusedException Lost(WriteConnection db, AnchorFile file, HeadAnchor anchor, string what) => new(
        StoreRefusal.JournalLost,
        $"{db.Connection.DataSource} has lost committed rows: {file.Path} names position {anchor.Position} of epoch {anchor.Epoch}, "
        + $"but {what}. Restore the newest backup, or accept the loss with `coop epoch`.");

    [LoggerMessage(8, LogLevel.Warning,
        "The head anchor {Path} is missing or cannot be read; trusting the database, whose journal ends at {Position}")]
    private static partial void LogAnchorLost(ILogger log, string path, long position);
}
