using System.Text.Json;
using TestKit;

namespace Browser.Tests.Kit;

/// <summary>The ledger of the scholarships that Điện Biên gives to Phongsaly, beside the pages.</summary>
internal static class Entries
{
    public const string Program = "db-psl-scholarship";
    public const string Path = "/programs/" + Program;
    public const string Places = Path + "/commitments/places";

    /// <summary>Reports one elsewhere.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> ReportAsync(this BrowserSite site, string value, string meaning)
    {
        var made = (await site.Api.PostAsync(People.Recorder, "/v1" + Places + "/entries", $"{Guid.NewGuid()}", new
        {
            amount = new { value, unit = "person" },
            occurred = new { from = "2025-09", to = "2025-09" },
            meaning,
        })).Ok();
        await site.Api.UntilQuietAsync(People.Operator);
        return made.Id;
    }

    /// <summary>Confirms one elsewhere.</summary>
    public static async Task ConfirmAsync(this BrowserSite site, string entry) =>
        (await site.Api.PostAsync(People.Confirmer, $"/v1{Path}/entries/{entry}/confirmation", $"{Guid.NewGuid()}")).Ok();

    /// <summary>One, as the book has it.</summary>
    public static async Task<JsonElement> EntryAsync(this BrowserSite site, string entry) =>
        (await site.Api.GetAsync(People.Coordinator, $"/v1{Path}/entries/{entry}")).Ok().Json;

    /// <summary>How often the history of a book has a text.</summary>
    public static async Task<int> CountAsync(this BrowserSite site, string book, string text)
    {
        await site.Api.UntilQuietAsync(People.Operator);
        return (await site.Api.HistoryAsync(People.Coordinator, book))
            .Count(happened => happened.GetRawText().Contains(text, StringComparison.Ordinal));
    }
}
