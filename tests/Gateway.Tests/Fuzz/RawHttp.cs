using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Tests.Fuzz;

/// <summary>An answer as it came.</summary>
/// <param name="Status">HTTP status; 0 when the connection ended without an answer.</param>
/// <param name="Headers">By name.</param>
/// <param name="Body">The body; of a stream nothing.</param>
internal sealed record RawReply(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>The connection ended without an answer.</summary>
    public static readonly RawReply None = new(0, new Dictionary<string, string>(), []);

    public string Text => Encoding.UTF8.GetString(Body);

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

/// <summary>Sends bytes as they are and reads what comes back: nothing in between makes them better than they are.</summary>
internal sealed class RawHttp(Uri address, TimeSpan patience) : IDisposable
{
    private TcpClient? _connection;
    private BufferedStream? _stream;

    /// <summary>One request, one answer. The connection is kept when both sides keep it.</summary>
    /// <param name="request">The bytes.</param>
    /// <param name="hasBody">False for an answer that has none whatever its headers say.</param>
    /// <param name="isLast">True when nothing more is sent: the other side sees the end.</param>
    /// <exception cref="OperationCanceledException">There was no answer in time.</exception>
    public async Task<RawReply> SendAsync(byte[] request, bool hasBody, bool isLast)
    {
        using var time = new CancellationTokenSource(patience);
        for (var again = _connection is not null; ; again = false)
        {
            var reply = await TrySendAsync(request, hasBody, isLast, time.Token);
            if (isLast || reply.Status == 0 || reply.Header("Connection") == "close" || reply.Header("Content-Type") == "text/event-stream")
                Close();
            // A connection that was kept may have been closed meanwhile.
            if (reply.Status != 0 || !again)
                return reply;
        }
    }

    public void Dispose() => Close();

    private async Task<RawReply> TrySendAsync(byte[] request, bool hasBody, bool isLast, CancellationToken ct)
    {
        try
        {
            if (_connection is null)
            {
                _connection = new() { NoDelay = true };
                await _connection.ConnectAsync(address.Host, address.Port, ct);
                _stream = new(_connection.GetStream());
            }
            await WriteAsync(request, ct);
            if (isLast)
                _connection.Client.Shutdown(SocketShutdown.Send);
            return await ReadAsync(hasBody, ct);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return RawReply.None;
        }
    }

    // Who is refused early may find that nobody reads on; the answer is there all the same.
    private async Task WriteAsync(byte[] request, CancellationToken ct)
    {
        try
        {
            await _connection!.GetStream().WriteAsync(request, ct);
        }
        catch (IOException)
        {
        }
    }

    private async Task<RawReply> ReadAsync(bool hasBody, CancellationToken ct)
    {
        var line = await LineAsync(ct);
        if (line is not ['H', 'T', 'T', 'P', '/', '1', '.', '1', ' ', ..])
            return RawReply.None;
        var status = int.Parse(line.AsSpan(9, 3), CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await LineAsync(ct) is { Length: > 0 } header && header.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            headers[header[..colon]] = header[(colon + 1)..].Trim();
        if (status == 100)
            return await ReadAsync(hasBody, ct);
        var isStream = headers.GetValueOrDefault("Content-Type") == "text/event-stream";
        return new(status, headers, !hasBody || isStream || status is 204 or 304 ? [] : await BodyAsync(headers, ct));
    }

    private async Task<byte[]> BodyAsync(Dictionary<string, string> headers, CancellationToken ct)
    {
        using var body = new MemoryStream();
        if (headers.TryGetValue("Content-Length", out var length))
            await CopyAsync(body, int.Parse(length, CultureInfo.InvariantCulture), ct);
        else if (headers.GetValueOrDefault("Transfer-Encoding") == "chunked")
            while (int.Parse((await LineAsync(ct))!, NumberStyles.HexNumber, CultureInfo.InvariantCulture) is var size)
            {
                await CopyAsync(body, size, ct);
                await LineAsync(ct);
                if (size == 0)
                    break;
            }
        else
            await _stream!.CopyToAsync(body, ct);
        return body.ToArray();
    }

    private async Task CopyAsync(MemoryStream to, int count, CancellationToken ct)
    {
        var bytes = new byte[count];
        await _stream!.ReadExactlyAsync(bytes, ct);
        to.Write(bytes);
    }

    private async Task<string?> LineAsync(CancellationToken ct)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await _stream!.ReadAsync(one, ct) == 1)
        {
            if (one[0] == '\n')
                return Encoding.Latin1.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }
        return line.Count == 0 ? null : Encoding.Latin1.GetString([.. line]);
    }

    private void Close()
    {
        _stream?.Dispose();
        _connection?.Dispose();
        (_stream, _connection) = (null, null);
    }
}
