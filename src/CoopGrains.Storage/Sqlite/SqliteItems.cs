using Microsoft.Data.Sqlite;

namespace CoopGrains.Storage.Sqlite;

/// <summary>What a site's processes share, in the store's file.</summary>
internal static class SqliteItems
{
    public static string Stamp(SqliteConnection connection)
    {
        using var row = new Statement(connection, "SELECT count(*) || '.' || coalesce(max(number), 0) FROM site_item");
        row.Step();
        return row.Text(0);
    }

    public static List<SiteItem> Read(SqliteConnection connection, string kind)
    {
        using var rows = new Statement(connection, "SELECT name, body, until FROM site_item WHERE kind = ? ORDER BY number");
        rows.Bind(1, kind);
        var items = new List<SiteItem>();
        while (rows.Step())
            items.Add(new(kind, rows.Text(0), rows.Text(1), RecordedTime.FromMicroseconds(rows.Long(2))));
        return items;
    }

    public static void Add(SqliteConnection connection, SiteItem item)
    {
        using var row = new Statement(connection, "INSERT INTO site_item (kind, name, body, until) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING");
        row.Bind(1, item.Kind).Bind(2, item.Name).Bind(3, item.Body).Bind(4, RecordedTime.ToMicroseconds(item.Until)).Run();
    }

    public static void Forget(SqliteConnection connection)
    {
        using var ended = new Statement(connection, "DELETE FROM site_item WHERE until <= unixepoch() * 1000000");
        ended.Run();
    }
}
