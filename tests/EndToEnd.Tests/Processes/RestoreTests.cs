using CoopGrains.Storage.Postgres;
using TestKit;

namespace EndToEnd.Tests.Processes;

/// <summary>A site goes back to a backup, and nobody goes on as if it had not.</summary>
public sealed class RestoreTests
{
    [Fact]
    public async Task A_restored_site_begins_an_epoch_rebuilds_its_view_and_tells_readers_of_the_old_one_to_begin_anew()
    {
        await using var one = await OneProcess.StartSeededAsync();
        var kept = await one.OpenAsync("kept");
        await one.StopAsync();
        using var backup = one.Server.BeginDump(one.Database.Database);
        var dump = await backup.StandardOutput.ReadToEndAsync();

        await one.Process.StartAsync();
        await one.OpenAsync("lost");
        var page = (await one.Api.GetAsync(Site.DienBien, "/v1/programs?limit=1")).Ok().Json.Text("next");
        await one.StopAsync();
        await one.MoveAsync(await one.Server.RestoreAsync(dump));
        await Site.CoopAsync("migrate", "--database", one.Database.Owner);

        // Its anchor knows of more than there is.
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(one.Process.StartAsync);
        Assert.Contains("coop epoch", refused.Message, StringComparison.Ordinal);
        await BeginEpochAsync(one, 2);
        await one.Process.StartAsync();

        Assert.Equal(404, (await one.Api.GetAsync(Site.DienBien, "/v1/programs/lost")).Status);
        Assert.Equal((410, "historyReplaced"), Problem(await one.Api.GetAsync(Site.DienBien, "/v1/programs/kept", kept.Version)));
        Assert.Equal((410, "historyReplaced"), Problem(await one.Api.GetAsync(Site.DienBien, $"/v1/programs?limit=1&cursor={page}")));
        (await one.Api.GetAsync(Site.DienBien, "/v1/programs/kept")).Ok();
        await one.Api.UntilQuietAsync(Site.Operator);
        var again = await one.OpenAsync("lost");
        Assert.Equal("program/lost@2.1", again.Version);
        (await one.Api.GetAsync(Site.DienBien, "/v1/programs/lost", again.Version)).Ok();
        await one.AssertWholeAsync();

        // What it knows is void again, and it does not go on with it.
        await BeginEpochAsync(one, 3);
        Assert.Equal(1, await one.Process.Child.ExitAsync());
        await one.Process.StartAsync();
        Assert.Equal((410, "historyReplaced"), Problem(await one.Api.GetAsync(Site.DienBien, "/v1/programs/lost", again.Version)));
        (await one.Api.GetAsync(Site.DienBien, "/v1/programs/lost", "program/lost@3.1")).Ok();
        await one.AssertWholeAsync();
    }

    [Fact]
    public async Task An_epoch_begins_on_SQLite_as_well_but_not_under_a_running_site()
    {
        await using var site = await Site.StartSeededAsync();
        string[] epoch = ["epoch", "--data", site.Data, "--reason", "a copy was put back"];
        await using (var early = ChildProcess.Start(RepositoryRoot.Built("src/CoopGrains.Cli", "coop.dll"), epoch))
        {
            Assert.Equal(1, await early.ExitAsync());
            Assert.Contains("written by", early.Output, StringComparison.Ordinal);
        }
        await site.KillAsync();
        Assert.Contains("epoch 2 has begun", await Site.CoopAsync(epoch), StringComparison.Ordinal);
        await site.StartAgainAsync();
        Assert.Equal((410, "historyReplaced"), Problem(
            await site.Api.GetAsync(Site.DienBien, "/v1/programs/db-lpb-scholarship", "program/db-lpb-scholarship@1")));
        await site.AssertWholeAsync();
    }

    private static async Task BeginEpochAsync(OneProcess one, int epoch) => Assert.Contains(
        $"epoch {epoch} has begun",
        await Site.CoopAsync("epoch", "--database", one.Database.Owner, "--data", one.Data, "--reason", "a restore is tried"),
        StringComparison.Ordinal);

    private static (int Status, string? Code) Problem(ApiReply reply) => (reply.Status, reply.Code);
}
