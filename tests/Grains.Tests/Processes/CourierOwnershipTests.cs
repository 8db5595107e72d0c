using CoopGrains.Contracts;
using CoopGrains.Grains.Tests.Network;
using CoopGrains.Storage;
using TestKit;

namespace CoopGrains.Grains.Tests.Processes;

public sealed class CourierOwnershipTests : TwoProcesses
{
    private const string EndOwner = """
        SELECT count(pg_terminate_backend(pid)) FROM pg_locks
        WHERE locktype = 'advisory' AND classid = 20261122 AND granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    [Fact]
    public async Task One_of_two_processes_has_the_courier_and_both_say_which()
    {
        var owner = await One.Courier.OwnerAsync(default);
        Assert.Contains(owner, (string[])["one", "other"]);
        Assert.Equal(owner, await Other.Courier.OwnerAsync(default));
        // The other waits for the job within a moment.
        await Until.TrueAsync(async () => await One.Courier.ProcessesAsync(default) is ["one", "other"], "not both processes are known");
    }

    [Fact]
    public async Task When_its_process_stops_the_other_goes_on_and_every_milestone_arrives()
    {
        var (owner, left) = await One.Courier.OwnerAsync(default) == "one" ? (One, Other) : (Other, One);
        await SuspendAsync(left, "before");
        await StopAsync(owner);
        await ResumeAsync(left, "after");

        await left.Courier.WaitQuietAsync(default);

        Assert.Equal(left == One ? "one" : "other", await left.Courier.OwnerAsync(default));
        Assert.Equal(AgreementState.InForceAsStated, (await ReadAsync(left, long.MaxValue)).AgreementTerms!.State);
    }

    [Fact]
    public async Task When_its_session_ends_some_process_takes_it_up_again()
    {
        Assert.True(await AskAsync<long>(EndOwner) > 0);
        await SuspendAsync(One, "after");

        await Task.WhenAll(One.Courier.WaitQuietAsync(default), Other.Courier.WaitQuietAsync(default));

        Assert.NotNull(await Other.Courier.OwnerAsync(default));
        Assert.Equal(AgreementState.Suspended, (await ReadAsync(Other, long.MaxValue)).AgreementTerms!.State);
    }

    [Fact]
    public async Task Who_has_lost_a_job_is_told_and_keeps_nothing_any_more()
    {
        await using var first = Ownership("first");
        await using var second = Ownership("second");
        await using var job = await first.AcquireAsync("test", default);
        await job.KeepAsync(new(1, 1, "{}"u8.ToArray()), default);
        var next = second.AcquireAsync("test", default);
        var lost = new TaskCompletionSource();
        await using var telling = job.Lost.Register(lost.SetResult);

        Assert.True(await AskAsync<long>(EndOwner) > 0);
        await using var moved = await next;
        await moved.KeepAsync(new(2, 1, "{}"u8.ToArray()), default);

        for (var tries = 0; tries < 3; tries++)
            await Assert.ThrowsAsync<StoreUnavailableException>(() => job.KeepAsync(new(1, 1, "{}"u8.ToArray()), default));
        await lost.Task;
        Assert.Equal(2, (await One.Store.ReadCheckpointAsync("test", default))!.Position);
        Assert.Equal("second", await first.OwnerAsync("test", default));
    }

    [Fact]
    public async Task What_could_not_be_delivered_is_told_by_every_process()
    {
        var program = BookKey.Program("with-a-stranger");
        var grain = One.Grains.GetGrain<IProgramGrain>(program.ToString());
        NetworkHost.Accepted(await grain.OpenAsync(
            By("stranger"), new() { Id = program.Id, Title = new() { En = "stranger" }, Parties = ["vn-db", "la-xx"] }));
        NetworkHost.Accepted(await grain.AddCommitmentAsync(By("stranger-places"), SmallNetwork.Places("places", ["la-xx"])));

        foreach (var host in (NetworkHost[])[One, Other])
        {
            await host.Courier.WaitQuietAsync(default);
            var undelivered = Assert.Single((await host.Courier.StatusAsync(default)).Undelivered);
            Assert.Equal((BookKey.Province("la-xx"), RefusalCodes.Unknown), (undelivered.To, undelivered.Code));
        }
    }

    private static async Task SuspendAsync(NetworkHost host, string why) => NetworkHost.Accepted(
        await host.Grains.GetGrain<IAgreementGrain>(SmallNetwork.Agreement.ToString()).SuspendAsync(By(why), new() { Reason = why }));

    private static async Task ResumeAsync(NetworkHost host, string why) => NetworkHost.Accepted(
        await host.Grains.GetGrain<IAgreementGrain>(SmallNetwork.Agreement.ToString()).ResumeAsync(By(why), new() { Reason = why }));
}
