using CoopGrains.Contracts;
using CoopGrains.Grains.Tests.Network;
using Npgsql;
using Orleans;
using Orleans.Runtime;
using TestKit;

namespace CoopGrains.Grains.Tests.Processes;

public sealed class StaleBookTests : TwoProcesses
{
    [Fact]
    public async Task A_reader_gets_no_less_than_the_view_of_his_process_has_seen()
    {
        var before = (await ReadAsync(Other)).Version;
        var written = NetworkHost.Accepted(await On(One).SuspendAsync(By("flood"), new() { Reason = "flood" })).Version;
        Assert.True(written > before);
        Assert.True(await Other.View.WaitForAsync(Program, written, SmallNetwork.Db, TimeSpan.FromSeconds(30), default));

        var seen = await ReadAsync(Other, Other.View.Now.Find(Program, SmallNetwork.Db)!.Version);

        Assert.Equal((written, ProgramState.Suspended), (seen.Version, seen.State));
    }

    [Fact]
    public async Task A_command_on_a_stale_book_is_decided_again_on_what_is_true()
    {
        await ReadAsync(Other);
        NetworkHost.Accepted(await On(One).SuspendAsync(By("flood"), new() { Reason = "flood" }));

        var answer = await On(Other).ReportAsync(By("late"), Report());

        Assert.Equal(RefusalCodes.ProgramNotOpen, Assert.IsType<Outcome.Refused>(answer).Code);
        Assert.DoesNotContain(await HistoryAsync(), row => row.OperationId.EndsWith(":late", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_refusal_rests_on_a_stale_book()
    {
        NetworkHost.Accepted(await On(One).SuspendAsync(By("flood"), new() { Reason = "flood" }));
        NetworkHost.Accepted(await On(Other).ResumeAsync(By("dry"), new() { Reason = "dry" }));

        NetworkHost.Accepted(await On(One).ReportAsync(By("again"), Report()));
    }

    [Fact]
    public async Task A_command_is_not_decided_on_less_than_its_caller_has_seen()
    {
        await ReadAsync(Other);
        var written = NetworkHost.Accepted(await On(One).SuspendAsync(By("flood"), new() { Reason = "flood" })).Version;

        var answer = await On(Other).ReportAsync(By("late", atLeast: written), Report());

        Assert.Equal(RefusalCodes.ProgramNotOpen, Assert.IsType<Outcome.Refused>(answer).Code);
        Assert.Equal(written, (await ReadAsync(Other)).Version);
    }

    [Fact]
    public async Task What_one_process_took_the_other_answers_from_the_journal()
    {
        await ReadAsync(Other);
        var first = NetworkHost.Accepted(await On(One).ReportAsync(By("once"), Report(7)));

        var second = NetworkHost.Accepted(await On(Other).ReportAsync(By("once"), Report(7)));

        Assert.Equal((first.Version, first.Events, true), (second.Version, second.Events, second.Replayed));
        Assert.Single(await HistoryAsync(), row => row.OperationId.EndsWith(":once", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sent_to_both_at_once_each_of_many_commands_takes_effect_once_and_is_answered_alike()
    {
        var before = (await HistoryAsync()).Count;
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            var both = await Task.WhenAll(
                BookFaults.UntilAnsweredAsync(() => On(One).ReportAsync(By($"r{i}"), Report())),
                BookFaults.UntilAnsweredAsync(() => On(Other).ReportAsync(By($"r{i}"), Report())));
            var (one, other) = (NetworkHost.Accepted(both[0]), NetworkHost.Accepted(both[1]));
            Assert.Equal((one.Version, one.Events), (other.Version, other.Events));
            return one.Version;
        }));

        Assert.Equal(Enumerable.Range(before + 1, 200).Select(version => (long)version), answers.Order());
    }

    [Fact]
    public async Task A_program_begins_under_the_agreement_as_another_process_left_it()
    {
        var (agreement, program) = (BookKey.Agreement("late"), BookKey.Program("under-late"));
        Assert.Null(await Other.Grains.GetGrain<IAgreementGrain>(agreement.ToString()).ReadTermsAsync());
        NetworkHost.Accepted(await One.RegisterAsync(agreement, 2025, null));

        var opened = NetworkHost.Accepted(await Other.Grains.GetGrain<IProgramGrain>(program.ToString()).OpenAsync(By("under"), new()
        {
            Id = program.Id,
            Title = new() { En = program.Id },
            Agreement = agreement,
            Parties = ["vn-db", "la-lpb"],
        }));

        Assert.Equal(agreement, Assert.IsType<ProgramOpened>(opened.Events[0]).Agreement!.Agreement);
    }

    [Fact]
    public async Task What_waited_for_its_book_beyond_its_deadline_is_not_committed()
    {
        await ReadAsync(Other);
        await using var session = await OpenAsync();
        await using var holding = await session.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand($"SELECT pg_advisory_xact_lock(coop.book_lock('{Program}'))", session))
            await hold.ExecuteNonQueryAsync();
        var late = On(Other).ReportAsync(By("late", within: TimeSpan.FromMilliseconds(300)), Report());
        await Until.TrueAsync(() => AskAsync<bool>("SELECT count(*) > 0 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"), "nobody waited for the book");
        await using (var pass = new NpgsqlCommand("SELECT pg_sleep(0.4)", session))
            await pass.ExecuteNonQueryAsync();
        await holding.RollbackAsync();

        await Assert.ThrowsAsync<NotAppliedException>(() => late);

        Assert.DoesNotContain(await HistoryAsync(), row => row.OperationId.EndsWith(":late", StringComparison.Ordinal));
    }
}
