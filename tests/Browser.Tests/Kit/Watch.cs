using System.Collections.Concurrent;

namespace Browser.Tests.Kit;

/// <summary>Notes whatever runs, is blocked or stands on a page that this site did not write.</summary>
internal sealed class Watch
{
    private const string Listening = """
        for (const name of ['alert', 'confirm', 'prompt']) window[name] = what => ran(`${name} ${what}`);
        document.addEventListener('securitypolicyviolation', e => ran(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`), true);
        """;

    private const string Strange = """
        () => [...document.querySelectorAll('*')].filter(one =>
            one.matches('iframe, object, embed, base, math, style, video, meta[http-equiv], script:not([src^="/look/"])')
            || one.matches('link:not([href^="/"]), form[action*="//"]')
            || [...one.attributes].some(({ name, value }) => name.startsWith('on') || name === 'style'
                || /^\s*(javascript|data):/i.test(value) && ['href', 'src', 'action', 'formaction', 'data'].includes(name)))
            .map(one => one.cloneNode().outerHTML)
        """;

    private const string Text = """
        () => [document.documentElement.textContent, ...[...document.querySelectorAll('input, textarea')].map(one => one.value)].join('\n')
        """;

    private readonly Reader _reader;
    private readonly ConcurrentQueue<string> _found = [];

    private Watch(Reader reader) => _reader = reader;

    /// <summary>What was found, with the page that it was on.</summary>
    public IEnumerable<string> Found => _found;

    /// <summary>Begins, before the reader opens anything.</summary>
    public static async Task<Watch> OverAsync(Reader reader)
    {
        var watch = new Watch(reader);
        await reader.Context.ExposeFunctionAsync("ran", (string what) => watch.Note(what));
        await reader.Context.AddInitScriptAsync(Listening);
        reader.Context.Dialog += async (_, dialog) =>
        {
            watch.Note($"dialog {dialog.Message}");
            await dialog.DismissAsync();
        };
        reader.Context.Response += (_, reply) =>
        {
            if (reply.Request.IsNavigationRequest && reply.Status is < 300 or >= 400
                && reply.Headers.GetValueOrDefault("content-security-policy", "") is var policy
                && (!policy.Contains("default-src 'none'", StringComparison.Ordinal) || policy.Contains("unsafe", StringComparison.Ordinal)))
                watch._found.Enqueue($"{reply.Url}: policy {policy}");
        };
        return watch;
    }

    /// <summary>Looks at the page; gives those of the texts that it shows as they were written.</summary>
    public async Task<IReadOnlyList<string>> LookAsync(IEnumerable<string> texts)
    {
        foreach (var strange in await _reader.Page.EvaluateAsync<string[]>(Strange))
            Note(strange);
        var shown = await _reader.Page.EvaluateAsync<string>(Text);
        return [.. texts.Where(text => shown.Contains(text, StringComparison.Ordinal))];
    }

    private void Note(string what) => _found.Enqueue($"{_reader.Page.Url}: {what}");
}
