using TestKit;

namespace EndToEnd.Tests.Disk;

/// <summary>A store that cannot be written loses nothing it acknowledged.</summary>
public sealed class FullDiskTests
{
    private const int Megabytes = 8;
    private const string Path = "/v1/programs/db-psl-scholarship/commitments/places/entries";
    private const string Recorder = "vn-db-education/recorder";

    [Fact]
    public async Task A_full_disk_answers_503_and_after_a_restart_every_acknowledged_entry_is_there_and_the_others_can_be_sent_again()
    {
        using var disk = SmallDisk.TryMount(Megabytes);
        using var folder = new TempFolder();
        await using var site = await Site.StartSeededAsync(disk?.Path ?? folder.Path);
        var (ballast, acknowledged, reply) = await FillAsync(site, disk is not null);
        if (disk is not null)
        {
            Assert.Equal((503, "storeFull"), (reply.Status, reply.Code));
            Assert.Matches("\ncoop_storage_commit_full_total [1-9]", (await site.Api.GetAsync(Site.Operator, "/metrics")).Ok().Text);
        }
        (await site.Api.GetAsync(Recorder, "/v1/programs/db-psl-scholarship")).Ok();
        (await site.Api.GetAsync(Recorder, "/v1/network/status")).Ok();

        await site.KillAsync();
        File.Delete(ballast);
        await site.StartAgainAsync();
        await AssertAcknowledgedAsync(site, acknowledged);
    }

    [Fact]
    public async Task A_read_only_store_ends_the_start_with_a_word_on_what_to_check_and_has_everything_once_it_can_be_written_again()
    {
        using var disk = SmallDisk.TryMount(Megabytes);
        using var folder = new TempFolder();
        await using var site = await Site.StartSeededAsync(disk?.Path ?? folder.Path);
        (await ReportAsync(site, 0)).Ok();
        await site.KillAsync();

        // Where this user may not mount, it may at least not write to its own lock.
        var held = System.IO.Path.Combine(site.Data, "coop.db.lock");
        if (disk is not null) disk.MakeReadOnly();
        else File.SetAttributes(held, FileAttributes.ReadOnly);
        var ended = await Assert.ThrowsAsync<InvalidOperationException>(site.StartAgainAsync);
        Assert.Contains("check the mount", ended.Message, StringComparison.Ordinal);

        if (disk is not null) disk.MakeWritable();
        else File.SetAttributes(held, FileAttributes.Normal);
        await site.StartAgainAsync();
        await AssertAcknowledgedAsync(site, 1);
    }

    [Fact]
    public async Task A_store_that_turns_read_only_answers_503_and_goes_on_by_itself_once_it_can_be_written_again()
    {
        using var folder = new TempFolder();
        await using var site = await Site.StartSeededAsync(folder.Path);
        (await ReportAsync(site, 0)).Ok();

        // Where nothing can be frozen under a running process, what was acknowledged must be there all the same.
        using (var frozen = FrozenFiles.TryFreeze(folder.PathOf("coop.db"), folder.PathOf("coop.db-wal")))
        {
            for (var again = 0; frozen is not null && again < 3; again++)
            {
                Assert.Equal(503, (await ReportAsync(site, 1)).Status);
            }
            (await site.Api.GetAsync(Recorder, "/v1/programs/db-psl-scholarship")).Ok();
        }

        (await ReportAsync(site, 1)).Ok();
        await site.KillAsync();
        await site.StartAgainAsync();
        await AssertAcknowledgedAsync(site, 2);
    }

    [Fact]
    public async Task A_store_that_was_full_is_read_meanwhile_and_goes_on_by_itself_once_there_is_space()
    {
        using var disk = SmallDisk.TryMount(Megabytes);
        using var folder = new TempFolder();
        await using var site = await Site.StartSeededAsync(disk?.Path ?? folder.Path);
        var (ballast, acknowledged, reply) = await FillAsync(site, disk is not null);
        if (disk is not null)
        {
            Assert.Equal("storeFull", reply.Code);
            Assert.Equal("ready", (await site.Api.GetAsync(Recorder, "/health/ready")).Ok().Text);
        }
        File.Delete(ballast);
        (await ReportAsync(site, acknowledged)).Ok();
        await AssertAcknowledgedAsync(site, acknowledged);
    }

    // With something beside that can be deleted. Where this user may not mount, there is no end of the disk to reach: the rest must hold all
    // the same.
    private static async Task<(string Ballast, int Acknowledged, ApiReply Last)> FillAsync(Site site, bool hasEnd)
    {
        var ballast = System.IO.Path.Combine(site.Data, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[1 << 20]);
        var acknowledged = 0;
        ApiReply reply;
        while ((reply = await ReportAsync(site, acknowledged)).Status == 201 && (hasEnd || acknowledged < 100))
            acknowledged++;
        return (ballast, acknowledged, reply);
    }

    private static Task<ApiReply> ReportAsync(Site site, int number) => site.Api.PostAsync(Recorder, Path, $"fill-{number}", new
    {
        amount = new { value = "1", unit = "person" },
        occurred = new { from = "2025-11", to = "2025-11" },
        meaning = new string('đ', 3_900),
    });

    // One more than were acknowledged: the outcome of that one was unknown, and is known once it is sent again.
    private static async Task AssertAcknowledgedAsync(Site site, int acknowledged)
    {
        var replies = new List<ApiReply>();
        for (var number = 0; number <= acknowledged; number++)
            replies.Add((await ReportAsync(site, number)).Ok());
        Assert.All(replies.SkipLast(1), reply => Assert.True(reply.Replayed));
        var rows = (await site.JournalAsync()).Where(row => row.Kind == "entryReported" && row.BookKey == "program/db-psl-scholarship");
        Assert.Equal(acknowledged + 1, rows.Count());
        await site.AssertWholeAsync();
    }
}
