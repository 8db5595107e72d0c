using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using CoopGrains.Gateway.Access;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Requests;

namespace CoopGrains.Gateway.Changes;

/// <summary>Writes server-sent events to one reader.</summary>
internal sealed class EventWriter
{
    /// <summary>The end of a stream whose reader is not there any more: nobody is told.</summary>
    public const string Left = "";

    private const int FlushAt = 32 * 1024;

    // For a reader that does not take even its last event.
    private static readonly TimeSpan PatienceAtEnd = TimeSpan.FromSeconds(5);

    private readonly HttpContext _http;
    private readonly CursorSeal _ids;
    private readonly ChangeStream _stream;
    private readonly TimeProvider _clock;
    private readonly PipeWriter _body;
    private int _unsent;

    public EventWriter(HttpContext http, CursorSeal ids, ChangeStream stream, TimeProvider clock)
    {
        (_http, _ids, _stream, _clock, _body) = (http, ids, stream, clock, http.Response.BodyWriter);
        stream.Ending = _body.CancelPendingFlush;
    }

    /// <summary>Begins the reply. An id without an event: who is cut off before the first change goes on from here.</summary>
    public async Task BeginAsync(long from)
    {
        _http.Response.ContentType = "text/event-stream";
        _http.Response.Headers["X-Accel-Buffering"] = "no";
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
            WriteId(frame.Position);
            Write(frame.Bytes.IsEmpty ? "\n"u8 : frame.Bytes.Span);
            if (_unsent >= FlushAt)
                await FlushAsync();
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
        var sent = FlushAsync();
        if (await Task.WhenAny(sent, Task.Delay(PatienceAtEnd, _clock)) != sent)
            _http.Abort();
    }

    private void WriteId(long position)
    {
        Write("id: "u8);
        Write(Encoding.ASCII.GetBytes(StreamIds.To(_ids, position)));
        Write("\n"u8);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _body.Write(bytes);
        _unsent += bytes.Length;
    }

    // Ends early when the stream ends: a reader that takes nothing is not waited for.
    private async Task FlushAsync()
    {
        _unsent = 0;
        await _body.FlushAsync(_http.RequestAborted);
    }
}

/// <summary>Ids of events: a place of the journal, sealed. All are of one length, which would else tell how long the journal is.</summary>
internal static class StreamIds
{
    /// <summary>The id of a place.</summary>
    public static string To(CursorSeal ids, long position) => ids.To(position.ToString("D19", CultureInfo.InvariantCulture));

    /// <summary>The place of an id.</summary>
    /// <exception cref="ProblemException">400: it is none of this reader. 410: the store was restored since.</exception>
    public static long Read(CursorSeal ids, string id) => long.Parse(ids.Read(id), CultureInfo.InvariantCulture);
}
