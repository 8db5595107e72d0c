using CoopGrains.Contracts;
using TestKit;
using static Grains.Tests.Books.Words;

namespace Grains.Tests.Books;

public sealed class RefusalTests : BookTest
{
    [Fact]
    public async Task A_refusal_waits_for_the_write_it_rests_on()
    {
        var program = await Site.OpenProgramAsync();
        var held = Site.Store.HoldNext();
        var first = program.AddCommitmentAsync(By(An, "first"), Promise("roads"));
        await held.Reached;
        var second = program.AddCommitmentAsync(By(An, "second"), Promise("roads"));
        await Site.TurnsAsync(Program);
        Assert.False(second.IsCompleted);
        held.Release();

        Accepted(await first);
        Refused(RefusalCodes.AlreadyExists, await second);
    }

    [Fact]
    public async Task A_refusal_whose_write_failed_is_decided_again_and_may_be_accepted()
    {
        var program = await Site.OpenProgramAsync();
        var held = Site.Store.HoldNext(new Fault.Unavailable());
        var first = program.AddCommitmentAsync(By(An, "first"), Promise("roads"));
        await held.Reached;
        var second = program.AddCommitmentAsync(By(An, "second"), Promise("roads"));
        await Site.TurnsAsync(Program);
        held.Release();

        await Assert.ThrowsAsync<NotAppliedException>(() => first);
        Accepted(await second);
        Refused(RefusalCodes.AlreadyExists, await program.AddCommitmentAsync(By(An, "first"), Promise("roads")));
    }

    [Fact]
    public async Task A_refusal_for_a_reused_operation_id_waits_for_the_write_that_used_it()
    {
        var program = await Site.OpenProgramAsync();
        var held = Site.Store.HoldNext(new Fault.Unavailable());
        var first = program.ReportAsync(By(An, "r"), Report(1));
        await held.Reached;
        var other = program.ReportAsync(By(An, "r", fingerprint: "another"), Report(2));
        await Site.TurnsAsync(Program);
        Assert.False(other.IsCompleted);
        held.Release();

        await Assert.ThrowsAsync<NotAppliedException>(() => first);
        Accepted(await other);
        Assert.Equal(2, await Site.ReportedAsync());
        Refused(RefusalCodes.OperationIdReused, await program.ReportAsync(By(An, "r"), Report(1)));
    }

    [Fact]
    public async Task Refusals_are_not_stored_and_asked_again_are_decided_again()
    {
        var program = await Site.OpenProgramAsync();
        Refused(RefusalCodes.WrongState, await program.ResumeAsync(By(An, "resume"), new() { Reason = "go on" }));
        Accepted(await program.SuspendAsync(By(An, "suspend"), new() { Reason = "flood" }));

        Accepted(await program.ResumeAsync(By(An, "resume"), new() { Reason = "go on" }));

        Assert.Equal(4, (await Site.HistoryAsync(Program)).Count);
    }
}

public sealed class RefusalsBesideOtherWritersTests : BookTest
{
    protected override bool OwnsBooks => false;

    [Fact]
    public async Task A_refusal_on_a_stale_book_is_decided_again_on_the_true_one()
    {
        var program = await Site.OpenProgramAsync();
        await Site.ForeignAsync(Program, Foreign("elsewhere", new ProgramSuspended { Reason = "flood" }));

        Accepted(await program.ResumeAsync(By(An, "resume"), new() { Reason = "go on" }));

        Assert.Equal(4, (await Site.HistoryAsync(Program)).Count);
    }

    [Fact]
    public async Task A_refusal_that_cannot_be_checked_against_the_journal_is_a_fault()
    {
        var program = await Site.OpenProgramAsync();
        Site.Store.FailReads(1);

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => program.ResumeAsync(By(An, "resume"), new() { Reason = "go on" }));

        Refused(RefusalCodes.WrongState, await program.ResumeAsync(By(An, "resume"), new() { Reason = "go on" }));
    }
}
