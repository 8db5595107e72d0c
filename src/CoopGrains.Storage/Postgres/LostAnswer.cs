using Npgsql;

namespace CoopGrains.Storage.Postgres;

/// <summary>Finds out what became of a commit whose answer never came.</summary>
internal static class LostAnswer
{
    private const int EndMilliseconds = 5_000;
    private const int Connects = 20;

    private static readonly TimeSpan BetweenConnects = TimeSpan.FromMilliseconds(150);

    /// <summary>Sets the results of the books that were committed and returns their rows; the others definitely were not.</summary>
    /// <remarks>Only once the session is gone is "not there" an answer: until then it might still commit.</remarks>
    internal static List<JournalRow> Find(PostgresDatabase database, ServerSession session, List<WaitingBook> batch)
    {
        using var connection = Connect(database);
        End(connection, session);
        var rows = new List<JournalRow>();
        foreach (var waiting in batch)
        {
            var found = Rows(connection, waiting.Commit);
            if (found.Count == 0)
                continue;
            waiting.Result = new CommitResult.Committed(found[^1].Sequence, found[0].Position, found[0].RecordedAt);
            rows.AddRange(found);
        }

        rows.Sort((one, other) => one.Position.CompareTo(other.Position));
        return rows;
    }

    // A server that restarts refuses for a moment.
    private static NpgsqlConnection Connect(PostgresDatabase database)
    {
        using var pause = new ManualResetEventSlim();
        for (var tries = 1; ; tries++)
        {
            try
            {
                return database.Open();
            }
            catch (NpgsqlException) when (tries < Connects)
            {
                pause.Wait(BetweenConnects);
            }
        }
    }

    private static void End(NpgsqlConnection connection, ServerSession session)
    {
        using var end = new NpgsqlCommand(
            """
            SELECT bool_and(pg_terminate_backend(pid, $3)) FROM pg_stat_activity WHERE pid = $1 AND backend_start = $2
            """,
            connection)
        {
            Parameters =
            {
                PostgresRows.Value(session.Pid), PostgresRows.Value(session.Started), PostgresRows.Value((long)EndMilliseconds),
            },
        };
        if (end.ExecuteScalar() is false)
            throw new InvalidDataException($"Its session {session.Pid} cannot be ended.");
    }

    private static List<JournalRow> Rows(NpgsqlConnection connection, BookCommit commit)
    {
        using var command = new NpgsqlCommand(
            $"""
            SELECT {PostgresRows.Columns} FROM coop.journal
            WHERE book_key = $1 AND sequence > $2 AND sequence <= $3 ORDER BY sequence
            """,
            connection)
        {
            Parameters =
            {
                PostgresRows.Value(commit.BookKey), PostgresRows.Value(commit.ExpectedVersion),
                PostgresRows.Value(commit.ExpectedVersion + commit.Events.Count),
            },
        };
        using var reader = command.ExecuteReader();
        var rows = new List<JournalRow>();
        while (reader.Read())
        {
            // Of another process there may be other rows at these sequences.
            var (row, pending) = (PostgresRows.Read(reader), commit.Events[rows.Count]);
            if (row.OperationId != pending.OperationId || row.Text != pending.Text || row.Fingerprint != pending.Fingerprint)
                return [];
            rows.Add(row with { Payload = pending.Payload });
        }

        return rows.Count == commit.Events.Count ? rows : [];
    }
}
