using EndToEnd.Tests.Retries;
using TestKit;

namespace EndToEnd.Tests.Scenarios;

/// <summary>S-E: the heads of four provinces sign one text in the same instant.</summary>
internal static class FourParties
{
    private static readonly string[] Parties = ["la-psl", "la-odx", "la-lpb", "vn-db"];

    /// <summary>Each party signs at a process of its own, where there are several.</summary>
    public static async Task RunAsync(IReadOnlyList<ApiClient> apis, int rounds)
    {
        for (var round = 0; round < rounds; round++)
            await SignTogetherAsync(apis, round);
    }

    private static async Task SignTogetherAsync(IReadOnlyList<ApiClient> apis, int round)
    {
        var api = apis[0];
        var drafted = (await api.PostAsync(Site.DienBien, "/v1/agreements", $"four-{round}", new
        {
            type = "minutesOfAgreementOnCooperation",
            parties = Parties,
            text = new { title = new { vi = $"Biên bản bốn bên {round}" }, term = new { from = "2026", to = "2029" } },
        })).Ok();
        var path = $"/v1/agreements/{drafted.Id}";
        var seen = drafted.Version;
        foreach (var party in Parties)
        {
            (await api.GetAsync(Coordinator(party), path, seen)).Ok();
            Assert.Contains(("accept", drafted.Id), await WorkAsync(api, party));
            seen = (await api.PostAsync(Coordinator(party), path + "/acceptances", "accept", revision: 1)).Ok().Version;
        }
        foreach (var other in apis)
            (await other.GetAsync(Site.DienBien, path, seen)).Ok();
        foreach (var party in Parties)
            Assert.Contains(("sign", drafted.Id), await WorkAsync(api, party));

        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var signing = Parties.Select(async (party, i) =>
        {
            await gate.Task;
            return await apis[i % apis.Count].PostAsync(Coordinator(party), path + "/signatures", "sign", Signing.As("Người đứng đầu"));
        }).ToArray();
        gate.SetResult();
        var signed = (await Task.WhenAll(signing)).Select(reply => reply.Ok()).ToArray();

        var last = signed.MaxBy(reply => reply.Json.At("version").GetInt64())!;
        var agreement = (await api.GetAsync(Site.DienBien, path, last.Version)).Ok().Json;
        Assert.Equal("inForce", agreement.Text("state"));
        Assert.Equal(Parties.Order(), agreement.At("signatures").EnumerateArray().Select(signature => signature.Text("party")).Order());
        var happened = (await api.HistoryAsync(Site.DienBien, "agreement/" + drafted.Id)).Select(one => one.Text("event")).ToList();
        Assert.Equal((4, 1), (happened.Count(name => name == "agreementSigned"), happened.Count(name => name == "agreementEnteredIntoForce")));
        Assert.Equal("agreementEnteredIntoForce", happened[^1]);
        foreach (var party in Parties)
            Assert.DoesNotContain(drafted.Id, (await WorkAsync(api, party)).Select(work => work.Book));
    }

    private static string Coordinator(string party) => $"{party}-coordination/coordinator";

    private static async Task<List<(string Kind, string Book)>> WorkAsync(ApiClient api, string party) =>
        (await api.ListAsync(Coordinator(party), "/v1/worklist"))
            .Select(item => (item.Text("kind"), item.Text("book").Split('/')[1])).ToList();
}
