using System.Text.Json;
using CoopGrains.Contracts;

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
internal sealed record HistoryItem
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
}
