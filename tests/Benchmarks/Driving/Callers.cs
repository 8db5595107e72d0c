using System.Diagnostics;
using Benchmarks.Measuring;
using TestKit;

namespace Benchmarks.Driving;

/// <summary>
/// Callers that report entries to the processes of a cluster throughout, each to programs of its own. What was acknowledged, by whichever
/// process, must be there in the end, once.
/// </summary>
internal sealed class Callers
{
    // Prime to two and to three processes: who goes round them comes with each program to all of them, and not with some to one alone.
    private const int ProgramsEach = 5;
    private const int SuccessesBefore = 20;
    private const int MostToWarm = 20;

    private readonly Cluster _cluster;
    private readonly Ledger[] _ledgers;
    private readonly RetryingCaller[] _all;
    private readonly bool _rotate;

    public Callers(Cluster cluster, int size, bool rotate = false)
    {
        (_cluster, _ledgers, _rotate) = (cluster, cluster.Ledgers(Programs(size)), rotate);
        var processes = cluster.Ports.Length;
        using (var connection = new HttpConnection(cluster.Ports[0]))
            foreach (var ledger in _ledgers)
                ledger.Begin(connection);
        _all = [.. _ledgers.Chunk(ProgramsEach)
            .Select((own, number) => new RetryingCaller(number % processes, () => cluster.Ports, own, rotate))];
    }

    /// <summary>Programs that so many of them need.</summary>
    public static int Programs(int callers) => callers * ProgramsEach;

    /// <summary>Entries that were acknowledged.</summary>
    public long Successes => _all.Sum(caller => caller.Successes);

    /// <summary>Tries that had no answer, or 503.</summary>
    public int Failures => _all.Sum(caller => caller.Failures);

    /// <summary>Every entry; to be read once they have stopped.</summary>
    public IEnumerable<RetryingCaller.Answer> Answers => _all.SelectMany(caller => caller.Answers);

    /// <summary>The callers of a process.</summary>
    public RetryingCaller[] Of(int process) => Array.FindAll(_all, caller => caller.Home == process);

    /// <summary>Entries a second in a time that begins now.</summary>
    public async Task<double> RateAsync(TimeSpan time)
    {
        var (began, before) = (Stopwatch.GetTimestamp(), Successes);
        await Task.Delay(time);
        Array.ForEach(_all, caller => caller.ThrowIfWrong());
        return (Successes - before) / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Entries a second of processes that are warm, when each is sent with the answer to the last.</summary>
    /// <param name="block">How long each look takes.</param>
    /// <param name="looks">Of so many the median counts.</param>
    /// <param name="smoke">Not to wait until they are warm.</param>
    public async Task<double> FullRateAsync(TimeSpan block, int looks, bool smoke)
    {
        await AwaitHomeAsync();
        await _cluster.WarmAsync(() => RateAsync(block), smoke ? 1 : MostToWarm);
        var rates = new double[looks];
        for (var look = 0; look < looks; look++)
            rates[look] = await RateAsync(block);
        return Statistics.Median(rates);
    }

    /// <summary>From now on so many entries a second are due, of all together.</summary>
    public void Pace(double rate) => Array.ForEach(_all, caller => caller.Pace(TimeSpan.FromSeconds(_all.Length / rate)));

    /// <summary>Sends the callers of a process home, one after the other, as balancers begin slowly with a server that is new.</summary>
    public async Task ReturnAsync(int process, TimeSpan within)
    {
        var its = Of(process);
        foreach (var caller in its)
        {
            caller.GoHome();
            await Task.Delay(within / its.Length);
        }
    }

    /// <summary>Sends all of them home and waits until each is served there.</summary>
    public async Task AwaitHomeAsync()
    {
        Array.ForEach(_all, caller => caller.GoHome());
        var before = Array.ConvertAll(_all, caller => caller.Successes);
        await AwaitAsync(
            () => _all.Zip(before).All(one => one.First.Successes >= one.Second + SuccessesBefore && (_rotate || one.First.FirstAway == 0)),
            "callers did not come to be served by their own process");
    }

    /// <summary>Waits for something that becomes true while they call.</summary>
    public Task AwaitAsync(Func<bool> condition, string failure) => Until.TrueAsync(() =>
    {
        Array.ForEach(_all, caller => caller.ThrowIfWrong());
        return Task.FromResult(condition());
    }, failure);

    /// <summary>Ends the load and compares every version, entry and sum with what was acknowledged.</summary>
    public void StopAndCheck()
    {
        Array.ForEach(_all, caller => caller.Stop());
        using var connection = new HttpConnection(_cluster.Ports[0]);
        foreach (var ledger in _ledgers)
            ledger.Check(connection);
    }
}
