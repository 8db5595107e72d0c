using System.Net;
using System.Text.RegularExpressions;

namespace Gateway.Tests.Kit;

/// <summary>A form of a page, as a browser fills it in and sends it.</summary>
public sealed partial class PageForm
{
    private readonly List<KeyValuePair<string, string>> _fields;
    private readonly string _path;

    private PageForm(string path, IEnumerable<KeyValuePair<string, string>> fields) => (_path, _fields) = (path, [.. fields]);

    /// <summary>The form of a page that has a name.</summary>
    public static PageForm Of(string path, string page, string name)
    {
        var form = Forms().Matches(page).Select(match => match.Value)
            .First(found => found.Contains($"name=\"form\" value=\"{name}\"", StringComparison.Ordinal));
        return new(path, Inputs().Matches(form)
            .Where(match => !match.Value.Contains("type=\"checkbox\"", StringComparison.Ordinal) || match.Value.Contains("checked", StringComparison.Ordinal))
            .Select(match => KeyValuePair.Create(match.Groups[1].Value, WebUtility.HtmlDecode(match.Groups[2].Value)))
            .Concat(Selects().Matches(form).Select(match => KeyValuePair.Create(match.Groups[1].Value, Chosen(match.Groups[2].Value))))
            .Concat(Areas().Matches(form).Select(match => KeyValuePair.Create(match.Groups[1].Value, WebUtility.HtmlDecode(match.Groups[2].Value.TrimStart('\r', '\n'))))));
    }

    /// <summary>What stands in a field.</summary>
    public string this[string name] => _fields.Find(field => field.Key == name).Value;

    /// <summary>The form with something else in a field; null takes the field out.</summary>
    public PageForm With(string name, string? value)
    {
        var rest = _fields.Where(field => field.Key != name);
        return new(_path, value is null ? rest : rest.Append(new(name, value)));
    }

    /// <summary>The form with one more value of a field.</summary>
    public PageForm And(string name, string value) => new(_path, _fields.Append(new(name, value)));

    /// <summary>The form as somebody fills it in; of a field that is named more than once, all values.</summary>
    public PageForm Filled(params ReadOnlySpan<(string Name, string Value)> typed)
    {
        var form = this;
        foreach (var (name, _) in typed)
            form = form.With(name, null);
        foreach (var (name, value) in typed)
            form = form.And(name, value);
        return form;
    }

    /// <summary>Sends it.</summary>
    public async Task<Reply> SendAsync(Browser browser, string language = "en")
    {
        using var content = new FormUrlEncodedContent(_fields);
        return await browser.SendAsync("POST", _path, content, ("Accept", "text/html"), ("Accept-Language", language));
    }

    /// <summary>Sends it with a file.</summary>
    public async Task<Reply> WithFileAsync(Browser browser, string field, string name, string type, byte[] file)
    {
        using var content = new MultipartFormDataContent();
        foreach (var (key, value) in _fields)
            content.Add(new StringContent(value), key);
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new(type);
        content.Add(part, field, name);
        return await browser.SendAsync("POST", _path, content, ("Accept", "text/html"), ("Accept-Language", "en"));
    }

    // Browsers send the first where none is chosen.
    private static string Chosen(string options) =>
        WebUtility.HtmlDecode((Options().Matches(options).FirstOrDefault(option => option.Value.Contains("selected", StringComparison.Ordinal))
            ?? Options().Match(options)).Groups[1].Value);

    [GeneratedRegex("<select [^>]*?name=\"([^\"]+)\"[^>]*>(.*?)</select>", RegexOptions.Singleline)]
    private static partial Regex Selects();

    [GeneratedRegex("<option value=\"([^\"]*)\"[^>]*>")]
    private static partial Regex Options();

    [GeneratedRegex("<form .*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input [^>]*?name=\"([^\"]+)\" value=\"([^\"]*)\"[^>]*>")]
    private static partial Regex Inputs();

    [GeneratedRegex("<textarea [^>]*?name=\"([^\"]+)\"[^>]*>(.*?)</textarea>", RegexOptions.Singleline)]
    private static partial Regex Areas();
}
