using CoopGrains.Dashboard.Site;

namespace CoopGrains.Dashboard.Pages;

/// <summary>What strangers see: what this is, and where to sign in.</summary>
[ForStrangers]
public sealed class WelcomePage : SitePage
{
    /// <summary>Shows it.</summary>
    public void OnGet() => Title = Words["welcome.title"];
}
