using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using CoopGrains.Contracts;
using CoopGrains.Hosting.Tokens;
using Gateway.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TestKit;

namespace Gateway.Tests.Fuzz;

/// <summary>A site to send hostile requests to: what the words in their brackets stand for, and all that it logs meanwhile.</summary>
internal sealed partial class FuzzedSite : IAsyncDisposable
{
    /// <summary>Stands in a restricted program, and nowhere else.</summary>
    public const string Secret = "Zx9Qw7-mật";

    private static readonly Actor[] Callers =
    [
        People.Coordinator, People.LaoCoordinator, People.Recorder, People.Confirmer, People.Uncleared, People.Overseer,
            People.ClearedRecorder, People.LaoUncleared, People.Operator,
    ];

    private readonly Kept _log = new();
    private readonly TempFolder _elsewhere = new();
    private readonly Dictionary<string, string> _words = [];
    private readonly Site _site;

    // As in production: what it says unasked.
    public FuzzedSite() => _site = new(0, publicReads: true, services => services.AddSingleton<ILoggerProvider>(_log),
        ("Logging:LogLevel:Default", "Information"));

    public Uri Address => _site.Address;

    public string Data => _site.Data;

    public Site Site => _site;

    /// <summary>All that was logged.</summary>
    public IEnumerable<string> Log => _log.Lines;

    /// <summary>What must stand in no line of the log.</summary>
    public IEnumerable<string> Secrets =>
        [Secret, _words["<restricted>"],
            .. _words.Where(word => word.Key.StartsWith("good:", StringComparison.Ordinal)).Select(word => word.Value.Split('.')[2])];

    /// <summary>Whether somebody may see what is restricted.</summary>
    public static bool SeesRestricted(string caller) => caller.StartsWith("good:", StringComparison.Ordinal)
        && Callers[PersonOf(caller)].Cleared;

    public async Task StartAsync()
    {
        await _site.InitializeAsync();
        var restricted = await _site.As(People.Coordinator).SendAsync("POST", "/v1/programs",
            $$"""{"title":{"vi":"{{Secret}}"},"parties":["vn-db","la-lpb"],"restricted":true}""", ("Idempotency-Key", "fuzz-restricted"));
        _words["<restricted>"] = restricted.MustBe(201).Json.GetProperty("id").GetString()!;
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < Callers.Length; i++)
            _words[$"good:{i}"] = _site.Key.Issue(Callers[i], now);
        using var foreign = DevelopmentKey.LoadOrCreate(_elsewhere.Path);
        var good = _words["good:0"].Split('.');
        _words["bad:none"] = "";
        _words["bad:expired"] = _site.Key.Issue(People.Coordinator, now.AddDays(-2));
        _words["bad:early"] = _site.Key.Issue(People.Coordinator, now.AddDays(2));
        _words["bad:foreign"] = foreign.Issue(People.Coordinator, now);
        _words["bad:unsigned"] = $"eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.{good[1]}.";
        _words["bad:altered"] = $"{good[0]}.{good[1]}x.{good[2]}";
        _words["bad:cut"] = $"{good[0]}.{good[1]}";
        _words["bad:huge"] = new('x', 9_000);
        _words["bad:garbage"] = "\u0001\u0002 é..";
        _words["bad:twice"] = _words["good:0"];
        _words["bad:basic"] = _words["good:0"];
        await RenewAsync(0);
        _words["<cursor>"] = await CursorAsync(People.Coordinator);
        _words["<foreign-cursor>"] = await CursorAsync(People.Confirmer);
        _words["<cut-cursor>"] = _words["<cursor>"][..^2];
    }

    /// <summary>Puts books in the place of those that hostile requests have worn out.</summary>
    public async Task RenewAsync(int block)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"fuzzed-{block}");
        var (recorder, coordinator) = (_site.As(People.Recorder), _site.As(People.Coordinator));
        (await coordinator.SendAsync("POST", "/v1/programs", Bodies.Program(id), ("Idempotency-Key", $"{id}-p"))).MustBe(201);
        (await coordinator.SendAsync("POST", $"/v1/programs/{id}/commitments", Bodies.Commitment, ("Idempotency-Key", $"{id}-c")))
            .MustBe(201);
        (await coordinator.SendAsync("POST", "/v1/agreements", Bodies.Draft(id + "-a"), ("Idempotency-Key", $"{id}-a"))).MustBe(201);
        var entry = await recorder.SendAsync("POST", $"/v1/programs/{id}/commitments/students/entries", Bodies.Entry,
            ("Idempotency-Key", $"{id}-e"));
        (_words["<program>"], _words["<agreement>"]) = (id, id + "-a");
        _words["<entry>"] = entry.MustBe(201).Json.GetProperty("id").GetString()!;
    }

    /// <summary>Words for those in brackets.</summary>
    public Func<string, string> WordsFor(HostileRequest request) => text => Word().Replace(text, found => found.Value == "<bearer>"
        ? (request.Caller == "bad:basic" ? "Basic " : "Bearer ") + _words[request.Caller]
        : _words.GetValueOrDefault(found.Value, found.Value));

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        _elsewhere.Dispose();
    }

    private static int PersonOf(string caller) => int.Parse(caller.AsSpan(5), CultureInfo.InvariantCulture);

    private async Task<string> CursorAsync(Actor actor) =>
        (await _site.As(actor).GetAsync("/v1/provinces?limit=1")).MustBe(200).Json.GetProperty("next").GetString()!;

    [GeneratedRegex("<[a-z-]+>")]
    private static partial Regex Word();

    private sealed class Kept : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?,
            string> formatter) =>
            Lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Dispose()
        {
        }
    }
}
