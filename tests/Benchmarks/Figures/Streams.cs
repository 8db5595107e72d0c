using System.Diagnostics;
using System.Globalization;
using Benchmarks.Driving;
using Benchmarks.Measuring;
using TestKit;

namespace Benchmarks.Figures;

/// <summary>
/// What readers of the stream of changes cost: entries a second with 1,000 of them against none; how long after it was recorded a
/// change is there; and 5,000 that have nothing to read.
/// </summary>
/// <remarks>
/// Each of the 1,000 follows one of the twelve provinces, as an agency does, so each entry goes to a sixth of them. The readers take
/// what they get from the processor that the gateway and the writers share. Both gateways are up at once; only one is loaded.
/// </remarks>
internal sealed class Streams : Figure
{
    private const int Programs = 200;
    private const int Hundredths = 99;

    public override string Name => "stream";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run) =>
        [.. await UnderLoadAsync(run, compressed: true), .. await UnderLoadAsync(run, compressed: false), .. await IdleAsync(run)];

    private static async Task<IReadOnlyList<Finding>> UnderLoadAsync(Run run, bool compressed)
    {
        var (programs, readers, time) = (run.Size(Programs, 20), run.Size(1_000, 50), run.Block(2));
        await using var read = await WritersAsync(run, programs);
        await using var unread = await WritersAsync(run, programs);
        using var listeners = await Listeners.OpenAsync(
            read.Served.Port, readers, i => (read.Network.TokenOf(i), "?province=" + Network.Bodies[i % Network.Bodies.Count]), compressed, alike: true);
        listeners.Watch();
        var delays = new List<double>();
        var turns = Turns.Measure(run.Passes(8), WithReaders, () => unread.Report(time));
        // Each entry is for those who follow the giver, and for those who follow the other.
        var due = Enumerable.Range(0, programs).Sum(program => read.Ledgers[program].Count
            * Network.PartiesOf(program).Sum(party =>
                Enumerable.Range(0, readers).LongCount(i => Network.Bodies[i % Network.Bodies.Count] == party)));
        await Until.TrueAsync(
            () =>
            {
                listeners.MustAllBeOpen();
                return Task.FromResult(listeners.Changes >= due);
            },
            $"the readers did not get all of {due}");
        WrongAnswerException.ThrowIf(listeners.Changes != due, $"{listeners.Changes} changes were read where {due} were due");
        read.Check();
        unread.Check();
        double[] all = [.. delays, .. listeners.TakeDelays()];
        // Browsers and HTTP clients take compressed replies; what the others cost is told beside.
        var how = compressed ? "" : " that take nothing compressed";
        var ratio = Finding.Ratio($"entries with {readers:N0} readers of the stream{how} : with none", turns.Ratio(0, 1), Must.Least(0.8),
            $"{DurableEntries.Beside(turns, 0, 1)}, {due:N0} changes of {listeners.Bytes / due:N0} bytes read, none missing, none twice");
        return
        [
            compressed ? ratio : ratio with { Must = null },
            new("change read after it was recorded, 99th percentile, full write load", Statistics.Percentile(all, Hundredths), " ms",
                Must.Most(500),
                string.Create(CultureInfo.InvariantCulture,
                    $"{all.Length:N0} changes: median {Statistics.Median(all):0} ms, worst {all.Max():0} ms, with {readers:N0} readers")),
        ];

        double WithReaders()
        {
            listeners.TakeDelays();
            var rate = read.Report(time);
            delays.AddRange(listeners.TakeDelays());
            return rate;
        }
    }

    private static async Task<IReadOnlyList<Finding>> IdleAsync(Run run)
    {
        var readers = run.Size(5_000, 100);
        await using var site = await Served.GatewayAsync(await run.Stores.NetworkAsync(20), ("Coop__UserStreams", "0"),
            ("DOTNET_gcServer", "0"));
        var network = new Network(site);
        var ledger = network.Ledger(0);
        using var connection = new HttpConnection(site.Port);
        ledger.Begin(connection);
        ledger.Report(connection, 1);
        var before = site.Resident;
        using var listeners = await Listeners.OpenAsync(site.Port, readers, i => (network.TokenOf(i), ""), compressed: false, alike: false);
        var opened = Stopwatch.GetTimestamp();
        // The block that begins a stream was read while it was opened; what is counted are signs of life.
        if (!run.Smoke)
            await Until.TrueAsync(() => Task.FromResult(listeners.Blocks.All(blocks => blocks > 0)),
                "not every idle stream got a sign of life", TimeSpan.FromMinutes(2));
        var (alive, each) = (Stopwatch.GetElapsedTime(opened), (site.Resident - before) / 1024.0 / readers);
        var asked = Stopwatch.GetTimestamp();
        ledger.Report(connection, 2);
        await Until.TrueAsync(() => Task.FromResult(listeners.ChangesOfEach.All(changes => changes == 1)),
            "not every idle stream got the change");
        var told = Stopwatch.GetElapsedTime(asked);
        listeners.MustAllBeOpen();
        ledger.Check(connection);
        return
        [
            Finding.Stated($"memory of each of {readers:N0} idle streams", each, " KiB", string.Create(CultureInfo.InvariantCulture,
                $"all open; each had a sign of life {alive.TotalSeconds:0} s after the last was opened, "
                + $"and one change {told.TotalMilliseconds:0} ms after it was sent")),
        ];
    }

    private static async Task<Writers> WritersAsync(Run run, int programs) =>
        new(await Served.GatewayAsync(await run.Stores.NetworkAsync(programs), ("Coop__UserStreams", "0")), programs);

    /// <summary>A gateway with those who report entries to it.</summary>
    private sealed class Writers : IAsyncDisposable
    {
        private readonly Crowd _crowd;

        public Writers(Served served, int programs)
        {
            (Served, Network, _crowd) = (served, new(served), new(served.Port));
            Ledgers = [.. Enumerable.Range(0, programs).Select(Network.Ledger)];
            _crowd.Each(Ledgers, (connection, ledger) => ledger.Begin(connection));
        }

        public Served Served { get; }

        public Network Network { get; }

        public Ledger[] Ledgers { get; }

        public double Report(TimeSpan time) => _crowd.AskFor(time, number => Ledgers[number % Ledgers.Length]);

        public void Check() => _crowd.Each(Ledgers, (connection, ledger) => ledger.Check(connection));

        public async ValueTask DisposeAsync()
        {
            _crowd.Dispose();
            await Served.DisposeAsync();
        }
    }
}
