using EndToEnd.Tests.Retries;
using Npgsql;
using TestKit;

namespace EndToEnd.Tests.Processes;

/// <summary>The database stands still while agencies go on asking, one of them far beyond what can wait.</summary>
[Collection(nameof(Cluster))]
public sealed class OverloadTests(Cluster cluster)
{
    private const int Flood = 700;

    [Fact]
    public async Task While_commits_stand_still_a_flood_is_told_to_come_again_another_agency_is_served_and_nothing_told_is_lost()
    {
        var load = await cluster.LoadAsync("flooded", cluster.Rotating(), agencies: 2, entriesEach: 5);
        var process = cluster.All[0].Api;
        var (flooding, other) = (load.Reporter(0), load.Reporter(1));
        await using var journal = new NpgsqlConnection(cluster.Database.Owner);
        await journal.OpenAsync();
        await RunAsync(journal, "BEGIN; SELECT pg_advisory_xact_lock(20261121, 1)");

        var flood = Enumerable.Range(0, Flood).Select(i => load.TryReportAsync(process, flooding, $"flood-{i}")).ToList();
        // Too many for the agency's share: the rest are told while nothing is written.
        await Until.TrueAsync(
            () => Task.FromResult(flood.Exists(one => one is { IsCompletedSuccessfully: true, Result.Status: 429 })), "the flood was not held off");
        var (read, written) = (process.GetAsync(other, "/v1/programs/" + load.Program), load.TryReportAsync(process, other, "calm"));
        Assert.Equal(200, (await read).Status);
        await RunAsync(journal, "COMMIT");

        // A client may have lost patience, and the lock may have been held longer than a commit waits: such outcomes may be either.
        var replies = await Task.WhenAll(flood);
        Assert.All(replies, reply => Assert.Contains(reply?.Status ?? 503, (int[])[201, 429, 503]));
        Assert.All(replies.OfType<ApiReply>().Where(reply => reply.Status != 201), reply => Assert.Equal("1", reply.RetryAfter));
        Assert.NotEqual(429, (await written)?.Status);
        (await load.ReportUntilAnsweredAsync(process, other, "calm")).Ok();

        var known = (await cluster.JournalAsync()).Where(row => row.BookKey == "program/" + load.Program && row.Ordinal == 0)
            .Select(row => row.OperationId).ToList();
        for (var i = 0; i < Flood; i++)
            if (replies[i] is { Status: not 503 and var status })
                Assert.Equal(status == 201 ? 1 : 0, known.Count(id => id == $"{flooding.Split('/')[0]}:flood-{i}"));
        Assert.Single(known, $"{other.Split('/')[0]}:calm");
        await cluster.AssertWholeAsync("flooded");
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
