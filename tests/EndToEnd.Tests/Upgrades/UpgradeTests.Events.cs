using EndToEnd.Tests.Processes;
using TestKit;

namespace EndToEnd.Tests.Upgrades;

// A process that meets events of a newer build, because a site went two releases at once: it answers for what it can read, says of the
// rest that another process has to, and passes nothing over.
public sealed partial class UpgradeTests
{
    private const string Recorder = "vn-db-education/recorder";

    private static readonly object Places = new
    {
        id = "places",
        title = new { en = "Places" },
        givers = (string[])["vn-db"],
        beneficiaries = (string[])["la-lpb"],
        basis = new { kind = "practice" },
        indicator = "upgrade-places",
        measure = "sum",
        unit = "person",
        cadence = "standing",
        sources = new[] { new { source = "upgrade" } },
    };

    private static readonly object Five =
        new { amount = new { value = "5", unit = "person" }, occurred = new { from = "2026-10", to = "2026-10" } };

    [Fact]
    public async Task A_process_of_the_release_before_guesses_nothing_loses_nothing_and_reads_all_once_it_is_upgraded()
    {
        await using var one = await OneProcess.StartSeededAsync();
        var old = one.Process;
        await one.OpenAsync("kept");
        await one.OpenAsync("shared");
        await one.Api.UntilQuietAsync(Site.Operator);
        await using var newer = one.Beside();
        newer.Assembly = next.Gateway;
        newer.Set(NextBuild.Writes, "yes");
        await newer.StartAsync();

        // The old one has the courier. It passes over nothing that it cannot read: the other tells the provinces of it.
        (await newer.Api.PostAsync(Site.DienBien, "/v1/programs/shared/commitments", "places", Places)).Ok();
        await newer.Api.UntilQuietAsync(Site.Operator);
        var owed = (await newer.Api.GetAsync(Site.DienBien, "/v1/provinces/vn-db")).Ok().Text;
        Assert.Contains("program/shared", owed, StringComparison.Ordinal);
        Assert.Contains("The courier leaves this process for good", old.Output, StringComparison.Ordinal);

        // It guesses nothing of the book, changes nothing in it, and answers for another as before.
        var reported = (await newer.Api.PostAsync(Recorder, "/v1/programs/shared/commitments/places/entries", "five", Five)).Ok();
        await AwaitAsync(old, reported.Version!);
        Assert.Equal((503, "unavailable"), Problem(await old.Api.GetAsync(Site.DienBien, "/v1/programs/shared")));
        Assert.Equal((503, "unavailable"), Problem(await SendAsync(old, "/v1/programs/shared/commitments/places/entries", "six")));
        Assert.Equal((503, "outcomeUnknown"), Problem(await SendAsync(old, "/v1/programs/shared/commitments/places/entries", "five")));
        (await old.Api.GetAsync(Site.DienBien, "/v1/programs/kept")).Ok();
        (await old.Api.PostAsync(Site.DienBien, "/v1/programs/kept/commitments", "kept-places", Places)).Ok();
        Assert.Equal(200, await ReadyAsync(old));

        // Upgraded, and the other back to the release that reads and does not write: both read all.
        await one.StopAsync();
        old.Assembly = next.Gateway;
        await old.StartAsync();
        Assert.Equal(0, await newer.Child.StopAsync());
        newer.Set(NextBuild.Writes, null);
        await newer.StartAsync();
        foreach (var process in (GatewayProcess[])[old, newer])
        {
            var again = (await process.Api.PostAsync(Recorder, "/v1/programs/shared/commitments/places/entries", "five", Five)).Ok();
            Assert.Equal(reported.Text, again.Text);
            var program = (await process.Api.GetAsync(Site.DienBien, "/v1/programs/shared", reported.Version)).Ok().Json;
            Assert.Equal("5", program.At("commitments")[0].At("overall").At("reported").Text("value"));
        }
        await newer.Api.UntilQuietAsync(Site.Operator);
        Assert.Contains(": whole.", await next.CoopAsync("verify", "--database", one.Database.Application), StringComparison.Ordinal);
    }

    private static Task<ApiReply> SendAsync(GatewayProcess process, string path, string key) =>
        process.Api.PostAsync(Recorder, path, key, Five);

    // Until its view has met a version; it cannot show it.
    private static Task AwaitAsync(GatewayProcess process, string version) => Until.TrueAsync(
        async () => (await process.Api.GetAsync(Site.DienBien, "/v1/programs/shared", version)).Status == 503, "the old process saw nothing");

    private static async Task<int> ReadyAsync(GatewayProcess process)
    {
        using var http = new HttpClient { BaseAddress = process.Address };
        using var reply = await http.GetAsync("/health/ready");
        return (int)reply.StatusCode;
    }

    private static (int Status, string? Code) Problem(ApiReply reply) => (reply.Status, reply.Code);
}
