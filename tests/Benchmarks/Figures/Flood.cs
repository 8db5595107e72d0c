using System.Globalization;
using Benchmarks.Driving;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>
/// The 99th percentile of an agency that reports a hundred entries a second, while another agency sends ten times what a user may and
/// never waits as it is told, against without.
/// </summary>
/// <remarks>
/// With the rates of a site as it comes. Times count from when a request was due; both agencies' clients share the
/// processor.
/// </remarks>
internal sealed class Flood : Figure
{
    private const int Programs = 40;
    private const int Hundredths = 99;
    private const int Clients = 64;
    private const long FirstOfFlood = 600_000_000_000_000_000;
    private const long FirstOfCalm = 700_000_000_000_000_000;

    // 64 clients, each 31 times a second: 2,000, where a user may keep up 200.
    private static readonly TimeSpan Flooding = TimeSpan.FromMilliseconds(32);
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(40);

    public override string Name => "flood";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        await using var site = await Served.GatewayAsync(await run.Stores.NetworkAsync(Programs), ("Coop__UserRequestsPerSecond", "200"));
        var network = new Network(site);
        // Programs of one giver each: recorders of one agency.
        Ledger[] Of(int giver) => [.. Enumerable.Range(0, Programs)
            .Where(program => Network.PartiesOf(program)[0] == Network.Bodies[giver]).Select(network.Ledger)];
        var (flooding, calm) = (Of(0), Of(1));
        using var connection = new HttpConnection(site.Port);
        foreach (var ledger in (Ledger[])[.. flooding, .. calm])
            ledger.Begin(connection);
        using var flood = new Swarm(site.Port, Clients, flooding, FirstOfFlood);
        using var other = new Swarm(site.Port, 4, calm, FirstOfCalm);
        var (time, passes) = (run.Block(4), run.Passes(8));
        var (alone, beside, floods) = (new List<double[]>(), new List<double[]>(), new List<Answers>());
        Turns.Measure(passes, () => Block(alone, null), () => Block(beside, flood));
        foreach (var ledger in (Ledger[])[.. flooding, .. calm])
            ledger.Check(connection);
        double[] without = [.. alone.TakeLast(passes).SelectMany(block => block)],
            with = [.. beside.TakeLast(passes).SelectMany(block => block)];
        var (taken, refused) = (floods.Sum(answers => answers.Taken.Length), floods.Sum(answers => answers.Refused.Length));
        WrongAnswerException.ThrowIf(!run.Smoke && refused == 0, "the flood was never held off");
        var (p99, calmly) = (Statistics.Percentile(with, Hundredths), Statistics.Percentile(without, Hundredths));
        return
        [
            new("99th percentile beside an agency that floods : without it", p99 / calmly, "x", Must.Most(1.5), string.Create(
                CultureInfo.InvariantCulture,
                $"{p99:0.0} ms against {calmly:0.0} ms, medians {Statistics.Median(with):0.0} and {Statistics.Median(without):0.0} ms, "
                + $"{with.Length:N0} entries each; of the flood {taken:N0} taken, {refused:N0} refused")),
        ];

        double Block(List<double[]> times, Swarm? swarm)
        {
            var flooded = swarm?.ReportAsync(time, Flooding);
            var answers = other.ReportAsync(time, Calm).GetAwaiter().GetResult();
            WrongAnswerException.ThrowIf(answers.Refused.Length > 0, "an agency within its rate was refused");
            times.Add(answers.Taken);
            if (flooded is not null)
                floods.Add(flooded.GetAwaiter().GetResult());
            return Statistics.Percentile(answers.Taken, Hundredths);
        }
    }
}
