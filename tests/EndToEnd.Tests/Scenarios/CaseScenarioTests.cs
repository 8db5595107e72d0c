using EndToEnd.Tests.Processes;

namespace EndToEnd.Tests.Scenarios;

/// <summary>The scenarios of cases, over HTTP, on SQLite and on PostgreSQL: each on a site of its own, which goes on to later days.</summary>
public sealed class CaseScenarioTests
{
    [Fact]
    public async Task S_G_overseers_see_what_is_overdue_and_unconfirmed_recommend_and_edit_nothing()
    {
        await using var site = await Site.StartSeededAsync();
        await Oversight.RunAsync(site.Api, site.StartAgainOnAsync);
        await site.AssertWholeAsync();
    }

    [Fact]
    public async Task S_G_the_same_on_PostgreSQL()
    {
        await using var one = await OneProcess.StartSeededAsync();
        await Oversight.RunAsync(one.Api, one.Process.StartAgainOnAsync);
        await one.AssertWholeAsync();
    }

    [Fact]
    public async Task S_I_an_issue_is_closed_by_both_sides_and_silence_brings_another_to_the_overseers()
    {
        await using var site = await Site.StartSeededAsync();
        await ArisingIssue.RunAsync(site.Api, site.StartAgainOnAsync);
        await site.AssertWholeAsync();
    }

    [Fact]
    public async Task S_I_the_same_on_PostgreSQL()
    {
        await using var one = await OneProcess.StartSeededAsync();
        await ArisingIssue.RunAsync(one.Api, one.Process.StartAgainOnAsync);
        await one.AssertWholeAsync();
    }
}
