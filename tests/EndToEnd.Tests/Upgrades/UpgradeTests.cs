using EndToEnd.Tests.Processes;
using Npgsql;
using TestKit;

namespace EndToEnd.Tests.Upgrades;

/// <summary>Two builds beside each other on one database. Snapshots are caches, and each build leaves the other's alone.</summary>
[Collection(nameof(Cluster))]
public sealed partial class UpgradeTests(Cluster cluster, NextBuild next) : IClassFixture<NextBuild>
{
    [Fact]
    public async Task A_rolling_upgrade_to_another_state_schema_and_back_fails_no_request_and_loses_nothing()
    {
        var own = cluster.All[0].Assembly;
        var clients = cluster.Rotating();
        // Enough for a snapshot of its book.
        var before = await cluster.LoadAsync("schema-4", clients, agencies: 20, entriesEach: 50);
        await before.ReportAllAsync(_ => { });
        Assert.Equal("4", await SnapshotSchemaAsync(before.Program));
        var throughout = await cluster.LoadAsync("side-by-side", clients, agencies: 4, entriesEach: 100_000);
        var reporting = throughout.ReportAllAsync(_ => { });

        foreach (var process in cluster.All)
            await clients.RestartAsync(process, () => process.Assembly = next.Gateway);
        var after = await cluster.LoadAsync("schema-5", clients, agencies: 20, entriesEach: 50);
        await after.ReportAllAsync(_ => { });
        Assert.Equal("5", await SnapshotSchemaAsync(after.Program));
        await before.AssertExactAsync(await cluster.JournalAsync(), [.. cluster.All.Select(process => process.Api)]);
        foreach (var process in cluster.All)
            await clients.RestartAsync(process, () => process.Assembly = own);
        throughout.End();
        await reporting;

        Assert.True(clients.Failures.IsEmpty, string.Join('\n', [clients.Failed, .. cluster.All.Select(process => process.Output)]));
        Assert.Equal("5", await SnapshotSchemaAsync(after.Program));
        foreach (var load in (Retries.AgencyLoad[])[before, after, throughout])
            await cluster.AssertExactAsync(load);
    }

    private async Task<string?> SnapshotSchemaAsync(string program)
    {
        await using var connection = new NpgsqlConnection(cluster.Database.Owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT split_part(body, E'\\n', 1) FROM coop.book_snapshot WHERE book_key = $1", connection)
        {
            Parameters = { new() { Value = "program/" + program } },
        };
        string? schema = null;
        // It follows its commit, beside the next ones.
        await Until.TrueAsync(async () => (schema = (string?)await command.ExecuteScalarAsync()) is not null, "no snapshot was written");
        return schema;
    }
}
