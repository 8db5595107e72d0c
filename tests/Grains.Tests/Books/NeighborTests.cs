using CoopGrains.Contracts;
using TestKit;
using static Grains.Tests.Books.Words;

namespace Grains.Tests.Books;

/// <summary>What goes wrong with one command of a shared write does not go wrong with the others.</summary>
public sealed class NeighborTests : BookTest
{
    [Fact]
    public async Task A_poison_command_fails_alone_and_its_neighbors_commit_exactly_once()
    {
        var program = await Site.OpenProgramAsync();
        Site.Store.Reject("poison");
        var held = Site.Store.HoldNext();
        var first = program.ReportAsync(By(An, "first"), Report());
        await held.Reached;
        var calls = Enumerable.Range(0, 20)
            .Select(i => program.ReportAsync(By(An, $"r{i}"), Report(meaning: i is 7 or 13 ? "poison" : null))).ToArray();
        await Site.TurnsAsync(Program);
        held.Release();

        Accepted(await first);
        for (var i = 0; i < calls.Length; i++)
            if (i is 7 or 13)
                Refused(RefusalCodes.Unstorable, await calls[i]);
            else
                Accepted(await calls[i]);
        Assert.Equal(19, await Site.ReportedAsync());

        Site.Store.Reject(null);
        Accepted(await program.ReportAsync(By(An, "r7"), Report(meaning: "poison")));
        Assert.Equal(20, await Site.ReportedAsync());
    }

    [Fact]
    public async Task A_command_that_rests_on_a_poison_one_is_decided_again_without_it()
    {
        var program = await Site.OpenProgramAsync();
        Site.Store.Reject("poison");
        var held = Site.Store.HoldNext();
        var first = program.ReportAsync(By(An, "first"), Report());
        await held.Reached;
        var suspend = program.SuspendAsync(By(An, "suspend"), new() { Reason = "poison" });
        var resume = program.ResumeAsync(By(An, "resume"), new() { Reason = "go on" });
        await Site.TurnsAsync(Program);
        held.Release();

        Accepted(await first);
        Refused(RefusalCodes.Unstorable, await suspend);
        Refused(RefusalCodes.WrongState, await resume);
    }

    [Fact]
    public async Task A_command_whose_deadline_passed_is_not_committed_and_its_neighbors_are()
    {
        var program = await Site.OpenProgramAsync();
        var soon = Site.Clock.GetUtcNow().AddSeconds(10);
        var held = Site.Store.HoldNext();
        var first = program.ReportAsync(By(An, "first"), Report());
        await held.Reached;
        var calls = Enumerable.Range(0, 10)
            .Select(i => program.ReportAsync(By(An, $"r{i}", deadline: i % 5 == 0 ? soon : soon.AddSeconds(10)), Report())).ToArray();
        await Site.TurnsAsync(Program);
        Site.Clock.Advance(TimeSpan.FromSeconds(11));
        held.Release();

        Accepted(await first);
        for (var i = 0; i < calls.Length; i++)
            if (i % 5 == 0)
                await Assert.ThrowsAsync<NotAppliedException>(() => calls[i]);
            else
                Accepted(await calls[i]);
        Assert.Equal(9, await Site.ReportedAsync());
    }

    [Fact]
    public async Task A_store_whose_clock_is_ahead_drops_the_most_urgent_command_only()
    {
        var program = await Site.OpenProgramAsync();
        var held = Site.Store.HoldNext();
        Site.Store.Next(new Fault.DeadlinePassed());
        var first = program.ReportAsync(By(An, "first"), Report());
        await held.Reached;
        var urgent = program.ReportAsync(By(An, "urgent", deadline: Site.Clock.GetUtcNow().AddSeconds(1)), Report());
        var patient = program.ReportAsync(By(An, "patient"), Report());
        await Site.TurnsAsync(Program);
        held.Release();

        await Assert.ThrowsAsync<NotAppliedException>(() => urgent);
        Accepted(await patient);
        Assert.Equal(2, await Site.ReportedAsync());
    }

    [Fact]
    public async Task A_command_that_comes_after_its_deadline_is_not_written_but_a_known_one_is_answered()
    {
        var program = await Site.OpenProgramAsync();
        var soon = Site.Clock.GetUtcNow().AddSeconds(10);
        Accepted(await program.ReportAsync(By(An, "known", deadline: soon), Report()));
        Site.Clock.Advance(TimeSpan.FromSeconds(11));
        var written = Site.Store.Committed.Count;

        Assert.True(Accepted(await program.ReportAsync(By(An, "known", deadline: soon), Report())).Replayed);
        await Assert.ThrowsAsync<NotAppliedException>(() => program.ReportAsync(By(An, "late", deadline: soon), Report()));
        Assert.Equal(written, Site.Store.Committed.Count);
    }
}
