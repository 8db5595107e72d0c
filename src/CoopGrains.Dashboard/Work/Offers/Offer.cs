using System.Text.Json;
using System.Text.Json.Nodes;
using CoopGrains.Contracts;
using CoopGrains.Dashboard.Languages;
using CoopGrains.Dashboard.Site;
using CoopGrains.Network;
using Choices = System.Collections.Generic.IReadOnlyList<(string Code, string Words)>;

namespace CoopGrains.Dashboard.Work.Offers;

/// <summary>Something that people begin or set up, not because a work list asks for it.</summary>
/// <param name="Section">Under which heading it stands; in words: the text <c>offers.</c> and this.</param>
/// <param name="Act">What can be done; of one of several things, what holds of each.</param>
public sealed record Offer(string Section, Act Act)
{
    /// <summary>
    /// The things that it can be done about, by code and in words; null when it is about the whole, or only led to from elsewhere.
    /// </summary>
    public Func<Task<Choices>>? Among { get; init; }

    /// <summary>What can be done about one of them; null when there is no such thing, and where it is about the whole.</summary>
    public Func<string, Task<Act?>>? One { get; init; }
}

/// <summary>What a page of offers shows: all of them to choose from, or the one that is chosen.</summary>
/// <param name="Page">The page.</param>
/// <param name="Path">Where they are.</param>
/// <param name="Whole">The page of the book; null where there is none.</param>
/// <param name="Choice">What is chosen, and what can be.</param>
public sealed record OffersPart(ActPage Page, string Path, string? Whole, OfferChoice Choice);

/// <summary>To whom something is offered, and what is known that fields need.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Words">The words of the page.</param>
/// <param name="Parties">The provinces and national bodies, with what they are called.</param>
/// <param name="Reading">The view.</param>
/// <param name="Today">Today's civil date.</param>
/// <param name="Read">Asks the API: a route, what stands in its places, and a query.</param>
public sealed record Offering(
    Actor Actor, PageWords Words, Choices Parties, INetworkReading Reading, DateOnly Today,
    Func<string, Dictionary<string, string>, string, Task<JsonElement>> Read)
{
    /// <summary>Which offer is asked for, that only its form is given what costs to find; null for the list.</summary>
    public string? Asked { get; init; }

    /// <summary>To the reader of a page.</summary>
    public static Offering To(ReadingPage page, IPageCommands commands, string? asked) => new(
        page.Actor, page.Words, [.. page.Parties.Keys.Select(party => (party, page.Party(party)))], page.Reading, page.Site.Today,
        (route, values, query) => commands.ReadAsync(page.HttpContext, route, values, new(query)))
    { Asked = asked };

    // The longest list of the API.
    private const string AtOnce = "limit=200";

    /// <summary>True when the reader speaks for one of some parties.</summary>
    public bool IsOf(IEnumerable<string> parties) => parties.Any(party => Contracts.Parties.SideOf(party) == Actor.Side);

    /// <summary>Those of some parties, with what they are called.</summary>
    public Choices Of(IEnumerable<string> parties) =>
        [.. parties.Select(party => Parties.FirstOrDefault(known => known.Code == party, (Code: party, Words: party)))];

    /// <summary>A text in the page's language; named where it is in another, for a choice takes no mark-up.</summary>
    public string In(LocalizedText text)
    {
        var (found, language) = text.Resolve(Words.Language);
        return language == Words.Language ? found : $"{found} ({language})";
    }

    /// <summary>What something is, as a command would say it.</summary>
    public static JsonNode Node<T>(T value) => JsonSerializer.SerializeToNode(value, JsonSerializerOptions.Web)!;

    /// <summary>The things of a list of the API, by code and in words.</summary>
    /// <param name="route">The list, and what of it.</param>
    /// <param name="book">The book.</param>
    /// <param name="read">Reads one.</param>
    /// <param name="say">Its code, and what it is called.</param>
    public async Task<Choices> ListAsync<T>(
        string route, string book, Func<JsonElement, T> read, Func<T, (string Code, string Words)> say)
    {
        var (path, query) = route.Split('?') is [var begin, var more] ? (begin, "?" + more + "&" + AtOnce) : (route, "?" + AtOnce);
        return [.. (await Read(path, new() { ["id"] = book }, query)).GetProperty("items").EnumerateArray().Select(one => say(read(one)))];
    }

    /// <summary>One thing of a book.</summary>
    public async Task<T> OneAsync<T>(string route, string book, params (string Place, string One)[] places)
    {
        var values = places.ToDictionary(place => place.Place, place => place.One);
        values["id"] = book;
        return (await Read(route, values, "")).Deserialize<T>(JsonSerializerOptions.Web)!;
    }
}
