using CoopGrains.Contracts;
using static CoopGrains.Dashboard.Work.ActFields;

namespace CoopGrains.Dashboard.Work.Offers;

/// <summary>What has no book yet: a draft, an instrument signed elsewhere, a program.</summary>
public static class BeginOffers
{
    private const string Begin = "begin";

    /// <summary>All of it.</summary>
    public static IEnumerable<Offer> Of(Offering by)
    {
        ActField type = Code<InstrumentType>("type", by.Words), stated = Maybe("typeStated", Typed.Lines);
        ActField parties = Parties("parties", by.Parties), restricted = Maybe("restricted", Typed.Flag);
        ActField before = Book("predecessor", BookKind.Agreement), above = Book("parent", BookKind.Agreement);
        var mine = Offering.Node(new { parties = new[] { by.Actor.Body } });
        yield return new(Begin, new("draft", "/v1/agreements",
            type, stated, parties, Text, before, above, Id, restricted)
        { From = mine });
        yield return new(Begin, new("register", "/v1/agreements/registrations",
            type, stated, parties, Text, Maybe("signedOn", Typed.Date), before, above, Sources with { IsRequired = true }, Id)
        { From = mine });
        yield return new(Begin, new("openProgram", "/v1/programs",
            Local("title"), Book("agreement", BookKind.Agreement), parties, Areas(by), restricted, Sources, Id)
        { From = mine });
    }

    /// <summary>Areas of cooperation.</summary>
    public static ActField Areas(Offering by) => Maybe("areas", Typed.Several) with
    {
        Choices = [.. AreaTree.All.Select(area => (area.Id, by.In(area.Name)))],
    };
}
