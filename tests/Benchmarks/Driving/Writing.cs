using System.Diagnostics;

namespace Benchmarks.Driving;

/// <summary>Somebody who reports entries to one program, so many a second, and knows what a page of the network has to say meanwhile.</summary>
/// <param name="site">The site.</param>
/// <param name="program">The program.</param>
/// <param name="entries">What all ledgers had before.</param>
/// <param name="sum">Their sum.</param>
internal sealed class Writing(Served site, int program, int entries, long sum) : PageReaders.IExpected
{
    // What was acknowledged so long ago, every page says.
    private static readonly TimeSpan Seen = TimeSpan.FromSeconds(1);

    private readonly Ledger _ledger = new Network(site).Ledger(program);
    private readonly Queue<(long At, int Entries, long Sum)> _acknowledged = new();
    private (int Entries, long Sum) _least = (entries, sum);
    private (int Entries, long Sum) _most = (entries, sum);

    public (int Entries, long Sum) Least
    {
        get
        {
            lock (_acknowledged)
            {
                while (_acknowledged.TryPeek(out var oldest) && Stopwatch.GetElapsedTime(oldest.At) > Seen)
                    (_, _least) = (_acknowledged.Dequeue(), (oldest.Entries, oldest.Sum));
                return _least;
            }
        }
    }

    public (int Entries, long Sum) Most
    {
        get
        {
            lock (_acknowledged)
                return _most;
        }
    }

    /// <summary>Reports until something has ended, and compares the ledger with what was acknowledged.</summary>
    public void Until(Task end, int eachSecond)
    {
        using var connection = new HttpConnection(site.Port);
        _ledger.Begin(connection);
        for (var number = 1L; !end.Wait(TimeSpan.FromSeconds(1.0 / eachSecond)); number++)
        {
            (int Entries, long Sum) now;
            lock (_acknowledged)
                now = _most = (_most.Entries + 1, _most.Sum + number % 9 + 1);
            _ledger.Report(connection, number);
            lock (_acknowledged)
                _acknowledged.Enqueue((Stopwatch.GetTimestamp(), now.Entries, now.Sum));
        }
        _ledger.Check(connection);
    }

    /// <summary>How many it has reported.</summary>
    public int Count => _ledger.Count;
}
