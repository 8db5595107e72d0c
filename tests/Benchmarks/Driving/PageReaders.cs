using System.Buffers.Text;
using System.Diagnostics;
using System.Text;
using Benchmarks.Measuring;

namespace Benchmarks.Driving;

/// <summary>
/// Signed-in readers who open the first page at fixed times, whether those before them were answered or not: a server that stands still is
/// not asked less, and a reader's time counts from when they were to come.
/// </summary>
internal sealed class PageReaders : IDisposable
{
    private const int Connections = 16;

    private static readonly byte[] Awaiting = "data-live=\"Unconfirmed\"><b>"u8.ToArray();
    private static readonly byte[] Reported = "data-live=\"scholarships:person:sum::reported\"><span class=\"num\">"u8.ToArray();

    private readonly HttpConnection[] _connections;
    private readonly byte[] _request;
    private readonly IExpected _expected;

    /// <summary>Connects them.</summary>
    /// <param name="port">Where the site listens.</param>
    /// <param name="cookies">Of the session that they read in.</param>
    /// <param name="expected">What a page has to say.</param>
    public PageReaders(int port, string cookies, IExpected expected)
    {
        _connections = [.. Enumerable.Range(0, Connections).Select(_ => new HttpConnection(port))];
        _request = Encoding.ASCII.GetBytes(
            $"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookies}\r\nAccept: text/html\r\nAccept-Language: en\r\n\r\n");
        _expected = expected;
    }

    /// <summary>What a page must say of a ledger that somebody may be writing to.</summary>
    internal interface IExpected
    {
        /// <summary>The least that a page may say which is asked for now.</summary>
        (int Entries, long Sum) Least { get; }

        /// <summary>The most that one may say which is here now.</summary>
        (int Entries, long Sum) Most { get; }
    }

    /// <summary>How long the page is, in bytes.</summary>
    public int Length { get; private set; }

    /// <summary>Readers come for a time; gives the milliseconds of each.</summary>
    public double[] Read(TimeSpan time, int eachSecond)
    {
        var times = new double[Math.Max(1, (int)(time.TotalSeconds * eachSecond))];
        var (next, began, wrong) = (-1, Stopwatch.GetTimestamp(), default(Exception));
        Thread[] asking = [.. _connections.Select(connection => new Thread(() => Ask(connection)))];
        foreach (var thread in asking)
            thread.Start();
        foreach (var thread in asking)
            thread.Join();
        return wrong is null ? times : throw new WrongAnswerException(wrong.Message);

        void Ask(HttpConnection connection)
        {
            try
            {
                while (wrong is null && Interlocked.Increment(ref next) is var reader && reader < times.Length)
                {
                    var due = began + reader * Stopwatch.Frequency / eachSecond;
                    Pacing.Until(due);
                    times[reader] = Time(connection, due);
                }
            }
            catch (Exception failed)
            {
                wrong = failed;
            }
        }
    }

    public void Dispose() => Array.ForEach(_connections, connection => connection.Dispose());

    // A page without its figures would be quick, and so would one of a while ago.
    private double Time(HttpConnection connection, long due)
    {
        var least = _expected.Least;
        var reply = connection.Send(_request);
        var time = Stopwatch.GetElapsedTime(due).TotalMilliseconds;
        var most = _expected.Most;
        WrongAnswerException.ThrowIf(reply.Status != 200, $"the page was answered {reply.Status}");
        WrongAnswerException.ThrowIf(reply.Body.IndexOf("aria-labelledby=\"changed\""u8) < 0, "the page does not say what has changed");
        var (entries, sum) = (NumberBehind(reply.Body, Awaiting), NumberBehind(reply.Body, Reported));
        if (entries < least.Entries || entries > most.Entries || sum < least.Sum || sum > most.Sum)
            throw new WrongAnswerException($"the page says {entries} and {sum} where {least} to {most} are due");
        Length = reply.Body.Length;
        return time;
    }

    private static long NumberBehind(ReadOnlySpan<byte> page, ReadOnlySpan<byte> mark)
    {
        var found = page.IndexOf(mark);
        WrongAnswerException.ThrowIf(found < 0, "the page lacks " + Encoding.UTF8.GetString(mark));
        var number = 0L;
        foreach (var letter in page[(found + mark.Length)..])
            if (letter is >= (byte)'0' and <= (byte)'9')
                number = number * 10 + letter - '0';
            else if (letter != ',')
                break;
        return number;
    }
}
