using System.Text.Encodings.Web;
using System.Text.Unicode;
using CoopGrains.Dashboard.Look;
using CoopGrains.Dashboard.Site;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.WebEncoders;

namespace CoopGrains.Dashboard;

/// <summary>Puts the pages into the process that mounts them.</summary>
public static class Dashboard
{
    private static readonly string[] ReadMethods = [HttpMethods.Get];
    private static readonly string[] FormMethods = [HttpMethods.Get, HttpMethods.Post];

    /// <summary>Adds what pages need; <see cref="IPageSite"/> is the mounting process's own.</summary>
    public static void AddDashboard(this IServiceCollection services)
    {
        services.AddRazorPages(pages =>
            // Whoever mounts them looks at the token of each request that changes something, before any page runs.
            pages.Conventions.ConfigureFilter(new IgnoreAntiforgeryTokenAttribute())
                .AddPageRoute("/History", "/agreements/{id}/history").AddPageRoute("/History", "/provinces/{id}/history")
                .AddPageRoute("/Entry", "/agreements/{id}/entries/{entry}").AddPageRoute("/Entry", "/provinces/{id}/entries/{entry}"))
            .AddApplicationPart(typeof(Dashboard).Assembly);
        // Vietnamese and Lao stay as they are: as references they would be four times as long.
        services.Configure<WebEncoderOptions>(encoders => encoders.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
    }

    /// <summary>Maps the pages, and the files that they need.</summary>
    /// <returns>The pages, for what the mounting process adds to them.</returns>
    public static IEndpointConventionBuilder MapDashboard(this IEndpointRouteBuilder site)
    {
        Assets.Map(site);
        var pages = site.MapRazorPages();
        // Of itself a page answers any method, and is not prepared for one that it does not know.
        pages.Add(page =>
            page.Metadata.Add(new HttpMethodMetadata(page.Metadata.OfType<TakesFormsAttribute>().Any() ? FormMethods : ReadMethods)));
        return pages;
    }
}
