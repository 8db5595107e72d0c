using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CoopGrains.Storage.Sqlite;

/// <summary>SQLite's errors in words for an operator.</summary>
internal static class SqliteFaults
{
    /// <summary>The value or the row was refused, the connection is well.</summary>
    internal static bool ConcernsOneRow(SqliteException e) =>
        e.SqliteErrorCode is raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH;

    /// <summary>These come before the commit record is whole, so they cannot hide a commit.</summary>
    internal static bool CannotHaveCommitted(Exception e) =>
        e is SqliteException { SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_READONLY or raw.SQLITE_BUSY };

    internal static StoreUnavailableException Unavailable(Exception e, string path, string doing, bool outcomeKnown)
    {
        var what = e is SqliteException sqlite ? Describe(sqlite, path) : $"{e.GetType().Name}: {e.Message}";
        var outcome = outcomeKnown ? "Nothing was written." : "Whether it was written is not known yet.";
        return new StoreUnavailableException($"{doing} {path} failed. {what} {outcome}", outcomeKnown, e) { IsFull = IsFull(e) };
    }

    /// <summary>There was no space for it.</summary>
    internal static bool IsFull(Exception e) => e is SqliteException { SqliteErrorCode: raw.SQLITE_FULL };

    private static string Describe(SqliteException e, string path) => e.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => "The disk is full: free space on it, writing then goes on by itself.",
        raw.SQLITE_READONLY => "It is read-only: check the mount and the owner of the file and its folder.",
        raw.SQLITE_CANTOPEN => "It cannot be opened: check that the folder exists and that this user may write there.",
        raw.SQLITE_PERM or raw.SQLITE_AUTH => "This user may not use it: check the owner of the file and its folder.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"Another program holds its lock: end it (fuser {path}).",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => "It is damaged: stop, keep a copy of the files, then restore a backup.",
        raw.SQLITE_IOERR => $"The disk reported an error ({e.SqliteExtendedErrorCode}): check its health before anything else.",
        _ => $"{e.Message} ({e.SqliteExtendedErrorCode})",
    };
}
