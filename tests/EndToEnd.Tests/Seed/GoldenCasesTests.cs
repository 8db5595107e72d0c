using TestKit;

namespace EndToEnd.Tests.Seed;

/// <summary>What the seed answers of cases: the stories tell of two regimes, and of no single issue, message or question. Nothing here writes.</summary>
public sealed class GoldenCasesTests(SeededSite seeded) : IClassFixture<SeededSite>
{
    private ApiClient Api => seeded.Site.Api;

    [Theory]
    [InlineData("db-information-exchange", "information-exchange", "duy trì chế độ trao đổi thông tin")]
    [InlineData("db-issue-resolution", "issue-resolution", "phối hợp giải quyết những vấn đề phát sinh")]
    public async Task The_regimes_stand_as_commitments_with_their_words_and_have_no_case(string program, string commitment, string words)
    {
        var stated = (await Api.GetAsync("la-assembly/overseer", $"/v1/programs/{program}/commitments/{commitment}")).Ok().Json;
        Assert.Equal("standing", stated.At("commitment").Text("cadence"));
        Assert.Contains(stated.At("commitment", "sources").EnumerateArray(),
            source => source.Text("source") == "S2" && source.Int("line") == 9 && source.Text("quote").Contains(words, StringComparison.Ordinal));
        Assert.Empty(await Api.ListAsync("la-assembly/overseer", $"/v1/programs/{program}/cases"));
        Assert.Equal(0, (await Api.GetAsync("la-assembly/overseer", "/v1/network/status")).Ok().Json.At("cases").Int("open"));
    }

    [Theory]
    [InlineData("unconfirmed", 4)]
    [InlineData("disputed", 0)]
    [InlineData("overdue", 3)] // the scholarships of 2025
    public async Task Overseers_see_what_is_unconfirmed_and_overdue(string what, int due)
    {
        var list = (await Api.GetAsync("vn-db-council/overseer", $"/v1/network/oversight?what={what}")).Ok().Json;
        Assert.Equal((due, due), (list.Int("total"), list.At("items").GetArrayLength()));
    }
}
