using Microsoft.Data.Sqlite;

namespace CoopGrains.Storage.Sqlite;

/// <summary>The shared items of a store's file for a process that does not write books, also while another does.</summary>
public sealed class SqliteItemsFile : ISiteItems, IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly string _path;
    private readonly Lock _gate = new();

    private SqliteItemsFile(SqliteConnection connection, string path) => (_connection, _path) = (connection, path);

    /// <summary>Opens a store that a site has made.</summary>
    /// <exception cref="StoreRefusedException">It was made by a newer build.</exception>
    /// <exception cref="StoreUnavailableException">The file cannot be used.</exception>
    public static SqliteItemsFile Open(string path)
    {
        try
        {
            var connection = SqliteConnections.OpenWriter(path, create: false);
            try
            {
                Migrations.RefuseUnlessKnown(connection);
                return new(connection, path);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        catch (SqliteException e)
        {
            throw SqliteFaults.Unavailable(e, path, "Opening", outcomeKnown: true);
        }
    }

    /// <inheritdoc/>
    public Task<string> ItemsStampAsync(CancellationToken ct) => RunAsync(SqliteItems.Stamp);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SiteItem>> ItemsAsync(string kind, CancellationToken ct) =>
        RunAsync<IReadOnlyList<SiteItem>>(connection => SqliteItems.Read(connection, kind));

    /// <inheritdoc/>
    public Task AddItemAsync(SiteItem item, CancellationToken ct) => RunAsync(connection =>
    {
        SqliteItems.Add(connection, item);
        return true;
    });

    /// <inheritdoc/>
    public Task ForgetItemsAsync(CancellationToken ct) => RunAsync(connection =>
    {
        SqliteItems.Forget(connection);
        return true;
    });

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private Task<T> RunAsync<T>(Func<SqliteConnection, T> run)
    {
        try
        {
            lock (_gate)
                return Task.FromResult(run(_connection));
        }
        catch (SqliteException e)
        {
            return Task.FromException<T>(SqliteFaults.Unavailable(e, _path, "Using", SqliteFaults.CannotHaveCommitted(e)));
        }
    }
}
