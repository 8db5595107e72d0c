using System.Globalization;
using System.Text;
using System.Text.Json;
using CoopGrains.Gateway.Requests;

namespace CoopGrains.Gateway.Operations.Pages;

/// <summary>What the pages for operators have in common; programs get the same as JSON.</summary>
internal static class OpsPage
{
    /// <summary>Under which they are.</summary>
    public const string Root = "/ops";

    /// <summary>Their style sheet.</summary>
    public const string Style = "/style.css";

    private static readonly JsonSerializerOptions Json = ApiJson.Frozen(new(JsonSerializerDefaults.Web)
    {
        Encoder = ApiJson.Readable,
        TypeInfoResolver = OpsJson.Default,
    });

    private static readonly (string Path, string Name)[] Places =
        [("", "Process"), ("/traces", "Traces"), ("/methods", "Grain methods"), ("/refusals", "Refusals"), ("/log", "Log")];

    /// <summary>Answers a page to who asks for HTML, and its data to who does not.</summary>
    /// <param name="http">The request.</param>
    /// <param name="told">The data.</param>
    /// <param name="place">The place in the menu that the page belongs to.</param>
    /// <param name="title">The page's title.</param>
    /// <param name="main">What stands below the title.</param>
    public static Task AnswerAsync<T>(HttpContext http, T told, string place, string title, Func<Markup> main)
    {
        http.Response.Headers.Vary = "Accept";
        var isForPeople = http.Request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html" && type.Quality is null or > 0);
        return isForPeople
            ? Results.Text(Page(place, title, main()).ToString(), "text/html", Encoding.UTF8).ExecuteAsync(http)
            : Results.Json(told, Json).ExecuteAsync(http);
    }

    /// <summary>A moment in UTC.</summary>
    public static Markup Moment(DateTime at) =>
        Markup.Of($"""<time datetime="{at:yyyy-MM-ddTHH:mm:ss.fffZ}">{at:yyyy-MM-dd HH:mm:ss.fff}</time>""");

    /// <summary>A length of time, in a unit that suits it.</summary>
    public static string Span(double milliseconds) => milliseconds switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds * 1000:0} µs"),
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.#} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.##} s"),
    };

    /// <summary>A mark that is told by its word, and not by its color alone.</summary>
    public static Markup Mark(string word) => Markup.Of($"""<span class="mark {word}">{word}</span>""");

    private static Markup Page(string place, string title, Markup main) => Markup.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title} · CoopGrains operations</title>
        <link rel="stylesheet" href="{Root}{Style}">
        </head>
        <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header>
        <p class="name">CoopGrains <span>operations</span></p>
        <nav aria-label="Operations"><ul>{Markup.Each(Places, other => Link(other, place))}</ul></nav>
        </header>
        <main id="main">
        <h1>{title}</h1>
        {main}
        </main>
        <footer><p>
        Open books only: nothing here tells of restricted ones. Times are UTC. Only this process is shown unless it says otherwise.
        </p></footer>
        </body>
        </html>

        """);

    private static Markup Link((string Path, string Name) other, string place) => other.Path == place
        ? Markup.Of($"""<li><a href="{Root}{other.Path}" aria-current="page">{other.Name}</a></li>""")
        : Markup.Of($"""<li><a href="{Root}{other.Path}">{other.Name}</a></li>""");
}
