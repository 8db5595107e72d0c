namespace CoopGrains.Hosting.Identities;

/// <summary>How the issuer of a development site is told from others.</summary>
public static class DevelopmentIssuer
{
    /// <summary>Where it is on its site.</summary>
    public const string Path = "/dev/issuer";

    /// <summary>The member of its discovery document, true, by which a production site knows not to trust it.</summary>
    public const string Mark = "coopgrains_development";
}
