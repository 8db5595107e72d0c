namespace CoopGrains.Storage.Postgres;

/// <summary>Makes a store of a database that a backup has been loaded into.</summary>
public static class PostgresRestore
{
    /// <summary>Applies what this build's schema adds, takes away what is not to be brought back, and begins an epoch. As the owner.</summary>
    /// <param name="connectionString">As Npgsql has it.</param>
    /// <param name="anchorBeside">The file beside which a process's anchor stands: it tells of earlier epochs.</param>
    /// <param name="asked">What is brought back, and why.</param>
    /// <param name="clock">The time.</param>
    /// <param name="ct">Stops it; then no epoch has begun.</param>
    /// <exception cref="StoreRefusedException">Another build made it, or there was no such moment.</exception>
    /// <exception cref="StoreUnavailableException">The server cannot be used.</exception>
    public static async Task<RestoredStore> FinishAsync(
        string connectionString, string anchorBeside, RestoreRequest asked, TimeProvider clock, CancellationToken ct)
    {
        await PostgresMigrations.ApplyAsync(connectionString, clock, ct);
        LeftOut? leftOut = null;
        if (asked.Until is { } until)
        {
            await using var database = new PostgresDatabase(connectionString, readConnections: 1);
            try
            {
                leftOut = await PostgresCut.RunAsync(database, until, ct);
            }
            catch (Exception e) when (PostgresFaults.IsFault(e, ct))
            {
                throw PostgresFaults.Unavailable(e, database.Name, "Restoring into", outcomeKnown: true);
            }
        }

        return new(await PostgresBookStore.BeginEpochAsync(connectionString, anchorBeside, asked.Reason, clock), leftOut, null);
    }
}
