using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Hosting.Identities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CoopGrains.Hosting.Tokens;

/// <summary>Reads the actor out of a token whose signature was checked.</summary>
internal static class TokenClaims
{
    private const int MaximumName = 64;

    /// <summary>The actor of a token of the development key; null when a claim is missing, is of another kind, or contradicts another.</summary>
    public static Actor? ActorOf(JsonWebToken token)
    {
        var claims = ClaimsOf(token);
        return RolesOf(Find(claims, TokenNames.Roles), othersToo: false) is { } roles
            && Text(Find(claims, TokenNames.Body)) is { } body
            && SideOf(Find(claims, TokenNames.Side)) is { } side
                ? ActorOf(claims, new(), roles, body, side, cleared: Find(claims, TokenNames.Cleared) is { ValueKind: JsonValueKind.True })
                : null;
    }

    /// <summary>The actor of an issuer's token, which speaks of other things too.</summary>
    public static Actor? ActorOf(JsonWebToken token, ClaimNames names)
    {
        var claims = ClaimsOf(token);
        if (RolesOf(Find(claims, names.Roles), othersToo: true) is not { } roles)
            return null;
        var body = Find(claims, names.Body) is { } said ? Text(said) : "";
        var side = Find(claims, names.Side) is { } told ? SideOf(told) : Parties.SideOf(body ?? "");
        return body is null || side is null
            ? null
            : ActorOf(claims, names, roles, body, side.Value, IsTrue(Find(claims, names.Cleared)));
    }

    private static Actor? ActorOf(JsonElement claims, ClaimNames names, Roles roles, string body, Side side, bool cleared)
    {
        if (Name(Find(claims, names.User)) is not { } user || Name(Find(claims, names.Agency)) is not { } agency)
            return null;
        // The side follows from the body, so that no token can speak for one country's province on the other's side.
        if (side != Parties.SideOf(body) || roles.HasFlag(Roles.System))
            return null;
        return new() { User = user, Agency = agency, Side = side, Body = body, Roles = roles, Cleared = cleared };
    }

    private static JsonElement ClaimsOf(JsonWebToken token) => JsonElement.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));

    private static JsonElement? Find(JsonElement claims, string name)
    {
        if (claims.TryGetProperty(name, out var found))
            return found;
        found = claims;
        foreach (var part in name.Split('.'))
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(part, out found))
                return null;
        return found;
    }

    private static string? Text(JsonElement? value) => value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static string? Name(JsonElement? value) =>
        Text(value) is { Length: > 0 and <= MaximumName } name && name.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0 ? name : null;

    // Some issuers can say everything in texts alone.
    private static bool IsTrue(JsonElement? value) => value is { ValueKind: JsonValueKind.True } || Text(value) == "true";

    private static Side? SideOf(JsonElement? value) => Text(value) switch
    {
        "VN" => Side.Vn,
        "LA" => Side.La,
        "" => Side.None,
        _ => null,
    };

    private static Roles? RolesOf(JsonElement? list, bool othersToo)
    {
        if (list is not { ValueKind: JsonValueKind.Array } items)
            return null;
        var roles = Roles.None;
        foreach (var item in items.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String && RolesJson.TryParse(item.GetString(), out var role))
                roles |= role;
            else if (!othersToo)
                return null;
        }
        return roles;
    }
}
