using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Benchmarks.Measuring;

namespace Benchmarks.Driving;

/// <summary>Readers of the stream of changes, each with a connection of its own; they count what they get and keep none of it.</summary>
/// <remarks>They ask in HTTP/1.0, so that what comes is the stream itself and not pieces of it with their lengths.</remarks>
internal sealed class Listeners : IDisposable
{
    private readonly Listener[] _all;

    private Listeners(Listener[] all) => _all = all;

    /// <summary>Changes that all of them got so far.</summary>
    public long Changes => _all.Sum(listener => listener.Changes);

    /// <summary>Bytes that all of them got so far.</summary>
    public long Bytes => _all.Sum(listener => listener.Bytes);

    /// <summary>Blocks of each, signs of life among them.</summary>
    public IEnumerable<long> Blocks => _all.Select(listener => listener.Blocks);

    /// <summary>Changes of each.</summary>
    public IEnumerable<long> ChangesOfEach => _all.Select(listener => listener.Changes);

    /// <summary>Opens streams, and returns when each has begun.</summary>
    /// <param name="port">Where the gateway listens.</param>
    /// <param name="count">How many.</param>
    /// <param name="tokenAndQuery">Who each is, and what it asks for.</param>
    public static async Task<Listeners> OpenAsync(int port, int count, Func<int, (string Token, string Query)> tokenAndQuery)
    {
        var all = new Listener[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, _) =>
        {
            var (token, query) = tokenAndQuery(i);
            all[i] = await Listener.OpenAsync(port, token, query);
        });
        return new(all);
    }

    /// <summary>Milliseconds from when a change was recorded to when the first of the readers had it, since it was asked last.</summary>
    public double[] TakeDelays() => _all[0].TakeDelays();

    /// <summary>From now on the first reader looks at the time of each change.</summary>
    public void Watch() => _all[0].IsWatching = true;

    /// <summary>Throws when a stream has ended.</summary>
    public void MustAllBeOpen()
    {
        if (_all.FirstOrDefault(listener => listener.End is not null) is { } ended)
            throw new WrongAnswerException($"a stream of changes ended: {ended.End}");
    }

    public void Dispose() => Array.ForEach(_all, listener => listener.Dispose());

    private sealed class Listener : IDisposable
    {
        private static readonly byte[] Recorded = "\"recordedAt\":\""u8.ToArray();

        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        private readonly byte[] _buffer = new byte[64 * 1024];
        private readonly List<double> _delays = [];
        private long _changes;
        private long _blocks;
        private int _carry;
        private bool _ends;

        public long Changes => Volatile.Read(ref _changes);

        public long Bytes { get; private set; }

        public long Blocks => Volatile.Read(ref _blocks);

        public string? End { get; private set; }

        public bool IsWatching { get; set; }

        public static async Task<Listener> OpenAsync(int port, string token, string query)
        {
            var listener = new Listener();
            await listener._socket.ConnectAsync(IPAddress.Loopback, port);
            await listener._socket.SendAsync(Encoding.ASCII.GetBytes(
                $"GET /v1/changes{query} HTTP/1.0\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n"));
            var head = new byte[16 * 1024];
            var length = 0;
            // The block that begins a stream comes with the headers, or right behind.
            while (head.AsSpan(0, length).IndexOf("\r\n\r\n"u8) is var at
                && (at < 0 || head.AsSpan(at + 4, length - at - 4).IndexOf("\n\n"u8) < 0))
            {
                var count = length == head.Length ? 0 : await listener._socket.ReceiveAsync(head.AsMemory(length));
                WrongAnswerException.ThrowIf(count == 0, $"a stream was answered {Encoding.UTF8.GetString(head, 0, length)}");
                length += count;
            }
            WrongAnswerException.ThrowIf(!head.AsSpan().StartsWith("HTTP/1.1 200"u8),
                $"a stream was answered {Encoding.UTF8.GetString(head, 0, length)}");
            _ = listener.ReadAsync();
            return listener;
        }

        public double[] TakeDelays()
        {
            lock (_delays)
            {
                double[] taken = [.. _delays];
                _delays.Clear();
                return taken;
            }
        }

        public void Dispose()
        {
            End ??= "closed here";
            _socket.Dispose();
        }

        private async Task ReadAsync()
        {
            try
            {
                while (await _socket.ReceiveAsync(_buffer.AsMemory(_carry)) is > 0 and var count)
                    Take(count);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                End ??= exception.Message;
            }
            End ??= "without a word";
        }

        private void Take(int count)
        {
            var got = _buffer.AsSpan(0, _carry + count);
            Bytes += count;
            var (changes, blocks, from) = (0, 0, 0);
            while (got[from..].IndexOf((byte)'\n') is >= 0 and var length)
            {
                var line = got.Slice(from, length);
                from += length + 1;
                if (line.IsEmpty)
                    blocks++;
                else if (line.StartsWith("data: "u8))
                {
                    changes++;
                    if (_ends)
                        End ??= Encoding.UTF8.GetString(line);
                    else if (IsWatching)
                        Watch(line);
                }
                else
                    _ends |= line.SequenceEqual("event: end"u8);
            }
            // A line whose end is not there yet.
            _carry = got.Length - from;
            WrongAnswerException.ThrowIf(_carry > _buffer.Length / 2, "a line of a stream of changes is too long");
            got[from..].CopyTo(_buffer);
            Volatile.Write(ref _changes, _changes + changes);
            Volatile.Write(ref _blocks, _blocks + blocks);
        }

        private void Watch(ReadOnlySpan<byte> line)
        {
            var now = DateTimeOffset.UtcNow;
            var time = line[(line.IndexOf(Recorded) + Recorded.Length)..];
            var recorded = DateTimeOffset.Parse(Encoding.ASCII.GetString(time[..time.IndexOf((byte)'"')]), CultureInfo.InvariantCulture);
            lock (_delays)
                _delays.Add((now - recorded).TotalMilliseconds);
        }
    }
}
