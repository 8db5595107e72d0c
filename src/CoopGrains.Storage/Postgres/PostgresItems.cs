using Npgsql;

namespace CoopGrains.Storage.Postgres;

/// <summary>What a site's processes share, in the store's database.</summary>
public sealed class PostgresItems : ISiteItems, IAsyncDisposable
{
    private readonly PostgresDatabase _database;

    internal PostgresItems(PostgresDatabase database) => _database = database;

    /// <summary>Opens the items alone, for a process that does not write books.</summary>
    public static PostgresItems Open(string connectionString) => new(new PostgresDatabase(connectionString, readConnections: 1));

    /// <inheritdoc/>
    public Task<string> ItemsStampAsync(CancellationToken ct) => _database.ReadAsync(async connection =>
    {
        await using var command = new NpgsqlCommand("SELECT count(*) || '.' || coalesce(max(number), 0) FROM coop.site_item", connection);
        return (string)(await command.ExecuteScalarAsync(ct))!;
    }, ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SiteItem>> ItemsAsync(string kind, CancellationToken ct) =>
        _database.ReadAsync<IReadOnlyList<SiteItem>>(async connection =>
        {
            await using var command = new NpgsqlCommand(
                "SELECT name, body, until FROM coop.site_item WHERE kind = $1 ORDER BY number", connection)
            { Parameters = { PostgresRows.Value(kind) } };
            await using var rows = await command.ExecuteReaderAsync(ct);
            var items = new List<SiteItem>();
            while (await rows.ReadAsync(ct))
                items.Add(new(kind, rows.GetString(0), rows.GetString(1), RecordedTime.FromMicroseconds(rows.GetInt64(2))));
            return items;
        }, ct);

    /// <inheritdoc/>
    public Task AddItemAsync(SiteItem item, CancellationToken ct) => _database.WriteAsync(
        "INSERT INTO coop.site_item (kind, name, body, until) VALUES ($1, $2, $3, $4) ON CONFLICT (kind, name) DO NOTHING", ct,
        PostgresRows.Value(item.Kind), PostgresRows.Value(item.Name), PostgresRows.Value(item.Body),
        PostgresRows.Value(RecordedTime.ToMicroseconds(item.Until)));

    /// <inheritdoc/>
    public Task ForgetItemsAsync(CancellationToken ct) => _database.WriteAsync(
        "DELETE FROM coop.site_item WHERE until <= extract(epoch FROM clock_timestamp()) * 1000000", ct);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
