using CoopGrains.Contracts;
using CoopGrains.Grains;
using CoopGrains.Hosting;
using Orleans;
using Orleans.Runtime;
using TestKit;
using static Grains.Tests.Books.Words;

namespace Grains.Tests.Books;

public class ForeignWriterTests : BookTest
{
    protected override bool OwnsBooks => false;

    [Fact]
    public async Task A_book_that_another_writer_moved_is_reloaded_and_the_command_decided_again()
    {
        var program = await Site.OpenProgramAsync();
        Site.Store.Next(new Fault.ForeignFirst(Foreign("elsewhere", new ProgramSuspended { Reason = "flood" })));

        Refused(RefusalCodes.ProgramNotOpen, await program.ReportAsync(By(An, "r"), Report()));

        Assert.Equal(["open", "promise", "elsewhere"], (await Site.HistoryAsync(Program)).Select(row => row.OperationId));
    }

    [Fact]
    public async Task Commands_of_a_write_that_met_another_writer_follow_it_once_each_with_dense_versions()
    {
        var program = await Site.OpenProgramAsync();
        var held = Site.Store.HoldNext(new Fault.ForeignFirst(Foreign("elsewhere", new ProgramSuspended { Reason = "a" }),
            Foreign("elsewhere", new ProgramResumed { Reason = "b" }, ordinal: 1)));
        var first = program.ReportAsync(By(An, "first"), Report());
        await held.Reached;
        var calls = Enumerable.Range(0, 40).Select(i => program.ReportAsync(By(An, $"r{i / 2}"), Report())).ToArray();
        await Site.TurnsAsync(Program);
        held.Release();

        var versions = (await Task.WhenAll(calls.Prepend(first))).Select(answer => Accepted(answer).Version).ToHashSet();

        Assert.Equal(Enumerable.Range(5, 21).Select(version => (long)version), versions.Order());
        Assert.Equal(21, await Site.ReportedAsync());
    }

    [Fact]
    public async Task Of_a_book_that_another_writer_moved_only_what_came_later_is_read()
    {
        var program = await Site.OpenProgramAsync();
        Accepted(await program.ReportAsync(By(An, "first"), Report()));
        var whole = Site.Store.WholeReads;
        Site.Store.Next(new Fault.ForeignFirst(
            Foreign("a", new ProgramSuspended { Reason = "a" }), Foreign("a", new ProgramResumed { Reason = "b" }, 1)));
        Assert.Equal(6, Accepted(await program.ReportAsync(By(An, "second"), Report())).Version);
        await Site.ForeignAsync(Program, Foreign("b", new ProgramSuspended { Reason = "c" }));

        var seen = await program.ReadAsync(new() { Actor = An, AtLeast = 7 });

        Assert.Equal((7, ProgramState.Suspended), (seen!.Version, seen.State));
        Assert.Equal(whole, Site.Store.WholeReads);
        await Site.DeactivateAsync(Program);
        Assert.Equal(await Site.FoldedViewAsync(Program), await Site.ViewAsync(Program));
    }

    [Fact]
    public async Task A_book_whose_last_known_event_is_not_in_the_journal_is_read_whole()
    {
        await Site.OpenProgramAsync();
        var storage = new BookGrainStorage(Site.Store);

        var followed = await ReadAsync(new(1, "open"));
        var other = await ReadAsync(new(1, "another"));
        var ahead = await ReadAsync(new(3, "open"));

        Assert.Equal(("2", true, 1), (followed.ETag, followed.State!.Since is not null, followed.State.Events.Count));
        Assert.Equal(("2", true), (other.ETag, other.State!.Since is null));
        Assert.Equal(("2", true), (ahead.ETag, ahead.State!.Since is null));

        async Task<GrainState<BookDocument>> ReadAsync(BookPoint since)
        {
            var state = new GrainState<BookDocument>(new() { Since = since });
            await storage.ReadStateAsync(WireNames.ProgramBook, GrainId.Create(WireNames.ProgramBook, Program.ToString()), state);
            return state;
        }
    }

    [Fact]
    public async Task A_command_that_another_process_took_meanwhile_is_answered_from_the_journal()
    {
        var program = await Site.OpenProgramAsync();
        var events = Accepted(await program.ReportAsync(By(An, "model"), Report(7))).Events;
        var elsewhere = Assert.IsType<EntryReported>(events[0]) with { Entry = "e-elsewhere" };
        Site.Store.Next(new Fault.ForeignFirst(Foreign("r", elsewhere)));

        var answer = Accepted(await program.ReportAsync(By(An, "r"), Report(7)));

        Assert.Equal("e-elsewhere", EntryOf(answer));
        Assert.Equal((4, true), (answer.Version, answer.Replayed));
        Assert.Equal(14, await Site.ReportedAsync());
    }

    [Fact]
    public async Task A_command_that_another_process_took_with_another_content_is_refused()
    {
        var program = await Site.OpenProgramAsync();
        Site.Store.Next(new Fault.ForeignFirst(Foreign("r", new ProgramSuspended { Reason = "flood" })));

        Refused(RefusalCodes.OperationIdReused, await program.ReportAsync(By(An, "r", "another"), Report()));
    }

    [Fact]
    public async Task A_reader_who_has_seen_a_later_version_makes_the_book_reload()
    {
        var program = await Site.OpenProgramAsync();
        await Site.ForeignAsync(Program, Foreign("elsewhere", new ProgramSuspended { Reason = "flood" }));
        Assert.Equal(ProgramState.Open, (await program.ReadAsync(new() { Actor = An }))!.State);

        var seen = await program.ReadAsync(new() { Actor = An, AtLeast = 3 });

        Assert.Equal((3, ProgramState.Suspended), (seen!.Version, seen.State));
    }

    [Fact]
    public async Task A_reader_is_never_given_less_than_it_has_seen_when_the_reload_fails()
    {
        var program = await Site.OpenProgramAsync();
        await Site.ForeignAsync(Program, Foreign("elsewhere", new ProgramSuspended { Reason = "flood" }));
        Site.Store.FailReads(1);

        await Assert.ThrowsAsync<NotAppliedException>(() => program.ReadAsync(new() { Actor = An, AtLeast = 3 }));

        Assert.Equal(3, (await program.ReadAsync(new() { Actor = An, AtLeast = 3 }))!.Version);
    }
}

public sealed class ForeignWriterWithSnapshotsTests : ForeignWriterTests
{
    protected override BookOptions Options => new() { OperationsRemembered = 2, SnapshotAfter = 1 };
}
