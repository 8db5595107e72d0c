using Npgsql;
using TestKit;

namespace EndToEnd.Tests.Processes;

/// <summary>A process that is not told what others write must not pass for a ready one.</summary>
[Collection(nameof(Cluster))]
public sealed class StuckTailTests(Cluster cluster)
{
    [Fact]
    public async Task A_process_whose_view_stands_still_while_the_journal_goes_on_says_so_and_is_ready_again_when_it_moves()
    {
        var load = await cluster.LoadAsync("unseen", cluster.Rotating(), agencies: 2, entriesEach: 1);
        // Rows cannot be read any more, only where the journal ends.
        await RunAsync("REVOKE SELECT ON coop.journal FROM coop_app; GRANT SELECT (position, hash, recorded_at) ON coop.journal TO coop_app");
        try
        {
            (await load.ReportUntilAnsweredAsync(cluster.All[0].Api, load.Reporter(0), "unseen")).Ok();
            await UntilReadyAsync(cluster.All[1], 503, "not ready: the journal goes on and the view stands still");
            Assert.Contains("\ncoop_view_following 0\n", await MetricsAsync(cluster.All[1]), StringComparison.Ordinal);
        }
        finally
        {
            await RunAsync("GRANT SELECT ON coop.journal TO coop_app");
        }
        foreach (var process in cluster.All)
        {
            await UntilReadyAsync(process, 200, "ready");
            Assert.Contains("\ncoop_view_following 1\n", await MetricsAsync(process), StringComparison.Ordinal);
        }

        await cluster.AssertWholeAsync("stuck");
    }

    private static async Task<string> MetricsAsync(GatewayProcess process) =>
        (await process.Api.GetAsync(Site.Operator, "/metrics")).Ok().Text;

    private static async Task UntilReadyAsync(GatewayProcess process, int status, string words)
    {
        using var http = new HttpClient { BaseAddress = process.Address };
        var said = (0, "");
        try
        {
            await Until.TrueAsync(async () =>
            {
                using var reply = await http.GetAsync("/health/ready");
                said = ((int)reply.StatusCode, await reply.Content.ReadAsStringAsync());
                return said == (status, words);
            }, "");
        }
        catch (TimeoutException)
        {
            Assert.Fail($"the process said {said} and never \"{words}\":\n{process.Output}");
        }
    }

    private async Task RunAsync(string sql)
    {
        await using var owner = new NpgsqlConnection(cluster.Database.Owner);
        await owner.OpenAsync();
        await using var command = new NpgsqlCommand(sql, owner);
        await command.ExecuteNonQueryAsync();
    }
}
