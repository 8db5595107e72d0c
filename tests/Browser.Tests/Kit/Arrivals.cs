using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Browser.Tests.Kit;

/// <summary>Waiting for pages of the site that a press leads to.</summary>
internal static class Arrivals
{
    /// <summary>Waits until that address is shown, to the end of its page.</summary>
    public static async Task ArriveAsync(this IPage page, Regex address)
    {
        // WaitForURLAsync waits for the load as well, and for ever when that was over in between.
        await Assertions.Expect(page).ToHaveURLAsync(address);
        await page.Locator("footer").WaitForAsync();
    }
}
