namespace Browser.Tests.Kit;

/// <summary>Instruments and cases that others bring about, beside the pages.</summary>
internal static class Instruments
{
    /// <summary>Drafts minutes that both sides accept and Phongsaly signs, with talks about them.</summary>
    /// <returns>Their id.</returns>
    public static async Task<string> SignedByTheOtherSideAsync(this BrowserSite site)
    {
        var id = $"db-psl-{Guid.NewGuid():N}"[..20];
        (await site.Api.PostAsync(People.Coordinator, "/v1/agreements", $"{Guid.NewGuid()}", new
        {
            id,
            type = "minutesOfCooperation",
            parties = (string[])["vn-db", "la-psl"],
            text = new { title = new { vi = "Biên bản hợp tác 2026-2030" }, term = new { from = "2026", to = "2030" } },
        })).Ok();
        var path = "/v1/agreements/" + id;
        foreach (var who in (string[])[People.Coordinator, People.LaoCoordinator])
            (await site.Api.PostAsync(who, path + "/acceptances", $"{Guid.NewGuid()}", new { }, revision: 1)).Ok();
        (await site.Api.PostAsync(People.LaoCoordinator, path + "/signatures", $"{Guid.NewGuid()}",
            new { signedBy = "ຄຳ", office = new { lo = "ເຈົ້າແຂວງ" }, datedOn = "2026-11-20" })).Ok();
        (await site.Api.PostAsync(People.LaoCoordinator, path + "/talks", $"{Guid.NewGuid()}", new { on = "2026-11-21", host = "vn-db" })).Ok();
        await site.Api.UntilQuietAsync(People.Operator);
        return id;
    }

    /// <summary>Phongsaly proposes another title.</summary>
    public static async Task AmendAsync(this BrowserSite site, string agreement, string title)
    {
        (await site.Api.PostAsync(People.LaoCoordinator, $"/v1/agreements/{agreement}/amendments", $"{Guid.NewGuid()}", new
        {
            changes = new[] { new { field = "title", text = new { vi = title } } },
            reason = "ເພີ່ມ",
        }, revision: 1)).Ok();
        await site.Api.UntilQuietAsync(People.Operator);
    }

    /// <summary>The agency that was asked answers the case of that title about the scholarships.</summary>
    public static async Task ReplyAsync(this BrowserSite site, string title, string text)
    {
        await site.Api.UntilQuietAsync(People.Operator);
        var one = (await site.Api.ListAsync(People.Recorder, $"/v1{Entries.Path}/cases"))
            .Select(listed => listed.TryGetProperty("case", out var inner) ? inner : listed)
            .First(listed => listed.GetProperty("title").GetRawText().Contains(title, StringComparison.Ordinal));
        (await site.Api.PostAsync(People.Recorder, $"/v1{Entries.Path}/cases/{one.GetProperty("id").GetString()}/reply", $"{Guid.NewGuid()}",
            new { text = new { vi = text } })).Ok();
        await site.Api.UntilQuietAsync(People.Operator);
    }
}
