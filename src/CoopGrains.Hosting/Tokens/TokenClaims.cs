using System.Text.Json;
using CoopGrains.Contracts;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CoopGrains.Hosting.Tokens;

/// <summary>Reads the actor out of a token whose signature was checked.</summary>
internal static class TokenClaims
{
    private const int MaximumName = 64;

    /// <summary>The actor; null when a claim is missing, is of another kind, or contradicts another.</summary>
    public static Actor? ActorOf(JsonWebToken token)
    {
        if (!token.TryGetPayloadValue<JsonElement>(TokenNames.Roles, out var list) || RolesOf(list) is not { } roles)
            return null;
        if (!Name(token, "sub", out var user) || !Name(token, TokenNames.Agency, out var agency))
            return null;
        if (!token.TryGetPayloadValue<string>(TokenNames.Body, out var body) || SideOf(token) is not { } side)
            return null;
        var cleared = token.TryGetPayloadValue<bool>(TokenNames.Cleared, out var flag) && flag;
        // The side follows from the body, so that no token can speak for one country's province on the other's side.
        if (side != Parties.SideOf(body) || roles.HasFlag(Roles.System))
            return null;
        return new() { User = user, Agency = agency, Side = side, Body = body, Roles = roles, Cleared = cleared };
    }

    private static bool Name(JsonWebToken token, string claim, out string value)
    {
        var found = token.TryGetPayloadValue<string>(claim, out var text);
        value = text ?? "";
        return found && value.Length is > 0 and <= MaximumName && value.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0;
    }

    private static Side? SideOf(JsonWebToken token) =>
        !token.TryGetPayloadValue<string>(TokenNames.Side, out var side) ? null : side switch
        {
            "VN" => Side.Vn,
            "LA" => Side.La,
            "" => Side.None,
            _ => null,
        };

    private static Roles? RolesOf(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
            return null;
        var roles = Roles.None;
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String || !RolesJson.TryParse(item.GetString(), out var role))
                return null;
            roles |= role;
        }
        return roles;
    }
}
