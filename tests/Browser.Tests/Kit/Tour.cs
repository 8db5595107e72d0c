using System.Text.RegularExpressions;
using TestKit;

namespace Browser.Tests.Kit;

/// <summary>A page to look at.</summary>
/// <param name="Route">As the table of rights names it.</param>
/// <param name="Who">Who looks; empty for somebody who has not signed in.</param>
/// <param name="Path">Where it is.</param>
public sealed record Stop(string Route, string Who, string Path)
{
    /// <summary>What it answers.</summary>
    public int Status { get; init; } = 200;
}

/// <summary>Every page of the site, each at one address at least.</summary>
internal static partial class Tour
{
    private const string Program = "db-psl-scholarship";
    private const string Commitment = "places";

    // No pages: the API, what pages load, probes, and what signing in leads over.
    private static readonly string[] NoPages = ["/v1", "/health", "/metrics", "/look/", "/docs", "/openapi", "/sign-in", "/dev/issuer/.", "/dev/issuer/keys"];

    /// <summary>The routes of pages in the table of rights.</summary>
    public static IReadOnlyList<string> Routes { get; } =
    [
        .. File.ReadLines(RepositoryRoot.PathOf("tests", "Gateway.Tests", "rights.txt"))
            .Select(line => Get().Match(line)).Where(row => row.Success).Select(row => row.Groups[1].Value)
            .Where(route => !route.EndsWith(".css", StringComparison.Ordinal)
                && !NoPages.Any(begin => route.StartsWith(begin, StringComparison.Ordinal))),
    ];

    /// <summary>Every page; what they need is made once for each key.</summary>
    public static async Task<IReadOnlyList<Stop>> OfAsync(BrowserSite site, string key)
    {
        var made = (await site.Api.PostAsync(People.Recorder, $"/v1/programs/{Program}/commitments/{Commitment}/entries", key, new
        {
            amount = new { value = "3", unit = "person" },
            occurred = new { from = "2025-10", to = "2025-10" },
            meaning = "Học bổng tháng mười",
        })).Ok();
        await site.Api.UntilQuietAsync(People.Operator);
        var entry = made.Id;
        var trace = (await site.Api.GetAsync(People.Operator, "/ops/traces?list=recent")).Text;
        var inProgram = $"/programs/{Program}";
        return
        [
            new("/problems", "", "/problems"),
            new("/problems/{code}", "", "/problems/storeFull"),
            new("/problem", "", "/problem") { Status = 404 },
            new("/dev/issuer/authorize", "", "/sign-in?return=/"),
            new("/welcome", "", "/welcome"),
            new("/ops", People.Operator, "/ops"),
            new("/ops/log", People.Operator, "/ops/log"),
            new("/ops/methods", People.Operator, "/ops/methods"),
            new("/ops/refusals", People.Operator, "/ops/refusals"),
            new("/ops/traces", People.Operator, "/ops/traces"),
            new("/ops/traces/{trace}", People.Operator, "/ops/traces/" + Trace().Match(trace).Value),
            new("/", People.Coordinator, "/"),
            new("/provinces", People.Coordinator, "/provinces"),
            new("/provinces/{id}", People.Coordinator, "/provinces/vn-db"),
            new("/agreements", People.Coordinator, "/agreements"),
            new("/agreements/{id}", People.Coordinator, "/agreements/db-psl-2025-2027"),
            new("/programs", People.Coordinator, "/programs"),
            new("/programs/{id}", People.Coordinator, inProgram),
            new("/provinces/{id}/history", People.Coordinator, "/provinces/vn-db/history"),
            new("/agreements/{id}/history", People.Coordinator, "/agreements/db-psl-2025-2027/history"),
            new("/programs/{id}/history", People.Coordinator, inProgram + "/history"),
            new("/programs/{id}/entries/{entry}", People.Coordinator, $"{inProgram}/entries/{entry}"),
            new("/supervision", People.Overseer, "/supervision"),
            new("/report", People.Coordinator, "/report"),
            new("/my-work", People.Confirmer, "/my-work"),
            new("/my-work/{books}/{book}/entries/{entry}", People.Confirmer, $"/my-work{inProgram}/entries/{entry}"),
            new("/my-work/{books}/{book}/commitments/{commitment}", People.Recorder, $"/my-work{inProgram}/commitments/{Commitment}"),
        ];
    }

    [GeneratedRegex(@"^GET\s+(/\S*)")]
    private static partial Regex Get();

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Trace();
}
