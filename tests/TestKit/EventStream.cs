using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace TestKit;

/// <summary>One block of a stream of server-sent events, as sent.</summary>
/// <param name="Id">Its id, or null.</param>
/// <param name="Name">The event's name, or null where there is none.</param>
/// <param name="Data">Its data, or null.</param>
/// <param name="Text">All its lines.</param>
public sealed record SentEvent(string? Id, string? Name, string? Data, string Text)
{
    /// <summary>Its data.</summary>
    public JsonElement Json => JsonElement.Parse(Data!);

    /// <summary>Book and sequence of a change: <c>program/x@42</c>.</summary>
    public string Version => string.Create(CultureInfo.InvariantCulture,
        $"{Json.GetProperty("book").GetString()}@{Json.GetProperty("sequence").GetInt64()}");

    /// <summary>True for a sign of life, and for the block that begins a stream.</summary>
    public bool IsEmpty => Name is null;

    /// <summary>The code with which a stream ends; null when this is not its end.</summary>
    public string? EndCode => Name == "end" ? Json.GetProperty("code").GetString() : null;
}

/// <summary>Reads a stream of server-sent events; disposing it cuts the connection. For one reader at a time.</summary>
public sealed class EventStream : IDisposable
{
    // A connection of its own for each, which is cut wherever it stands.
    private readonly HttpClient _http;
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private readonly Wire _wire;

    private EventStream(HttpClient http, HttpResponseMessage response, StreamReader lines, Wire wire, string? lastId) =>
        (_http, _response, _lines, _wire, LastId) = (http, response, lines, wire, lastId);

    /// <summary>Of a compressed stream: how many parts came so far, by the empty blocks between them.</summary>
    public int Parts => _wire.CountOf([0, 0, 0xFF, 0xFF]);

    /// <summary>How the content is coded.</summary>
    public string Coding => string.Join(", ", _response.Content.Headers.ContentEncoding);

    /// <summary>The HTTP status; only 200 has events.</summary>
    public int Status => (int)_response.StatusCode;

    /// <summary>The type of what was answered.</summary>
    public string? MediaType => _response.Content.Headers.ContentType?.ToString();

    /// <summary>The id to go on behind.</summary>
    public string? LastId { get; private set; }

    /// <summary>Opens a stream; a refusal is an <see cref="EventStream"/> with its status.</summary>
    public static async Task<EventStream> OpenAsync(
        Uri address, string? token, string query = "", string? lastId = null, CancellationToken ct = default, string? cookie = null,
        bool compressed = false)
    {
        var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/changes" + query);
            if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            if (cookie is not null) request.Headers.TryAddWithoutValidation("Cookie", cookie);
            if (lastId is not null) request.Headers.TryAddWithoutValidation("Last-Event-ID", lastId);
            if (compressed) request.Headers.AcceptEncoding.ParseAdd("gzip;q=0.5, deflate");
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            var wire = new Wire(await response.Content.ReadAsStreamAsync(ct));
            Stream text = response.Content.Headers.ContentEncoding.Contains("deflate") ? new ZLibStream(wire, CompressionMode.Decompress) : wire;
            return new(http, response, new(text, Encoding.UTF8), wire, lastId);
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    /// <summary>The rest of what is sent, until it ends.</summary>
    public Task<string> RestAsync() => _lines.ReadToEndAsync();

    /// <summary>The next block; null when the stream has ended. A block that is cut off is none.</summary>
    public async Task<SentEvent?> NextAsync(CancellationToken ct = default)
    {
        string? id = null, name = null, data = null;
        var text = new StringBuilder();
        while (await _lines.ReadLineAsync(ct) is { } line)
        {
            if (line.Length == 0)
            {
                LastId = id ?? LastId;
                return new(id, name, data, text.ToString());
            }
            text.Append(line).Append('\n');
            if (Value(line, "id: ") is { } sent) id = sent;
            else if (Value(line, "event: ") is { } named) name = named;
            else if (Value(line, "data: ") is { } more) data = more;
        }
        return null;
    }

    /// <summary>The next block with an event; signs of life are passed over.</summary>
    /// <exception cref="InvalidOperationException">The stream has ended.</exception>
    public async Task<SentEvent> NextEventAsync(CancellationToken ct = default)
    {
        while (await NextAsync(ct) is { } block)
            if (!block.IsEmpty)
                return block;
        throw new InvalidOperationException("The stream has ended without a word.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _response.Dispose();
        _lines.Dispose();
        _http.Dispose();
    }

    private static string? Value(string line, string field) =>
        line.StartsWith(field, StringComparison.Ordinal) ? line[field.Length..] : null;

    /// <summary>Throws unless the stream is open.</summary>
    public async Task<EventStream> OpenedAsync() => _response.StatusCode == HttpStatusCode.OK
        ? this
        : throw new InvalidOperationException($"A stream was answered {Status}: {await RestAsync()}");

    /// <summary>Keeps what came.</summary>
    private sealed class Wire(Stream stream) : Stream
    {
        private readonly MemoryStream _kept = new();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public int CountOf(ReadOnlySpan<byte> bytes) => _kept.GetBuffer().AsSpan(0, (int)_kept.Length).Count(bytes);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await stream.ReadAsync(buffer, cancellationToken);
            _kept.Write(buffer.Span[..count]);
            return count;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing) => stream.Dispose();
    }
}
