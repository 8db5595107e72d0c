using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CoopGrains.Storage.Sqlite;
using SQLitePCL;

namespace Storage.Tests;

/// <summary>Makes the next COMMIT of a store fail, through SQLite's own hooks. One test at a time.</summary>
internal static unsafe class CommitFault
{
    private static Func<int>? _afterCommit;

    /// <summary>It is undone. Setting this takes a commit of its own, which is let through.</summary>
    internal static Task InsteadOfNextAsync(SqliteBookStore store)
    {
        var commits = 0;
        return store.WriteAsync(db => raw.sqlite3_commit_hook(db.Connection.Handle, _ => commits++ == 0 ? 0 : 1, null), default);
    }

    /// <summary>It is durable and then reports the error that <paramref name="fail"/> returns.</summary>
    internal static Task AfterNextAsync(SqliteBookStore store, Func<int> fail) => store.WriteAsync(db =>
    {
        _afterCommit = fail;
        WalHook(db.Connection.Handle!.DangerousGetHandle(), &AfterCommit, 0);
    }, default);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int AfterCommit(nint context, nint db, byte* name, int pages) =>
        Interlocked.Exchange(ref _afterCommit, null)?.Invoke() ?? raw.SQLITE_OK;

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_wal_hook", CallingConvention = CallingConvention.Cdecl)]
    private static extern nint WalHook(nint db, delegate* unmanaged[Cdecl]<nint, nint, byte*, int, int> hook, nint context);
}
