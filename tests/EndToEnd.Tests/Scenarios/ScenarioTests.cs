using EndToEnd.Tests.Processes;

namespace EndToEnd.Tests.Scenarios;

/// <summary>The scenarios by their letters, over HTTP, on SQLite.</summary>
public sealed class ScenarioTests(SeededSite seeded) : IClassFixture<SeededSite>
{
    [Fact]
    public async Task S_N_a_reform_leaves_old_reports_as_they_are_and_names_the_successor_of_a_closed_unit()
    {
        await Reform.RunAsync(seeded.Site.Api);
        await seeded.Site.AssertWholeAsync();
    }
}

/// <summary>The scenarios by their letters, over HTTP, on PostgreSQL.</summary>
[Collection(nameof(Cluster))]
public sealed class ScenarioOnPostgresTests(Cluster cluster)
{
    [Fact]
    public Task S_N_a_reform_leaves_old_reports_as_they_are_and_names_the_successor_of_a_closed_unit() =>
        Reform.RunAsync(cluster.All[0].Api);
}
