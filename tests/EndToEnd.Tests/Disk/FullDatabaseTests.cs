using EndToEnd.Tests.Processes;
using TestKit;

namespace EndToEnd.Tests.Disk;

/// <summary>A database whose tables have no more space: it is read, refuses what changes it, and goes on by itself.</summary>
/// <remarks>The log of changes lies elsewhere: without space for that, PostgreSQL itself ends.</remarks>
public sealed class FullDatabaseTests
{
    private const int Megabytes = 64;
    private const int LeftBytes = 800_000;
    private const string Path = "/v1/programs/db-psl-scholarship/commitments/places/entries";
    private const string Recorder = "vn-db-education/recorder";

    [Fact]
    public async Task A_database_that_is_full_is_read_meanwhile_goes_on_once_there_is_space_and_has_all_that_was_acknowledged()
    {
        using var disk = SmallDisk.TryMount(Megabytes);
        using var folder = new TempFolder();
        var root = disk?.Path ?? folder.Path;
        await using var one = await OneProcess.StartSeededAsync(
            new PostgresServer(), Directory.CreateDirectory(System.IO.Path.Combine(root, "database")).FullName);
        await one.Api.UntilQuietAsync(Site.Operator);
        var ballast = System.IO.Path.Combine(root, "ballast");
        if (disk is not null)
            await File.WriteAllBytesAsync(ballast, new byte[new DriveInfo(root).AvailableFreeSpace - LeftBytes]);

        // Where this user may not mount, there is no end of the disk to reach: the rest must hold all the same.
        var acknowledged = 0;
        ApiReply reply;
        while ((reply = await ReportAsync(one, acknowledged)).Status == 201 && (disk is not null || acknowledged < 100))
            acknowledged++;
        if (disk is not null)
        {
            Assert.Equal((503, "storeFull"), (reply.Status, reply.Code));
            Assert.Equal("ready", (await one.Api.GetAsync(Recorder, "/health/ready")).Ok().Text);
            Assert.Matches("\ncoop_storage_commit_full_total [1-9]", (await one.Api.GetAsync(Site.Operator, "/metrics")).Ok().Text);
        }

        (await one.Api.GetAsync(Recorder, "/v1/programs/db-psl-scholarship")).Ok();
        (await one.Api.GetAsync(Recorder, "/v1/network/status")).Ok();
        File.Delete(ballast);
        (await ReportAsync(one, acknowledged)).Ok();

        // What was acknowledged outlives the server's end.
        one.Server.StopImmediately();
        one.Server.Start();
        for (var number = 0; number <= acknowledged; number++)
            Assert.True((await one.Api.PostUntilAnsweredAsync(Recorder, Path, $"fill-{number}", Entry(number))).Ok().Replayed);
        var rows = (await one.JournalAsync()).Where(row => row.OperationId.Contains(":fill-", StringComparison.Ordinal));
        Assert.Equal(acknowledged + 1, rows.Count(row => row.Kind == "entryReported"));
        await one.AssertWholeAsync();
    }

    private static Task<ApiReply> ReportAsync(OneProcess one, int number) =>
        one.Api.PostAsync(Recorder, Path, $"fill-{number}", Entry(number));

    // The database compresses long texts, but not one that says something new with every letter.
    private static object Entry(int number) => new
    {
        amount = new { value = "1", unit = "person" },
        occurred = new { from = "2025-11", to = "2025-11" },
        meaning = new Random(number).GetString("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", 3_900),
    };
}
