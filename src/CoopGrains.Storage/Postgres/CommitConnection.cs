using Npgsql;
using NpgsqlTypes;

namespace CoopGrains.Storage.Postgres;

/// <summary>The writer's session: commits a batch of books in one round trip. Used by one thread.</summary>
internal sealed class CommitConnection : IDisposable
{
    private const string Sql =
        "SELECT * FROM coop.commit_books($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _command;
    private readonly NpgsqlParameter<long> _now = new() { NpgsqlDbType = NpgsqlDbType.Bigint };
    private readonly NpgsqlParameter<string[]> _keys = Texts();
    private readonly NpgsqlParameter<string[]> _kinds = Texts();
    private readonly NpgsqlParameter<bool[]> _restricted = Array<bool>(NpgsqlDbType.Boolean);
    private readonly NpgsqlParameter<long[]> _expected = Array<long>(NpgsqlDbType.Bigint);
    private readonly NpgsqlParameter<long[]> _deadlines = Array<long>(NpgsqlDbType.Bigint);
    private readonly NpgsqlParameter<int[]> _books = Array<int>(NpgsqlDbType.Integer);
    private readonly NpgsqlParameter<long[]> _sequences = Array<long>(NpgsqlDbType.Bigint);
    private readonly NpgsqlParameter<int[]> _ordinals = Array<int>(NpgsqlDbType.Integer);
    private readonly (NpgsqlParameter<string[]> Parameter, Func<PendingEvent, string> Of)[] _texts =
    [
        (Texts(), pending => pending.OperationId),
        (Texts(), pending => pending.Fingerprint),
        (Texts(), pending => pending.Actor),
        (Texts(), pending => pending.Agency),
        (Texts(), pending => pending.Side),
        (Texts(), pending => pending.Trace),
        (Texts(), pending => pending.Kind),
        (Texts(), pending => pending.Text),
    ];

    private CommitConnection(NpgsqlConnection connection)
    {
        _connection = connection;
        _command = new NpgsqlCommand(Sql, connection);
        var texts = _texts.Select(text => text.Parameter).ToArray();
        _command.Parameters.AddRange((NpgsqlParameter[])
        [
            _now, _keys, _kinds, _restricted, _expected, _deadlines, _books, _sequences, texts[0], _ordinals, .. texts[1..],
        ]);
    }

    /// <summary>Names this session among all that the server ever had.</summary>
    internal required ServerSession Session { get; init; }

    internal bool IsOpen => _connection.State == System.Data.ConnectionState.Open;

    internal static CommitConnection Open(PostgresDatabase database)
    {
        var connection = database.Open();
        try
        {
            using var about = new NpgsqlCommand(
                """
                SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()
                """,
                connection);
            using var reader = about.ExecuteReader();
            reader.Read();
            var session = new ServerSession(reader.GetInt32(0), reader.GetDateTime(1));
            reader.Close();
            var opened = new CommitConnection(connection) { Session = session };
            opened._command.Prepare();
            return opened;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The database's clock, in microseconds.</summary>
    internal long Time()
    {
        using var command = new NpgsqlCommand("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint", _connection);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>The epoch, and the hash of the row at a position, or null.</summary>
    internal (int Epoch, string? Hash) HistoryAt(long position)
    {
        using var command = new NpgsqlCommand(PostgresRows.HistoryAt, _connection) { Parameters = { PostgresRows.Value(position) } };
        using var reader = command.ExecuteReader();
        reader.Read();
        return PostgresRows.ReadHistory(reader);
    }

    /// <summary>Returns only when the server said that the transaction is over: rows alone come before it is committed.</summary>
    /// <param name="commits">No book twice.</param>
    /// <param name="deadlines">Of each, in the database's time.</param>
    /// <param name="now">The writer's clock, in microseconds.</param>
    internal CommitAnswer Commit(IReadOnlyList<BookCommit> commits, long[] deadlines, long now)
    {
        Fill(commits, deadlines, now);
        using var reader = _command.ExecuteReader();
        reader.Read();
        var answer = new CommitAnswer(
            Outcomes: reader.GetFieldValue<int[]>(0),
            Versions: reader.GetFieldValue<long[]>(1),
            Known: reader.GetFieldValue<string[]>(2),
            Positions: reader.GetFieldValue<long[]>(3),
            Hashes: reader.GetFieldValue<string[]>(4),
            Epoch: reader.IsDBNull(5) ? 0 : reader.GetInt32(5),
            RecordedAt: reader.IsDBNull(6) ? now : reader.GetInt64(6),
            DatabaseTime: reader.GetInt64(7));
        reader.Close();
        return answer;
    }

    public void Dispose()
    {
        _command.Dispose();
        _connection.Dispose();
    }

    private void Fill(IReadOnlyList<BookCommit> commits, long[] deadlines, long now)
    {
        var events = 0;
        foreach (var commit in commits)
            events += commit.Events.Count;

        _now.TypedValue = now;
        _keys.TypedValue = Of(commits, commit => commit.BookKey);
        _kinds.TypedValue = Of(commits, commit => commit.Kind);
        _restricted.TypedValue = Of(commits, commit => commit.Restricted);
        _expected.TypedValue = Of(commits, commit => commit.ExpectedVersion);
        _deadlines.TypedValue = deadlines;
        var (books, sequences, ordinals) = (new int[events], new long[events], new int[events]);
        foreach (var (parameter, _) in _texts)
            parameter.TypedValue = new string[events];

        var at = 0;
        for (var book = 0; book < commits.Count; book++)
        {
            for (var i = 0; i < commits[book].Events.Count; i++, at++)
            {
                var pending = commits[book].Events[i];
                (books[at], sequences[at], ordinals[at]) = (book + 1, commits[book].ExpectedVersion + i + 1, pending.Ordinal);
                foreach (var (parameter, of) in _texts)
                    parameter.TypedValue![at] = of(pending);
            }
        }

        (_books.TypedValue, _sequences.TypedValue, _ordinals.TypedValue) = (books, sequences, ordinals);
    }

    private static T[] Of<T>(IReadOnlyList<BookCommit> commits, Func<BookCommit, T> column)
    {
        var values = new T[commits.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = column(commits[i]);
        return values;
    }

    private static NpgsqlParameter<string[]> Texts() => Array<string>(NpgsqlDbType.Text);

    private static NpgsqlParameter<T[]> Array<T>(NpgsqlDbType element) => new() { NpgsqlDbType = NpgsqlDbType.Array | element };
}

/// <summary>What <c>coop.commit_books</c> answers.</summary>
internal sealed record CommitAnswer(
    int[] Outcomes,
    long[] Versions,
    string[] Known,
    long[] Positions,
    string[] Hashes,
    int Epoch,
    long RecordedAt,
    long DatabaseTime);

/// <summary>A session of the server; process ids alone are used again.</summary>
internal readonly record struct ServerSession(int Pid, DateTime Started);
