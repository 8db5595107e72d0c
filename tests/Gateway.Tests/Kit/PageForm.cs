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

    /// <summary>Sends it.</summary>
    public async Task<Reply> SendAsync(Browser browser, string language = "en")
    {
        using var content = new FormUrlEncodedContent(_fields);
        return await browser.SendAsync("POST", _path, content, ("Accept", "text/html"), ("Accept-Language", language));
    }

    [GeneratedRegex("<form .*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input [^>]*?name=\"([^\"]+)\" value=\"([^\"]*)\"[^>]*>")]
    private static partial Regex Inputs();

    [GeneratedRegex("<textarea [^>]*?name=\"([^\"]+)\"[^>]*>(.*?)</textarea>", RegexOptions.Singleline)]
    private static partial Regex Areas();
}
