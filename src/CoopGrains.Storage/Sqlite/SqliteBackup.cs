using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CoopGrains.Storage.Sqlite;

/// <summary>Copies of whole stores: taken while a process writes, and put where a store is to be.</summary>
public static class SqliteBackup
{
    private const int PagesAtOnce = 1_024;
    private static readonly byte[] FirstBytes = "SQLite format 3\0"u8.ToArray();

    /// <summary>Copies a store into a new file, as it stands after one commit. The writer goes on meanwhile.</summary>
    /// <param name="path">The store.</param>
    /// <param name="target">The file to make; there is none yet.</param>
    /// <param name="progress">Is told which share is copied, from 0 to 1.</param>
    /// <param name="ct">Stops it; then there is no file.</param>
    /// <exception cref="StoreUnavailableException">One of the files cannot be used; then there is no file.</exception>
    public static Task SaveAsync(string path, string target, IProgress<double> progress, CancellationToken ct) => Task.Run(
        () =>
        {
            try
            {
                using var source = SqliteConnections.OpenReader(path);
                // One view of the store for all steps: without it, each commit would let the copy begin anew.
                SqliteConnections.Execute(source, "BEGIN; SELECT max(position) FROM journal");
                using var copy = new SqliteConnection(
                    new SqliteConnectionStringBuilder { DataSource = target, Pooling = false }.ToString());
                copy.Open();
                Copy(source, copy, progress, ct);
                // One file, which whoever reads it need not write beside.
                SqliteConnections.Execute(copy, "PRAGMA journal_mode=DELETE");
            }
            catch (Exception e)
            {
                File.Delete(target);
                if (e is SqliteException or IOException or UnauthorizedAccessException)
                    throw SqliteFaults.Unavailable(e, path, $"Copying into {target}", outcomeKnown: true);
                throw;
            }
        },
        ct);

    /// <summary>True when a file begins as a copy of a store does.</summary>
    public static bool IsBackup(string file)
    {
        using var stream = File.OpenRead(file);
        var first = new byte[FirstBytes.Length];
        return stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length && first.AsSpan().SequenceEqual(FirstBytes);
    }

    /// <summary>Puts a copy where a store is to be, and begins an epoch in it. What stood there is kept under another name.</summary>
    /// <param name="backup">The copy; it stays as it is.</param>
    /// <param name="path">The store, which no process writes; its anchor tells of earlier epochs.</param>
    /// <param name="asked">What is brought back, and why.</param>
    /// <param name="check">Is given what is to be the store, before it is: what it throws leaves everything as it was.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="StoreRefusedException">
    /// A process writes the store, a newer build made the copy, or there was no such moment.
    /// </exception>
    /// <exception cref="StoreUnavailableException">One of the files cannot be used.</exception>
    public static async Task<RestoredStore> RestoreAsync(
        string backup, string path, RestoreRequest asked, Func<SqliteJournalReader, Task> check, TimeProvider clock)
    {
        string? kept = null;
        LeftOut? leftOut = null;
        using (var writerLock = WriterLock.Take(path))
        {
            var part = path + ".restoring";
            try
            {
                await CopyAsync(backup, part);
                await using (var reader = SqliteBookStore.OpenReader(part))
                {
                    if (asked.Until is { } until)
                        leftOut = SqliteCut.Run(part, await until.FindAsync(reader, CancellationToken.None));
                    await check(reader);
                }
                // If it ends between these, the anchor does not let a site begin without the rows that it knows of.
                if (File.Exists(path))
                    Move(path, kept = $"{path}.before-{clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}");
                File.Move(part, path);
            }
            catch (Exception e)
            {
                File.Delete(part);
                if (e is SqliteException or IOException or UnauthorizedAccessException)
                    throw SqliteFaults.Unavailable(e, path, $"Restoring {backup} to", outcomeKnown: true);
                throw;
            }
        }
        return new(await SqliteBookStore.BeginEpochAsync(path, asked.Reason, clock), leftOut, kept);
    }

    private static async Task CopyAsync(string backup, string part)
    {
        await using var from = File.OpenRead(backup);
        await using var to = File.Create(part);
        await from.CopyToAsync(to);
        to.Flush(flushToDisk: true);
    }

    private static void Copy(SqliteConnection source, SqliteConnection copy, IProgress<double> progress, CancellationToken ct)
    {
        using var backup = raw.sqlite3_backup_init(copy.Handle, "main", source.Handle, "main");
        if (backup.IsInvalid)
            SqliteException.ThrowExceptionForRC(raw.sqlite3_errcode(copy.Handle), copy.Handle);
        int step;
        while ((step = raw.sqlite3_backup_step(backup, PagesAtOnce)) == raw.SQLITE_OK)
        {
            ct.ThrowIfCancellationRequested();
            var pages = raw.sqlite3_backup_pagecount(backup);
            progress.Report(pages == 0 ? 0 : 1 - ((double)raw.sqlite3_backup_remaining(backup) / pages));
        }
        if (step != raw.SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(step, copy.Handle);
        progress.Report(1);
    }

    // With what of it is not in the main file yet.
    private static void Move(string from, string to)
    {
        foreach (var part in (ReadOnlySpan<string>)["-wal", "-shm", ""])
            if (File.Exists(from + part))
                File.Move(from + part, to + part);
    }
}
