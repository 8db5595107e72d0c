using Npgsql;
using NpgsqlTypes;

namespace CoopGrains.Storage.Postgres;

/// <summary>Documents in the store's database.</summary>
internal static class PostgresDocuments
{
    // The first of two that come together with one operation writes; the other finds what it wrote.
    private const string Insert = """
        WITH kept AS (INSERT INTO coop.document VALUES ($2, $3, $4) ON CONFLICT DO NOTHING)
        INSERT INTO coop.document_upload (operation_id, hash, media_type, name, "user", agency, at)
        VALUES ($1, $2, $5, $6, $7, $8, $9)
        ON CONFLICT (operation_id) DO NOTHING RETURNING hash
        """;

    public static async Task<DocumentKept> KeepAsync(PostgresDatabase database, DocumentUpload upload, CancellationToken ct)
    {
        if (await KnownAsync(database, upload.OperationId, ct) is { } before)
            return Compared(before, upload);
        var info = upload.Info;
        var written = await database.WriteAsync(Insert, ct,
            PostgresRows.Value(upload.OperationId), PostgresRows.Value(info.Hash), PostgresRows.Value(info.Size),
            new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = upload.Content, NpgsqlDbType = NpgsqlDbType.Bytea },
            PostgresRows.Value(info.MediaType), PostgresRows.Value(info.Name), PostgresRows.Value(info.User),
            PostgresRows.Value(info.Agency), PostgresRows.Value(RecordedTime.ToMicroseconds(info.At)));
        return written is string ? DocumentKept.Kept : Compared((await KnownAsync(database, upload.OperationId, ct))!, upload);
    }

    public static Task<DocumentInfo?> FindAsync(PostgresDatabase database, string hash, string agency, CancellationToken ct) =>
        database.ReadAsync(async connection =>
        {
            await using var command = new NpgsqlCommand("""
                SELECT media_type, name, size, "user", agency, at FROM coop.document_upload JOIN coop.document USING (hash)
                WHERE hash = $1 ORDER BY agency = $2 DESC, number LIMIT 1
                """, connection)
            { Parameters = { PostgresRows.Value(hash), PostgresRows.Value(agency) } };
            await using var row = await command.ExecuteReaderAsync(ct);
            return await row.ReadAsync(ct)
                ? new DocumentInfo(hash, row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetString(3), row.GetString(4),
                    RecordedTime.FromMicroseconds(row.GetInt64(5)))
                : null;
        }, ct);

    public static Task<byte[]?> ContentAsync(PostgresDatabase database, string hash, CancellationToken ct) =>
        database.ReadAsync(async connection => await ScalarAsync(connection, "SELECT body FROM coop.document WHERE hash = $1", hash, ct)
            is byte[] content ? DocumentHash.Checked(content, hash) : null, ct);

    private static Task<string?> KnownAsync(PostgresDatabase database, string operationId, CancellationToken ct) =>
        database.ReadAsync(async connection => await ScalarAsync(
            connection, "SELECT hash FROM coop.document_upload WHERE operation_id = $1", operationId, ct) as string, ct);

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, string value, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { PostgresRows.Value(value) } };
        return await command.ExecuteScalarAsync(ct);
    }

    private static DocumentKept Compared(string before, DocumentUpload upload) =>
        before == upload.Info.Hash ? DocumentKept.Known : DocumentKept.OperationReused;
}
