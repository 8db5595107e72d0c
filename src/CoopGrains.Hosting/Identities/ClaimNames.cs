namespace CoopGrains.Hosting.Identities;

/// <summary>Under which names an issuer's tokens say what they claim. A dot goes into an object: <c>realm_access.roles</c>.</summary>
public sealed class ClaimNames
{
    /// <summary>The user, as the register has it.</summary>
    public string User { get; set; } = "sub";

    /// <summary>The agency.</summary>
    public string Agency { get; set; } = "agency";

    /// <summary>VN or LA. It follows from the body, so a token need not say it; one that contradicts is refused.</summary>
    public string Side { get; set; } = "side";

    /// <summary>The agency's province or national body.</summary>
    public string Body { get; set; } = "body";

    /// <summary>The roles, as a list; names of other systems' roles in it mean nothing here.</summary>
    public string Roles { get; set; } = "roles";

    /// <summary>Whether the user is cleared for restricted matters: true, or not.</summary>
    public string Cleared { get; set; } = "cleared";

    internal void Check()
    {
        foreach (var (key, name) in ((string, string)[])[(nameof(User), User), (nameof(Agency), Agency), (nameof(Side), Side),
            (nameof(Body), Body), (nameof(Roles), Roles), (nameof(Cleared), Cleared)])
            if (string.IsNullOrWhiteSpace(name))
                throw IdentitySettings.Wrong($"Claims:{key}", "is empty", "name a claim");
    }
}
