using TestKit;

namespace EndToEnd.Tests.Retries;

public sealed class SigningTests(SeededSite seeded) : IClassFixture<SeededSite>
{
    private const int Rounds = 20;
    private static readonly string[] Parties = ["vn-db", "la-psl", "la-odx", "la-lpb"];
    private ApiClient Api => seeded.Site.Api;

    [Fact]
    public async Task Four_parties_that_sign_in_the_same_instant_bring_it_into_force_once()
    {
        for (var round = 0; round < Rounds; round++)
            await SignTogetherAsync(round);
        var entered = (await seeded.Site.JournalAsync()).Where(row => row.Kind == "agreementEnteredIntoForce").ToArray();
        Assert.Equal(Rounds, entered.Length);
        Assert.Equal(Rounds, entered.Select(row => row.BookKey).Distinct().Count());
        await seeded.Site.AssertWholeAsync();
    }

    private async Task SignTogetherAsync(int round)
    {
        var drafted = (await Api.PostAsync(Site.DienBien, "/v1/agreements", $"four-{round}", new
        {
            type = "minutesOfAgreementOnCooperation",
            parties = Parties,
            text = new { title = new { vi = $"Biên bản bốn bên {round}" }, term = new { from = "2026", to = "2029" } },
        })).Ok();
        var path = $"/v1/agreements/{drafted.Id}";
        (await Api.GetAsync(Site.DienBien, path, drafted.Version)).Ok();
        foreach (var party in Parties)
            (await Api.PostAsync($"{party}-coordination/coordinator", path + "/acceptances", "accept", revision: 1)).Ok();

        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var signing = Parties.Select(async party =>
        {
            await gate.Task;
            return await Api.PostAsync($"{party}-coordination/coordinator", path + "/signatures", "sign", Signing.As("Người đứng đầu"));
        }).ToArray();
        gate.SetResult();
        var signed = (await Task.WhenAll(signing)).Select(reply => reply.Ok()).ToArray();

        var last = signed.MaxBy(reply => reply.Json.At("version").GetInt64())!;
        var agreement = (await Api.GetAsync(Site.DienBien, path, last.Version)).Ok().Json;
        Assert.Equal(("inForce", 4), (agreement.Text("state"), agreement.At("signatures").GetArrayLength()));
        var happened = signed.SelectMany(reply => reply.Json.At("events").EnumerateArray()).Select(name => name.GetString());
        Assert.Single(happened, "agreementEnteredIntoForce");
    }
}
