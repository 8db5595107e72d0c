namespace EndToEnd.Tests.Retries;

internal static class Signing
{
    /// <summary>The body of a signature.</summary>
    public static object As(string office) => new { signedBy = office, office = new { vi = office }, datedOn = "2026-11-21" };
}
