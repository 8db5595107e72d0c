using System.Diagnostics;
using System.Globalization;
using Benchmarks.Driving;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>
/// How far the view is behind at full write load on PostgreSQL: from the answer to an entry to the answer to a list that must show it
/// (<c>Coop-After</c>), asked of the process that wrote and of another one, while 64 connections report entries as fast as they can.
/// </summary>
/// <remarks>
/// Not in the figure's favor: the list itself waits for the processor like everything else. What the view says of its own lag,
/// from commit to view, is beside.
/// </remarks>
internal sealed class ViewLag : Figure
{
    private const int Programs = 200;
    private const int Hundredths = 99;
    private const int PerLook = 20;

    public override string Name => "view-lag";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        var programs = run.Size(Programs, 20);
        await using var cluster = await Cluster.StartAsync(run, 2, programs + 1);
        using var crowd = new Crowd(cluster.Ports[0], size: 64);
        var ledgers = cluster.Ledgers(programs + 1);
        crowd.Each(ledgers, (connection, ledger) => ledger.Begin(connection));
        var probe = new Probe(cluster, programs, ledgers[programs]);
        var (time, passes) = (run.Block(3), run.Passes(8));
        var (same, other, rates) = (new List<double[]>(), new List<double[]>(), new List<double>());
        Turns.Measure(passes, () => Block(same, 0), () => Block(other, 1));
        crowd.Each(ledgers, (connection, ledger) => ledger.Check(connection));
        var rate = Statistics.Median(rates.TakeLast(2 * passes));
        return [Found("in the process that wrote", same, 0), Found("in another process", other, 1)];

        double Block(List<double[]> lags, int reader)
        {
            var asking = Task.Run(() => crowd.AskFor(time, number => ledgers[number % programs]));
            var found = probe.Until(asking, reader);
            rates.Add(asking.GetAwaiter().GetResult());
            lags.Add(found);
            return Statistics.Percentile(found, Hundredths);
        }

        Finding Found(string where, List<double[]> lags, int reader)
        {
            double[] all = [.. lags.TakeLast(passes).SelectMany(block => block)];
            var own = probe.Own[reader];
            return new(
                $"view lag at full write load, 99th percentile, {where}", Statistics.Percentile(all, Hundredths), " ms", Must.Most(250),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{all.Length:N0} entries: median {Statistics.Median(all):0.0} ms, worst {all.Max():0} ms at {rate:N0}/s; "
                    + $"coop.view.lag, {own.Count} looks: median {Statistics.Median(own):0.0} ms, worst {own.Max():0} ms"));
        }
    }

    /// <summary>One user who reports an entry and then asks for a list that must show it, again and again.</summary>
    private sealed class Probe(Cluster cluster, int program, Ledger ledger)
    {
        // Operations of the load count from one.
        private long _number = 500_000_000_000_000_000;

        /// <summary>Milliseconds that the views say, by process.</summary>
        public List<double>[] Own { get; } = [[], []];

        /// <summary>Goes on until the load ends; gives milliseconds.</summary>
        public double[] Until(Task load, int reader)
        {
            using var writes = new HttpConnection(cluster.Ports[0]);
            using var reads = new HttpConnection(cluster.Ports[reader]);
            var (lags, token) = (new List<double>(), cluster.Network.TokenOf(program));
            do
            {
                ledger.Report(writes, ++_number);
                var answered = Stopwatch.GetTimestamp();
                var list = Request.Get("/v1/provinces?limit=1", token, after: $"program/{Network.Program(program)}@{ledger.Last}");
                var reply = reads.Send(list);
                lags.Add(Stopwatch.GetElapsedTime(answered).TotalMilliseconds);
                if (reply.Status != 200)
                    throw new WrongAnswerException($"a list after an entry was answered {reply.ToString()}");
                if (lags.Count % PerLook == 1)
                    Own[reader].Add(1_000 * cluster.MetricAsync("coop_view_lag_seconds").GetAwaiter().GetResult()[reader]);
            }
            while (!load.IsCompleted);
            return [.. lags];
        }
    }
}
