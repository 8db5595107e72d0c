using System.Text.RegularExpressions;
using EndToEnd.Tests.Retries;
using TestKit;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Orleans;

[Collection(nameof(SiloCluster))]
public sealed partial class MovingTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly string[] Paths =
    [
        "/v1/network/status", "/v1/network/status?by=province", "/v1/network/trade", "/v1/network/proposals",
        "/v1/programs/db-lpb-scholarship",
    ];

    private readonly SiloCluster _cluster = new();

    public Task InitializeAsync() => _cluster.PrepareAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_store_moves_from_one_process_to_a_cluster_with_either_storage_and_back_and_answers_alike()
    {
        await _cluster.StartAloneAsync(embedded: true);
        output.WriteLine(_cluster.Gateway.IsEmbedded ? "alone: the default build" : "alone: a silo of its own, no default build is there");
        await Site.CoopAsync("seed", "--address", $"{_cluster.Gateway.Address}", "--key", _cluster.KeyFile);
        var loads = new List<AgencyLoad> { await LoadedAsync("alone") };
        var before = await AnswersAsync();

        foreach (var storage in (string[])["GroupCommit", "AdoNet"])
        {
            await _cluster.StopAsync();
            await _cluster.StartAsync(storage);
            Assert.Equal(before, await AnswersAsync());
            foreach (var load in loads) await _cluster.AssertExactAsync(load);
            loads.Add(await LoadedAsync(storage.ToLowerInvariant()));
            before = await AnswersAsync();
        }

        await _cluster.StopAsync();
        await _cluster.StartAloneAsync(embedded: true);
        Assert.Equal(before, await AnswersAsync());
        foreach (var load in loads) await _cluster.AssertExactAsync(load);
    }

    private async Task<AgencyLoad> LoadedAsync(string run)
    {
        var load = await _cluster.LoadAsync(run, agencies: 4, entriesEach: 5);
        await load.ReportAllAsync(_ => { });
        await _cluster.AssertExactAsync(load);
        return load;
    }

    // Without the moment of the answer.
    private async Task<string[]> AnswersAsync() => await Task.WhenAll(Paths.Select(async path =>
        Moment().Replace((await _cluster.Api.GetAsync(Site.DienBien, path)).Ok().Text, "")));

    [GeneratedRegex("\"asOf\":\"[^\"]*\",\"lag\":[0-9.]*")]
    private static partial Regex Moment();
}
