using System.Text.Json;
using Benchmarks.Measuring;
using CoopGrains.Contracts;
using TestKit;

namespace Benchmarks.Driving;

/// <summary>A network of any size, entered over HTTP like any other: provinces of both countries, recorders, programs.</summary>
internal sealed class Network
{
    /// <summary>The one commitment of each program.</summary>
    public const string Commitment = "scholarships";

    private static readonly string[] Givers = ["vn-db", "vn-sl", "vn-th", "vn-na"];
    private static readonly string[] Takers = ["la-psl", "la-odx", "la-lpb", "la-lnt", "la-bko", "la-hph", "la-xkh", "la-kha"];
    // Those that the first page draws, by their ISO 3166-2 codes.
    private static readonly Dictionary<string, string> OnMap = new()
    {
        ["vn-db"] = "VN-71",
        ["la-psl"] = "LA-PH",
        ["la-odx"] = "LA-OU",
        ["la-lpb"] = "LA-LP",
        ["la-lnt"] = "LA-LM",
        ["la-bko"] = "LA-BK",
    };

    private static readonly Actor Operator = new()
    {
        User = "operator",
        Agency = "operators",
        Side = Side.None,
        Body = "",
        Roles = Roles.Operator,
    };

    // Operations of the load count from one; these must be others. A multiple of nine, so that amounts begin at one here too.
    private const long FirstNumber = 900_000_000_000_000_000;

    private readonly Served _site;
    private readonly string[] _recorders;

    public Network(Served site) => (_site, _recorders) = (site, [.. Givers.Select(body => site.TokenFor(Recorder(body)))]);

    /// <summary>The provinces.</summary>
    public static IReadOnlyList<string> Bodies { get; } = [.. Givers, .. Takers];

    /// <summary>The parties of a program.</summary>
    public static IReadOnlyList<string> PartiesOf(int program) => [Givers[program % Givers.Length], Takers[program % Takers.Length]];

    /// <summary>The id of a program.</summary>
    public static string Program(int number) => $"program-{number:00000}";

    /// <summary>Who reports in a program.</summary>
    public static Actor RecorderOf(int program) => Recorder(Givers[program % Givers.Length]);

    /// <summary>The token of who runs the site.</summary>
    public string OperatorToken => _site.TokenFor(Operator);

    /// <summary>The token of who reports in a program.</summary>
    public string TokenOf(int program) => _recorders[program % Givers.Length];

    public Ledger Ledger(int program) => new(Program(program), TokenOf(program));

    /// <summary>Enters provinces and programs, each with three yearly targets and some entries; waits until all is delivered.</summary>
    /// <param name="programs">How many programs.</param>
    /// <param name="entries">Entries of a program, by its number.</param>
    public void Enter(int programs, Func<int, int> entries)
    {
        using var crowd = new Crowd(_site.Port);
        crowd.Each([.. Givers, .. Takers], Province);
        var all = Enumerable.Range(0, programs).ToArray();
        crowd.Each(all, Open);
        var ledgers = Array.ConvertAll(all, Ledger);
        crowd.Each(ledgers, (connection, ledger) => ledger.Begin(connection));
        var reports = all.SelectMany(program => Enumerable.Repeat(ledgers[program], entries(program)))
            .Select((ledger, number) => (ledger, FirstNumber + number)).ToArray();
        crowd.Each(reports, (connection, report) => report.ledger.Report(connection, report.Item2));
        crowd.Each(ledgers, (connection, ledger) => ledger.Check(connection));
        crowd.Each([0], WaitQuiet);
    }

    private void Province(HttpConnection connection, string id)
    {
        var iso = OnMap.GetValueOrDefault(id, id);
        Accept(connection, Request.Write("POST", "/v1/provinces", _site.TokenFor(Operator), $"enter-POST-/v1/provinces-{id}",
            $$$"""{"id":"{{{id}}}","names":{"name":{"vi":"{{{id}}}","en":"{{{id}}}"}},"iso":"{{{iso}}}"}"""));
        Staff(connection, id);
    }

    /// <summary>Registers the agency of a province that is there; from then on its recorder is known.</summary>
    public void Staff(HttpConnection connection, string id)
    {
        var token = _site.TokenFor(Operator);
        Write("POST", $"/v1/provinces/{id}/agencies", $$$"""{"id":"{{{id}}}-office","name":{"vi":"{{{id}}}"}}""");
        // Rights are read from the view, which may be a moment behind the province's own answer: wait until it has seen this one.
        var seen = Write("PUT", $"/v1/provinces/{id}/agencies/{id}-office/users/recorder", """{"roles":["recorder","coordinator"]}""");
        var reply = connection.Send(Request.Get("/v1/provinces?limit=1", token, after: $"province/{id}@{seen}"));
        WrongAnswerException.ThrowIf(reply.Status != 200, $"waiting for the view was answered {reply.ToString()}");

        long Write(string method, string path, string body) =>
            Accept(connection, Request.Write(method, path, token, $"enter-{method}-{path}", body));
    }

    private void Open(HttpConnection connection, int program)
    {
        var (id, giver, taker) = (Program(program), Givers[program % Givers.Length], Takers[program % Takers.Length]);
        Write("/v1/programs", $$$"""
            {"id":"{{{id}}}","title":{"vi":"Học bổng {{{program}}}","en":"Scholarships {{{program}}}"},
            "parties":["{{{giver}}}","{{{taker}}}"],"areas":["education"]}
            """);
        Write($"/v1/programs/{id}/commitments", $$$"""
            {"id":"{{{Commitment}}}","title":{"vi":"Học bổng","en":"Scholarships"},"givers":["{{{giver}}}"],"beneficiaries":["{{{taker}}}"],
            "areas":["education"],"basis":{"kind":"practice"},"indicator":"scholarships","measure":"sum","unit":"person","cadence":"yearly",
            "yearly":{"from":2024,"to":2026,"amount":{"value":"100","unit":"person"} },"sources":[{"source":"benchmark"}] }
            """);

        void Write(string path, string body) =>
            Accept(connection, Request.Write("POST", path, TokenOf(program), $"open-{id}-{path}", body));
    }

    /// <summary>The version that a write led to.</summary>
    private static long Accept(HttpConnection connection, byte[] request)
    {
        var reply = connection.Send(request);
        if (reply.Status is not (200 or 201))
            throw new WrongAnswerException($"entering the network was answered {reply.ToString()}");
        using var read = JsonDocument.Parse(reply.Body.ToArray());
        return read.RootElement.GetProperty("version").GetInt64();
    }

    private void WaitQuiet(HttpConnection connection, int _)
    {
        var request = Request.Get("/v1/operations/quiet", _site.TokenFor(Operator));
        Until.TrueAsync(() => Task.FromResult(IsQuiet()), "the courier did not come to rest", TimeSpan.FromMinutes(2)).GetAwaiter().GetResult();

        bool IsQuiet()
        {
            var reply = connection.Send(request);
            WrongAnswerException.ThrowIf(reply.Status != 200, $"the courier was answered for with {reply.ToString()}");
            using var read = JsonDocument.Parse(reply.Body.ToArray());
            return read.RootElement.GetProperty("quiet").GetBoolean();
        }
    }

    private static Actor Recorder(string body) => new()
    {
        User = "recorder",
        Agency = body + "-office",
        Side = Parties.SideOf(body),
        Body = body,
        Roles = Roles.Recorder | Roles.Coordinator,
    };
}
