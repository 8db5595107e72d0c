using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Browser.Tests.Kit;

/// <summary>Somebody without a mouse, who has to see where they are and goes through a page as it is read.</summary>
internal sealed class Keyboard(IPage page)
{
    private const int Most = 500;

    // The place where the focus is, whether it can be seen, and whether it comes after the one before as the page is read.
    private const string Stop = """
        () => {
          const one = document.activeElement, before = window.stoodOn;
          // Behind the last comes the browser itself, or the first again.
          const isOver = one === document.body || before && one.matches('a.skip');
          window.stoodOn = isOver ? null : one;
          if (isOver) return null;
          const { outlineStyle, outlineWidth } = getComputedStyle(one), shape = one.querySelector?.(':scope > path');
          const isMarked = outlineStyle !== 'none' && parseFloat(outlineWidth) > 0
            || shape && parseFloat(getComputedStyle(shape).strokeWidth) >= 3;
          const { width, height, bottom, right } = one.getBoundingClientRect();
          const isSeen = isMarked && width > 0 && height > 0 && bottom > 0 && right > 0;
          return [one.cloneNode().outerHTML, isSeen ? '' : 'cannot be seen',
            !before || !before.isConnected || before.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING ? '' : 'comes too late'];
        }
        """;

    /// <summary>Where the focus was that could not be seen, or in another order than the page is read.</summary>
    public List<string> Wrong { get; } = [];

    /// <summary>Presses Tab until the focus is on what fits.</summary>
    /// <param name="selector">CSS.</param>
    public async Task ToAsync(string selector)
    {
        for (var pressed = 0; pressed < Most; pressed++)
        {
            if (await page.EvaluateAsync<bool>("what => document.activeElement?.matches(what) ?? false", selector))
                return;
            await StepAsync();
        }

        Assert.Fail($"{page.Url}: the keyboard does not come to {selector}.");
    }

    /// <summary>Goes there, presses a key and waits for the page that comes.</summary>
    /// <param name="selector">CSS.</param>
    /// <param name="url">A part of the address that it leads to.</param>
    /// <param name="key">Enter, or Space for buttons.</param>
    public async Task PressAsync(string selector, string url, string key = "Enter")
    {
        await ToAsync(selector);
        var elsewhere = new Regex($"^(?!{Regex.Escape(page.Url)}$).*{Regex.Escape(url)}");
        await page.Keyboard.PressAsync(key);
        await page.ArriveAsync(elsewhere);
    }

    /// <summary>Goes to a field and writes over what stands there.</summary>
    /// <param name="selector">CSS.</param>
    /// <param name="text">What is typed.</param>
    public async Task TypeAsync(string selector, string text)
    {
        await ToAsync(selector);
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Goes through the whole page once, from its beginning: there is an end to it.</summary>
    public async Task ThroughAsync()
    {
        for (var pressed = 0; pressed < Most; pressed++)
            if (!await StepAsync() && pressed > 0)
                return;
        Assert.Fail($"{page.Url}: the keyboard does not come out of it.");
    }

    private async Task<bool> StepAsync()
    {
        await page.Keyboard.PressAsync("Tab");
        if (await page.EvaluateAsync<string[]?>(Stop) is not [var what, .. var wrong])
            return false;
        Wrong.AddRange(wrong.Where(said => said.Length > 0).Select(said => $"{page.Url}: {what} {said}"));
        return true;
    }
}
