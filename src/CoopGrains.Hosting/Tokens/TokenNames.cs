namespace CoopGrains.Hosting.Tokens;

/// <summary>What a bearer token of this house must say, and under which names.</summary>
public static class TokenNames
{
    /// <summary>The only audience taken.</summary>
    public const string Audience = "coopgrains";

    /// <summary>The only type taken (RFC 9068): an access token, so that no other signed document passes for one.</summary>
    public const string Type = "at+jwt";

    /// <summary>The only algorithm taken.</summary>
    public const string Algorithm = "ES256";

    /// <summary>Issuer of tokens signed by a <see cref="DevelopmentKey"/>.</summary>
    public const string DevelopmentIssuer = "urn:coopgrains:development";

    /// <summary>Longest token taken, in bytes.</summary>
    public const int MaximumBytes = 8 * 1024;

    /// <summary>How far the clocks of issuer and site may differ.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    internal const string Agency = "agency";
    internal const string Side = "side";
    internal const string Body = "body";
    internal const string Roles = "roles";
    internal const string Cleared = "cleared";
}
