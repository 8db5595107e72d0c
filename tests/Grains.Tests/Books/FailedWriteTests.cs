using CoopGrains.Contracts;
using CoopGrains.Grains;
using TestKit;
using static Grains.Tests.Books.Words;

namespace Grains.Tests.Books;

public sealed class FailedWriteTests : BookTest
{
    [Fact]
    public async Task A_write_whose_answer_was_lost_is_found_in_the_journal_and_answered()
    {
        var program = await Site.OpenProgramAsync();
        Site.Store.Next(new Fault.AnswerLost());

        var answer = Accepted(await program.ReportAsync(By(An, "r"), Report(5)));

        Assert.Equal(3, answer.Version);
        Assert.Equal(5, await Site.ReportedAsync());
        Assert.Equal(answer with { Replayed = true }, await program.ReportAsync(By(An, "r"), Report(5)));
        Assert.Equal(3, (await Site.HistoryAsync(Program)).Count);
    }

    [Fact]
    public async Task A_write_that_nobody_knows_of_is_an_unknown_outcome_and_its_retry_takes_effect_once()
    {
        var program = await Site.OpenProgramAsync();
        Site.Store.Next(new Fault.CommitLost());

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => program.ReportAsync(By(An, "r"), Report(5)));

        Assert.Equal(0, await Site.ReportedAsync());
        Assert.False(Accepted(await program.ReportAsync(By(An, "r"), Report(5))).Replayed);
        Assert.True(Accepted(await program.ReportAsync(By(An, "r"), Report(5))).Replayed);
        Assert.Equal(5, await Site.ReportedAsync());
    }

    [Fact]
    public async Task An_unknown_outcome_drops_the_activation_and_the_next_one_reads_the_truth()
    {
        var program = await Site.OpenProgramAsync();
        var held = Site.Store.HoldNext(new Fault.AnswerLost());
        var inFlight = program.ReportAsync(By(An, "in-flight"), Report(1));
        await held.Reached;
        var waiting = program.ReportAsync(By(An, "waiting"), Report(10));
        await Site.TurnsAsync(Program);
        held.Release();

        Accepted(await inFlight);
        // It was never handed on: that is definite.
        await Assert.ThrowsAsync<NotAppliedException>(() => waiting);
        Assert.Equal(1, await Site.ReportedAsync());
        Accepted(await program.ReportAsync(By(An, "waiting"), Report(10)));
        Assert.Equal(11, await Site.ReportedAsync());
    }

    [Fact]
    public async Task An_unknown_outcome_that_cannot_be_asked_for_stays_unknown()
    {
        var program = await Site.OpenProgramAsync();
        Site.Store.Next(new Fault.AnswerLost());
        Site.Store.FailReads(1);

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => program.ReportAsync(By(An, "r"), Report(5)));

        Assert.True(Accepted(await program.ReportAsync(By(An, "r"), Report(5))).Replayed);
        Assert.Equal(5, await Site.ReportedAsync());
    }

    [Fact]
    public async Task Duplicates_of_a_write_with_an_unknown_outcome_never_hear_that_it_was_not_applied()
    {
        var program = await Site.OpenProgramAsync();
        var held = Site.Store.HoldNext(new Fault.AnswerLost());
        var first = program.ReportAsync(By(An, "r"), Report(5));
        await held.Reached;
        var duplicates = Enumerable.Range(0, 10).Select(_ => program.ReportAsync(By(An, "r"), Report(5))).ToArray();
        await Site.TurnsAsync(Program);
        held.Release();

        foreach (var answer in await Task.WhenAll(duplicates.Prepend(first)))
            Assert.Equal(3, Accepted(answer).Version);
    }

    [Fact]
    public async Task A_definite_failure_changes_nothing_and_needs_no_reload()
    {
        var program = await Site.OpenProgramAsync();
        Site.Store.Next(new Fault.Unavailable());

        await Assert.ThrowsAsync<NotAppliedException>(() => program.ReportAsync(By(An, "r"), Report(5)));

        Assert.Equal(0, await Site.ReportedAsync());
        Assert.Equal(2, (await Site.HistoryAsync(Program)).Count);
        // A reload would need a read.
        Site.Store.FailReads(1);
        Assert.False(Accepted(await program.ReportAsync(By(An, "r"), Report(5))).Replayed);
        Assert.Equal(5, await Site.ReportedAsync());
        Site.Store.FailReads(0);
    }

    [Fact]
    public async Task A_definite_failure_of_a_creation_leaves_no_book()
    {
        Site.Store.Next(new Fault.Unavailable());
        await Assert.ThrowsAsync<NotAppliedException>(() => Site.Program(Program).OpenAsync(By(An, "open"), Open));
        Assert.Null(await Site.ViewAsync(Program));

        Site.Store.Next(new Fault.CommitLost());
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => Site.Program(Program).OpenAsync(By(An, "open"), Open));
        Assert.Null(await Site.ViewAsync(Program));

        Site.Store.Next(new Fault.AnswerLost());
        Assert.Equal(1, Accepted(await Site.Program(Program).OpenAsync(By(An, "open"), Open)).Version);
    }

    [Fact]
    public async Task A_book_that_cannot_be_read_takes_no_command_and_serves_again_when_it_can()
    {
        var program = await Site.OpenProgramAsync();
        await Site.DeactivateAsync(Program);
        Site.Store.FailReads(1);
        await Assert.ThrowsAsync<NotAppliedException>(() => program.ReportAsync(By(An, "r"), Report()));
        await Site.DeactivateAsync(Program);

        // When the journal cannot be asked either, nobody can say whether an earlier attempt took effect.
        Site.Store.FailReads(2);
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => program.ReportAsync(By(An, "r"), Report()));
        await Site.DeactivateAsync(Program);

        Site.Store.FailReads(1);
        Assert.True(Accepted(await program.AddCommitmentAsync(By(An, "promise"), Promise())).Replayed);
        await Site.DeactivateAsync(Program);

        Site.Store.FailReads(1);
        await Assert.ThrowsAsync<NotAppliedException>(() => program.ReadAsync(new() { Actor = An }));

        Accepted(await program.ReportAsync(By(An, "r"), Report()));
    }
}

public sealed class FailedWritesWithAShortMemoryTests : BookTest
{
    protected override BookOptions Options => new() { OperationsRemembered = 1 };

    [Fact]
    public async Task A_retry_of_what_was_taken_never_hears_that_it_was_not_applied()
    {
        var program = await Site.OpenProgramAsync();
        var first = Accepted(await program.ReportAsync(By(An, "r"), Report(5)));
        Accepted(await program.ReportAsync(By(An, "later"), Report(1)));

        Site.Store.Next(new Fault.Unavailable());
        Assert.Equal(first with { Replayed = true }, await program.ReportAsync(By(An, "r"), Report(5)));

        Site.Store.Next(new Fault.Unavailable());
        Site.Store.FailReads(1);
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => program.ReportAsync(By(An, "r"), Report(5)));
        Assert.Equal(6, await Site.ReportedAsync());
    }

    [Fact]
    public async Task Duplicates_that_ask_the_journal_at_the_same_time_have_one_effect()
    {
        var program = await Site.OpenProgramAsync();
        Accepted(await program.ReportAsync(By(An, "later"), Report(1)));
        var held = Site.Store.HoldNext();
        var known = program.AddCommitmentAsync(By(An, "promise"), Promise("scholarships-2"));
        await held.Reached;
        var duplicates = Enumerable.Range(0, 20).Select(_ => program.ReportAsync(By(An, "r"), Report(5))).ToArray();
        await Site.TurnsAsync(Program);
        held.Release();

        Refused(RefusalCodes.OperationIdReused, await program.AddCommitmentAsync(By(An, "promise", "another"), Promise("x1")));
        Assert.True(Accepted(await known).Replayed);
        Assert.Equal(19, (await Task.WhenAll(duplicates)).Count(answer => Accepted(answer).Replayed));
        Assert.Equal(6, await Site.ReportedAsync());
    }
}
