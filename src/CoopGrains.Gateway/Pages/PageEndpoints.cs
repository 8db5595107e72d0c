using CoopGrains.Dashboard;
using CoopGrains.Dashboard.Site;
using CoopGrains.Dashboard.Work;
using CoopGrains.Gateway.Access;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Public;

namespace CoopGrains.Gateway.Pages;

/// <summary>Mounts the pages.</summary>
internal static class PageEndpoints
{
    public static void AddPages(this IServiceCollection services)
    {
        services.AddSingleton<IPageSite, PageSite>();
        services.AddSingleton<IPageCommands, PageCommands>().AddSingleton<PageDrafts>().AddSingleton<PageVisits>();
        services.AddDashboard();
    }

    public static void MapPages(this WebApplication app) => app.MapDashboard().Add(page =>
    {
        if (page.Metadata.OfType<ForStrangersAttribute>().Any())
            page.Metadata.Add(new ForAnybody());
        else
            page.Metadata.Add(new NeededRole(NeededRole.Readers));
        if (page.Metadata.OfType<CountsEverythingAttribute>().Any())
            page.Metadata.Add(new CountsRestricted());
    });
}
