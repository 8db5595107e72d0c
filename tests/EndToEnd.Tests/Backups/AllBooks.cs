using System.Text.Json;
using System.Text.RegularExpressions;
using TestKit;

namespace EndToEnd.Tests.Backups;

/// <summary>Every book of a site, as its readers see it.</summary>
internal static partial class AllBooks
{
    /// <summary>The answer for each book, by its path.</summary>
    public static async Task<Dictionary<string, string>> ReadAsync(ApiClient api)
    {
        var books = new Dictionary<string, string>();
        foreach (var kind in new[] { "provinces", "agreements", "programs" })
            foreach (var item in await api.ListAsync(EndToEnd.Tests.Site.DienBien,
                $"/v1/{kind}" + (kind == "provinces" ? "?national=true" : "")))
            {
                var path = "/v1/" + item.GetProperty("book").GetString()!.Replace("/", "s/", StringComparison.Ordinal);
                // In an epoch that begins programs are told anew how their agreement stands, which may add an event; all else is the same.
                books[path] = Version().Replace((await api.GetAsync(EndToEnd.Tests.Site.DienBien, path)).Ok().Text, "");
            }
        Assert.True(books.Count > 20, $"only {books.Count} books");
        return books;
    }

    /// <summary>Fails unless every book is there as it was, none that came later is, and readers of what came later are told.</summary>
    public static async Task AssertRestoredAsync(ApiClient api, Dictionary<string, string> books)
    {
        await api.UntilQuietAsync(EndToEnd.Tests.Site.Operator);
        Assert.Equal(404, (await api.GetAsync(EndToEnd.Tests.Site.DienBien, "/v1/programs/lost")).Status);
        var restored = await ReadAsync(api);
        Assert.Equal(books.Keys, restored.Keys);
        Assert.All(books, book => Assert.Equal(book.Value, restored[book.Key]));
        Assert.Equal("historyReplaced", (await api.GetAsync(EndToEnd.Tests.Site.DienBien, "/v1/programs/db-support", "program/db-support@1")).Code);
    }

    /// <summary>Opens a program.</summary>
    public static async Task OpenAsync(ApiClient api, string id) => (await api.PostAsync(EndToEnd.Tests.Site.DienBien, "/v1/programs", $"open-{id}", new
    {
        id,
        title = new { en = id },
        parties = (string[])["vn-db", "la-lpb"],
    })).Ok();

    /// <summary>What a command printed as JSON, behind what it told of its progress on the other output.</summary>
    public static JsonElement Json(string output) => JsonElement.Parse(output.TrimEnd().Split('\n')[^1]);

    [GeneratedRegex("\"version\":[0-9]+")]
    private static partial Regex Version();
}
