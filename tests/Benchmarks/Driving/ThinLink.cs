using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using TestKit;

namespace Benchmarks.Driving;

/// <summary>A thin, long link before a port of this machine: so many bits a second each way, shared by its connections, and a delay.</summary>
/// <remarks>
/// Not kinder than a link is: a connection costs a round trip before its first byte, and sends ten packets at first and twice as many with
/// each round trip, as Linux does.
/// </remarks>
internal sealed class ThinLink : LoopbackProxy
{
    private const int FirstPackets = 10;
    private const int Packet = 1_460;

    private readonly (int Server, TimeSpan RoundTrip) _to;
    private readonly (Line Up, Line Down) _lines;

    /// <summary>Opens it.</summary>
    /// <param name="server">The port.</param>
    /// <param name="bitsPerSecond">Each way.</param>
    /// <param name="roundTrip">There and back.</param>
    public ThinLink(int server, int bitsPerSecond, TimeSpan roundTrip) =>
        (_to, _lines) = ((server, roundTrip), (new(bitsPerSecond), new(bitsPerSecond)));

    /// <summary>Bytes that went over it, both ways.</summary>
    public long Bytes => _lines.Up.Bytes + _lines.Down.Bytes;

    protected override async Task ForwardAsync(TcpClient client)
    {
        using var theirs = client;
        using var ours = new TcpClient();
        try
        {
            await ours.ConnectAsync(IPAddress.Loopback, _to.Server, Stopping);
            (client.NoDelay, ours.NoDelay) = (true, true);
            // The handshake with this machine took no time: the one over the link is a round trip.
            var open = Stopwatch.GetTimestamp() + Ticks(_to.RoundTrip);
            await Task.WhenAny(
                PassAsync(client.GetStream(), ours.GetStream(), _lines.Up, open), PassAsync(ours.GetStream(), client.GetStream(), _lines.Down, open));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // One of the ends is gone.
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, Line line, long open)
    {
        var underWay = Channel.CreateUnbounded<(byte[] Bytes, long Arrives)>();
        var sending = SendAsync(from, line, open, underWay.Writer);
        await foreach (var (bytes, arrives) in underWay.Reader.ReadAllAsync(Stopping))
        {
            await UntilAsync(arrives);
            await to.WriteAsync(bytes, Stopping);
        }
        await sending;
    }

    private async Task SendAsync(NetworkStream from, Line line, long open, ChannelWriter<(byte[] Bytes, long Arrives)> underWay)
    {
        var buffer = new byte[Packet];
        var (sent, began) = (0L, 0L);
        try
        {
            while (await from.ReadAsync(buffer, Stopping) is var read and > 0)
            {
                began = began == 0 ? Math.Max(Stopwatch.GetTimestamp(), open) : began;
                // Round n begins when ten packets have been sent 2^n - 1 times.
                var round = (long)Math.Log2(sent / (FirstPackets * Packet) + 1);
                await UntilAsync(began + round * Ticks(_to.RoundTrip));
                await underWay.WriteAsync((buffer[..read], line.Take(read) + Ticks(_to.RoundTrip) / 2), Stopping);
                sent += read;
            }
            underWay.Complete();
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            underWay.Complete(gone);
        }
    }

    private async Task UntilAsync(long moment)
    {
        while (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), moment) is { Ticks: > 0 } wait)
            await Task.Delay(wait, Stopping);
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);

    /// <summary>One way.</summary>
    private sealed class Line(int bitsPerSecond)
    {
        private readonly Lock _gate = new();
        private long _free;

        public long Bytes { get; private set; }

        /// <summary>When so many bytes have left, behind those that were there before.</summary>
        public long Take(int bytes)
        {
            lock (_gate)
            {
                Bytes += bytes;
                return _free = Math.Max(_free, Stopwatch.GetTimestamp()) + bytes * 8 * Stopwatch.Frequency / bitsPerSecond;
            }
        }
    }
}
