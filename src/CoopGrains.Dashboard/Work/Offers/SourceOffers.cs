using System.Text.Json;
using CoopGrains.Contracts;
using static CoopGrains.Dashboard.Work.ActFields;

namespace CoopGrains.Dashboard.Work.Offers;

/// <summary>What can be begun about any book: documents, sources that disagree; and of a restricted one, who reads it.</summary>
public static class SourceOffers
{
    private const string OfSources = "sources", Access = "access", Grants = "/v1/grants";

    /// <summary>All of it.</summary>
    public static IEnumerable<Offer> Of(BookKey book, bool isRestricted, Offering by)
    {
        yield return new(OfSources, new("attach", "/attachments", new("hash", Typed.Document), Maybe("to"))
        { For = Roles.Recorder | Roles.Coordinator });
        yield return new(OfSources, new("raiseConflict", "/conflicts", Local("title"), Maybe("about"), Readings(isRequired: true), Id)
        { For = Roles.Recorder | Roles.Confirmer | Roles.Coordinator });
        if (!isRestricted)
            yield break;
        yield return new(Access, new("grant", Grants, new("agency"), new("user"), Reason, new("until", Typed.Date))
        { Says = [("book", book.ToString())] });
        yield return new(Access, new("revoke", "/grants/{grant}/revocation", Reason) { IsSecond = true })
        {
            Among = () => by.ListAsync($"{Grants}?book={book}", book.Id, one => one.Deserialize<AccessGrant>(JsonSerializerOptions.Web)!,
                one => (one.Id, $"{one.User}, {one.Agency}, {by.Words.Date(one.Until)}")),
        };
    }

    /// <summary>What sources say that do not agree.</summary>
    public static ActField Readings(bool isRequired) => Rows("readings", isRequired, Local("text"), isRequired ? Quoted : Sources);
}
