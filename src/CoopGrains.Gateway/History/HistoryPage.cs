using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Hosting.History;

namespace CoopGrains.Gateway.History;

/// <summary>A part of a book's history.</summary>
internal sealed record HistoryPage
{
    /// <summary>The book.</summary>
    public required BookKey Book { get; init; }

    /// <summary>Events in order, without a gap.</summary>
    public required ValueList<HistoryItem> Items { get; init; }

    /// <summary>Send it as <c>from</c> for what follows; null when these are the last ones so far.</summary>
    public long? Next { get; init; }
}

/// <summary>One event.</summary>
internal record HistoryItem
{
    /// <summary>1, 2, 3 … within the book.</summary>
    public required long Sequence { get; init; }

    /// <summary>What happened.</summary>
    public required string Event { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Who acted.</summary>
    public required string User { get; init; }

    /// <summary>For which agency.</summary>
    public required string Agency { get; init; }

    /// <summary>On which side; empty for the system and its operators.</summary>
    public required string Side { get; init; }

    /// <summary>The trace of the request that caused it.</summary>
    public required string TraceId { get; init; }

    /// <summary>The event as it is stored; null when it names users and the reader may not see those.</summary>
    public JsonElement? Content { get; init; }

    /// <summary>An event, with its content or without.</summary>
    public static HistoryItem Of(HistoryEvent happened, bool withContent) => new()
    {
        Sequence = happened.Sequence,
        Event = happened.Event,
        RecordedAt = happened.RecordedAt,
        User = happened.User,
        Agency = happened.Agency,
        Side = happened.Side,
        TraceId = happened.TraceId,
        Content = withContent ? JsonElement.Parse(happened.Content) : null,
    };

    /// <summary>True when a reader is shown what the event holds.</summary>
    /// <param name="happened">The event's name.</param>
    /// <param name="book">The book as that reader sees it.</param>
    public static bool ShowsContent(string happened, KnownBook book) => !NamesUsers(happened) || book.IsKept;

    /// <summary>True when who reads it decides about its content.</summary>
    // As in the province's own view, and in the lists of who may read and has read: users are shown to its coordinators.
    public static bool NamesUsers(string happened) => happened is "userAppointed" or "accessGranted" or "accessRevoked";
}
