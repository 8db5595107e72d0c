using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Benchmarks.Measuring;

namespace Benchmarks.Driving;

/// <summary>A kept-alive HTTP/1.1 connection: one request out, one whole reply in.</summary>
/// <remarks>
/// Plain because the driver shares the cores with what it measures: a send and a receive for each request, and no allocation.
/// It reads replies with a Content-Length, which all systems here send.
/// </remarks>
internal sealed class HttpConnection : IDisposable
{
    /// <summary>How long a reply may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(35);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _received = new byte[16 * 1024];
    private int _length;
    private int _body;
    private int _end;

    public HttpConnection(int port)
    {
        _socket.ReceiveTimeout = (int)Patience.TotalMilliseconds;
        _socket.Connect(IPAddress.Loopback, port);
    }

    /// <summary>A reply; it is overwritten by the next one of its connection.</summary>
    public readonly ref struct Reply(int status, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        public int Status { get; } = status;

        public ReadOnlySpan<byte> Head { get; } = head;

        public ReadOnlySpan<byte> Body { get; } = body;

        public override string ToString() => $"{Encoding.UTF8.GetString(Head)}\n{Encoding.UTF8.GetString(Body)}";
    }

    /// <summary>What is waited for.</summary>
    public Socket Socket => _socket;

    /// <summary>The last whole reply; the next request ends its life.</summary>
    public Reply Received => new(StatusOf(_received), _received.AsSpan(0, _body), _received.AsSpan(_body, _end - _body));

    /// <summary>Sends a whole request and waits for its reply.</summary>
    public Reply Send(ReadOnlySpan<byte> request)
    {
        Begin(request);
        while (!Receive())
        {
        }
        return Received;
    }

    /// <summary>Sends a whole request.</summary>
    public void Begin(ReadOnlySpan<byte> request)
    {
        (_length, _body, _end) = (0, 0, int.MaxValue);
        for (var sent = 0; sent < request.Length;)
            sent += _socket.Send(request[sent..]);
    }

    /// <summary>Takes what has come, waiting if nothing has; true when the reply is whole.</summary>
    public bool Receive()
    {
        if (_length == _received.Length)
            Array.Resize(ref _received, _received.Length * 2);
        var count = _socket.Receive(_received.AsSpan(_length));
        if (count == 0)
            throw new ConnectionClosedException();
        _length += count;
        if (_body == 0 && _received.AsSpan(0, _length).IndexOf("\r\n\r\n"u8) is var head and >= 0)
        {
            _body = head + 4;
            _end = _body + LengthOfBody(_received.AsSpan(0, _body));
        }
        WrongAnswerException.ThrowIf(_length > _end, "a reply was longer than it said");
        return _length == _end;
    }

    public void Dispose() => _socket.Dispose();

    private static int StatusOf(ReadOnlySpan<byte> reply) =>
        reply.StartsWith("HTTP/1.1 "u8) && Utf8Parser.TryParse(reply.Slice(9, 3), out int status, out _)
            ? status
            : throw new WrongAnswerException("the reply is not HTTP/1.1");

    // Header names come in any case; this one begins a line and is looked at by its first letters.
    private static int LengthOfBody(ReadOnlySpan<byte> head)
    {
        for (var line = head; ; line = line[2..])
        {
            var next = line.IndexOf("\r\n"u8);
            if (next <= 0)
                break;
            if (next > 15 && Ascii.EqualsIgnoreCase(line[..15], "content-length:"u8))
                return Utf8Parser.TryParse(line[15..next].TrimStart((byte)' '), out int length, out _)
                    ? length
                    : throw new WrongAnswerException("Content-Length is no number");
            line = line[next..];
        }
        throw new WrongAnswerException("the reply has no Content-Length: " + Encoding.UTF8.GetString(head));
    }
}
