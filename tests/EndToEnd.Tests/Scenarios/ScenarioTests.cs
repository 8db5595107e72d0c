using EndToEnd.Tests.Processes;

namespace EndToEnd.Tests.Scenarios;

/// <summary>The scenarios by their letters, over HTTP, on SQLite.</summary>
public sealed class ScenarioTests(SeededSite seeded) : IClassFixture<SeededSite>
{
    [Fact]
    public async Task S_B_a_report_counts_once_the_other_country_confirms_it_and_both_are_on_the_stream()
    {
        await TwoCountries.RunAsync(seeded.Site.Api);
        await seeded.Site.AssertWholeAsync();
    }

    [Fact]
    public async Task S_C_a_disagreement_is_in_both_work_lists_and_only_the_agreed_figure_counts()
    {
        await Disagreement.RunAsync(seeded.Site.Api);
        await seeded.Site.AssertWholeAsync();
    }

    [Fact]
    public async Task S_E_four_parties_that_sign_in_the_same_instant_bring_it_into_force_once()
    {
        await FourParties.RunAsync([seeded.Site.Api], rounds: 10);
        await seeded.Site.AssertWholeAsync();
    }

    [Fact]
    public async Task S_J_shared_money_counts_once_and_its_later_breakdown_never_exceeds_it()
    {
        await SharedMoney.RunAsync(seeded.Site.Api);
        await seeded.Site.AssertWholeAsync();
    }

    [Fact]
    public async Task S_K_trade_is_posted_month_by_month_beside_the_cumulative_figure()
    {
        await TradeByMonth.RunAsync(seeded.Site.Api);
        await seeded.Site.AssertWholeAsync();
    }

    [Fact]
    public async Task S_F_a_renewal_carries_commitments_on_and_freezes_the_reviewed_term()
    {
        await Renewal.RunAsync(seeded.Site.Api);
        await seeded.Site.AssertWholeAsync();
    }

    [Fact]
    public async Task A_commitment_binds_nobody_until_both_sides_have_agreed_to_it()
    {
        await CommitmentLife.RunAsync(seeded.Site.Api);
        await seeded.Site.AssertWholeAsync();
    }

    [Fact]
    public async Task Of_four_parties_none_is_bound_or_counted_for_by_the_others()
    {
        await SharedProgram.RunAsync(seeded.Site.Api);
        await seeded.Site.AssertWholeAsync();
    }

    [Fact]
    public async Task S_N_a_reform_leaves_old_reports_as_they_are_and_names_the_successor_of_a_closed_unit()
    {
        await Reform.RunAsync(seeded.Site.Api);
        await seeded.Site.AssertWholeAsync();
    }

    [Fact]
    public Task S_M_three_spellings_are_one_province_and_answers_come_in_three_languages() => LanguagesAndSpellings.RunAsync(seeded.Site.Api);

    [Fact]
    public async Task What_was_so_at_a_moment_stays_so_and_what_differs_since_names_who_changed_it()
    {
        await Timeline.RunAsync(seeded.Site.Api);
        await seeded.Site.AssertWholeAsync();
    }
}

/// <summary>The scenarios by their letters, over HTTP, on PostgreSQL.</summary>
[Collection(nameof(Cluster))]
public sealed class ScenarioOnPostgresTests(Cluster cluster)
{
    [Fact]
    public Task S_B_a_report_counts_once_the_other_country_confirms_it_and_both_are_on_the_stream() => TwoCountries.RunAsync(cluster.All[2].Api);

    [Fact]
    public Task S_C_a_disagreement_is_in_both_work_lists_and_only_the_agreed_figure_counts() => Disagreement.RunAsync(cluster.All[0].Api);

    [Fact]
    public Task S_J_shared_money_counts_once_and_its_later_breakdown_never_exceeds_it() => SharedMoney.RunAsync(cluster.All[0].Api);

    [Fact]
    public Task S_K_trade_is_posted_month_by_month_beside_the_cumulative_figure() => TradeByMonth.RunAsync(cluster.All[0].Api);

    [Fact]
    public Task S_E_four_parties_that_sign_in_the_same_instant_at_as_many_processes_bring_it_into_force_once() =>
        FourParties.RunAsync([.. cluster.All.Select(site => site.Api)], rounds: 10);

    [Fact]
    public Task S_F_a_renewal_carries_commitments_on_and_freezes_the_reviewed_term() => Renewal.RunAsync(cluster.All[0].Api);

    [Fact]
    public Task A_commitment_binds_nobody_until_both_sides_have_agreed_to_it() => CommitmentLife.RunAsync(cluster.All[0].Api);

    [Fact]
    public Task Of_four_parties_none_is_bound_or_counted_for_by_the_others() => SharedProgram.RunAsync(cluster.All[1].Api);

    [Fact]
    public Task S_N_a_reform_leaves_old_reports_as_they_are_and_names_the_successor_of_a_closed_unit() =>
        Reform.RunAsync(cluster.All[0].Api);

    [Fact]
    public Task S_M_three_spellings_are_one_province_and_answers_come_in_three_languages() => LanguagesAndSpellings.RunAsync(cluster.All[1].Api);

    [Fact]
    public Task What_was_so_at_a_moment_stays_so_and_what_differs_since_names_who_changed_it() => Timeline.RunAsync(cluster.All[0].Api);
}
