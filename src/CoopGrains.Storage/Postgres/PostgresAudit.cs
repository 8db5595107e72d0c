using System.Data;
using System.Runtime.CompilerServices;
using Npgsql;

namespace CoopGrains.Storage.Postgres;

/// <summary>A read transaction on a connection of its own.</summary>
internal sealed class PostgresAudit : IJournalAudit
{
    private readonly NpgsqlConnection _connection;

    private PostgresAudit(NpgsqlConnection connection, StoreHead head, HeadAnchor? anchor) =>
        (_connection, Head, Anchor) = (connection, head, anchor);

    public StoreHead Head { get; }

    public HeadAnchor? Anchor { get; }

    /// <summary>The anchor was read before the rows are, so running writers can only be ahead of it.</summary>
    internal static async Task<PostgresAudit> OpenAsync(PostgresDatabase database, HeadAnchor? anchor, CancellationToken ct)
    {
        var connection = await database.OpenAsync(ct);
        try
        {
            await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
            await using (var settings = new NpgsqlCommand("SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = 0", connection))
                await settings.ExecuteNonQueryAsync(ct);
            return new PostgresAudit(connection, await PostgresJournalReader.HeadAsync(connection, ct), anchor);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public IAsyncEnumerable<JournalRow> RowsAsync(CancellationToken ct) =>
        ReadAsync($"SELECT {PostgresRows.Columns} FROM coop.journal ORDER BY position", PostgresRows.Read, ct);

    public IAsyncEnumerable<BookHead> BooksAsync(CancellationToken ct) => ReadAsync(
        """
        SELECT b.book_key, b.version, b.hash, s.version, s.body, s.row_hash, s.hash
        FROM coop.book b LEFT JOIN coop.book_snapshot s ON s.book_key = b.book_key
        ORDER BY b.book_key
        """,
        book => new BookHead(book.GetString(0), book.GetInt64(1), book.GetString(2), book.IsDBNull(3)
            ? null
            : new StoredSnapshot(book.GetInt64(3), book.GetString(4), book.GetString(5), book.GetString(6))),
        ct);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async IAsyncEnumerable<T> ReadAsync<T>(
        string sql, Func<NpgsqlDataReader, T> read, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, _connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            yield return read(reader);
    }
}
