using System.Text.Json;
using TestKit;

namespace EndToEnd.Tests.Seed;

/// <summary>One process answers so.</summary>
public sealed class GoldenAnswersTests(SeededSite seeded) : GoldenAnswers, IClassFixture<SeededSite>
{
    protected override ApiClient Api => seeded.Site.Api;
}

/// <summary>What the network must answer on the seed, on 2026-11-21. Nothing here writes.</summary>
public abstract class GoldenAnswers
{
    protected abstract ApiClient Api { get; }

    [Theory]
    [InlineData("vn-db-coordination/coordinator", true)]
    [InlineData("la-psl-security/recorder", true)]
    [InlineData("vn-db-education/recorder", false)]
    [InlineData("la-odx-coordination/coordinator", false)] // cleared, but of a province that is no party
    [InlineData("la-assembly/overseer", false)]
    public async Task The_seed_answers_as_the_stories_state_it(string reader, bool seesRestricted)
    {
        var network = await AskAsync(reader, "/v1/network/status");
        Assert.Equal((6, 5, 7), (network.Int("provinces"), network.Int("laoPartners"), network.Int("instruments")));
        Assert.Equal((4, 0), (network.At("counts", "entries").Int("reported"), network.At("counts", "entries").Int("confirmed")));

        Assert.Equal("2490000000 VND", Words(Figure(network, "support-money").At("overall", "reported")));
        await AssertSharedOnceAsync(reader, "support-money", "la-psl", "la-odx", "la-lpb");

        var trade = Assert.Single((await AskAsync(reader, "/v1/network/trade")).At("series").EnumerateArray());
        Assert.Equal("at least 140000000 USD (estimate)", Words(trade.At("turnover")));
        Assert.Equal("at least 50000000 USD", Words(trade.At("imports")));
        Assert.Equal("not stated", Words(trade.At("exports")));
        Assert.Equal("at least 140000000 USD (estimate)", Words(Figure(network, "trade-turnover").At("overall", "reported")));

        Assert.Equal((0, "2022-08", "2025-04"),
            (trade.At("months").GetArrayLength(), trade.At("window").Text("from"), trade.At("window").Text("to")));

        var conflicts = (await Api.ListAsync(reader, "/v1/network/conflicts")).Select(one => one.At("conflict")).ToArray();
        Assert.Equal(["friendship-honor", "name-of-the-instrument", "number-of-students", "one-document-or-several"],
            conflicts.Select(one => one.Text("id")).Order(StringComparer.Ordinal)); // D11, D02, D04, D03
        Assert.All(conflicts, one => Assert.True(one.At("readings").EnumerateArray().Count(reading => reading.At("sources")[0].Text("quote") != "") >= 2));
        Assert.All(conflicts, one => Assert.NotEqual(JsonValueKind.Object, one.At("resolution").ValueKind));

        Assert.Equal(9, network.At("counts").Int("targets"));
        var periods = Figure(network, "scholarship-students").At("periods").EnumerateArray();
        var quota = periods.Where(period => period.Text("period") != "outside");
        Assert.Equal(
            ["2025: 90 person", "2026: 90 person", "2027: 90 person"],
            quota.Select(period => $"{period.Text("period")}: {Words(period.At("target"))}"));

        var luangPrabang = await CommitmentAsync(reader, "db-lpb-scholarship");
        Assert.Equal(("30 person", 1), (Words(luangPrabang.At("overall", "reported")), luangPrabang.Int("outsidePeriods")));
        Assert.True(luangPrabang.At("periods")[0].At("noData").GetBoolean());
        Assert.Equal("not stated", Words(luangPrabang.At("periods")[0].At("reported")));
        foreach (var other in (string[])["db-psl-scholarship", "db-odx-scholarship"])
        {
            var commitment = await CommitmentAsync(reader, other);
            Assert.True(commitment.At("overall", "noData").GetBoolean());
            Assert.All(commitment.At("periods").EnumerateArray(), period => Assert.True(period.At("noData").GetBoolean()));
        }

        Assert.Equal("8 cluster", Words(Figure(network, "twinned-clusters").At("overall", "reported")));

        Assert.Equal(seesRestricted ? 5 : 3, (await AskAsync(reader, "/v1/network/proposals")).At("proposals").GetArrayLength());
        Assert.Equal(seesRestricted ? 5 : 3, network.At("counts").Int("proposals"));
        Assert.Equal(seesRestricted ? 14 : 13, network.Int("programs"));

        var agreements = (await Api.ListAsync(reader, "/v1/agreements")).ToDictionary(one => one.Text("book"));
        foreach (var partner in (string[])["psl", "odx", "lpb"])
        {
            var current = agreements[$"agreement/db-{partner}-2025-2027"];
            Assert.Equal(("inForceAsStated", 405), (current.Text("state"), current.Int("daysLeft")));
        }
        Assert.Equal("expiredAsStated", agreements["agreement/db-northlao-2022-2024"].Text("state"));
        Assert.Equal(3, agreements["agreement/db-northlao-2022-2024"].At("renewedBy").GetArrayLength());
        foreach (var open in (string[])["db-lnt-minutes", "db-bko-mou", "na-vn-la-2024"])
            Assert.Equal("termNotStated", agreements["agreement/" + open].Text("state"));

        var before = await AskAsync(reader, "/v1/network/status?asOf=2026-11-20T00:00:00Z");
        Assert.Equal((0, 0, 0), (before.Int("provinces"), before.Int("instruments"), before.Int("programs")));
        Assert.Equal((0, 0), (before.At("counts").Int("commitments"), before.At("counts", "entries").Int("reported")));
    }

    [Fact]
    public async Task Every_spelling_of_the_stories_finds_its_province()
    {
        foreach (var (spelling, province) in Spellings)
        {
            var found = await AskAsync("vn-db-education/recorder", $"/v1/provinces/resolve?name={Uri.EscapeDataString(spelling)}");
            Assert.Equal(province, found.Text("province"));
        }
    }

    private static readonly (string Spelling, string Province)[] Spellings =
    [
        ("Điện Biên", "vn-db"), ("tỉnh Điện Biên", "vn-db"), ("Phong-Sa-Ly", "la-psl"), ("Phông-Sa-Ly", "la-psl"), ("Phongsaly", "la-psl"),
        ("U-Đom-Xay", "la-odx"), ("Udomxay", "la-odx"), ("Oudomxay", "la-odx"), ("Luông-Pha-Bang", "la-lpb"), ("Luông-Pha Bang", "la-lpb"),
        ("Việt Nam", "vn"), ("nước Cộng hòa xã hội chủ nghĩa Việt Nam", "vn"), ("Lào", "la"), ("nước bạn Lào", "la"), ("nước CHDCND Lào", "la"),
        ("nước Cộng hòa Dân chủ Nhân dân Lào", "la"), ("CHXHCN Việt Nam", "vn"), ("nước CHXHCN Việt Nam", "vn"), ("CHDCND Lào", "la"), ("Luangprabang", "la-lpb"), ("ຫຼວງພະບາງ", "la-lpb"), ("Luông-Nậm-Thà", "la-lnt"), ("Bo-kẹo", "la-bko"),
    ];

    private async Task AssertSharedOnceAsync(string reader, string indicator, params string[] provinces)
    {
        var status = await AskAsync(reader, "/v1/network/status?by=province");
        var groups = status.At("groups").EnumerateArray().ToDictionary(group => group.Text("value"));
        foreach (var province in provinces)
        {
            Assert.Contains(groups[province].At("shared").EnumerateArray(), figure => figure.Text("indicator") == indicator);
            Assert.DoesNotContain(groups[province].At("figures").EnumerateArray(), figure => figure.Text("indicator") == indicator);
        }
    }

    private async Task<JsonElement> AskAsync(string reader, string path) => (await Api.GetAsync(reader, path)).Ok().Json;

    private async Task<JsonElement> CommitmentAsync(string reader, string program) =>
        (await AskAsync(reader, "/v1/programs/" + program)).At("commitments")[0];

    private static JsonElement Figure(JsonElement status, string indicator) =>
        Assert.Single(status.At("figures").EnumerateArray(), figure => figure.Text("indicator") == indicator);

    private static string Words(JsonElement amount) => amount.ValueKind != JsonValueKind.Object ? "not stated"
        : (amount.Text("bound") == "atLeast" ? "at least " : "") + amount.Text("value") + " " + amount.Text("unit")
            + (amount.At("estimate").GetBoolean() ? " (estimate)" : "");
}
