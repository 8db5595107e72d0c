using System.Diagnostics;
using System.Net.Sockets;
using Benchmarks.Measuring;

namespace Benchmarks.Driving;

/// <summary>
/// A client on a thread of its own that keeps to one process; without an answer, or on 503, it sends the same at once to the next one,
/// and stays there until it is sent home.
/// </summary>
internal sealed class LoyalCaller
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Func<int[]> _ports;
    private readonly Ledger[] _ledgers;
    private readonly Thread _thread;
    private volatile bool _stop;
    private volatile bool _goHome;
    private long _successes;
    private long _firstAway;
    private Exception? _wrong;

    /// <param name="home">The process that it keeps to.</param>
    /// <param name="ports">Where the processes listen now.</param>
    /// <param name="ledgers">Its programs, which no other caller writes to.</param>
    public LoyalCaller(int home, Func<int[]> ports, Ledger[] ledgers)
    {
        (Home, _ports, _ledgers) = (home, ports, ledgers);
        _thread = new(Run) { IsBackground = true };
        _thread.Start();
    }

    public int Home { get; }

    /// <summary>Entries that were acknowledged.</summary>
    public long Successes => Interlocked.Read(ref _successes);

    /// <summary>When the first entry since it was last sent home was acknowledged by another process; 0 while none was.</summary>
    public long FirstAway => Interlocked.Read(ref _firstAway);

    /// <summary>Tries that had no answer, or 503.</summary>
    public int Failures { get; private set; }

    /// <summary>From its next request on it asks its own process again.</summary>
    public void GoHome() => _goHome = true;

    /// <exception cref="WrongAnswerException">Something ended it.</exception>
    public void ThrowIfWrong()
    {
        if (_wrong is { } wrong)
            throw new WrongAnswerException($"a caller ended: {wrong}");
    }

    public void Stop()
    {
        _stop = true;
        _thread.Join();
        ThrowIfWrong();
    }

    private void Run()
    {
        HttpConnection? connection = null;
        var at = Home;
        try
        {
            for (var number = 1L; !_stop; number++)
            {
                if (_goHome)
                {
                    (_goHome, at) = (false, Home);
                    Interlocked.Exchange(ref _firstAway, 0);
                    connection?.Dispose();
                    connection = null;
                }
                Report(ref connection, ref at, number);
            }
        }
        catch (Exception wrong)
        {
            _wrong = wrong;
        }
        connection?.Dispose();
    }

    private void Report(ref HttpConnection? connection, ref int at, long number)
    {
        var ledger = _ledgers[number % _ledgers.Length];
        var began = Stopwatch.GetTimestamp();
        for (var retried = false; !Answered(ref connection, at, ledger, number, retried); retried = true)
        {
            Failures++;
            at = (at + 1) % _ports().Length;
            WrongAnswerException.ThrowIf(Stopwatch.GetElapsedTime(began) > Patience, "an entry was never answered");
        }
        Interlocked.Increment(ref _successes);
        if (at != Home)
            Interlocked.CompareExchange(ref _firstAway, Stopwatch.GetTimestamp(), 0);
    }

    private bool Answered(ref HttpConnection? connection, int at, Ledger ledger, long number, bool retried)
    {
        try
        {
            connection ??= new(_ports()[at]);
            var reply = connection.Send(ledger.Request(number));
            if (reply.Status != 503)
            {
                ledger.Check(number, reply, retried);
                return true;
            }
        }
        catch (Exception gone) when (gone is SocketException or ConnectionClosedException)
        {
        }
        connection?.Dispose();
        connection = null;
        return false;
    }
}
