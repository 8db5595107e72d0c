using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using Benchmarks.Measuring;

namespace Benchmarks.Driving;

/// <summary>Something to ask again and again, and to check each reply to. Used by one thread.</summary>
internal interface IQuestion
{
    /// <summary>The bytes of a request, until the next call.</summary>
    /// <param name="number">Unlike that of any other request of its crowd.</param>
    ReadOnlySpan<byte> Request(long number);

    /// <summary>Throws when this is not the reply to that request.</summary>
    void Check(long number, HttpConnection.Reply reply);
}

/// <summary>Clients that each send their next request as soon as they have the reply to the last, over connections of their own.</summary>
/// <remarks>
/// One thread plays all of them: a thread for each would be woken by the system under test for every reply, at its cost. A system that
/// saves processor time would then seem to save less than it does.
/// </remarks>
internal sealed class Crowd : IDisposable
{
    /// <summary>As many as the figures ask for.</summary>
    public const int Usual = 32;

    private readonly HttpConnection[] _connections;
    private readonly int _places;
    private long _number;

    public Crowd(int port, int size = Usual)
        : this([port], size)
    {
    }

    /// <summary>Clients of several processes, each of one.</summary>
    public Crowd(int[] ports, int size) =>
        (_places, _connections) = (ports.Length, [.. Enumerable.Range(0, size).Select(i => new HttpConnection(ports[i % ports.Length]))]);

    /// <summary>How many requests were begun by <see cref="AskFor"/>.</summary>
    public long Requests => _number;

    /// <summary>Keeps asking for a time and gives the replies per second.</summary>
    /// <param name="time">How long requests are begun; each is waited for.</param>
    /// <param name="next">What to ask with a number.</param>
    public double AskFor(TimeSpan time, Func<long, IQuestion> next) => AskFor(time, (_, number) => next(number));

    /// <summary>Keeps asking several processes for a time and gives the replies per second.</summary>
    /// <param name="time">How long requests are begun; each is waited for.</param>
    /// <param name="next">What to ask a process, by its place among the ports, with a number.</param>
    public double AskFor(TimeSpan time, Func<int, long, IQuestion> next)
    {
        var (began, count) = (Stopwatch.GetTimestamp(), 0L);
        var end = began + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var asked = new Dictionary<Socket, Asked>();
        for (var i = 0; i < _connections.Length; i++)
            asked[_connections[i].Socket] = Ask(_connections[i], i % _places);
        var ready = new List<Socket>();
        while (asked.Count > 0)
        {
            ready.Clear();
            ready.AddRange(asked.Keys);
            Socket.Select(ready, null, null, HttpConnection.Patience);
            WrongAnswerException.ThrowIf(ready.Count == 0, $"{asked.Count} requests got no reply in {HttpConnection.Patience}");
            foreach (var socket in ready)
            {
                var (connection, place, question, number) = asked[socket];
                if (!connection.Receive())
                    continue;
                question.Check(number, connection.Received);
                count++;
                if (Stopwatch.GetTimestamp() < end)
                    asked[socket] = Ask(connection, place);
                else
                    asked.Remove(socket);
            }
        }
        return count / Stopwatch.GetElapsedTime(began).TotalSeconds;

        Asked Ask(HttpConnection connection, int place)
        {
            var question = next(place, ++_number);
            connection.Begin(question.Request(_number));
            return new(connection, place, question, _number);
        }
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

    private readonly record struct Asked(HttpConnection Connection, int Place, IQuestion Question, long Number);
}
