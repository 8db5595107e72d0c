using Microsoft.Data.Sqlite;

namespace CoopGrains.Storage.Sqlite;

/// <summary>Documents in the store's file. Few and large: their statements are made when they are needed.</summary>
internal static class SqliteDocuments
{
    public static DocumentKept Keep(SqliteConnection connection, DocumentUpload upload)
    {
        var info = upload.Info;
        using (var known = new Statement(connection, "SELECT hash FROM document_upload WHERE operation_id = ?"))
            if (known.Bind(1, upload.OperationId).Step())
                return known.Text(0) == info.Hash ? DocumentKept.Known : DocumentKept.OperationReused;
        using (var document = new Statement(connection, "INSERT INTO document VALUES (?, ?, ?) ON CONFLICT DO NOTHING"))
            document.Bind(1, info.Hash).Bind(2, info.Size).BindBlob(3, upload.Content.Span).Run();
        using var row = new Statement(connection, """
            INSERT INTO document_upload (operation_id, hash, media_type, name, user, agency, at) VALUES (?, ?, ?, ?, ?, ?, ?)
            """);
        row.Bind(1, upload.OperationId).Bind(2, info.Hash).Bind(3, info.MediaType).Bind(4, info.Name).Bind(5, info.User)
            .Bind(6, info.Agency).Bind(7, RecordedTime.ToMicroseconds(info.At)).Run();
        return DocumentKept.Kept;
    }

    public static DocumentInfo? Find(SqliteConnection connection, string hash, string agency)
    {
        using var row = new Statement(connection, """
            SELECT media_type, name, size, user, agency, at FROM document_upload JOIN document USING (hash)
            WHERE hash = ? ORDER BY agency = ? DESC, number LIMIT 1
            """);
        return row.Bind(1, hash).Bind(2, agency).Step()
            ? new(hash, row.Text(0), row.Text(1), row.Long(2), row.Text(3), row.Text(4), RecordedTime.FromMicroseconds(row.Long(5)))
            : null;
    }

    public static byte[]? Content(SqliteConnection connection, string hash)
    {
        using var row = new Statement(connection, "SELECT body FROM document WHERE hash = ?");
        return row.Bind(1, hash).Step() ? DocumentHash.Checked(row.Utf8(0), hash) : null;
    }
}
