using CoopGrains.Contracts;
using Microsoft.AspNetCore.Http;

namespace CoopGrains.Dashboard.Site;

/// <summary>A page of a list, with what it is filtered by in its address.</summary>
public abstract class ListPage : ReadingPage
{
    private const int LongestText = 200;

    /// <summary>How many are shown at a time.</summary>
    protected const int Limit = 50;

    /// <summary>Words that are looked for; null for all.</summary>
    public string? Sought => Asked("q");

    /// <summary>The party that is asked for; null for all.</summary>
    public string? PartyAsked => Asked("party") is { } party && Parties.ContainsKey(party) ? party : null;

    /// <summary>Behind which id the page begins.</summary>
    protected string? After => Asked("after");

    /// <summary>A value of the address; null when it is not given, or not usable.</summary>
    public string? Asked(string name) => Request.Query[name].ToString() is { Length: > 0 and <= LongestText } text && !text.Any(char.IsControl)
        ? text.Normalize() : null;

    /// <summary>The agreement that what is listed stands under; null for all.</summary>
    protected BookKey? Above(string name) => Asked(name) is { } id && BookKey.IsId(id) ? BookKey.Agreement(id) : null;

    /// <summary>A code of the address; null when there is none.</summary>
    public T? Asked<T>(string name)
        where T : struct, Enum => Asked(name) is { } code ? Enum.GetValues<T>().Where(value => EnumCodes.Of(value) == code).Cast<T?>().FirstOrDefault() : null;

    /// <summary>The address of what follows.</summary>
    public string NextOf(string after) => Request.Path + QueryString.Create(
        Request.Query.Where(pair => pair.Key != "after").Append(new("after", after)));
}
