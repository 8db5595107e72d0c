using System.Diagnostics;
using System.Net.Sockets;
using Benchmarks.Measuring;

namespace Benchmarks.Driving;

/// <summary>
/// A client on a thread of its own; without an answer, or on 503, it sends the same at once to the next process. A loyal one keeps to
/// its process, and stays where it went until it is sent home; a round-robin one begins each entry at the next process.
/// </summary>
internal sealed class RetryingCaller
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Func<int[]> _ports;
    private readonly Ledger[] _ledgers;
    private readonly bool _rotates;
    private readonly Dictionary<int, HttpConnection> _connections = [];
    private readonly List<Answer> _answers = [];
    private readonly Thread _thread;
    private volatile bool _stop;
    private volatile bool _goHome;
    private int _at;
    private long _every;
    private long _successes;
    private long _firstAway;
    private Exception? _wrong;

    /// <param name="home">The process that it keeps to, or begins with.</param>
    /// <param name="ports">Where the processes listen now.</param>
    /// <param name="ledgers">Its programs, which no other caller writes to.</param>
    /// <param name="rotates">True for one that begins each entry at the next process.</param>
    public RetryingCaller(int home, Func<int[]> ports, Ledger[] ledgers, bool rotates = false)
    {
        (Home, _at, _ports, _ledgers, _rotates) = (home, home, ports, ledgers, rotates);
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

    /// <summary>Every entry, in order; to be read once it has stopped.</summary>
    public IReadOnlyList<Answer> Answers => _answers;

    /// <summary>From its next entry on it asks its own process again.</summary>
    public void GoHome() => _goHome = true;

    /// <summary>From now on an entry is due so often, whatever becomes of the last; at first the next is due with each answer.</summary>
    public void Pace(TimeSpan every) => Interlocked.Exchange(ref _every, (long)(every.TotalSeconds * Stopwatch.Frequency));

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
        try
        {
            var due = Stopwatch.GetTimestamp();
            for (var number = 1L; !_stop; number++)
            {
                due = Due(due);
                if (_goHome)
                {
                    (_goHome, _at) = (false, Home);
                    Interlocked.Exchange(ref _firstAway, 0);
                    Leave();
                }
                if (_rotates)
                    _at = (int)((Home + number) % _ports().Length);
                Report(due, number);
            }
        }
        catch (Exception wrong)
        {
            _wrong = wrong;
        }
        Leave();
    }

    // Waits until the next entry is due, and says when that was: one that is late is late for the next one too.
    private long Due(long last)
    {
        if (Interlocked.Read(ref _every) is not (> 0 and var every))
            return Stopwatch.GetTimestamp();
        Pacing.Until(last + every);
        return last + every;
    }

    private void Report(long due, long number)
    {
        var ledger = _ledgers[number % _ledgers.Length];
        var began = Stopwatch.GetTimestamp();
        for (var retried = false; !Answered(ledger, number, retried); retried = true)
        {
            Failures++;
            _at = (_at + 1) % _ports().Length;
            WrongAnswerException.ThrowIf(Stopwatch.GetElapsedTime(began) > Patience, "an entry was never answered");
        }
        _answers.Add(new(due, Stopwatch.GetTimestamp(), _at));
        Interlocked.Increment(ref _successes);
        if (_at != Home)
            Interlocked.CompareExchange(ref _firstAway, Stopwatch.GetTimestamp(), 0);
    }

    private bool Answered(Ledger ledger, long number, bool retried)
    {
        var ports = _ports();
        var port = ports[_at % ports.Length];
        try
        {
            if (!_connections.TryGetValue(port, out var connection))
                _connections[port] = connection = new(port);
            var reply = connection.Send(ledger.Request(number));
            if (reply.Status != 503)
            {
                ledger.Check(number, reply, retried);
                // It drains: whoever comes again comes over another connection, while it still listens.
                if (reply.Head.IndexOf("Connection: close\r\n"u8) >= 0)
                    Leave(port);
                return true;
            }
        }
        catch (Exception gone) when (gone is SocketException or ConnectionClosedException)
        {
        }
        Leave(port);
        return false;
    }

    private void Leave(int port)
    {
        if (_connections.Remove(port, out var connection))
            connection.Dispose();
    }

    private void Leave()
    {
        foreach (var port in _connections.Keys.ToArray())
            Leave(port);
    }

    /// <summary>An entry that was acknowledged.</summary>
    /// <param name="Due">When it was to be sent.</param>
    /// <param name="At">When it was answered.</param>
    /// <param name="Process">By which process.</param>
    internal readonly record struct Answer(long Due, long At, int Process)
    {
        public double Milliseconds => Stopwatch.GetElapsedTime(Due, At).TotalMilliseconds;
    }
}
