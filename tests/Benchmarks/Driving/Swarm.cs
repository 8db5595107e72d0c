using System.Collections.Concurrent;
using System.Diagnostics;
using Benchmarks.Measuring;

namespace Benchmarks.Driving;

/// <summary>What a swarm was answered.</summary>
/// <param name="Taken">Milliseconds to each entry that was taken, from when it was due.</param>
/// <param name="Refused">Milliseconds to each 429.</param>
internal sealed record Answers(double[] Taken, double[] Refused);

/// <summary>
/// More clients than there is room for: each has a connection of its own and waits for its answer, and for when it may come
/// again.
/// </summary>
internal sealed class Swarm : IDisposable
{
    private readonly HttpConnection[] _connections;
    private readonly Ledger[] _ledgers;
    private readonly long _firstNumber;
    private long _number;

    /// <summary>Connects them.</summary>
    /// <param name="port">Where the gateway listens.</param>
    /// <param name="size">How many.</param>
    /// <param name="ledgers">What they report to, in turn.</param>
    /// <param name="firstNumber">Numbers from here on are theirs alone.</param>
    public Swarm(int port, int size, Ledger[] ledgers, long firstNumber) =>
        (_connections, _ledgers, _firstNumber) = ([.. Enumerable.Range(0, size).Select(_ => new HttpConnection(port))], ledgers,
            firstNumber);

    /// <summary>All of them report for a time.</summary>
    /// <param name="time">How long requests are begun; each is waited for.</param>
    /// <param name="every">Each client sends so often, whatever it was answered, as somebody who never learns; null: at once, and after
    /// a 429 a second later.</param>
    public async Task<Answers> ReportAsync(TimeSpan time, TimeSpan? every = null)
    {
        var (taken, refused) = (new ConcurrentBag<double>(), new ConcurrentBag<double>());
        var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(_connections.Select((connection, i) => Task.Run(() => ReportAsync(connection, i, end, every, taken, refused))));
        return new([.. taken], [.. refused]);
    }

    public void Dispose() => Array.ForEach(_connections, connection => connection.Dispose());

    private async Task ReportAsync(
        HttpConnection connection, int client, long end, TimeSpan? every, ConcurrentBag<double> taken, ConcurrentBag<double> refused)
    {
        // Clients have no clock in common: their turns are spread over the time between two.
        if (every is { } apart)
            await Task.Delay(apart * client / _connections.Length);
        using var pace = new PeriodicTimer(every ?? TimeSpan.FromSeconds(1));
        var (began, turn) = (Stopwatch.GetTimestamp(), 0);
        while (Stopwatch.GetTimestamp() < end)
        {
            if (every is not null)
                await pace.WaitForNextTickAsync();
            // From when it was due, and not from when a late clock let it go.
            var due = every is { } step ? began + (long)(++turn * step.TotalSeconds * Stopwatch.Frequency) : Stopwatch.GetTimestamp();
            var number = Interlocked.Increment(ref _number);
            var ledger = _ledgers[(client + number) % _ledgers.Length];
            var status = await AskAsync(connection, ledger, _firstNumber + number);
            (status == 201 ? taken : refused).Add(Stopwatch.GetElapsedTime(due).TotalMilliseconds);
            if (status == 429 && every is null)
                await pace.WaitForNextTickAsync();
        }
    }

    private static async Task<int> AskAsync(HttpConnection connection, Ledger ledger, long number)
    {
        lock (ledger)
            connection.Begin(ledger.Request(number));
        do
            await connection.Socket.ReceiveAsync(Memory<byte>.Empty);
        while (!connection.Receive());
        return Answer();

        int Answer()
        {
            var reply = connection.Received;
            if (reply.Status == 429)
            {
                WrongAnswerException.ThrowIf(reply.Head.IndexOf("Retry-After: 1\r\n"u8) < 0, "a refusal does not say when to come again");
                return 429;
            }
            lock (ledger)
                ledger.Check(number, reply);
            return reply.Status;
        }
    }
}
