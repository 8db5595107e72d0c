using System.Text.Json;
using CoopGrains.Contracts;
using static CoopGrains.Dashboard.Work.ActFields;

namespace CoopGrains.Dashboard.Work.Offers;

/// <summary>What can be begun about a program: its life, and its twinnings.</summary>
public static class ProgramOffers
{
    private const string Life = "life", Twinnings = "twinnings", List = "/v1/programs/{id}/twinnings", One = "/twinnings/{twinning}";

    /// <summary>All of it.</summary>
    public static IEnumerable<Offer> Of(ProgramView view, Offering by)
    {
        var isOpen = view.State == ProgramState.Open;
        yield return new(Life, new("suspendProgram", "/suspension", Reason) { IsOffered = isOpen });
        yield return new(Life, new("resumeProgram", "/resumption", Reason) { IsOffered = !isOpen });
        yield return new(Life, new("closeProgram", "/closure", Book("successor", BookKind.Program), Reason)
        {
            IsOffered = view.State != ProgramState.Closed,
            IsSecond = true,
        });
        ActField lao = End("lao", Side.La), vietnamese = End("vietnamese", Side.Vn);
        yield return new(Twinnings, new("addTwinning", "/twinnings", lao, vietnamese, Lasting, Sources, Id));
        yield return Each(new("correctTwinning", One, lao, vietnamese, Lasting, Sources) { IsPut = true });
        yield return Each(new("endTwinning", One + "/closure", On, Reason) { IsSecond = true });
        yield return Each(new("logActivity", One + "/activities", On, Local("title"), Sources) { For = Roles.Recorder | Roles.Coordinator });

        ActField End(string name, Side side) => Group(name, true,
            Parties("provinces", by.Of(view.Parties.Where(party => Contracts.Parties.SideOf(party) == side))), Maybe("unit"), Maybe("mark"));

        Offer Each(Act act) => new(Twinnings, act)
        {
            Among = () => by.ListAsync(List, view.Book.Id,
                one => one.Deserialize<Twinning>(JsonSerializerOptions.Web)!, one => (one.Id, $"{Said(one.Lao)} – {Said(one.Vietnamese)}")),
            One = async id => OfOne(act, (await by.OneAsync<TwinningView>(List + "/{twinning}", view.Book.Id, ("twinning", id))).Twinning),
        };

        string Said(TwinPlace place) => string.Join(", ", by.Of(place.Provinces).Select(one => one.Words))
            + ((place.Unit ?? place.Mark) is { } named ? $" ({named})" : "");
    }

    private static Act OfOne(Act act, Twinning found) => act with
    {
        In = new Dictionary<string, string> { ["twinning"] = found.Id },
        Revision = act.IsPut ? found.Revision : null,
        From = act.IsPut
            ? Offering.Node(new { lao = found.Lao, vietnamese = found.Vietnamese, validity = found.Validity, sources = found.Sources })
            : null,
    };
}
