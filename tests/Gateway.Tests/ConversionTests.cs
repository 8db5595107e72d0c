using System.Text.Json;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>Money in another currency, at the reader's word.</summary>
[Collection(nameof(Site))]
public sealed class ConversionTests(Site site)
{
    private const string Asked = "in=USD&rate=VND:0.000039&source=SBV&date=2026-11-21";

    [Fact]
    public async Task Money_gets_a_converted_value_beside_its_own_that_says_where_it_comes_from()
    {
        var program = site.NewId("money");
        (await site.As(People.Coordinator).PostAsync("/v1/programs", Bodies.Program(program))).MustBe(201);
        var last = "";
        foreach (var (unit, value, measure) in new[] { ("VND", "2490000000", "toDate"), ("LAK", "5.25", "sum") })
        {
            var indicator = "money-" + unit.ToLowerInvariant();
            (await site.As(People.Coordinator).PostAsync($"/v1/programs/{program}/commitments",
                $$"""
                {"id":"{{indicator}}","title":{"vi":"Tiền","en":"Money"},"givers":["vn-db"],"beneficiaries":["la-lpb"],"areas":["education"],
                 "basis":{"kind":"practice"},"indicator":"{{indicator}}","measure":"{{measure}}","unit":"{{unit}}","cadence":"standing",
                 "sources":[{"source":"S0","line":9,"quote":"2,49 tỷ đồng"}]}
                """)).MustBe(201);
            last = (await site.As(People.Recorder).PostAsync($"/v1/programs/{program}/commitments/{indicator}/entries",
                $$"""
                {"amount":{"value":"{{value}}","unit":"{{unit}}","bound":"atLeast","estimate":true},"occurred":{"from":"2025-01","to":"2025-12"},
                 "meaning":"money"}
                """)).MustBe(201).Header("Coop-Version")!;
        }
        var reader = site.As(People.Confirmer);
        var plain = (await reader.GetAsync("/v1/network/status", ("Coop-After", last))).MustBe(200);
        var status = (await reader.GetAsync("/v1/network/status?" + Asked)).MustBe(200);
        Assert.NotEqual(plain.Header("ETag"), status.Header("ETag"));
        Assert.DoesNotContain("converted", plain.Text, StringComparison.Ordinal);

        Assert.Equal(
            """
            {"in":"USD","rates":[{"from":"VND","rate":"0.000039"}],"source":"SBV","date":"2026-11-21","derived":true,"notConverted":["LAK"]}
            """.Trim(), status.Json.GetProperty("conversion").GetRawText());
        Assert.Equal(
            """
            {"value":"2490000000","unit":"VND","bound":"atLeast","estimate":true,"converted":{"value":"97110","unit":"USD","bound":"atLeast","estimate":true,"derived":true,"rate":"0.000039","source":"SBV","date":"2026-11-21"}}
            """.Trim(), Reported(status, "money-vnd").GetRawText());
        Assert.Equal(JsonValueKind.Null, Reported(status, "money-lak").GetProperty("converted").ValueKind);
        foreach (var figure in status.Json.GetProperty("figures").EnumerateArray().Where(one => one.GetProperty("unit").GetString() == "person"))
            Assert.DoesNotContain("converted", figure.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Object, Reported((await reader.GetAsync(
            "/v1/network/status?in=USD&rate=VND:0.000039&rate=LAK:0.000046&source=SBV&date=2026-11")).MustBe(200), "money-lak")
            .GetProperty("converted").ValueKind);

        // The same writer serves every aggregate.
        foreach (var path in (string[])["/v1/network/trade?", "/v1/provinces/la-lpb/scorecard?", "/v1/network/proposals?",
            "/v1/network/explain?figure=money-vnd:VND:toDate&", "/v1/network/status?by=area&"])
        {
            var reply = (await reader.GetAsync(path + Asked)).MustBe(200);
            Assert.Equal("USD", reply.Json.GetProperty("conversion").GetProperty("in").GetString());
            Assert.Equal(!path.Contains("proposals", StringComparison.Ordinal), reply.Text.Contains("\"97110\"", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("rate=VND:1&source=x&date=2026", 400, "queryMissing", "in")]
    [InlineData("in=USD&source=x&date=2026", 400, "queryMissing", "rate")]
    [InlineData("in=USD&rate=VND:1&date=2026", 400, "queryMissing", "source")]
    [InlineData("in=USD&rate=VND:1&source=x", 400, "queryMissing", "date")]
    [InlineData("in=USD&rate=VND&source=x&date=2026", 400, "queryInvalid", "rate")]
    [InlineData("in=USD&rate=VND:1e3&source=x&date=2026", 400, "queryInvalid", "rate")]
    [InlineData("in=USD&rate=VND:-1&source=x&date=2026", 400, "queryInvalid", "rate")]
    [InlineData("in=USD&in=LAK&rate=VND:1&source=x&date=2026", 400, "queryInvalid", "in")]
    [InlineData("in=USD&rate=VND:1&source=x&date=soon", 400, "queryInvalid", "date")]
    [InlineData("in=person&rate=VND:1&source=x&date=2026", 422, "currencyUnknown", "in")]
    [InlineData("in=USD&rate=XXX:1&source=x&date=2026", 422, "currencyUnknown", "rate")]
    [InlineData("in=USD&rate=VND:1&rate=VND:2&source=x&date=2026", 422, "rateRepeated", "rate")]
    [InlineData("in=USD&rate=USD:1&source=x&date=2026", 422, "rateRepeated", "rate")]
    [InlineData("in=USD&rate=VND:0&source=x&date=2026", 422, "rateInvalid", "rate")]
    [InlineData("in=USD&rate=VND:1&source=x&date=2027-01", 422, "dateInFuture", "date")]
    public async Task A_conversion_that_lacks_a_part_or_has_a_wrong_one_names_the_parameter(string query, int status, string code, string field)
    {
        foreach (var language in (string[])["vi", "lo", "en"])
        {
            var reply = (await site.As(People.Confirmer).GetAsync($"/v1/network/status?{query}&lang={language}")).Is(status, code);
            Assert.Equal(field, reply.Json.GetProperty("details").GetProperty("field").GetString());
        }
    }

    private static JsonElement Reported(Reply status, string indicator) => status.Json.GetProperty("figures").EnumerateArray()
        .Single(figure => figure.GetProperty("indicator").GetString() == indicator).GetProperty("overall").GetProperty("reported");
}
