using System.Text.Json;
using System.Text.Json.Nodes;
using CoopGrains.Contracts;
using static CoopGrains.Dashboard.Work.ActFields;
using Choices = System.Collections.Generic.IReadOnlyList<(string Code, string Words)>;

namespace CoopGrains.Dashboard.Work.Offers;

/// <summary>What coordinators keep of their province: units, offices, events, agencies and their people, names.</summary>
public static class ProvinceOffers
{
    private const string Units = "units", Offices = "offices", Agencies = "agencies", Events = "events", Names = "names";
    private const string OneUnit = "/units/{unit}", OneHolder = "/offices/{holder}", OneAgency = "/agencies/{agency}";

    private static readonly Roles[] Appointed = [Roles.Recorder, Roles.Confirmer, Roles.Coordinator, Roles.Overseer];

    private static readonly ActField[] Holder =
        [new("person"), Local("office"), Local("titles", isRequired: false), Lasting, Maybe("succeeds"), Sources];

    /// <summary>All of it.</summary>
    public static IEnumerable<Offer> Of(ProvinceView view, Offering by)
    {
        var (words, book) = (by.Words, view.Book.Id);
        ActField[] unit =
            [Local("name"), Code<LocalUnitKind>("kind", words), Maybe("within"), Lasting, Maybe("succeeds", Typed.Lines), Sources];
        yield return new(Units, new("registerUnit", "/units", [.. unit, Id]));
        yield return OfUnit(new("correctUnit", OneUnit, unit) { IsPut = true });
        yield return OfUnit(new("closeUnit", OneUnit + "/closure", On, Reason, Sources) { IsSecond = true });
        yield return new(Offices, new("registerHolder", "/offices", [.. Holder, Id]));
        yield return OfHolder(new("correctHolder", OneHolder, Holder) { IsPut = true });
        yield return OfHolder(new("endTenure", OneHolder + "/closure", On, Sources) { IsSecond = true });
        yield return new(Events, new("recordOccasion", "/events", Occasion(by)) { From = Offering.Node(new { parties = new[] { book } }) });
        yield return new(Events, new("retractOccasion", "/events/{occasion}/withdrawal", Reason) { IsSecond = true })
        {
            Among = () => by.ListAsync("/v1/events?party=" + book, book,
                one => one.GetProperty("occasion").Deserialize<Occasion>(JsonSerializerOptions.Web)!,
                one => (one.Id, $"{words.Date(one.On)}: {by.In(one.Title)}")),
        };
        yield return new(Agencies, new("registerAgency", "/agencies", new("id"), Local("name"), Maybe("oversees", Typed.Flag)));
        yield return new(Agencies, new("appoint", OneAgency + "/users/{user}",
            Agency(_ => true), new("user") { IsPlace = true }, UserRoles(by), Maybe("cleared", Typed.Flag))
        { IsPut = true });
        yield return new(Agencies, new("closeAgency", OneAgency + "/closure",
            Agency(one => one.ClosedOn is null && one.Id != by.Actor.Agency), On, Reason)
        { IsSecond = true });
        yield return new(Agencies, new("reopenAgency", OneAgency + "/reopening", Agency(one => one.ClosedOn is not null), Reason)
        { IsOffered = view.Agencies.Any(one => one.ClosedOn is not null) });
        yield return new(Names, new("setNames", "/names", Group("names", true, Local("name"), Maybe("aliases", Typed.Lines, lines: 4)))
        {
            IsPut = true,
            Revision = view.Revision,
            From = Offering.Node(new { names = new { name = view.Name, aliases = view.Aliases } }),
        });

        ActField Agency(Func<Agency, bool> isOne) => new("agency", Typed.Choice)
        {
            Choices = [.. view.Agencies.Where(isOne).Select(one => (one.Id, by.In(one.Name)))],
            IsPlace = true,
        };

        Offer OfUnit(Act act) => Each(Units, act, "unit",
            () => by.ListAsync("/v1/provinces/{id}/units", book,
                one => one.GetProperty("unit").Deserialize<LocalUnit>(JsonSerializerOptions.Web)!, one => (one.Id, by.In(one.Name))),
            async id =>
            {
                var found = (await by.OneAsync<LocalUnitView>("/v1/provinces/{id}/units/{unit}", book, ("unit", id))).Unit;
                return (found.Revision, Offering.Node(found));
            });

        Offer OfHolder(Act act) => Each(Offices, act, "holder",
            () => by.ListAsync("/v1/offices?party=" + book, book,
                one => one.GetProperty("holder").Deserialize<OfficeHolder>(JsonSerializerOptions.Web)!,
                one => (one.Id, $"{one.Person}, {by.In(one.Office)}")),
            async id =>
            {
                var found = (await by.OneAsync<OfficeHolderView>("/v1/provinces/{id}/offices/{holder}", book, ("holder", id))).Holder;
                return (found.Revision, Offering.Node(found));
            });
    }

    private static Offer Each(
        string section, Act act, string place, Func<Task<Choices>> among, Func<string, Task<(int Revision, JsonNode From)>> find) =>
        new(section, act)
        {
            Among = among,
            One = async id =>
            {
                var (revision, from) = await find(id);
                return act with
                {
                    In = new Dictionary<string, string> { [place] = id },
                    Revision = act.IsPut ? revision : null,
                    From = act.IsPut ? from : null,
                };
            },
        };

    private static ActField UserRoles(Offering by) => Maybe("roles", Typed.Several) with
    {
        Choices = [.. Appointed.Select(role => (EnumCodes.Of(role), by.Words.Of(role)))],
    };

    private static ActField[] Occasion(Offering by) =>
    [
        Code<OccasionKind>("kind", by.Words), Local("title"), On, Maybe("until", Typed.Date), Maybe("yearly", Typed.Flag),
        Local("place", isRequired: false), Parties("parties", by.Parties),
        Rows("participants", false,
            Code<OccasionRole>("role", by.Words), Party("party", by.Parties), Maybe("holder"), Local("who", isRequired: false)),
        SourceOffers.Readings(isRequired: false), Book("implements"), TalksOf("talks"), Sources, Id,
    ];
}
