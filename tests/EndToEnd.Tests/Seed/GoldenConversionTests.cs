using System.Text.Json;
using TestKit;

namespace EndToEnd.Tests.Seed;

/// <summary>The money of the seed in another currency: only when asked for, beside its own, with who states the rate. Nothing here writes.</summary>
public sealed class GoldenConversionTests(SeededSite seeded) : IClassFixture<SeededSite>
{
    // No rate is in the stories (G16): these are made up, and so marked.
    private const string InDollars = "in=USD&rate=VND:0.000039&source=made%20up&date=2026-11-21";
    private const string InDong = "in=VND&rate=USD:25400.5&source=made%20up&date=2026-11-21";

    private ApiClient Api => seeded.Site.Api;

    [Theory]
    [InlineData("vn-db-coordination/coordinator")]
    [InlineData("vn-db-education/recorder")]
    [InlineData("la-assembly/overseer")]
    public async Task The_support_money_and_the_trade_are_shown_in_another_currency_besides(string reader)
    {
        var dollars = await AskAsync(reader, "/v1/network/status?" + InDollars);
        Assert.Equal("2490000000 VND = 97110 USD by 0.000039 of made up on 2026-11-21", Words(Reported(dollars, "support-money")));
        Assert.Equal("at least 140000000 USD (estimate)", Words(Reported(dollars, "trade-turnover")));
        Assert.Empty(dollars.At("conversion", "notConverted").EnumerateArray());
        Assert.True(dollars.At("conversion", "derived").GetBoolean());

        // A bound and an estimate stay what they are.
        var dong = await AskAsync(reader, "/v1/network/status?" + InDong);
        Assert.Equal(
            "at least 140000000 USD (estimate) = at least 3556070000000 VND (estimate) by 25400.5 of made up on 2026-11-21",
            Words(Reported(dong, "trade-turnover")));
        Assert.Equal("2490000000 VND", Words(Reported(dong, "support-money")));
        var series = Assert.Single((await AskAsync(reader, "/v1/network/trade?" + InDong)).At("series").EnumerateArray());
        Assert.Equal(
            "at least 50000000 USD = at least 1270025000000 VND by 25400.5 of made up on 2026-11-21", Words(series.At("imports")));
        Assert.Equal(JsonValueKind.Null, series.At("exports").ValueKind);
    }

    [Fact]
    public async Task Money_without_a_rate_stays_as_it_is_and_nothing_is_converted_unasked()
    {
        const string Reader = "vn-db-education/recorder";
        var kip = await AskAsync(Reader, "/v1/network/status?in=LAK&rate=VND:0.82&source=made%20up&date=2026");
        Assert.Equal("2490000000 VND = 2041800000 LAK by 0.82 of made up on 2026", Words(Reported(kip, "support-money")));
        Assert.Equal(JsonValueKind.Null, Reported(kip, "trade-turnover").At("converted").ValueKind);
        Assert.Equal(["USD"], kip.At("conversion", "notConverted").EnumerateArray().Select(one => one.GetString()));
        Assert.DoesNotContain("converted", (await Api.GetAsync(Reader, "/v1/network/status")).Ok().Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("queryMissing", (await Api.GetAsync(Reader, "/v1/network/status?in=USD&rate=VND:0.000039&date=2026")).Code);
        // People are no money.
        Assert.False(Reported(kip, "scholarship-students").TryGetProperty("converted", out _));
    }

    private async Task<JsonElement> AskAsync(string reader, string path) => (await Api.GetAsync(reader, path)).Ok().Json;

    private static JsonElement Reported(JsonElement status, string indicator) => Assert.Single(
        status.At("figures").EnumerateArray(), figure => figure.Text("indicator") == indicator).At("overall", "reported");

    private static string Words(JsonElement amount)
    {
        var own = Plain(amount);
        return amount.TryGetProperty("converted", out var other) && other.ValueKind == JsonValueKind.Object
            ? $"{own} = {Plain(other)} by {other.Text("rate")} of {other.Text("source")} on {other.Text("date")}"
            : own;
    }

    private static string Plain(JsonElement amount) => (amount.Text("bound") == "atLeast" ? "at least " : "") + amount.Text("value") + " "
        + amount.Text("unit") + (amount.At("estimate").GetBoolean() ? " (estimate)" : "");
}
