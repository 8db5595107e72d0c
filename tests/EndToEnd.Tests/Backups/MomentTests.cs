using CoopGrains.Storage;
using EndToEnd.Tests.Processes;
using Npgsql;
using TestKit;

namespace EndToEnd.Tests.Backups;

/// <summary>
/// A site goes back to a moment before a wrong command, which the last backup does not know of: every book and every row of the journal is
/// what stood there then.
/// </summary>
public sealed class MomentTests : IDisposable
{
    private const string Program = "/v1/programs/db-lpb-scholarship";
    private const string Entries = Program + "/commitments/places/entries";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_SQLite_site_goes_back_to_a_moment_of_its_own_journal_with_every_book_and_row_as_it_stood_then()
    {
        await using var site = await EndToEnd.Tests.Site.StartSeededAsync();
        await site.Api.UntilQuietAsync(EndToEnd.Tests.Site.Operator);
        var (books, rows) = (await AllBooks.ReadAsync(site.Api), await site.JournalAsync());
        await DoWrongAsync(site.Api);
        var all = await site.JournalAsync();
        Assert.True(all[rows.Count].RecordedAt > rows[^1].RecordedAt);
        await site.StopAsync();

        var now = _folder.PathOf("now");
        await EndToEnd.Tests.Site.CoopAsync("backup", now, "--data", site.Data);
        string[] restore = ["restore", now, "--data", site.Data, "--reason", "a wrong import", "--json", "--until"];
        await AssertRefusedAsync(2, "needs an instant with its zone", [.. restore, "2026-11-21T08:30"]);
        await AssertRefusedAsync(1, "nothing was recorded by 2020-01-01", [.. restore, "2020-01-01T07:00+07:00"]);
        Assert.Equal(all, await site.JournalAsync());
        AssertLeftOut(await EndToEnd.Tests.Site.CoopAsync([.. restore, $"{rows[^1].RecordedAt:O}"]), rows, all);
        Assert.Equal(rows, await site.JournalAsync());

        await site.StartAgainAsync();
        await AllBooks.AssertRestoredAsync(site.Api, books);
        Assert.Equal(rows, (await site.JournalAsync()).Take(rows.Count));
        // What was wrong can be done rightly, with the very same key.
        await AllBooks.OpenAsync(site.Api, "lost");
        await site.AssertWholeAsync();
        await site.StopAsync();

        // The same by the place of its last row.
        AssertLeftOut(await EndToEnd.Tests.Site.CoopAsync([.. restore, $"{rows[^1].Position}"]), rows, all);
        Assert.Equal(rows, await site.JournalAsync());
    }

    [Fact]
    public async Task A_database_goes_back_to_a_moment_of_its_own_journal_with_every_book_and_row_as_it_stood_then()
    {
        await using var one = await OneProcess.StartSeededAsync();
        await one.Api.UntilQuietAsync(EndToEnd.Tests.Site.Operator);
        var (books, rows) = (await AllBooks.ReadAsync(one.Api), await one.JournalAsync());
        await DoWrongAsync(one.Api);
        await one.StopAsync();
        var all = await one.JournalAsync();

        var now = _folder.PathOf("now");
        await EndToEnd.Tests.Site.CoopAsync("backup", now, "--database", one.Database.Owner);
        var tried = await one.Server.CreateEmptyAsync();
        await AssertRefusedAsync(1, "create an empty one for the next try", Restore(tried, "2020-01-01T00:00Z"));
        var empty = await one.Server.CreateEmptyAsync();
        AssertLeftOut(await EndToEnd.Tests.Site.CoopAsync(Restore(empty, $"{rows[^1].RecordedAt:O}")), rows, all);
        await one.MoveAsync(empty);
        Assert.Equal(rows, await one.JournalAsync());
        await one.Process.StartAsync();
        await AllBooks.AssertRestoredAsync(one.Api, books);
        await one.AssertWholeAsync();
        // Rows are guarded again.
        await using var owner = new NpgsqlConnection(empty.Owner);
        await owner.OpenAsync();
        await using var delete = new NpgsqlCommand("DELETE FROM coop.journal WHERE position = 1", owner);
        Assert.Contains("never leave", (await Assert.ThrowsAsync<PostgresException>(() => delete.ExecuteNonQueryAsync())).MessageText,
            StringComparison.Ordinal);

        string[] Restore(PostgresSite into, string until) =>
            ["restore", now, "--data", one.Data, "--reason", "a wrong import", "--json", "--database", into.Owner, "--until", until];
    }

    [Fact]
    public async Task A_server_that_is_lost_comes_back_from_its_archive_as_of_a_moment_with_every_book_and_row_as_it_stood_then()
    {
        await using var one = await OneProcess.StartSeededAsync(PostgresServer.Archiving(_folder.Path));
        one.Server.BaseBackup(_folder.Path);
        await AllBooks.OpenAsync(one.Api, "later");
        await one.Api.UntilQuietAsync(EndToEnd.Tests.Site.Operator);
        var (books, rows) = (await AllBooks.ReadAsync(one.Api), await one.JournalAsync());
        var moment = await AskAsync(one, "SELECT clock_timestamp()::text");
        await DoWrongAsync(one.Api);
        var last = await AskAsync(one, "SELECT pg_walfile_name(pg_switch_wal())");
        const string archived = "SELECT coalesce(last_archived_wal, '') FROM pg_stat_archiver";
        await Until.TrueAsync(
            async () => string.CompareOrdinal(await AskAsync(one, archived), last) >= 0, "the log was never archived");
        await one.StopAsync();
        one.Server.StopImmediately();

        using var recovered = await PostgresServer.RecoveredAsync(_folder.Path, moment);
        await one.MoveAsync(new(recovered.Port, one.Database.Database));
        Assert.Equal(rows, await one.JournalAsync());
        // Its anchor knows of what was left behind.
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(one.Process.StartAsync);
        Assert.Contains("coop epoch", refused.Message, StringComparison.Ordinal);
        await EndToEnd.Tests.Site.CoopAsync("epoch", "--database", one.Database.Owner, "--data", one.Data, "--reason", "a wrong import");
        await one.Process.StartAsync();
        await AllBooks.AssertRestoredAsync(one.Api, books);
        await one.AssertWholeAsync();
    }

    // What was wrong: a program that there is not, and entries of two agencies, one of which the other side confirms.
    private static async Task DoWrongAsync(ApiClient api)
    {
        await AllBooks.OpenAsync(api, "lost");
        for (var i = 0; i < 3; i++)
        {
            var entry = (await api.PostAsync("vn-db-education/recorder", Entries, $"wrong-{i}", new
            {
                amount = new { value = $"{i + 7}", unit = "person" },
                occurred = new { from = "2025-01", to = "2025-01" },
            })).Ok().Json.Text("id");
            if (i == 0)
                (await api.PostAsync("la-lpb-education/confirmer", $"{Program}/entries/{entry}/confirmation", "wrong")).Ok();
        }
    }

    private static void AssertLeftOut(string output, IReadOnlyList<JournalRow> rows, IReadOnlyList<JournalRow> all)
    {
        var restored = AllBooks.Json(output);
        Assert.Equal(all.Count - rows.Count, restored.GetProperty("leftOut").GetInt32());
        Assert.Equal(rows[^1].Position, restored.GetProperty("position").GetInt64());
        Assert.Equal(all.Skip(rows.Count).Select(row => row.Agency).Distinct().Order(StringComparer.Ordinal),
            restored.GetProperty("agencies").EnumerateArray().Select(agency => agency.GetString()!));
    }

    private static async Task<string> AskAsync(OneProcess one, string sql)
    {
        await using var connection = new NpgsqlConnection(one.Database.Owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task AssertRefusedAsync(int code, string says, string[] arguments)
    {
        await using var coop = ChildProcess.Start(RepositoryRoot.Built("src/CoopGrains.Cli", "coop.dll"), arguments);
        Assert.Equal((code, true), (await coop.ExitAsync(), coop.Output.Contains(says, StringComparison.Ordinal)));
    }
}
