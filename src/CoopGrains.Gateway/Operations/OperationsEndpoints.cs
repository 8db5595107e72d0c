using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Operations.Pages;
using CoopGrains.Gateway.Replies;
using CoopGrains.Hosting.Telemetry;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Operations;

/// <summary>Whether everything that follows the journal has come to its end.</summary>
internal sealed record QuietReply
{
    /// <summary>True when no book has news for another any more, and nothing is due.</summary>
    public required bool Quiet { get; init; }

    /// <summary>What receivers refused; of open books only.</summary>
    public required ValueList<Undelivered> Undelivered { get; init; }
}

/// <summary>For those who run the site.</summary>
internal static class OperationsEndpoints
{
    public static void MapOperations(this RouteGroupBuilder v1, ICourier courier, IDueDates calendar) =>
        v1.Get("/operations/quiet", http => QuietAsync(http, courier, calendar))
            .WithTags("Operations")
            .Aggregates<QuietReply>("Whether courier and calendar are quiet (operators only)")
            .WithMetadata(new NeededRole(Roles.Operator));

    /// <summary>Metrics for a Prometheus scrape, for operators.</summary>
    public static void MapMetrics(this WebApplication app)
    {
        var page = app.Services.GetRequiredService<MetricsPage>();
        app.MapGet("/metrics", (Delegate)(async (HttpContext http) =>
        {
            http.Response.ContentType = MetricsPage.ContentType;
            await page.WriteAsync(http.Response.Body, http.RequestAborted);
        })).WithMetadata(new NeededRole(Roles.Operator)).ExcludeFromDescription();
    }

    /// <summary>Probes: open to anyone, and saying a word, or why not.</summary>
    public static void MapHealth(this WebApplication app, INetworkView view)
    {
        var health = app.MapGroup("/health").AllowAnonymous().DisableRateLimiting().ExcludeFromDescription();
        health.MapGet("/live", () => Word(true, "live"));
        health.MapGet("/startup", () => Word(view.Ready.IsCompletedSuccessfully, "started"));
        health.MapGet("/ready", () => Word(
            HealthWord.Of(view, app.Lifetime).IsReady,
            view.IsFollowing ? "ready" : "ready: the journal goes on and the view stands still"));
    }

    // From what the courier keeps in the store, so that every process can say it.
    private static async Task QuietAsync(HttpContext http, ICourier courier, IDueDates calendar)
    {
        // The calendar first: what it writes is the courier's next.
        var nothingDue = calendar.IsQuiet;
        var status = await courier.StatusAsync(http.RequestAborted);
        await Json.WriteAsync(http, new QuietReply
        {
            Quiet = nothingDue && status is { IsQuiet: true, HasSeenAll: true },
            Undelivered = status.Undelivered.ToValueList(),
        });
    }

    private static IResult Word(bool good, string word) =>
        Results.Text(good ? word : "not " + word, "text/plain", statusCode: good ? 200 : 503);
}
