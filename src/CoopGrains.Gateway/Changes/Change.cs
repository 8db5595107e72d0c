using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Gateway.History;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Requests;
using CoopGrains.Hosting.History;

namespace CoopGrains.Gateway.Changes;

/// <summary>What a change is shown as: an event of the book's history, and which book.</summary>
internal sealed record ChangeItem : HistoryItem
{
    [SetsRequiredMembers]
    private ChangeItem(BookKey book, HistoryItem item)
        : base(item) => Book = book;

    /// <summary>The book; book and sequence, as <c>program/x@42</c>, are a version for Coop-After.</summary>
    public required BookKey Book { get; init; }

    /// <summary>An event of a book.</summary>
    public static ChangeItem Of(BookKey book, HistoryItem item) => new(book, item);
}

/// <summary>A change that somebody may see. What it is shown as is made once for all who see the same of it.</summary>
/// <param name="recorded">What was recorded.</param>
/// <param name="book">The book, as the system sees it.</param>
/// <param name="ids">Seals the ids that all readers have in common.</param>
/// <remarks>Not for use at once.</remarks>
internal sealed class Change(JournalEvent recorded, KnownBook book, CursorSeal ids)
{
    private Frame? _whole;
    private Frame? _withoutContent;

    /// <summary>Its place in the journal.</summary>
    public long Position => recorded.Position;

    /// <summary>The event's name.</summary>
    public string Kind => recorded.Happened.Event;

    /// <summary>The book, as the system sees it.</summary>
    public KnownBook Book => book;

    /// <summary>True when all readers see the same.</summary>
    public bool IsForAll { get; } = !book.Restricted && !HistoryItem.NamesUsers(recorded.Happened.Event);

    /// <summary>What a reader of the book is shown.</summary>
    /// <param name="seen">The book as that reader sees it.</param>
    public Frame FrameFor(KnownBook seen) => HistoryItem.ShowsContent(Kind, seen)
        ? _whole ??= Made(true)
        : _withoutContent ??= Made(false);

    private Frame Made(bool withContent)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        if (IsForAll)
            StreamIds.Write(bytes, StreamIds.Common(ids, recorded.Position));
        bytes.Write("event: "u8);
        bytes.Write(System.Text.Encoding.UTF8.GetBytes(Kind));
        bytes.Write("\ndata: "u8);
        var item = ChangeItem.Of(book.Book, HistoryItem.Of(recorded.Happened, withContent));
        using (var json = new Utf8JsonWriter(bytes, new() { Encoder = ApiJson.Readable }))
            JsonSerializer.Serialize(json, item, ApiJson.Replies("en").GetTypeInfo(typeof(ChangeItem)));
        bytes.Write("\n\n"u8);
        return new(recorded.Position, bytes.WrittenMemory, HasIds: IsForAll);
    }
}

/// <summary>Changes as sent: one without its id, where that is the reader's own, or some with theirs; or a sign of life.</summary>
/// <param name="Position">The place in the journal up to which the reader then has all.</param>
/// <param name="Bytes">The lines behind the id, or all lines; none in a sign of life.</param>
/// <param name="HasIds">True when the lines hold the ids.</param>
/// <param name="Changes">How many there are.</param>
internal sealed record Frame(long Position, ReadOnlyMemory<byte> Bytes, bool HasIds = false, int Changes = 1)
{
    /// <summary>True when a restricted book may stand in it, as <see cref="Access.RestrictedReads"/> finds them.</summary>
    public bool NamesRestricted { get; } = Bytes.Span.IndexOf("/r-"u8) >= 0;

    /// <summary>Tells no more than that the stream is alive, and from where to go on.</summary>
    public static Frame SignOfLife(long position) => new(position, default);

    /// <summary>The same bytes compressed, made once for all who take them; null for what is sent to a reader alone.</summary>
    public Lazy<DeflatePart>? Compressed { get; private init; }

    /// <summary>Many that hold their ids, as one.</summary>
    public static Frame Joined(IReadOnlyList<Frame> frames)
    {
        var bytes = new ArrayBufferWriter<byte>(frames.Sum(frame => frame.Bytes.Length));
        foreach (var frame in frames)
            bytes.Write(frame.Bytes.Span);
        var joined = bytes.WrittenMemory;
        return new(frames[^1].Position, joined, HasIds: true, frames.Count)
        {
            Compressed = new(() => DeflatePart.Of(joined.Span, CompressionLevel.Fastest)),
        };
    }
}
