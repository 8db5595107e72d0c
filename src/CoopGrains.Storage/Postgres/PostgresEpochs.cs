using Npgsql;

namespace CoopGrains.Storage.Postgres;

/// <summary>Epochs count restores, so that nobody compares positions of different histories.</summary>
internal static class PostgresEpochs
{
    internal static async Task<int> BeginAsync(string connectionString, AnchorFile anchor, string reason, TimeProvider clock)
    {
        await using var database = new PostgresDatabase(connectionString, readConnections: 1);
        try
        {
            await using var connection = await database.OpenAsync(default);
            await using var transaction = await connection.BeginTransactionAsync();
            // As commits do: the lock first, then, in another statement, what its last holder left.
            await using (var journal = new NpgsqlCommand("SELECT pg_advisory_xact_lock(20261121, 1)", connection))
                await journal.ExecuteNonQueryAsync();
            var head = await PostgresJournalReader.HeadAsync(connection, default);
            var epoch = Math.Max(head.Epoch, anchor.Read()?.Epoch ?? 0) + 1;
            await using (var insert = new NpgsqlCommand("INSERT INTO coop.journal_epoch VALUES ($1, $2, $3)", connection)
            {
                Parameters =
                {
                    PostgresRows.Value(epoch),
                    PostgresRows.Value(RecordedTime.ToMicroseconds(clock.GetUtcNow())),
                    PostgresRows.Value(reason),
                },
            })
                await insert.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
            anchor.Write(new HeadAnchor(epoch, head.Position, head.Hash));
            return epoch;
        }
        catch (Exception e) when (PostgresFaults.IsFault(e, default))
        {
            throw PostgresFaults.Unavailable(e, database.Name, "Beginning an epoch in", outcomeKnown: false);
        }
    }
}
