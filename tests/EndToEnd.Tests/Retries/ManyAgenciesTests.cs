namespace EndToEnd.Tests.Retries;

/// <summary>Twenty agencies write to one program at once, and send everything twice.</summary>
public sealed class ManyAgenciesTests(SeededSite seeded) : IClassFixture<SeededSite>
{
    [Fact]
    public async Task A_thousand_entries_sent_twice_are_a_thousand_entries_and_an_exact_sum()
    {
        var load = Load("calm");
        await load.OpenAsync();
        await load.ReportAllAsync(_ => { });
        await AssertExactAsync(load);
    }

    [Fact]
    public async Task So_they_are_when_the_process_is_killed_in_the_middle_and_the_clients_try_again()
    {
        var load = Load("cut");
        await load.OpenAsync();
        var middle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reporting = load.ReportAllAsync(answered =>
        {
            if (answered == load.Total / 2) middle.SetResult();
        });
        await Task.WhenAny(middle.Task, reporting);
        await seeded.Site.KillAndStartAgainAsync();
        await reporting;
        await AssertExactAsync(load);
    }

    private AgencyLoad Load(string run) =>
        new(seeded.Site.Api, run, (_, who, path, key, body) => seeded.Site.Api.PostUntilAnsweredAsync(who, path, key, body));

    private async Task AssertExactAsync(AgencyLoad load)
    {
        await load.AssertExactAsync(await seeded.Site.JournalAsync(), seeded.Site.Api);
        await seeded.Site.AssertWholeAsync();
    }
}
