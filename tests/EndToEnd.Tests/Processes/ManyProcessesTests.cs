using EndToEnd.Tests.Retries;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Processes;

/// <summary>What agencies may rely on while processes and the database come and go. Each run closes with the invariant checker.</summary>
[Collection(nameof(Cluster))]
public sealed class ManyProcessesTests(Cluster cluster, ITestOutputHelper output)
{
    [Fact]
    public async Task A_thousand_entries_sent_twice_through_three_processes_are_exact_while_one_is_killed_and_started_again()
    {
        var clients = cluster.Rotating();
        var load = await cluster.LoadAsync("killed", clients, agencies: 20, entriesEach: 50);
        var (early, late, reporting) = Start(load);
        await early;
        clients.Mark(cluster.All[1]);
        await cluster.All[1].Child.KillAsync();
        await late;
        await cluster.All[1].StartAsync();
        await reporting;
        Tell("killed", clients);
        await cluster.AssertExactAsync(load);
    }

    [Fact]
    public async Task Processes_that_are_asked_to_stop_one_after_the_other_fail_no_request_and_lose_nothing()
    {
        var clients = cluster.Rotating();
        var load = await cluster.LoadAsync("rolling", clients, agencies: 20, entriesEach: 40);
        var (early, _, reporting) = Start(load);
        await early;
        foreach (var process in cluster.All)
            await clients.RestartAsync(process);
        await reporting;
        Tell("rolling", clients);
        Assert.True(clients.Failures.IsEmpty, string.Join('\n', [clients.Failed, .. cluster.All.Select(process => process.Output)]));
        await cluster.AssertExactAsync(load);
    }

    [Fact]
    public async Task A_database_that_crashes_under_load_and_comes_back_loses_and_doubles_nothing_and_nobody_lends_a_hand()
    {
        var clients = cluster.Rotating();
        var load = await cluster.LoadAsync("crashed", clients);
        var (early, _, reporting) = Start(load);
        await early;
        cluster.Server.StopImmediately();
        Assert.False(reporting.IsCompleted, "the load was over before the database crashed");
        cluster.Server.Start();
        await reporting;
        Tell("crashed", clients);
        await cluster.AssertExactAsync(load);
    }

    [Fact]
    public async Task A_process_that_stood_still_beyond_its_deadlines_commits_nothing_late()
    {
        var clients = cluster.Rotating();
        var load = await cluster.LoadAsync("paused", clients);
        var (early, _, reporting) = Start(load);
        await early;
        cluster.All[0].Child.Pause();
        // Clients give up after 24 s, its commands after 15 s, the session of the courier after 5 s.
        await reporting;
        cluster.All[0].Child.Resume();
        Tell("paused", clients);
        await cluster.AssertExactAsync(load);
    }

    [Fact]
    public async Task A_connection_that_is_cut_between_a_commit_and_its_answer_leaves_every_answer_true()
    {
        var clients = cluster.Rotating();
        var load = await cluster.LoadAsync("severed", clients);
        var reporting = load.ReportAllAsync(_ => { });
        for (var cuts = 0; cuts < 3; cuts++)
        {
            // A commit names the agencies in it.
            await Task.WhenAny(cluster.Proxy.CutBeforeReplyAsync("severed"), reporting);
            await Task.WhenAny(cluster.Proxy.CutBeforeServerAsync("severed"), reporting);
        }
        Assert.False(reporting.IsCompleted, "the load was over before the connection was cut");
        await reporting;
        Tell("severed", clients);
        await cluster.AssertExactAsync(load);
    }

    // Completes after a fifth and after three fifths of the load, and with all of it.
    private static (Task Early, Task Late, Task All) Start(AgencyLoad load)
    {
        var early = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var late = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = load.ReportAllAsync(answered =>
        {
            if (answered == load.Total / 5) early.SetResult();
            if (answered == load.Total * 3 / 5) late.SetResult();
        });
        return (Task.WhenAny(early.Task, all), Task.WhenAny(late.Task, all), all);
    }

    private void Tell(string run, Rotation clients)
    {
        output.WriteLine($"{run}: tries without success: {clients.Failed}");
        if (clients.FirstBack is { } back)
            output.WriteLine($"{run}: first success of the killed process's callers after {back.TotalMilliseconds:0} ms");
    }
}
