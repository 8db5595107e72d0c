using System.Globalization;
using Benchmarks.Driving;
using Benchmarks.Measuring;
using Npgsql;

namespace Benchmarks.Figures;

/// <summary>
/// What an entry takes of a PostgreSQL server's disk for good, how many connections a process holds under write load, and how large the
/// view is that it keeps.
/// </summary>
/// <remarks>
/// A slope between two sizes of the journal with its indexes, which only grows. Beside it: what the rest of the database grew by meanwhile,
/// which vacuum takes back, and what was written to the log. Entries are short: a meaning of three words, no evidence.
/// </remarks>
internal sealed class Footprint : Figure
{
    private const int Programs = 200;

    public override string Name => "footprint";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        var programs = run.Size(Programs, 20);
        await using var load = new ClusterLoad(await Cluster.StartAsync(run, 1, programs), run.Postgres, programs);
        load.Anywhere(run.Block(5));
        var before = await SizeAsync(load);
        var held = 0L;
        for (var block = 0; block < run.Passes(6); block++)
        {
            load.Anywhere(run.Block(5));
            held = Math.Max(held, await AskAsync(load, "SELECT count(*) FROM pg_stat_activity WHERE usename = 'coop_app'"));
        }
        var after = await SizeAsync(load);
        load.Check();
        // It keeps its view when it stops.
        await load.StopAsync();
        var kept = await AskAsync(load, "SELECT octet_length(body) FROM coop.view_checkpoint WHERE name = 'view'");
        var entries = after.Rows - before.Rows;
        WrongAnswerException.ThrowIf(entries <= 0, "nothing was written");
        var (journal, indexes) = (PerEntry(size => size.Journal), PerEntry(size => size.Indexes));
        return
        [
            Finding.Stated("disk of an entry for good, PostgreSQL", (journal + indexes) / 1024, " KB", string.Create(
                CultureInfo.InvariantCulture,
                $"{entries:N0} entries; journal {journal:N0} bytes, its indexes {indexes:N0}; "
                + $"the rest for a time {PerEntry(size => size.Bytes) - journal - indexes:N0}; log written {PerEntry(size => size.Log):N0}")),
            Finding.Stated("connections of a process under write load", held, "", "most of all looks; 64 callers"),
            Finding.Stated("the kept view, of PostgreSQL", kept / (double)after.Rows, " bytes", string.Create(
                CultureInfo.InvariantCulture, $"for each of {after.Rows:N0} rows, {programs} programs among them; one value")),
        ];

        double PerEntry(Func<Size, long> part) => (part(after) - part(before)) / (double)entries;
    }

    private static async Task<Size> SizeAsync(ClusterLoad load) => new(
            await AskAsync(load, "SELECT count(*) FROM coop.journal"),
            await AskAsync(load, "SELECT pg_database_size(current_database())"),
            await AskAsync(load, "SELECT pg_table_size('coop.journal')"),
            await AskAsync(load, "SELECT pg_indexes_size('coop.journal')"),
            await AskAsync(load, "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint"));

    private static async Task<long> AskAsync(ClusterLoad load, string sql)
    {
        await using var connection = new NpgsqlConnection(load.Owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private readonly record struct Size(long Rows, long Bytes, long Journal, long Indexes, long Log);
}
