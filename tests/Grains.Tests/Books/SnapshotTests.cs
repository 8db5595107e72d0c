using CoopGrains.Contracts;
using CoopGrains.Grains;
using CoopGrains.Storage;
using TestKit;
using static Grains.Tests.Books.Words;

namespace Grains.Tests.Books;

public sealed class SnapshotTests : BookTest
{
    protected override BookOptions Options => new() { SnapshotAfter = 2_000 };

    [Fact]
    public async Task A_snapshot_is_taken_when_the_events_since_the_last_one_outweigh_it()
    {
        var program = await Site.OpenProgramAsync();
        for (var i = 0; i < 60; i++)
            Accepted(await program.ReportAsync(By(An, $"r{i}"), Report()));

        var (events, snapshot, snapshots) = (0L, 0L, 0);
        foreach (var commit in Site.Store.Committed)
        {
            events += commit.Events.Sum(happened => happened.Text.Length);
            var isDue = events > 2_000 && events > snapshot;
            Assert.Equal(isDue, commit.Snapshot is not null);
            if (commit.Snapshot is not { } taken)
                continue;
            Assert.Equal(commit.ExpectedVersion + commit.Events.Count, taken.Version);
            (events, snapshot, snapshots) = (0, taken.Body().Length, snapshots + 1);
        }
        Assert.InRange(snapshots, 2, 20);
    }

    [Fact]
    public async Task Failed_writes_bring_no_snapshot_nearer()
    {
        var program = await Site.OpenProgramAsync();
        for (var i = 0; i < 20; i++)
        {
            Site.Store.Next(new Fault.Unavailable());
            await Assert.ThrowsAsync<NotAppliedException>(() => program.ReportAsync(By(An, "r"), Report()));
        }
        Accepted(await program.ReportAsync(By(An, "r"), Report()));

        Assert.All(Site.Store.Committed, commit => Assert.Null(commit.Snapshot));
    }

    [Fact]
    public async Task A_snapshot_with_later_events_gives_the_same_book()
    {
        var program = await Site.OpenProgramAsync();
        for (var i = 0; i < 25; i++)
        {
            var entry = EntryOf(await program.ReportAsync(By(An, $"r{i}"), Report(i)));
            if (i % 3 == 0)
                Accepted(await program.ConfirmAsync(By(Kham, $"c{i}"), Confirm(entry)));
        }
        var stored = (await Site.Store.Inner.ReadAsync(Program.ToString(), default))!;
        Assert.NotNull(stored.Snapshot);
        Assert.InRange(stored.Events.Count, 1, 20);

        await Site.AssertReloadsAsync();

        Assert.Equal(stored.Version + 1, Accepted(await program.ReportAsync(By(An, "next"), Report())).Version);
    }

    [Fact]
    public async Task A_snapshot_of_another_shape_is_passed_over_for_the_whole_history()
    {
        var program = await Site.OpenProgramAsync();
        for (var i = 0; i < 25; i++)
            Accepted(await program.ReportAsync(By(An, $"r{i}"), Report(i)));
        var before = await Site.ViewAsync(Program);
        var stored = (await Site.Store.Inner.ReadAsync(Program.ToString(), default))!;
        var newer = new SnapshotToWrite(stored.Version, () => "999\n{\"nobody\":\"knows\"}");
        Assert.IsType<CommitResult.Committed>(
            await Site.Store.Inner.CommitAsync(new(stored.BookKey, stored.Kind, stored.Restricted, stored.Version, [], newer, Never)));
        await Site.DeactivateAsync(Program);

        Assert.Equal(before, await Site.ViewAsync(Program));
        Assert.True(Accepted(await program.ReportAsync(By(An, "r3"), Report(3))).Replayed);
        Assert.Equal(stored.Version + 1, Accepted(await program.ReportAsync(By(An, "next"), Report())).Version);
    }

    [Fact]
    public async Task What_a_command_writes_does_not_grow_with_the_book()
    {
        var program = await Site.OpenProgramAsync();
        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => program.ReportAsync(By(An, $"r{i}"), Report())));
        var before = Site.Store.Committed.Count;
        for (var i = 0; i < 5; i++)
            Accepted(await program.ReportAsync(By(An, $"late{i}"), Report()));

        var late = Site.Store.Committed.Skip(before).ToList();
        Assert.Equal(5, late.Count);
        Assert.All(late, commit => Assert.Single(commit.Events));
        Assert.All(late, commit => Assert.Null(commit.Snapshot));
        Assert.Single(late.Select(commit => commit.Events[0].Text.Length).Distinct());
    }
}
