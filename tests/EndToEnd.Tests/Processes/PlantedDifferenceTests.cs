using Npgsql;
using TestKit;

namespace EndToEnd.Tests.Processes;

/// <summary>Somebody changes a store behind its back; <c>coop verify</c> finds what was changed and says where.</summary>
public sealed class PlantedDifferenceTests(PlantedDifferenceTests.StoredSite stored) : IClassFixture<PlantedDifferenceTests.StoredSite>
{
    private const string Swap = """
        UPDATE journal SET position = -1 WHERE position = 5;
        UPDATE journal SET position = 5 WHERE position = 9;
        UPDATE journal SET position = 9 WHERE position = -1;
        """;

    // Its hash holds, for it is written by the store's own function; only the rows say otherwise.
    private const string FalseSnapshot = """
        SELECT write_snapshot('program/db-lpb-scholarship', NULL, 2, (kept->>'schema') || E'\n' || (kept->'state')::text)
        FROM view_checkpoint, json_array_elements(left(body, -64)::json->'books') AS kept
        WHERE name = 'view' AND kept->>'key' = 'program/db-lpb-scholarship'
        """;

    // So does the digest that its text ends with.
    private const string FalseView = """
        UPDATE view_checkpoint SET body = changed.text || encode(sha256(convert_to(changed.text, 'UTF8')), 'hex')
        FROM (SELECT replace(left(body, -64), '"2490000000"', '"2490000001"') AS text FROM view_checkpoint WHERE name = 'view') AS changed
        WHERE name = 'view'
        """;

    // As well written as any: a confirmation of an entry that was never reported.
    private const string SenselessRow = """
        SELECT commit_books(0, ARRAY[book_key], ARRAY[kind], ARRAY[restricted], ARRAY[version], '{9223372036854775807}', '{1}',
          ARRAY[version + 1], '{stranger}', '{0}', '{""}', '{a}', '{b}', '{VN}', '{""}', '{entryConfirmed}',
          ARRAY['{"schema":2,"entry":"e-never","for":"vn-db","complete":true,"at":"2026-11-21T00:00:00Z"}'])
        FROM book WHERE book_key = 'program/db-lpb-scholarship'
        """;

    public static TheoryData<string, string[]> Differences => new()
    {
        { "UPDATE journal SET event = replace(event, 'schema', 'Schema') WHERE position = 7", ["position 7 (", "hash"] },
        { "UPDATE journal SET actor = 'somebody' WHERE position = 7", ["position 7 (", "hash"] },
        { "DELETE FROM journal WHERE position = 7", ["position 7", "missing"] },
        { Swap, ["position 5 ("] },
        { "UPDATE book SET version = version + 1 WHERE book_key = 'program/db-lpb-scholarship'", ["(program/db-lpb-scholarship", "version"] },
        { "UPDATE book SET hash = 'x' WHERE book_key = 'program/db-lpb-scholarship'", ["(program/db-lpb-scholarship", "hash"] },
        { FalseSnapshot, ["(program/db-lpb-scholarship, sequence 2)", "snapshot says something else"] },
        { SenselessRow, ["(program/db-lpb-scholarship", "does not fold"] },
        { FalseView, ["position ", "reported of", "2490000001 VND, by its rows 2490000000 VND"] },
        { "UPDATE view_checkpoint SET body = replace(body, '\"2490000000\"', '\"2490000001\"') WHERE name = 'view'", ["not the text that was kept"] },
        { "UPDATE view_checkpoint SET position = position - 1 WHERE name = 'view'", ["in the kept view"] },
        { "UPDATE view_checkpoint SET body = 'x' WHERE name = 'view'", ["the kept view cannot be read"] },
    };

    [Theory]
    [MemberData(nameof(Differences))]
    public async Task A_planted_difference_is_found_and_named(string sql, string[] said)
    {
        var copy = await stored.Server.CopyAsync(stored.Database);
        await using (var owner = new NpgsqlConnection(copy.Owner))
        {
            await owner.OpenAsync();
            // As a superuser who switches triggers off.
            await using var tamper = new NpgsqlCommand($"SET session_replication_role = replica; SET search_path = coop; {sql}", owner);
            await tamper.ExecuteNonQueryAsync();
        }

        var (code, output) = await VerifyAsync(copy);
        Assert.True(code == 1, output);
        Assert.Contains("DAMAGED", output, StringComparison.Ordinal);
        Assert.All(said, words => Assert.Contains(words, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_nobody_touched_is_whole_and_says_what_was_compared()
    {
        var (code, output) = await VerifyAsync(stored.Database);
        Assert.True(code == 0, output);
        Assert.Contains(": whole.", output, StringComparison.Ordinal);
        Assert.Contains("the kept view agrees", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output)> VerifyAsync(PostgresSite database)
    {
        await using var coop = ChildProcess.Start(
            RepositoryRoot.Built("src/CoopGrains.Cli", "coop.dll"), ["verify", "--database", database.Application]);
        return (await coop.ExitAsync(), coop.Output);
    }

    /// <summary>The seed network in a database, its view kept, and nobody in it.</summary>
    public sealed class StoredSite : IAsyncLifetime
    {
        private OneProcess _site = null!;

        internal PostgresServer Server => _site.Server;

        internal PostgresSite Database => _site.Database;

        public async Task InitializeAsync()
        {
            _site = await OneProcess.StartSeededAsync();
            await _site.StopAsync();
        }

        public async Task DisposeAsync() => await _site.DisposeAsync();
    }
}
