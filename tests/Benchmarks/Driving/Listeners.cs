using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Benchmarks.Measuring;

namespace Benchmarks.Driving;

/// <summary>Readers of the stream of changes, each with a connection of its own; they count what they get and keep none of it.</summary>
/// <remarks>They ask in HTTP/1.0, so that what comes is the stream itself and not pieces of it with their lengths.</remarks>
internal sealed class Listeners : IDisposable
{
    private readonly Listener[] _all;

    private Listeners(Listener[] all) => _all = all;

    /// <summary>Changes that all of them got so far; of those who follow another, as soon as they have the very bytes that it has.</summary>
    public long Changes => _all.Sum(listener => listener.Changes);

    /// <summary>Bytes that all of them got so far, as they came over the wire.</summary>
    public long Bytes => _all.Sum(listener => listener.Got.Bytes);

    /// <summary>Blocks of each, signs of life among them.</summary>
    public IEnumerable<long> Blocks => _all.Select(listener => listener.Blocks);

    /// <summary>Changes of each.</summary>
    public IEnumerable<long> ChangesOfEach => _all.Select(listener => listener.Changes);

    /// <summary>Opens streams, and returns when each has begun.</summary>
    /// <param name="port">Where the gateway listens.</param>
    /// <param name="count">How many.</param>
    /// <param name="tokenAndQuery">Who each is, and what it asks for.</param>
    /// <param name="compressed">Whether they take compressed replies, as browsers do.</param>
    /// <param name="alike">
    /// True when all who ask for the same must get the same bytes: then the first of them understands what it gets, and the others compare
    /// theirs with it, so that they take little of the processor that they share with what they measure.
    /// </param>
    public static async Task<Listeners> OpenAsync(
        int port, int count, Func<int, (string Token, string Query)> tokenAndQuery, bool compressed, bool alike)
    {
        var all = new Listener[count];
        var first = new Dictionary<string, Listener>(StringComparer.Ordinal);
        for (var i = 0; alike && i < count; i++)
            if (tokenAndQuery(i) is var (token, query) && !first.ContainsKey(query))
                first[query] = all[i] = await Listener.OpenAsync(port, token, query, compressed, null);
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, _) =>
        {
            var (token, query) = tokenAndQuery(i);
            all[i] ??= await Listener.OpenAsync(port, token, query, compressed, first.GetValueOrDefault(query));
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
        private Stream _stream = Stream.Null;
        private readonly byte[] _buffer = new byte[64 * 1024];
        private readonly List<double> _delays = [];
        private Listener? _followed;
        private bool _compares;
        private (long Bytes, uint Sum) _got;
        private long _changes;
        private long _blocks;
        private int _carry;
        private bool _ends;

        public long Changes => _followed is null ? Volatile.Read(ref _changes) : HasAllOf(_followed) ? _followed.Changes : 0;

        /// <summary>How many bytes came over the wire, and the checksum (CRC-32C) of those behind the block that begins a stream.</summary>
        public (long Bytes, uint Sum) Got
        {
            get
            {
                lock (_delays)
                    return _got;
            }
        }

        public long Blocks => Volatile.Read(ref _blocks);

        public string? End { get; private set; }

        public bool IsWatching { get; set; }

        public static async Task<Listener> OpenAsync(int port, string token, string query, bool compressed, Listener? followed)
        {
            var listener = new Listener { _followed = followed };
            await listener._socket.ConnectAsync(IPAddress.Loopback, port);
            var coding = compressed ? "Accept-Encoding: deflate\r\n" : "";
            await listener._socket.SendAsync(Encoding.ASCII.GetBytes(
                $"GET /v1/changes{query} HTTP/1.0\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n{coding}\r\n"));
            var head = await HeadAsync(listener._socket);
            WrongAnswerException.ThrowIf(
                !head.StartsWith("HTTP/1.1 200", StringComparison.Ordinal) || head.Contains("Content-Encoding: deflate") != compressed,
                $"a stream was answered {head}");
            var wire = new Wire(listener);
            listener._stream = compressed ? new ZLibStream(wire, CompressionMode.Decompress) : wire;
            while (listener._blocks == 0)
                WrongAnswerException.ThrowIf(!await listener.TakeAsync(), "a stream ended before it began");
            listener._blocks = 0;
            listener._got.Sum = 0;
            if (followed is not null)
            {
                WrongAnswerException.ThrowIf(listener._got.Bytes != followed._got.Bytes, "streams began with blocks of different lengths");
                (listener._stream, listener._compares) = (wire, true);
            }
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
            _stream.Dispose();
            _socket.Dispose();
        }

        // Not a byte more than the head: what follows may be compressed.
        private static async Task<string> HeadAsync(Socket socket)
        {
            var head = new byte[16 * 1024];
            int end, length;
            do
            {
                length = await socket.ReceiveAsync(head, SocketFlags.Peek);
                end = head.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            }
            while (end < 0 && length is > 0 and < 16 * 1024);
            return Encoding.UTF8.GetString(head, 0, await socket.ReceiveAsync(head.AsMemory(0, end < 0 ? length : end + 4)));
        }

        private async Task ReadAsync()
        {
            try
            {
                while (await TakeAsync())
                {
                }
            }
            catch (Exception exception) when (exception is IOException or InvalidDataException or ObjectDisposedException)
            {
                End ??= exception.Message;
            }
            End ??= "without a word";
        }

        private async ValueTask<bool> TakeAsync()
        {
            var count = await _stream.ReadAsync(_buffer.AsMemory(_carry));
            if (!_compares)
                Take(count);
            return count > 0;
        }

        // Of two readings the follower's is the older: it may have less, and never more of something else.
        private bool HasAllOf(Listener other)
        {
            var (mine, its) = (Got, other.Got);
            WrongAnswerException.ThrowIf(mine.Bytes == its.Bytes && mine.Sum != its.Sum, "two who asked for the same got different bytes");
            return mine == its;
        }

        private void Add(ReadOnlySpan<byte> bytes)
        {
            lock (_delays)
            {
                var sum = _got.Sum;
                _got.Bytes += bytes.Length;
                foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
                    sum = BitOperations.Crc32C(sum, word);
                foreach (var one in bytes[(bytes.Length / sizeof(ulong) * sizeof(ulong))..])
                    sum = BitOperations.Crc32C(sum, one);
                _got.Sum = sum;
            }
        }

        private void Take(int count)
        {
            var got = _buffer.AsSpan(0, _carry + count);
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

        private sealed class Wire(Listener listener) : NetworkStream(listener._socket)
        {
            public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            {
                var count = await base.ReadAsync(buffer, cancellationToken);
                listener.Add(buffer.Span[..count]);
                return count;
            }
        }
    }
}
