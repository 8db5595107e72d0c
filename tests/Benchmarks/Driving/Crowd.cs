using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Benchmarks.Driving;

/// <summary>Clients that each send their next request as soon as they have the reply to the last, over connections of their own.</summary>
internal sealed class Crowd : IDisposable
{
    /// <summary>As many as the figures ask for.</summary>
    public const int Usual = 32;

    private readonly HttpConnection[] _connections;
    private long _number;

    public Crowd(int port, int size = Usual) => _connections = [.. Enumerable.Range(0, size).Select(_ => new HttpConnection(port))];

    /// <summary>How many requests were sent by <see cref="AskFor"/>.</summary>
    public long Asked => _number;

    /// <summary>Keeps asking for a time and gives the replies per second.</summary>
    /// <param name="time">How long requests are begun; each is waited for.</param>
    /// <param name="ask">Sends one request and checks its reply; the number is unlike that of any other request of this crowd.</param>
    public double AskFor(TimeSpan time, Action<HttpConnection, long> ask)
    {
        var (began, count) = (Stopwatch.GetTimestamp(), 0L);
        var end = began + (long)(time.TotalSeconds * Stopwatch.Frequency);
        All(connection =>
        {
            var own = 0;
            for (; Stopwatch.GetTimestamp() < end; own++)
                ask(connection, Interlocked.Increment(ref _number));
            Interlocked.Add(ref count, own);
        });
        return count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Does a list of work once, in any order.</summary>
    public void Each<T>(IReadOnlyList<T> items, Action<HttpConnection, T> ask)
    {
        var next = -1;
        All(connection =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < items.Count;)
                ask(connection, items[i]);
        });
    }

    public void Dispose() => Array.ForEach(_connections, connection => connection.Dispose());

    // The first wrong answer ends the run; the others stop at their next request or when they have nothing left.
    private void All(Action<HttpConnection> work)
    {
        Exception? first = null;
        var threads = Array.ConvertAll(_connections, connection => new Thread(() =>
        {
            try
            {
                work(connection);
            }
            catch (Exception wrong)
            {
                Interlocked.CompareExchange(ref first, wrong, null);
            }
        })
        { IsBackground = true });
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        if (first is not null)
            ExceptionDispatchInfo.Throw(first);
    }
}
