using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Problems;
using CoopGrains.Hosting.Telemetry.Logs;
using CoopGrains.Hosting.Telemetry.Traces;

namespace CoopGrains.Gateway.Operations.Pages;

/// <summary>The pages for those who run the site.</summary>
internal static class OpsEndpoints
{
    private const string Levels = "information, warning, error";

    private static readonly byte[] Sheet = ReadSheet();

    public static void AddOpsPages(this IServiceCollection services)
    {
        services.AddSingleton<TraceReads>().AddSingleton<SiteReads>().AddSingleton<Refusals>().AddSingleton<Pace>();
        services.AddSingleton<LogTail>();
        services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<LogTail>());
    }

    public static void MapOpsPages(this WebApplication app)
    {
        app.MapGet(OpsPage.Root + OpsPage.Style, () => Results.Bytes(Sheet, "text/css; charset=utf-8"))
            .AllowAnonymous().ExcludeFromDescription();

        var services = app.Services;
        var (site, traces) = (services.GetRequiredService<SiteReads>(), services.GetRequiredService<TraceReads>());
        var (store, log) = (services.GetRequiredService<TraceStore>(), services.GetRequiredService<LogTail>());
        var refusals = services.GetRequiredService<Refusals>();
        var pages = app.MapGroup(OpsPage.Root).WithMetadata(new NeededRole(Roles.Operator)).ExcludeFromDescription();
        pages.Get("", site.AnswerAsync);
        pages.Get("/traces", traces.ListAsync);
        pages.MapGet("/traces/{trace}", (HttpContext http, string trace) => traces.OneAsync(http, trace));
        pages.Get("/methods", http => MethodsAsync(http, store));
        pages.Get("/refusals", http => RefusalsAsync(http, refusals));
        pages.Get("/log", http => LogAsync(http, log, store));
    }

    private static Task MethodsAsync(HttpContext http, TraceStore store)
    {
        var kept = store.Ids();
        var times = store.Methods.Slowest().Select(method => kept.Contains(method.TraceId ?? "") ? method : method with { TraceId = null });
        var told = new MethodsReply([.. times]);
        return OpsPage.AnswerAsync(http, told, "/methods", "Grain methods", () => OtherPages.Methods(told));
    }

    private static Task RefusalsAsync(HttpContext http, Refusals refusals)
    {
        var told = refusals.Tell();
        return OpsPage.AnswerAsync(http, told, "/refusals", "Refusals", () => OtherPages.Refused(told));
    }

    private static Task LogAsync(HttpContext http, LogTail log, TraceStore store)
    {
        var asked = Query.Text(http.Request, "level", form: Levels) ?? "information";
        var level = asked switch
        {
            "information" => LogLevel.Information,
            "warning" => LogLevel.Warning,
            "error" => LogLevel.Error,
            _ => throw Problem.With(Codes.QueryInvalid, ("field", "level"), ("form", Levels)).Thrown(),
        };
        // A line whose trace is not kept says nothing of why: gone, never sampled, or about a restricted book.
        var kept = store.Ids();
        var lines = log.Newest(level).Select(line => kept.Contains(line.TraceId ?? "") ? line : line with { TraceId = null });
        var told = new LogReply(asked, [.. lines]);
        return OpsPage.AnswerAsync(http, told, "/log", "Log", () => OtherPages.Log(told));
    }

    private static byte[] ReadSheet()
    {
        using var stream = typeof(OpsEndpoints).Assembly.GetManifestResourceStream("ops.css")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
