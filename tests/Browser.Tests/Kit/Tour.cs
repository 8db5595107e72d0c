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
    private const string Instrument = "db-psl-2025-2027";

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
        var draft = await PrepareDraftAsync(site, key);
        var question = (await site.Api.PostAsync(People.Overseer, $"/v1/programs/{Program}/cases", key + "-case", new
        {
            kind = "question",
            title = new { vi = "Hỏi về học bổng" },
            text = new { vi = "Bao nhiêu lưu học sinh đang học?" },
            to = new[] { new { party = "vn-db", agency = "vn-db-education" } },
            due = "2026-12-01",
        })).Ok().Json.GetProperty("id").ToString();
        var file = await site.TryFileAsync(People.Recorder, key + "-file", $"""
            book,commitment,amount,unit,from,to
            program/{Program},{Commitment},30,person,2026-09,2026-12
            program/{Program},{Commitment},ba mươi,person,2026-09,2026-12

            """);
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
            new("/agreements/{id}", People.Coordinator, "/agreements/" + Instrument),
            new("/programs", People.Coordinator, "/programs"),
            new("/programs/{id}", People.Coordinator, inProgram),
            new("/provinces/{id}/history", People.Coordinator, "/provinces/vn-db/history"),
            new("/agreements/{id}/history", People.Coordinator, $"/agreements/{Instrument}/history"),
            new("/programs/{id}/history", People.Coordinator, inProgram + "/history"),
            new("/programs/{id}/entries/{entry}", People.Coordinator, $"{inProgram}/entries/{entry}"),
            new("/supervision", People.Overseer, "/supervision"),
            new("/report", People.Coordinator, "/report"),
            new("/my-work", People.Confirmer, "/my-work"),
            new("/my-work/{books}/{book}/entries/{entry}", People.Confirmer, $"/my-work{inProgram}/entries/{entry}"),
            new("/my-work/{books}/{book}/commitments/{commitment}", People.Recorder, $"/my-work{inProgram}/commitments/{Commitment}"),
            new("/my-work/{books}/{book}/asks/{commitment}", People.Coordinator, $"/my-work{inProgram}/asks/{Commitment}"),
            new("/my-work/{books}/{book}/cases/{one}", People.Recorder, $"/my-work{inProgram}/cases/{question}"),
            new("/my-work/{books}/{book}/raise", People.Coordinator, $"/my-work{inProgram}/raise"),
            new("/my-work/{books}/{book}/conflicts/{conflict}", People.Coordinator,
                $"/my-work/agreements/{Instrument}/conflicts/name-of-the-instrument"),
            new("/my-work/confirmations", People.Confirmer, "/my-work/confirmations"),
            new("/my-work/agreements/{book}", People.Coordinator, $"/my-work/agreements/{draft}"),
            new("/my-work/agreements/{book}/amendments/{number}", People.Coordinator, $"/my-work/agreements/{Instrument}/amendments/1"),
            new("/my-work/agreements/{book}/talks/{number}", People.Coordinator, $"/my-work/agreements/{draft}/talks/1"),
            new("/my-work/begin/{act?}", People.Coordinator, "/my-work/begin"),
            new("/my-work/begin/{act?}", People.Coordinator, "/my-work/begin/draft"),
            new("/my-work/begin/{act?}", People.Coordinator, "/my-work/begin/register"),
            new("/my-work/begin/{act?}", People.Coordinator, "/my-work/begin/openProgram"),
            new("/my-work/{books}/{book}/do/{act?}/{one?}", People.Coordinator, $"/my-work/agreements/{Instrument}/do"),
            new("/my-work/{books}/{book}/do/{act?}/{one?}", People.Coordinator, $"/my-work{inProgram}/do/addCommitment"),
            new("/my-work/{books}/{book}/do/{act?}/{one?}", People.Coordinator, $"/my-work{inProgram}/do/lockPeriod"),
            new("/my-work/{books}/{book}/do/{act?}/{one?}", People.Coordinator, "/my-work/provinces/vn-db/do/recordOccasion"),
            new("/my-work/imports", People.Recorder, "/my-work/imports"),
            new("/my-work/imports/{import}", People.Recorder, "/my-work/imports/" + file),
            new("/my-work/export", People.Recorder, "/my-work/export"),
        ];
    }

    // A draft that waits to be accepted, talks about it, and an amendment of what is in force.
    private static async Task<string> PrepareDraftAsync(BrowserSite site, string key)
    {
        var draft = (await site.Api.PostAsync(People.Coordinator, "/v1/agreements", key + "-draft", new
        {
            id = "db-psl-" + key,
            type = "minutesOfCooperation",
            parties = (string[])["vn-db", "la-psl"],
            text = new { title = new { vi = "Biên bản hợp tác 2026-2030" }, term = new { from = "2026", to = "2030" } },
        })).Ok().Id;
        (await site.Api.PostAsync(People.Coordinator, $"/v1/agreements/{draft}/talks", key + "-talks", new { on = "2026-11-21", host = "vn-db" })).Ok();
        var revision = (await site.Api.GetAsync(People.Coordinator, $"/v1/agreements/{Instrument}")).Ok().Json.GetProperty("revision").GetInt32();
        (await site.Api.PostAsync(People.Coordinator, $"/v1/agreements/{Instrument}/amendments", key + "-amendment", new
        {
            changes = new[] { new { field = "term", term = new { from = "2025", to = "2028" } } },
            reason = "Kéo dài thêm một năm",
        }, revision)).Ok();
        return draft;
    }

    [GeneratedRegex(@"^GET\s+(/\S*)")]
    private static partial Regex Get();

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Trace();
}
