using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Requests;

namespace CoopGrains.Gateway.Reference;

/// <summary>A kind of problem as its page tells it to programs.</summary>
internal sealed record ProblemKindReply
{
    /// <summary>The <c>type</c> of its problem documents: the address of its page.</summary>
    public required string Type { get; init; }

    /// <summary>The stable code.</summary>
    public required string Code { get; init; }

    /// <summary>HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>A short name, in each language.</summary>
    public required Trilingual Title { get; init; }

    /// <summary>The sentence, with placeholders for what <c>details</c> of an occurrence has.</summary>
    public required Trilingual Detail { get; init; }

    /// <summary>What became of the request, and what to do.</summary>
    public required Trilingual Advice { get; init; }

    internal static ProblemKindReply Of(string code)
    {
        var text = ProblemCatalog.Of(code);
        return new()
        {
            Type = ProblemDocument.TypeOf(code),
            Code = code,
            Status = text.Status,
            Title = text.Title,
            Detail = text.Detail,
            Advice = ProblemGuide.AdviceOn(text.Status),
        };
    }
}

/// <summary>A page for each <c>type</c> of problem, and one of all: for people as HTML, for programs as JSON.</summary>
internal static partial class ProblemPages
{
    private const string Style = "/style.css";

    private static readonly string[] Languages = ["vi", "lo", "en"];

    private static readonly byte[] Sheet = ReadSheet();

    public static void MapProblemPages(this WebApplication app)
    {
        var pages = app.MapGroup(ProblemDocument.Types).AllowAnonymous().ExcludeFromDescription();
        pages.MapGet("", http => AnswerAsync(http, Kinds(), All));
        pages.MapGet("/{code}", (HttpContext http, string code) => ProblemCatalog.Knows(code)
            ? AnswerAsync(http, ProblemKindReply.Of(code), One)
            : throw new Problem(Codes.PathUnknown).Thrown());
        pages.MapGet(Style, () => Results.Bytes(Sheet, "text/css; charset=utf-8"));
    }

    private static ProblemKindReply[] Kinds() => [.. ProblemCatalog.Codes.Select(ProblemKindReply.Of)
        .OrderBy(kind => kind.Status).ThenBy(kind => kind.Code, StringComparer.Ordinal)];

    private static Task AnswerAsync<T>(HttpContext http, T told, Func<string, T, string> page)
    {
        var language = Language.Of(http);
        http.Response.Headers.Vary = "Accept, Accept-Language";
        http.Response.Headers.ContentLanguage = language;
        var isForPeople = http.Request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html" && type.Quality is null or > 0);
        return isForPeople
            ? Results.Text(page(language, told), "text/html", Encoding.UTF8).ExecuteAsync(http)
            : Results.Json(told, ApiJson.Replies(language)).ExecuteAsync(http);
    }

    private static string One(string language, ProblemKindReply kind) => Page(language, kind.Title.In(language), "/" + kind.Code, $"""
        <p class="status">HTTP {kind.Status}</p>
        <h1>{Html(kind.Title.In(language))}</h1>
        <p><code>{kind.Code}</code></p>
        <p>{WithValues(kind.Detail.In(language))}</p>
        {(Placeholder().IsMatch(kind.Detail.En) ? $"<p class=\"quiet\">{Word("values", language)}</p>" : "")}
        <h2>{Word("todo", language)}</h2>
        <p>{Html(kind.Advice.In(language))}</p>
        """);

    private static string All(string language, ProblemKindReply[] kinds) => Page(language, Text("problems", language), "", $"""
        <h1>{Word("problems", language)}</h1>
        <p>{Word("about", language)}</p>
        {string.Concat(kinds.GroupBy(kind => kind.Status).Select(status => Table(language, status.Key, status)))}
        """);

    private static string Table(string language, int status, IEnumerable<ProblemKindReply> kinds) => string.Create(CultureInfo.InvariantCulture, $"""
        <h2 id="s{status}">HTTP {status}</h2>
        <p class="quiet">{Html(ProblemGuide.AdviceOn(status).In(language))}</p>
        <table>{string.Concat(kinds.Select(kind =>
            $"<tr><td><a href=\"{kind.Type}?lang={language}\"><code>{kind.Code}</code></a></td><td>{Html(kind.Title.In(language))}</td></tr>"))}</table>

        """);

    private static string Page(string language, string title, string path, string main) => $"""
        <!doctype html>
        <html lang="{language}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Html(title)} · CoopGrains</title>
        <link rel="stylesheet" href="{ProblemDocument.Types}{Style}">
        </head>
        <body>
        <header>
        <a href="{ProblemDocument.Types}?lang={language}">{Word("all", language)}</a>
        <a href="/docs/index.html">{Word("reference", language)}</a>
        <nav>{string.Concat(Languages.Select(other => other == language
            ? $"<span>{NameOf(other)}</span>"
            : $"<a lang=\"{other}\" hreflang=\"{other}\" href=\"{ProblemDocument.Types}{path}?lang={other}\">{NameOf(other)}</a>"))}</nav>
        </header>
        <main>
        {main}
        </main>
        </body>
        </html>

        """;

    private static string NameOf(string language) => language switch { "vi" => "Tiếng Việt", "lo" => "ລາວ", _ => "English" };

    private static string Text(string word, string language) => ProblemGuide.Word(word).In(language);

    private static string Word(string word, string language) => Html(Text(word, language));

    private static string WithValues(string sentence) => Placeholder().Replace(Html(sentence), "<var>$1</var>");

    private static string Html(string text) => WebUtility.HtmlEncode(text);

    private static byte[] ReadSheet()
    {
        using var stream = typeof(ProblemPages).Assembly.GetManifestResourceStream("reference.css")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
