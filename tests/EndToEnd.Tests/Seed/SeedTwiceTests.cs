using TestKit;

namespace EndToEnd.Tests.Seed;

public sealed class SeedTwiceTests(SeededSite seeded) : IClassFixture<SeededSite>
{
    [Fact]
    public async Task Seeding_twice_leaves_every_book_and_version_as_they_were()
    {
        var site = seeded.Site;
        var before = await site.JournalAsync();
        var said = await site.SeedAsync();
        Assert.Contains("0 writes took effect", said, StringComparison.Ordinal);
        Assert.Equal(before, await site.JournalAsync());
        Assert.Contains("nothing was loaded", await site.SeedAsync("--if-empty"), StringComparison.Ordinal);
        Assert.Equal(before, await site.JournalAsync());
        await site.AssertWholeAsync();
    }

    [Fact]
    public async Task The_terminal_shows_what_is_missing_as_missing_and_what_is_shared_as_shared()
    {
        var shown = await Site.CoopAsync("status", "--address", $"{seeded.Site.Address}", "--key", seeded.Site.KeyFile);
        Assert.Contains("≥ 140,000,000 USD, estimate", shown, StringComparison.Ordinal);
        Assert.Contains("of it imports ≥ 50,000,000 USD", shown, StringComparison.Ordinal);
        Assert.Contains("2,490,000,000 VND", shown, StringComparison.Ordinal);
        Assert.Contains("PSL ODX LPB (shared)", shown, StringComparison.Ordinal);
        Assert.Contains("30 person (outside the target periods)", shown, StringComparison.Ordinal);
        Assert.Contains("no data (overdue)", shown, StringComparison.Ordinal);
        Assert.Contains("4 reported, 0 confirmed", shown, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', shown);
        Assert.DoesNotContain("restricted", shown, StringComparison.Ordinal);
    }
}
