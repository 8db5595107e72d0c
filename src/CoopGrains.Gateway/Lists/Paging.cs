using System.Globalization;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Identities;
using Microsoft.AspNetCore.Http.Extensions;

namespace CoopGrains.Gateway.Lists;

/// <summary>Where a page of a list begins, and how many items it has.</summary>
/// <param name="After">The last item of the page before; null for the first page.</param>
/// <param name="Limit">Most items.</param>
internal readonly record struct PageAsked(string? After, int Limit)
{
    /// <summary>The same where items are numbered; 0 for the first page.</summary>
    public long AfterNumber => After is null ? 0 : long.Parse(After, CultureInfo.InvariantCulture);
}

/// <summary>Cuts lists into pages. A page begins after the last item that was shown, whatever was written in between.</summary>
internal sealed class Paging(Cursors cursors)
{
    private const int Most = 200;
    private const int Otherwise = 50;

    /// <summary>The page that a request asks for.</summary>
    public PageAsked Asked(HttpRequest request) => new(
        Query.Text(request, "cursor", longest: 1_000) is { } cursor
            ? cursors.Read(cursor, request.HttpContext.Visit().Actor, ListOf(request))
            : null,
        Query.Number(request, "limit", 1, Most) ?? Otherwise);

    /// <summary>The page with a cursor for the next one in place of what the view calls it.</summary>
    public ListPage<T> Linked<T>(HttpContext http, ListPage<T> page) =>
        page.Next is null ? page : page with { Next = Linked(http, page.Next) };

    /// <summary>The cursor for the next page, also in the headers; null at the end.</summary>
    public string? Linked(HttpContext http, string? last)
    {
        if (last is null)
            return null;
        var next = cursors.To(last, http.Visit().Actor, ListOf(http.Request));
        http.Response.Headers.Link = $"<{NextPath(http.Request, next)}>; rel=\"next\"";
        return next;
    }

    private static string NextPath(HttpRequest request, string next)
    {
        var query = new QueryBuilder(Filters(request));
        if (request.Query.TryGetValue("limit", out var limit))
            query.Add("limit", limit.ToString());
        query.Add("cursor", next);
        return request.PathBase + request.Path + query.ToQueryString();
    }

    private static string ListOf(HttpRequest request) =>
        request.Path.Value!.TrimEnd('/') + new QueryBuilder(Filters(request)).ToQueryString();

    private static IEnumerable<KeyValuePair<string, string>> Filters(HttpRequest request) => request.Query
        .Where(pair => pair.Key is not ("cursor" or "limit"))
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()));
}
