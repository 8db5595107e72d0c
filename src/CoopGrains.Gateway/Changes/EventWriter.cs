using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Access;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Requests;
using Microsoft.Net.Http.Headers;

namespace CoopGrains.Gateway.Changes;

/// <summary>Writes server-sent events to one reader.</summary>
internal sealed class EventWriter
{
    /// <summary>The end of a stream whose reader is not there any more: nobody is told.</summary>
    public const string Left = "";

    private const string Coding = "deflate";
    private const int FlushAt = 64 * 1024;
    private static readonly ReadOnlyMemory<byte> Empty = "\n"u8.ToArray();

    // For a reader that does not take even its last event.
    private static readonly TimeSpan PatienceAtEnd = TimeSpan.FromSeconds(5);

    private readonly HttpContext _http;
    private readonly CursorSeal _ids;
    private readonly ChangeStream _stream;
    private readonly TimeProvider _clock;
    private readonly PipeWriter _body;
    private readonly DeflateParts? _compressed;
    // What is the reader's own and waits to be a part.
    private readonly ArrayBufferWriter<byte>? _own;
    private int _unsent;

    public EventWriter(HttpContext http, CursorSeal ids, ChangeStream stream, TimeProvider clock)
    {
        (_http, _ids, _stream, _clock, _body) = (http, ids, stream, clock, http.Response.BodyWriter);
        stream.Ending = _body.CancelPendingFlush;
        if (TakesDeflate(http.Request))
            (_compressed, _own) = (new(), new());
    }

    private IBufferWriter<byte> Out => _own ?? (IBufferWriter<byte>)_body;

    /// <summary>Begins the reply. An id without an event: who is cut off before the first change goes on from here.</summary>
    public async Task BeginAsync(long from)
    {
        _http.Response.ContentType = "text/event-stream";
        _http.Response.Headers["X-Accel-Buffering"] = "no";
        _http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (_compressed is not null)
        {
            _http.Response.Headers.ContentEncoding = Coding;
            DeflateParts.Begin(_body);
        }
        Write("retry: 1000\n"u8);
        WriteId(from);
        Write("\n"u8);
        await FlushAsync();
    }

    /// <summary>Sends a turn; false when it was the last.</summary>
    public async Task<bool> SendAsync(Turn turn)
    {
        if (turn.End is { } end)
        {
            await EndAsync(end);
            return false;
        }
        await WriteAsync(turn.Frames);
        return true;
    }

    /// <summary>Sends changes; what is restricted is recorded before it is shown.</summary>
    public async Task WriteAsync(IReadOnlyList<Frame> frames)
    {
        foreach (var frame in frames)
        {
            if (frame.NamesRestricted)
                await RestrictedReads.BeforeShowingAsync(_http, frame.Bytes);
            if (_stream.HasEnded)
                return;
            if (frame.Bytes.IsEmpty)
                Write(":\n"u8);
            if (!frame.HasIds)
                WriteId(frame.Position);
            if (_compressed is not null && frame.Compressed is { } shared)
            {
                await WriteAsync(shared.Value);
                continue;
            }
            await WriteAsync(frame.Bytes.IsEmpty ? Empty : frame.Bytes);
        }
        if (_unsent > 0)
            await FlushAsync();
    }

    /// <summary>Tells the reader why it ends, and lets it go.</summary>
    public async Task EndAsync(string code)
    {
        if (code == Left)
            return;
        var reply = ProblemDocument.In(Language.OfProblem(_http), new(code), Activity.Current?.TraceId.ToHexString() ?? "");
        Write("event: end\ndata: "u8);
        Write(JsonSerializer.SerializeToUtf8Bytes(reply, ApiJson.Replies("en").GetTypeInfo(typeof(ProblemReply))));
        Write("\n\n"u8);
        TakeOwn();
        _compressed?.End(_body);
        var sent = FlushAsync();
        if (await Task.WhenAny(sent, Task.Delay(PatienceAtEnd, _clock)) != sent)
            _http.Abort();
    }

    // In parts of one size, wherever changes begin and end.
    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var part = bytes[..Math.Min(bytes.Length, Math.Max(1, FlushAt - _unsent))];
            Write(part.Span);
            bytes = bytes[part.Length..];
            if (_unsent >= FlushAt)
                await FlushAsync();
        }
    }

    private async ValueTask WriteAsync(DeflatePart part)
    {
        TakeOwn();
        _compressed!.Add(_body, part);
        _unsent += part.Bytes.Length;
        if (_unsent >= FlushAt)
            await FlushAsync();
    }

    private void WriteId(long position)
    {
        var id = StreamIds.To(_ids, position);
        StreamIds.Write(Out, id);
        _unsent += StreamIds.LengthOf(id);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        Out.Write(bytes);
        _unsent += bytes.Length;
    }

    // Not compressed: how well it can be would tell of it whoever sees but the lengths of what is sent.
    private void TakeOwn()
    {
        if (_own is not { WrittenCount: > 0 })
            return;
        _compressed!.Add(_body, DeflatePart.Of(_own.WrittenSpan, CompressionLevel.NoCompression));
        _own.ResetWrittenCount();
    }

    private static bool TakesDeflate(HttpRequest request) => request.GetTypedHeaders().AcceptEncoding.Any(
        taken => taken.Value.Equals(Coding, StringComparison.OrdinalIgnoreCase) && taken.Quality is not 0);

    // Ends early when the stream ends: a reader that takes nothing is not waited for.
    private async Task FlushAsync()
    {
        TakeOwn();
        _unsent = 0;
        await _body.FlushAsync(_http.RequestAborted);
    }
}

/// <summary>Ids of events: a place of the journal, sealed. All are of one length, which would else tell how long the journal is.</summary>
/// <remarks>
/// That of an open change is the same for all readers, and each time: it tells nothing that the change does not. All others are the
/// reader's own, and other ones each time: two signs of life do not tell whether something hidden lies between them.
/// </remarks>
internal static class StreamIds
{
    private const string List = "/v1/changes";

    /// <summary>What seals a reader's own, whatever the reader is cleared for at the time: a stream goes on with what may be seen then.</summary>
    public static CursorSeal SealOf(Cursors cursors, Actor reader) => cursors.For(reader with { Cleared = false, Granted = default }, List);

    /// <summary>What seals those that all readers have in common.</summary>
    public static CursorSeal CommonSeal(Cursors cursors) => cursors.For(Actor.System, List);

    /// <summary>A reader's own id of a place.</summary>
    public static string To(CursorSeal ids, long position) => ids.To(Text(position));

    /// <summary>The id of an open change.</summary>
    public static string Common(CursorSeal ids, long position) => ids.SameTo(Text(position));

    /// <summary>Writes an id's line.</summary>
    public static void Write(IBufferWriter<byte> to, string id)
    {
        to.Write("id: "u8);
        Encoding.ASCII.GetBytes(id, to);
        to.Write("\n"u8);
    }

    /// <summary>The bytes of its line.</summary>
    public static int LengthOf(string id) => "id: \n".Length + id.Length;

    /// <summary>The place of an id.</summary>
    /// <exception cref="ProblemException">400: it is none of this reader. 410: the store was restored since.</exception>
    public static long Read(CursorSeal ids, CursorSeal common, string id) =>
        long.Parse(ids.TryRead(id) ?? common.Read(id), CultureInfo.InvariantCulture);

    private static string Text(long position) => position.ToString("D19", CultureInfo.InvariantCulture);
}
