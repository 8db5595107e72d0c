using System.Text.Json;
using TestKit;

namespace EndToEnd.Tests.Scenarios;

/// <summary>S-G: the people's council sees what is overdue and unconfirmed by age, recommends, and edits nothing; the reply closes it.</summary>
internal static class Oversight
{
    private const string Program = "/v1/programs/db-lpb-scholarship";
    private const string Council = "vn-db-council/overseer";
    private const string Assembly = "la-assembly/overseer";
    private const string Owner = "la-lpb-education/head";

    /// <summary>Runs it.</summary>
    /// <param name="api">The site, on 2026-11-21.</param>
    /// <param name="onAsync">Takes the site to a later day.</param>
    public static async Task RunAsync(ApiClient api, Func<string, Task> onAsync)
    {
        await SeesAsync(api);
        await EditsNothingAsync(api);
        var asked = (await api.PostAsync(Council, Program + "/cases", "council-asks", new
        {
            kind = "recommendation",
            title = new { vi = "Kiến nghị xác nhận số liệu", lo = "ຄຳແນະນຳຢືນຢັນຕົວເລກ" },
            text = new { vi = "Đề nghị xác nhận số học sinh đã báo cáo" },
            to = new[] { new { party = "la-lpb", agency = "la-lpb-education" } },
            due = "2026-12-01",
        })).Ok();
        var one = $"{Program}/cases/{asked.Id}";
        Assert.Equal(("answer", false), await WorkAsync(api, asked.Id, asked.Version));
        Assert.Equal((1, 0), await CountsAsync(api, asked.Version));

        await onAsync("2026-12-02");
        Assert.Equal(("answer", true), await WorkAsync(api, asked.Id));
        Assert.Equal((1, 1), await CountsAsync(api));
        var replied = (await api.PostAsync(Owner, one + "/reply", "council-reply", new { text = new { lo = "ຢືນຢັນແລ້ວ", vi = "Đã xác nhận" } })).Ok();
        Assert.Equal((0, 0), await CountsAsync(api, replied.Version));
        var shown = (await api.GetAsync(Council, one + "?lang=lo", replied.Version)).Ok().Json;
        Assert.Equal("replied", shown.At("case", "case").Text("state"));
        Assert.Equal("ຢືນຢັນແລ້ວ", shown.At("steps")[1].At("text").Text("name"));

        // Its asker finds that this is no answer, and asks by a new day.
        var again = (await api.PostAsync(Council, one + "/reopening", "council-again", new { reason = "chưa nêu số liệu", due = "2026-12-31" })).Ok();
        Assert.Equal((1, 0), await CountsAsync(api, again.Version));
        (await api.PostAsync(Owner, one + "/reply", "council-reply-2", new { text = new { vi = "30 học sinh" } })).Ok();
    }

    private static async Task SeesAsync(ApiClient api)
    {
        var (council, assembly) = (await StatusAsync(api, Council, "vi"), await StatusAsync(api, Assembly, "vi"));
        Assert.Equal(council.At("counts").GetRawText(), assembly.At("counts").GetRawText());
        Assert.Equal("ບໍ່ມີຂໍ້ມູນ", (await StatusAsync(api, Assembly, "lo")).At("counts").Text("lightName"));
        Assert.True(council.At("counts", "entries").Int("awaiting") > 0);
        // The restricted program is not among the open ones that both see alike.
        Assert.Equal(council.Int("programs"), assembly.Int("programs"));
        foreach (var what in new[] { "unconfirmed", "overdue" })
        {
            var lists = new List<string[]>();
            foreach (var (overseer, language) in new[] { (Council, "vi"), (Assembly, "lo") })
            {
                var list = (await api.GetAsync(overseer, $"/v1/network/oversight?what={what}&lang={language}")).Ok().Json;
                var items = list.At("items").EnumerateArray().ToList();
                Assert.NotEmpty(items);
                var ages = items.Select(item => item.Int("ageDays")).ToList();
                Assert.Equal(ages.OrderDescending(), ages);
                lists.Add([.. items.Select(item => $"{item.Text("book")} {item.Text("kind")}")]);
            }
            Assert.Equal(lists[0], lists[1]);
        }
        var agreements = (await api.GetAsync(Assembly, "/v1/agreements?lang=lo")).Ok().Json.At("items").EnumerateArray().ToList();
        Assert.Equal(7, agreements.Count);
        var names = (await api.GetAsync(Assembly, "/v1/provinces?lang=lo")).Ok().Json.At("items").EnumerateArray().Select(item => item.At("name")).ToList();
        Assert.Contains(names, name => (name.Text("name"), name.Text("nameLanguage")) == ("ຫລວງພະບາງ", "lo"));
    }

    private static async Task EditsNothingAsync(ApiClient api)
    {
        foreach (var (path, body) in new (string, object)[]
        {
            (Program + "/commitments/places/entries", new { amount = new { value = "3", unit = "person" }, occurred = new { from = "2025" } }),
            (Program + "/closure", new { reason = "x" }),
            (Program + "/cases", new { kind = "issue", title = new { vi = "x" }, text = new { vi = "x" } }),
            ("/v1/agreements/db-lpb-2025-2027/termination", new { reason = "x" }),
        })
        {
            var reply = await api.PostAsync(Council, path, $"council-{path.Length}", body);
            Assert.Equal((403, "roleMissing"), (reply.Status, reply.Code));
        }
    }

    private static async Task<JsonElement> StatusAsync(ApiClient api, string overseer, string language) =>
        (await api.GetAsync(overseer, $"/v1/network/status?lang={language}")).Ok().Json;

    private static async Task<(string Kind, bool Late)> WorkAsync(ApiClient api, string id, string? after = null)
    {
        var item = Assert.Single(await api.ListAsync(Owner, "/v1/worklist", after),
            one => one.At("case").ValueKind == JsonValueKind.String && one.Text("case") == id);
        return (item.Text("kind"), item.At("late").GetBoolean());
    }

    private static async Task<(int Open, int Late)> CountsAsync(ApiClient api, string? after = null)
    {
        var cases = (await api.GetAsync(Assembly, "/v1/network/status", after)).Ok().Json.At("cases");
        return (cases.Int("recommendations"), cases.Int("late"));
    }
}
