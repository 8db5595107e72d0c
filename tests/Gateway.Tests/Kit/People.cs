using System.Net;
using CoopGrains.Contracts;
using TestKit;

namespace Gateway.Tests.Kit;

/// <summary>Who takes part in the tests, and what the register allows them.</summary>
public static class People
{
    public static Actor Operator { get; } =
        new() { User = "root", Agency = "operator", Side = Side.None, Body = "", Roles = Roles.Operator };

    /// <summary>Coordinates for Điện Biên, and is cleared.</summary>
    public static Actor Coordinator { get; } = Of("vn-db", "office", "chi", Roles.Coordinator, cleared: true);

    public static Actor Recorder { get; } = Of("vn-db", "office", "minh", Roles.Recorder);

    public static Actor LaoCoordinator { get; } = Of("la-lpb", "office", "kham", Roles.Coordinator, cleared: true);

    public static Actor Confirmer { get; } = Of("la-lpb", "office", "noy", Roles.Confirmer);

    /// <summary>Of the right province and not cleared.</summary>
    public static Actor Uncleared { get; } = Of("la-lpb", "office", "bounmy", Roles.Recorder);

    /// <summary>Of the people's council: sees everything open, asks, and does nothing else.</summary>
    public static Actor Overseer { get; } = Of("vn-db", "council", "huong", Roles.Overseer);

    /// <summary>Reports for Điện Biên, also what is restricted.</summary>
    public static Actor ClearedRecorder { get; } = Of("vn-db", "office", "binh", Roles.Recorder, cleared: true);

    /// <summary>May do what <see cref="LaoCoordinator"/> may, and is not cleared.</summary>
    public static Actor LaoUncleared { get; } = Of("la-lpb", "office", "souk", Roles.Coordinator);

    private static readonly (string Id, string Vi, string Lo, string En)[] Provinces =
    [
        ("vn-db", "Điện Biên", "ດຽນບຽນ", "Dien Bien"),
        ("la-lpb", "Luông Pha Bang", "ຫຼວງພະບາງ", "Luang Prabang"),
        ("la-psl", "Phong Sa Ly", "ຜົ້ງສາລີ", "Phongsaly"),
    ];

    public static async Task EnterAsync(Site site)
    {
        var root = site.As(Operator);
        foreach (var (id, vi, lo, en) in Provinces)
            await root.MustAsync(HttpStatusCode.Created, "POST", "/v1/provinces", Bodies.Province(id, vi, lo, en));
        var last = "";
        foreach (var first in new[] { Coordinator, LaoCoordinator })
        {
            await root.MustAsync(HttpStatusCode.OK, "POST", $"/v1/provinces/{first.Body}/agencies", Bodies.Agency(first.Agency));
            last = await AppointAsync(root, first);
            await SeenAsync(root, last);
        }
        await site.As(Coordinator).MustAsync(HttpStatusCode.OK, "POST", "/v1/provinces/vn-db/agencies", Bodies.Council(Overseer.Agency));
        await AppointAsync(site.As(Coordinator), Overseer);
        await AppointAsync(site.As(Coordinator), ClearedRecorder);
        await AppointAsync(site.As(LaoCoordinator), LaoUncleared);
        last = await AppointAsync(site.As(Coordinator), Recorder);
        await SeenAsync(root, last);
        await AppointAsync(site.As(LaoCoordinator), Confirmer);
        last = await AppointAsync(site.As(LaoCoordinator), Uncleared);
        await SeenAsync(root, last);
    }

    private static async Task<string> AppointAsync(Client by, Actor actor)
    {
        var reply = await by.MustAsync(
            HttpStatusCode.OK, "PUT", $"/v1/provinces/{actor.Body}/agencies/{actor.Agency}/users/{actor.User}", Bodies.Rights(actor));
        return reply.Header("Coop-Version")!;
    }

    // While many sites start at once, two seconds may not be enough.
    private static Task SeenAsync(Client root, string version) => Until.TrueAsync(
        async () => (await root.GetAsync("/v1/provinces", ("Coop-After", version))).Status == HttpStatusCode.OK, "nobody is registered");

    private static Actor Of(string province, string agency, string user, Roles roles, bool cleared = false) => new()
    {
        User = user,
        Agency = $"{province}-{agency}",
        Side = Parties.SideOf(province),
        Body = province,
        Roles = roles,
        Cleared = cleared,
    };
}
