using CoopGrains.Storage.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace CoopGrains.Storage;

/// <summary>A job as long as its session lives, which it shows the server, and itself, again and again.</summary>
internal sealed class OwnedJob : IOwnedJob
{
    private static readonly TimeSpan BetweenSigns = TimeSpan.FromSeconds(1);

    private readonly NpgsqlConnection _session;
    private readonly string _job;
    private readonly string _name;
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _over = new();
    private readonly Task _living;

    internal OwnedJob(NpgsqlConnection session, string job, string name)
    {
        (_session, _job, _name) = (session, job, name);
        Lost = _lost.Token;
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
            _living = Task.Run(LiveAsync);
    }

    public CancellationToken Lost { get; }

    // In the session that holds the lock: once that is gone, and another may have it, nothing is written any more.
    public async Task KeepAsync(ViewCheckpoint checkpoint, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            await using var command = new NpgsqlCommand("""
                INSERT INTO coop.view_checkpoint (name, position, epoch, body) VALUES ($1, $2, $3, $4)
                ON CONFLICT (name) DO UPDATE SET position = excluded.position, epoch = excluded.epoch, body = excluded.body
                """, _session)
            {
                Parameters =
                {
                    PostgresRows.Value(_job), PostgresRows.Value(checkpoint.Position), PostgresRows.Value(checkpoint.Epoch),
                    new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = checkpoint.Body, NpgsqlDbType = NpgsqlDbType.Text },
                },
            };
            // Not cancelled: that would end the session, and with it the ownership.
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception e) when (EndsSession(e))
        {
            if (!PostgresFaults.IsDefinite(e))
                await _lost.CancelAsync();
            throw PostgresFaults.Unavailable(e, _name, "Writing", outcomeKnown: false);
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _living;
        await _lost.CancelAsync();
        await _session.DisposeAsync();
        _over.Dispose();
        _lost.Dispose();
        _one.Dispose();
    }

    private async Task LiveAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(BetweenSigns, _over.Token);
                await _one.WaitAsync(_over.Token);
                try
                {
                    await PostgresOwnership.RunAsync(_session, "SELECT", CancellationToken.None);
                }
                finally
                {
                    _one.Release();
                }
            }
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
        }
        catch (Exception e) when (EndsSession(e))
        {
            await _lost.CancelAsync();
        }
    }

    // A session that has ended already is an invalid operation to Npgsql.
    private static bool EndsSession(Exception e) => PostgresFaults.IsFault(e, default) || e is InvalidOperationException;
}
