using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace CoopGrains.Storage.Sqlite;

/// <summary>A few read connections. SQLite reads block their thread, so only as many threads are taken as there are connections.</summary>
internal sealed class ReadPool(string path, int connections) : IDisposable
{
    private readonly SemaphoreSlim _free = new(connections);
    private readonly ConcurrentBag<ReadConnection> _idle = [];
    private volatile bool _closed;

    internal async Task<T> ReadAsync<T>(Func<ReadConnection, T> read, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        using var sql = StorageTelemetry.StartSql("SELECT", path);
        await _free.WaitAsync(ct);
        try
        {
            return await Task.Run(() => Read(read), ct);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var connection))
            connection.Dispose();
    }

    private T Read<T>(Func<ReadConnection, T> read)
    {
        ReadConnection? connection = null;
        try
        {
            if (!_idle.TryTake(out connection))
                connection = new ReadConnection(path);
            var result = connection.Consistently(read);
            Return(connection);
            return result;
        }
        catch (SqliteException e)
        {
            connection?.Dispose();
            throw SqliteFaults.Unavailable(e, path, "Reading", outcomeKnown: true);
        }
        catch (Exception) when (connection is not null)
        {
            Return(connection);
            throw;
        }
    }

    private void Return(ReadConnection connection)
    {
        _idle.Add(connection);
        if (_closed)
            Dispose();
    }
}
