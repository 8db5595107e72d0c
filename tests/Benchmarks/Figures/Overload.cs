using System.Diagnostics;
using System.Globalization;
using Benchmarks.Driving;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>
/// Ten times as many clients as a process has places for requests at work, all reporting at once for a minute: how much is still done,
/// how soon the rest are told to come again, what memory it takes, and what it is like afterwards.
/// </summary>
/// <remarks>Clients come again after a second, as they are told. They share the processor with what they load.</remarks>
internal sealed class Overload : Figure
{
    private const int Places = 512;
    private const int Times = 10;
    private const int Programs = 200;
    private const int Hundredths = 99;
    private const long FirstNumber = 600_000_000_000_000_000;

    public override string Name => "overload";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        var (programs, clients, time) = (run.Size(Programs, 20), run.Size(Places * Times, 700), run.Block(60));
        await using var site = await Served.GatewayAsync(await run.Stores.NetworkAsync(programs));
        var network = new Network(site);
        Ledger[] ledgers = [.. Enumerable.Range(0, programs).Select(network.Ledger)];
        using var crowd = new Crowd(site.Port);
        crowd.Each(ledgers, (connection, ledger) => ledger.Begin(connection));
        var block = run.Block(8);
        Peak();
        var (before, memory) = (Peak(), site.Resident);
        Answers answers;
        TimeSpan took;
        using (var swarm = new Swarm(site.Port, clients, ledgers, FirstNumber))
        {
            var began = Stopwatch.GetTimestamp();
            answers = await swarm.ReportAsync(time);
            took = Stopwatch.GetElapsedTime(began);
        }
        var (peak, after) = (site.Resident, Peak());
        var usual = await UsualAsync(run, programs, took);
        crowd.Each(ledgers, (connection, ledger) => ledger.Check(connection));
        var rate = answers.Taken.Length / took.TotalSeconds;
        var refusals = answers.Refused.Length == 0 ? [0] : answers.Refused;
        string Beside(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:N0}/s against {before:N0}/s by {Crowd.Usual}");
        return
        [
            new($"entries taken from {clients:N0} clients at once : from {Crowd.Usual}", rate / before, "x", Must.Least(0.8), Beside(rate)),
            Finding.Stated("429 under overload, 99th percentile", Statistics.Percentile(refusals, Hundredths), " ms", string.Create(
                CultureInfo.InvariantCulture,
                $"{answers.Refused.Length:N0} refused, median {Statistics.Median(refusals):0} ms; "
                + $"of {answers.Taken.Length:N0} taken the 99th percentile "
                + $"{Statistics.Percentile(answers.Taken, Hundredths):0} ms, the clients' own wait for the processor included")),
            new($"memory for each entry taken under overload : taken from {Crowd.Usual} clients",
                (double)(peak - memory) / answers.Taken.Length / usual.Each, "x", Must.Most(1.5), string.Create(
                CultureInfo.InvariantCulture,
                $"{memory >> 20} MiB before, {peak >> 20} MiB behind {answers.Taken.Length:N0} entries; "
                + $"{usual.Before >> 20} and {usual.Behind >> 20} MiB behind {usual.Entries:N0} without overload")),
            new($"entries a second right after the overload : right after as long with {Crowd.Usual} clients",
                after / usual.Rate, "x", Must.Least(0.8), string.Create(
                    CultureInfo.InvariantCulture, $"{after:N0}/s against {usual.Rate:N0}/s; before it {before:N0}/s, with {answers.Taken.Length:N0} entries less")),
        ];

        double Peak() => crowd.AskFor(block, number => ledgers[number % programs]);
    }

    /// <summary>The same time when nobody is turned away: the books grow by each entry either way.</summary>
    private static async Task<(long Before, long Behind, long Entries, double Each, double Rate)> UsualAsync(Run run, int programs, TimeSpan time)
    {
        await using var site = await Served.GatewayAsync(await run.Stores.NetworkAsync(programs));
        var network = new Network(site);
        Ledger[] ledgers = [.. Enumerable.Range(0, programs).Select(network.Ledger)];
        using var crowd = new Crowd(site.Port);
        crowd.Each(ledgers, (connection, ledger) => ledger.Begin(connection));
        crowd.AskFor(run.Block(16), number => ledgers[number % programs]);
        var (before, asked) = (site.Resident, crowd.Requests);
        crowd.AskFor(time, number => ledgers[number % programs]);
        var (behind, entries) = (site.Resident, crowd.Requests - asked);
        var rate = crowd.AskFor(run.Block(8), number => ledgers[number % programs]);
        crowd.Each(ledgers, (connection, ledger) => ledger.Check(connection));
        return (before, behind, entries, (double)(behind - before) / entries, rate);
    }
}
