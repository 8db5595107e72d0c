using System.Globalization;
using System.Text;
using Benchmarks.Figures;
using Benchmarks.Measuring;

namespace Benchmarks.Driving;

/// <summary>A system that takes ledger entries, with the crowd that sends them and what each ledger acknowledged.</summary>
internal sealed class EntrySystem : IAsyncDisposable
{
    private readonly Served _served;
    private readonly Crowd _crowd;
    private readonly Ledger[] _ledgers;
    private readonly List<double> _processor = [];
    private readonly List<double> _driver = [];

    private EntrySystem(Served served, Ledger[] ledgers, int connections = Crowd.Usual)
    {
        (_served, _ledgers, _crowd) = (served, ledgers, new(served.Port, connections));
        _crowd.Each(ledgers, (connection, ledger) => ledger.Begin(connection));
    }

    /// <summary>What the running system says of the durability of its commits.</summary>
    public string Settings { get; private init; } = "";

    /// <summary>The gateway as it is, on a network of its own: with 64 connections on a new PostgreSQL database, with 32 on SQLite.</summary>
    public static Task<EntrySystem> NormalAsync(
        Run run, bool postgres, int programs, string name = "network", Func<int, int>? entries = null) =>
        GatewayAsync(run, postgres, programs, name, entries);

    /// <summary>The same gateway with one commit for each command.</summary>
    public static Task<EntrySystem> SingleAsync(
        Run run, bool postgres, int programs, string name = "network", Func<int, int>? entries = null) =>
        GatewayAsync(run, postgres, programs, name, entries, ("Coop__CommandsPerCommit", "1"));

    /// <summary>The Dapper peer with so many empty programs.</summary>
    public static async Task<EntrySystem> DapperAsync(string data, int programs)
    {
        var served = await Served.DapperAsync(data);
        using var connection = new HttpConnection(served.Port);
        for (var program = 0; program < programs; program++)
            connection.Send(Request.Write("PUT", $"/v1/programs/{Network.Program(program)}", "", "", ""));
        var settings = Encoding.UTF8.GetString(connection.Send(Request.Probe("/health/ready")).Body);
        return new(served, Ledgers(served, programs)) { Settings = settings };
    }

    /// <summary>Processor time of the process for one entry, median of the later half of its blocks, when it is warm.</summary>
    public double ProcessorMicroseconds => Statistics.Median(_processor.Skip(_processor.Count / 2));

    /// <summary>The processor time of all three, in a line.</summary>
    public static string Processor(EntrySystem normal, EntrySystem single, EntrySystem dapper) => string.Create(
        CultureInfo.InvariantCulture,
        $"processor time for an entry: {normal.ProcessorMicroseconds:0} us, one commit per command {single.ProcessorMicroseconds:0} us, "
        + $"Dapper {dapper.ProcessorMicroseconds:0} us; of the driver {Statistics.Median(normal._driver):0} us");

    /// <summary>Entries a second over all programs.</summary>
    public double Spread(TimeSpan time) =>
        AskFor(time, number => _ledgers[number % _ledgers.Length]);

    /// <summary>Entries a second on one program.</summary>
    public double OnOne(TimeSpan time, int program) => AskFor(time, _ => _ledgers[program]);

    /// <summary>Entries a second on one program at a time, going on to the next after so many; programs are not used twice.</summary>
    /// <param name="time">How long.</param>
    /// <param name="next">The next unused program; moved on.</param>
    /// <param name="entries">Entries that one program takes.</param>
    public double OnFreshOnes(TimeSpan time, ref int next, int entries)
    {
        var (from, count) = (next, 0L);
        var rate = AskFor(time, _ =>
        {
            var program = from + count++ / entries;
            WrongAnswerException.ThrowIf(program >= _ledgers.Length, "the fresh programs are used up");
            return _ledgers[program];
        });
        next = from + (int)((count + entries - 1) / entries);
        return rate;
    }

    /// <summary>Every version, entry and sum.</summary>
    public void Check() => _crowd.Each(_ledgers, (connection, ledger) => ledger.Check(connection));

    public async ValueTask DisposeAsync()
    {
        _crowd.Dispose();
        await _served.DisposeAsync();
    }

    // Steadier than entries a second where others compute too.
    private double AskFor(TimeSpan time, Func<long, IQuestion> next)
    {
        var (processor, own, count) = (_served.ProcessorTime, Environment.CpuUsage.TotalTime, _crowd.Requests);
        var rate = _crowd.AskFor(time, next);
        _processor.Add((_served.ProcessorTime - processor).TotalMicroseconds / (_crowd.Requests - count));
        _driver.Add((Environment.CpuUsage.TotalTime - own).TotalMicroseconds / (_crowd.Requests - count));
        return rate;
    }

    private static async Task<EntrySystem> GatewayAsync(
        Run run, bool postgres, int programs, string name, Func<int, int>? entries, params (string, string)[] settings)
    {
        if (postgres)
        {
            var database = await run.Postgres.CreateAsync();
            var shared = await Served.GatewayAsync(run.Stores.New(name), [(Served.Database, database.Application), .. settings]);
            new Network(shared).Enter(programs, entries ?? (_ => 1));
            return new(shared, Ledgers(shared, programs), connections: 64);
        }
        var served = await Served.GatewayAsync(await run.Stores.NetworkAsync(programs, name, entries), settings);
        // The level of syncing belongs to the store's own connection, which asserts it when it opens.
        var mode = Machine.JournalMode(served.StorePath);
        return new(served, Ledgers(served, programs))
        {
            Settings = $"store: journal_mode={mode} read from the running store, synchronous=2 or it does not open",
        };
    }

    private static Ledger[] Ledgers(Served served, int programs)
    {
        var network = new Network(served);
        return [.. Enumerable.Range(0, programs).Select(network.Ledger)];
    }
}
