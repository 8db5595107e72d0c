using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace CoopGrains.Storage.Sqlite;

/// <summary>The store's own secret, made once. It travels with every backup, so that a repeated creation still meets itself.</summary>
internal static class StoreSecret
{
    private const string Name = "restricted-ids";
    private const int Bytes = 32;

    internal static byte[] LoadOrMake(SqliteConnection connection)
    {
        using (var insert = new Statement(connection, "INSERT INTO store_secret VALUES (?, ?) ON CONFLICT DO NOTHING"))
            insert.Bind(1, Name).Bind(2, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes))).Run();
        using var select = new Statement(connection, "SELECT value FROM store_secret WHERE name = ?");
        select.Bind(1, Name).Step();
        var secret = Convert.FromHexString(select.Text(0));
        select.Reset();
        return secret;
    }
}
