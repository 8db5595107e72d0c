using TestKit;

namespace EndToEnd.Tests.Retries;

/// <summary>A key names one effect, however often and however close together it is sent, and also after a power cut.</summary>
public sealed class OneKeyTests(SeededSite seeded) : IClassFixture<SeededSite>
{
    private const int Times = 50;
    private const string Oudomxay = "la-odx-coordination/coordinator";
    private ApiClient Api => seeded.Site.Api;

    [Fact]
    public async Task Fifty_requests_with_one_key_take_effect_once_and_answer_alike_also_after_a_power_cut()
    {
        var entry = new Write("vn-db-education/recorder", "/v1/programs/db-odx-scholarship/commitments/places/entries", "fifty-entry", new
        {
            amount = new { value = "7", unit = "person" },
            occurred = new { from = "2025-09", to = "2025-09" },
        });
        var entryId = await SendAtOnceAsync(entry, "entryReported");
        var confirmation = new Write(
            "la-odx-education/confirmer", $"/v1/programs/db-odx-scholarship/entries/{entryId}/confirmation", "fifty-confirmation", new { });
        await SendAtOnceAsync(confirmation, "entryConfirmed");
        var program = new Write(Site.DienBien, "/v1/programs", "fifty-program", new
        {
            title = new { vi = "Chương trình thử" },
            parties = (string[])["vn-db", "la-odx"],
        });
        await SendAtOnceAsync(program, "programOpened");
        var agreement = new Write(Site.DienBien, "/v1/agreements", "fifty-agreement", new
        {
            type = "minutesOfCooperation",
            parties = (string[])["vn-db", "la-odx"],
            text = new { title = new { vi = "Biên bản thử" }, term = new { from = "2026", to = "2028" } },
        });
        var agreementId = await SendAtOnceAsync(agreement, "agreementDrafted");
        foreach (var party in (string[])[Site.DienBien, Oudomxay])
            (await Api.PostAsync(party, $"/v1/agreements/{agreementId}/acceptances", "fifty-accept", revision: 1)).Ok();
        var signature = new Write(Oudomxay, $"/v1/agreements/{agreementId}/signatures", "fifty-signature", Signing.As("Tỉnh trưởng"));
        await SendAtOnceAsync(signature, "agreementSigned");

        var before = await seeded.Site.JournalAsync();
        var replies = await Task.WhenAll(Each(entry, confirmation, program, agreement, signature).Select(write => write.SendAsync(Api)));
        await seeded.Site.KillAndStartAgainAsync();
        var again = await Task.WhenAll(Each(entry, confirmation, program, agreement, signature)
            .SelectMany(write => Enumerable.Range(0, Times).Select(_ => write.SendAsync(Api))));
        Assert.Equal(replies.Select(reply => reply.Text).ToHashSet(), again.Select(reply => reply.Ok().Text).ToHashSet());
        Assert.All(again, reply => Assert.True(reply.Replayed));
        Assert.Equal(before, await seeded.Site.JournalAsync());
        await seeded.Site.AssertWholeAsync();
    }

    [Fact]
    public async Task A_key_that_comes_with_another_body_is_refused_and_changes_nothing()
    {
        var write = new Write("vn-db-education/recorder", "/v1/programs/db-psl-scholarship/commitments/places/entries", "reused", new
        {
            amount = new { value = "3", unit = "person" },
            occurred = new { from = "2025-10", to = "2025-10" },
        });
        (await write.SendAsync(Api)).Ok();
        var before = await seeded.Site.JournalAsync();
        var changed = new { amount = new { value = "4", unit = "person" }, occurred = new { from = "2025-10", to = "2025-10" } };
        var other = await (write with { Body = changed }).SendAsync(Api);
        Assert.Equal((422, "operationIdReused"), (other.Status, other.Code));
        Assert.Equal(before, await seeded.Site.JournalAsync());
    }

    private static Write[] Each(params Write[] writes) => writes;

    private async Task<string> SendAtOnceAsync(Write write, string happens)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sent = Enumerable.Range(0, Times).Select(async _ =>
        {
            await gate.Task;
            return await write.SendAsync(Api);
        }).ToArray();
        gate.SetResult();
        var replies = await Task.WhenAll(sent);
        Assert.Single(replies.Select(reply => reply.Ok().Text).Distinct());
        Assert.Single(replies, reply => !reply.Replayed);
        var book = replies[0].Json.Text("book");
        var operation = $"{write.By.Split('/')[0]}:{write.Key}";
        var row = Assert.Single(await seeded.Site.JournalAsync(), row => row.OperationId == operation);
        Assert.Equal((book, happens), (row.BookKey, row.Kind));
        await Api.GetAsync(write.By, $"/v1/{book.Replace("/", "s/", StringComparison.Ordinal)}", replies[0].Version);
        return replies[0].Json.At("id").GetString() ?? "";
    }
}

/// <summary>One write with its key.</summary>
internal sealed record Write(string By, string Path, string Key, object Body)
{
    public Task<ApiReply> SendAsync(ApiClient api) => api.PostAsync(By, Path, Key, Body);
}
