using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Web;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Languages;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>Pages of books stay small however much the books hold, and lead to all of it.</summary>
[Collection(nameof(Site))]
public sealed partial class BoundedPageTests(Site site)
{
    private const int Many = 33;

    private static readonly (string, string) Html = ("Accept", "text/html");

    [Fact]
    public async Task A_program_of_many_commitments_shows_some_at_a_time_and_each_once()
    {
        var (program, all) = await WithCommitmentsAsync();
        var found = await WalkAsync($"/programs/{program}", page => Commitment().Matches(page).Select(match => match.Groups[1].Value).ToList(), most: 10);
        Assert.Equal([.. all], found);
        // A link to a commitment leads to the part of the page that shows it.
        var last = all[^1];
        Assert.Contains($"id=\"{last}\"", await PageAsync($"/programs/{program}?at={last}"));
        Assert.Contains($"id=\"{all[0]}\"", await PageAsync($"/programs/{program}?at=no-such-one"));
    }

    [Fact]
    public async Task A_province_of_many_commitments_shows_some_at_a_time_and_those_of_a_light_alone()
    {
        var (program, all) = await WithCommitmentsAsync();
        List<string> Lines(string page) => [.. Line().Matches(page).Select(match => match.Groups[1].Value)];
        var found = await WalkAsync("/provinces/vn-db", Lines, most: 25);
        Assert.Equal(all.Order(), found.Where(line => line.StartsWith($"/programs/{program}?", StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf("at=", StringComparison.Ordinal) + 3)..]).Order());
        Assert.Equal(found.Distinct(), found);
        // Nothing was reported of the targets that are over: none of these is on track.
        var green = await WalkAsync("/provinces/vn-db?light=green", Lines, most: 25);
        Assert.DoesNotContain(green, line => line.StartsWith($"/programs/{program}?", StringComparison.Ordinal));
        Assert.NotEmpty(await WalkAsync("/provinces/vn-db?light=grey", Lines, most: 25));
    }

    [Fact]
    public async Task A_long_ledger_shows_its_beginning_and_leads_on_to_every_entry()
    {
        var program = await site.NewProgramAsync();
        var entries = new List<string>();
        for (var i = 0; i < 60; i++)
            entries.Add(await site.NewEntryAsync(program));
        (await site.As(People.Overseer).GetAsync("/v1/network/status", ("Coop-After", $"program/{program}@{entries.Count + 2}"))).MustBe(200);
        var path = $"/programs/{program}";
        var found = await WalkAsync(path, page => Entry().Matches(page).Select(match => match.Groups[1].Value).ToList(), most: 50);
        Assert.Equal([.. entries], found);
    }

    [Theory]
    [InlineData("en", "8", "cluster", "8 village clusters")]
    [InlineData("en", "1", "person", "1 person")]
    [InlineData("en", "0", "person", "0 people")]
    [InlineData("en", "2", "copy", "2 copies")]
    [InlineData("en", "2", "class", "2 classes")]
    [InlineData("en", "3", "day", "3 days")]
    [InlineData("en", "2490000000", "VND", "2,490,000,000 Vietnamese dong")]
    [InlineData("en", "140", "USD", "140 US dollars")]
    [InlineData("en", "50", "percent", "50 percent")]
    [InlineData("en", "2", "XAF", "2 XAF")]
    [InlineData("vi", "8", "cluster", "8 cụm bản")]
    public void A_unit_stands_behind_its_number_as_the_language_counts(string language, string value, string unit, string written) =>
        Assert.Equal(written, PageWords.Of(language).Amount(new()
        {
            Value = decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture),
            Unit = unit,
        }));

    [Fact]
    public void More_than_one_is_several() =>
        Assert.Equal("≥ 1 people", PageWords.Of("en").Amount(new() { Value = 1, Unit = "person", Bound = Bound.AtLeast }));

    private async Task<(string Program, List<string> All)> WithCommitmentsAsync()
    {
        var program = await site.NewProgramAsync();
        var all = new List<string> { "students" };
        var version = "";
        for (var i = 1; i < Many; i++)
        {
            var body = JsonNode.Parse(Bodies.Commitment)!.AsObject();
            body["id"] = $"students-{i:00}";
            var made = (await site.As(People.Coordinator).PostAsync($"/v1/programs/{program}/commitments", body.ToJsonString())).MustBe(201);
            all.Add($"students-{i:00}");
            version = made.Header("Coop-Version")!;
        }
        (await site.As(People.Overseer).GetAsync("/v1/network/status", ("Coop-After", version))).MustBe(200);
        return (program, all);
    }

    // Follows the way on, as a reader does, until there is none.
    private async Task<List<string>> WalkAsync(string path, Func<string, List<string>> read, int most)
    {
        var found = new List<string>();
        var seen = new HashSet<string>();
        for (var at = path; at is not null;)
        {
            Assert.True(seen.Add(at), $"{at} leads to itself");
            var page = await PageAsync(at);
            var here = read(page);
            Assert.InRange(here.Count, 0, most);
            found.AddRange(here);
            at = Next().Match(page) is { Success: true } next ? HttpUtility.HtmlDecode(next.Groups[1].Value) : null;
        }
        return found;
    }

    private async Task<string> PageAsync(string path)
    {
        var page = (await site.As(People.Overseer).GetAsync(path, Html, ("Accept-Language", "en"))).MustBe(200);
        Assert.True(page.Body.Length <= 150 * 1024, $"{path}: {page.Body.Length} bytes");
        return page.Text;
    }

    [GeneratedRegex("<section class=\"commitment\" id=\"([^\"]+)\"")]
    private static partial Regex Commitment();

    [GeneratedRegex("<th scope=\"rowgroup\" rowspan=\"\\d+\"><a href=\"([^\"#]+)#")]
    private static partial Regex Line();

    [GeneratedRegex("<tr id=\"([^\"]+)\" class=\"entry-")]
    private static partial Regex Entry();

    [GeneratedRegex("<a href=\"([^\"#]+)#[^\"]*\" rel=\"next\"")]
    private static partial Regex Next();
}
