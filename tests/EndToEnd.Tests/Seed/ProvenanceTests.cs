using System.Text.Json;
using TestKit;

namespace EndToEnd.Tests.Seed;

/// <summary>The seed quotes two stories that are not in the repository; where they stand beside it, every quote is looked up.</summary>
public sealed class ProvenanceTests
{
    private static readonly Dictionary<string, string> Stories = new()
    {
        ["S0"] = "000_7adb5a5eaa8f240c.txt",
        ["S2"] = "002_3579eb378202cb08.txt",
    };

    private static string SeedFolder => RepositoryRoot.PathOf("src", "CoopGrains.Cli", "Seed");

    private static string Areas => RepositoryRoot.PathOf("src", "CoopGrains.Contracts", "Areas", "areas.json");

    [Fact]
    public void Every_value_says_where_it_is_read_from_in_words_that_stand_there()
    {
        var quotes = 0;
        foreach (var file in Directory.GetFiles(SeedFolder, "*.json").Append(Areas))
        {
            var root = JsonElement.Parse(File.ReadAllText(file));
            Assert.All(root.At("items").EnumerateArray(), item => Assert.True(
                HasSources(root) || HasSources(item) || HasSources(item.At("body")), $"{item.GetRawText()} says not where it is from"));
            foreach (var source in Sources(root))
            {
                AssertSource(source);
                quotes += source.Text("source") == "external" ? 0 : 1;
            }
        }
        Assert.True(quotes > 100);
    }

    private static bool HasSources(JsonElement element) =>
        element.At("sources") is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0;

    private static void AssertSource(JsonElement source)
    {
        if (source.Text("source") == "external")
        {
            Assert.NotEmpty(source.Text("note"));
            return;
        }
        var (story, line, quote) = (source.Text("source"), source.Int("line"), source.Text("quote"));
        Assert.InRange(quote.Length, 1, 160);
        // A pull quote that repeats another line, and teasers of other news.
        Assert.False(story == "S0" && line == 17);
        Assert.False(story == "S2" && line >= 18);
        var file = Path.Combine(RepositoryRoot.Folder, "..", "shared", "seeds", Stories[story]);
        if (File.Exists(file)) Assert.Contains(quote, File.ReadLines(file).ElementAt(line - 1), StringComparison.Ordinal);
    }

    private static IEnumerable<JsonElement> Sources(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => (element.TryGetProperty("source", out _) ? [element] : Array.Empty<JsonElement>())
            .Concat(element.EnumerateObject().SelectMany(member => Sources(member.Value))),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Sources),
        _ => [],
    };
}
