using System.Text.Json;

namespace Gateway.Tests.Kit;

/// <summary>What somebody does on the pages of forms, and how it is seen through the API.</summary>
internal static class Doing
{
    /// <summary>Fills the form of a page, whose act its address names, and sends it; the page that one comes to.</summary>
    public static Task<string> DoAsync(this Browser browser, string path, params (string Name, string Value)[] typed) =>
        browser.DoAsync(path, path.Split('/') switch
        {
            [.., "do", var act, _] => act,
            [.., var act] => act,
            _ => "",
        }, typed);

    /// <summary>Fills one form of a page that may have others and sends it; the page that one comes to.</summary>
    public static Task<string> DoAsync(this Browser browser, string path, string act, params (string Name, string Value)[] typed) =>
        browser.DoneAsync(path, act, form => form.Filled(typed));

    /// <summary>What is under /v1, as a coordinator reads it.</summary>
    public static async Task<JsonElement> ViewAsync(this Site site, string path) =>
        (await site.As(People.Coordinator).GetAsync("/v1/" + path)).MustBe(200).Json;
}
