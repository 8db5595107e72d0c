using CoopGrains.Storage;
using EndToEnd.Tests.Processes;
using EndToEnd.Tests.Retries;
using TestKit;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Changes;

/// <summary>Whatever cuts a stream of changes, its reader has every change once, in the order of the journal.</summary>
public sealed class ResumeTests(SeededSite seeded, ITestOutputHelper output) : IClassFixture<SeededSite>
{
    [Fact]
    public async Task Two_hundred_cuts_and_a_power_cut_under_writes_lose_and_double_nothing()
    {
        var site = seeded.Site;
        var load = new AgencyLoad(site.Api, "cut", (_, who, path, key, body) => site.Api.PostUntilAnsweredAsync(who, path, key, body), 10, 100);
        await load.OpenAsync();
        await Resume.RunAsync(load, [site.Api], site.JournalAsync, site.KillAndStartAgainAsync, output);
        await site.AssertWholeAsync();
    }
}

/// <summary>The same with three processes on PostgreSQL, any of which is asked.</summary>
[Collection(nameof(Cluster))]
public sealed class ResumeOnPostgresTests(Cluster cluster, ITestOutputHelper output)
{
    [Fact]
    public async Task Two_hundred_cuts_and_a_killed_process_under_writes_lose_and_double_nothing()
    {
        var load = await cluster.LoadAsync("streamed", cluster.Rotating(), agencies: 10, entriesEach: 100);
        await Resume.RunAsync(load, [.. cluster.All.Select(process => process.Api)], cluster.JournalAsync, async () =>
        {
            await cluster.All[1].Child.KillAsync();
            await cluster.All[1].StartAsync();
        }, output);
        await cluster.AssertExactAsync(load);
    }
}

/// <summary>A load, a reader that is cut, and an end of a process between.</summary>
internal static class Resume
{
    private const int Cuts = 200;

    public static async Task RunAsync(
        AgencyLoad load, ApiClient[] places, Func<Task<IReadOnlyList<JournalRow>>> journal, Func<Task> disturb, ITestOutputHelper output)
    {
        await places[0].UntilQuietAsync(Site.Operator);
        var before = (await journal())[^1].Position;
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var reader = new CutReader("vn-db-council/overseer", places, new(seed));
        await reader.BeginAsync();
        var reporting = load.ReportAllAsync(_ => { });
        await reader.ReadCutAsync(Cuts / 2);
        await Task.WhenAll(disturb(), reader.ReadCutAsync(Cuts / 2));
        await reporting;
        var rows = (await journal()).Where(row => row.Position > before).Select(row => $"{row.BookKey}@{row.Sequence}").ToList();
        await reader.ReadToAsync(rows.Count);
        output.WriteLine($"{rows.Count} changes over {reader.Connections} connections");
        Assert.Equal(rows, reader.Received);
    }
}
