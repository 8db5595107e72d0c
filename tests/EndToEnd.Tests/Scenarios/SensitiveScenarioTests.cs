using EndToEnd.Tests.Processes;

namespace EndToEnd.Tests.Scenarios;

/// <summary>The scenario of what is restricted, over HTTP, on SQLite and on PostgreSQL: each on a site of its own, which goes on to later days.</summary>
public sealed class SensitiveScenarioTests
{
    [Fact]
    public async Task S_H_a_restricted_record_leaks_nothing_its_reads_are_recorded_and_leave_ends_with_its_day()
    {
        await using var site = await Site.StartSeededAsync();
        await Sensitive.RunAsync(site.Api, site.StartAgainOnAsync);
        await site.AssertWholeAsync();
    }

    [Fact]
    public async Task S_H_the_same_on_PostgreSQL()
    {
        await using var one = await OneProcess.StartSeededAsync();
        await Sensitive.RunAsync(one.Api, one.Process.StartAgainOnAsync);
        await one.AssertWholeAsync();
    }
}
