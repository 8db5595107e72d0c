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

    [GeneratedRegex("\"version\":[0-9]+")]
    private static partial Regex Version();
}
