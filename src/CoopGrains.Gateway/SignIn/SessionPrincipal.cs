using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using CoopGrains.Contracts;

namespace CoopGrains.Gateway.SignIn;

/// <summary>A page session as its cookie has it: who signed in, when, and an id of its own.</summary>
internal static class SessionPrincipal
{
    private const int IdBytes = 16;

    // Antiforgery binds its tokens to this claim: so they are of one session, and not of a user for ever.
    private const string Id = "sub";
    private const string User = "user";
    private const string Agency = "agency";
    private const string Body = "body";
    private const string Role = "roles";
    private const string Cleared = "cleared";
    private const string Began = "began";

    /// <summary>A new session: its id is new, whatever the browser brought along.</summary>
    public static ClaimsPrincipal Begin(Actor actor, DateTimeOffset now) => new(new ClaimsIdentity(
        [
            new(Id, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes))),
            new(User, actor.User), new(Agency, actor.Agency), new(Body, actor.Body),
            .. RolesJson.Names(actor.Roles).Select(name => new Claim(Role, name)),
            .. actor.Cleared ? [new Claim(Cleared, "true")] : Array.Empty<Claim>(),
            new(Began, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ],
        SignInServices.SessionScheme));

    /// <summary>Who signed in, with the rights that the issuer named then.</summary>
    public static Actor ActorOf(ClaimsPrincipal session)
    {
        var body = session.FindFirstValue(Body)!;
        return new()
        {
            User = session.FindFirstValue(User)!,
            Agency = session.FindFirstValue(Agency)!,
            Side = Parties.SideOf(body),
            Body = body,
            Roles = session.FindAll(Role).Aggregate(
                Roles.None, (all, claim) => RolesJson.TryParse(claim.Value, out var role) ? all | role : all),
            Cleared = session.HasClaim(Cleared, "true"),
        };
    }

    /// <summary>Its id.</summary>
    public static string IdOf(ClaimsPrincipal session) => session.FindFirstValue(Id)!;

    /// <summary>When it began.</summary>
    public static DateTimeOffset BeganAt(ClaimsPrincipal session) =>
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(session.FindFirstValue(Began)!, CultureInfo.InvariantCulture));
}
