using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Benchmarks.Driving;
using Benchmarks.Measuring;
using CoopGrains.Hosting.Tokens;
using TestKit;

namespace Benchmarks.Figures;

/// <summary>From exec to the first 200 of /health/ready: with the seed store and with 10,000 programs, against a bare Kestrel.</summary>
/// <remarks>
/// Fair because all are started by the same command in turns, as framework-dependent assemblies with the same collector, and asked the
/// same way.
/// The gateway is ready when its view has caught up, not when it listens. Stores were closed cleanly and lie in the page cache.
/// </remarks>
internal sealed class Starts : Figure
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(2);
    private static readonly byte[] Probe = Request.Probe("/health/ready");

    public override string Name => "starts";

    public override async Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        var seed = await run.Stores.CopyAsync("seed", SeedAsync);
        var many = run.Size(10_000, 100);
        var large = await run.Stores.NetworkAsync(many);
        var turns = Turns.Measure(
            run.Passes(8),
            () => Start(Served.Bare),
            () => Start(port => Served.Gateway(seed, port)),
            () => Start(port => Served.Gateway(large, port)));
        return
        [
            Finding.Ratio("start to ready, seed store : bare Kestrel", turns.Ratio(1, 0), Must.Most(6), Beside(turns, 1)),
            Finding.Ratio($"start to ready, {many:N0} programs : bare Kestrel", turns.Ratio(2, 0), Must.Most(20), Beside(turns, 2)),
        ];
    }

    private static async Task SeedAsync(Served site)
    {
        var key = Path.Combine(site.Data, DevelopmentKey.FileName);
        await using var coop = ChildProcess.Start(
            RepositoryRoot.Built("src/CoopGrains.Cli", "coop.dll"), ["seed", "--address", $"http://127.0.0.1:{site.Port}", "--key", key]);
        var code = await coop.ExitAsync(TimeSpan.FromMinutes(2));
        WrongAnswerException.ThrowIf(code != 0, $"coop seed ended with {code}: {coop.Output}");
    }

    private static string Beside(Turns turns, int of) =>
        string.Create(CultureInfo.InvariantCulture, $"{turns.Median(of):0} ms against {turns.Median(0):0} ms");

    private static double Start(Func<int, Served> start)
    {
        var port = ChildProcess.FreePort();
        var began = Stopwatch.GetTimestamp();
        var served = start(port);
        while (!IsReady(port))
        {
            if (served.EndsWithin(BetweenTries) || Stopwatch.GetElapsedTime(began) > Patience)
                throw new WrongAnswerException($"a system did not start: {served.Output}");
        }
        var time = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        served.StopAsync().GetAwaiter().GetResult();
        served.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return time;
    }

    private static bool IsReady(int port)
    {
        try
        {
            using var connection = new HttpConnection(port);
            return connection.Send(Probe).Status == 200;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
