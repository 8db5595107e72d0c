using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>What a case is.</summary>
[GenerateSerializer, Alias(WireNames.CaseKind)]
[JsonConverter(typeof(CamelCase<CaseKind>))]
public enum CaseKind
{
    /// <summary>An arising issue ("vấn đề phát sinh"): both sides close it.</summary>
    Issue,

    /// <summary>A piece of information to one or several parties; each acknowledges it.</summary>
    Exchange,

    /// <summary>An overseer's question: a reply closes it.</summary>
    Question,

    /// <summary>An overseer's recommendation: a reply closes it.</summary>
    Recommendation,

    /// <summary>Something to be done; somebody else verifies it.</summary>
    ActionPoint,
}

/// <summary>Where a case stands.</summary>
[GenerateSerializer, Alias(WireNames.CaseState)]
[JsonConverter(typeof(CamelCase<CaseState>))]
public enum CaseState
{
    /// <summary>Raised, and nobody to whom it goes has said anything.</summary>
    Raised,

    /// <summary>Of an exchange: sent.</summary>
    Sent,

    /// <summary>Of an exchange: every addressee has received it.</summary>
    Delivered,

    /// <summary>Acknowledged; of an exchange by every addressee, which ends it.</summary>
    Acknowledged,

    /// <summary>Of an issue: a resolution is proposed.</summary>
    ResolutionProposed,

    /// <summary>One side has closed it; the other has not.</summary>
    AwaitingOtherSide,

    /// <summary>Of an action point: done, and not verified yet.</summary>
    Done,

    /// <summary>Of a question or recommendation: replied to, which ends it.</summary>
    Replied,

    /// <summary>Of an action point: verified, which ends it.</summary>
    Verified,

    /// <summary>Closed.</summary>
    Closed,
}

/// <summary>To whom a case goes.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CaseParty)]
public sealed record CaseParty
{
    /// <summary>The party.</summary>
    [Id(0)] public required string Party { get; init; }

    /// <summary>The agency of it that is responsible; null for the party as a whole.</summary>
    [Id(1)] public string? Agency { get; init; }
}

/// <summary>To whom a case went, and what came back.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Addressee)]
public sealed record Addressee
{
    /// <summary>The party.</summary>
    [Id(0)] public required string Party { get; init; }

    /// <summary>The agency of it that is responsible.</summary>
    [Id(1)] public string? Agency { get; init; }

    /// <summary>When a user of it confirmed having received it; null before.</summary>
    [Id(2)] public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>When a user of it acknowledged it; null before.</summary>
    [Id(3)] public DateTimeOffset? AcknowledgedAt { get; init; }
}

/// <summary>What a case is about: a book, or one thing in it.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CaseObject)]
public sealed record CaseObject
{
    /// <summary>The book.</summary>
    [Id(0)] public required BookKey Book { get; init; }

    /// <summary>A commitment in it.</summary>
    [Id(1)] public string? Commitment { get; init; }

    /// <summary>A ledger entry in it.</summary>
    [Id(2)] public string? Entry { get; init; }

    /// <summary>Talks of it.</summary>
    [Id(3)] public int? Talks { get; init; }

    /// <summary>Another case of it.</summary>
    [Id(4)] public string? Case { get; init; }

    /// <inheritdoc/>
    public override string ToString() => (Commitment, Entry, Talks, Case) switch
    {
        ({ } commitment, _, _, _) => $"{Book}/commitments/{commitment}",
        (_, { } entry, _, _) => $"{Book}/entries/{entry}",
        (_, _, { } talks, _) => $"{Book}/talks/{talks}",
        (_, _, _, { } other) => $"{Book}/cases/{other}",
        _ => Book.ToString(),
    };
}

/// <summary>A case that was handed to the overseers.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Escalation)]
public sealed record Escalation
{
    /// <summary>The day on which the silence had lasted long enough; of one by hand, its day.</summary>
    [Id(0)] public required PartialDate Due { get; init; }

    /// <summary>When.</summary>
    [Id(1)] public required DateTimeOffset At { get; init; }

    /// <summary>The party that handed it over by hand; null when silence did.</summary>
    [Id(2)] public string? By { get; init; }
}

/// <summary>A case as it stands. Its texts are in the history.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Case)]
public sealed record Case : IRecord
{
    /// <summary>Its id, made by the server.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The order in which the book took it, from 1.</summary>
    [Id(1)] public required int Number { get; init; }

    /// <summary>What it is.</summary>
    [Id(2)] public required CaseKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(3)] public required CaseState State { get; init; }

    /// <summary>What it is called.</summary>
    [Id(4)] public required LocalizedText Title { get; init; }

    /// <summary>Who raised it.</summary>
    [Id(5)] public required Reporter By { get; init; }

    /// <summary>To whom it went: who has to answer, or to do it.</summary>
    [Id(6)] public required ValueList<Addressee> To { get; init; }

    /// <summary>What it is about; null for the book as a whole.</summary>
    [Id(7)] public CaseObject? About { get; init; }

    /// <summary>By when it is to be answered or done; null when that is not stated.</summary>
    [Id(8)] public PartialDate? Due { get; init; }

    /// <summary>Of an action point: true when the other side verifies it.</summary>
    [Id(9)] public bool TwoSided { get; init; }

    /// <summary>Of an issue: after so many days of silence it is offered to the overseers.</summary>
    [Id(10)] public int? SilenceDays { get; init; }

    /// <summary>When it was raised.</summary>
    [Id(11)] public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>When somebody last did something about it.</summary>
    [Id(12)] public required DateTimeOffset Since { get; init; }

    /// <summary>The province or national body that did.</summary>
    [Id(13)] public required string LastBy { get; init; }

    /// <summary>Sides that have closed it.</summary>
    [Id(14)] public ValueList<Side> ClosedBy { get; init; }

    /// <summary>Of an action point: who did it.</summary>
    [Id(15)] public Reporter? DoneBy { get; init; }

    /// <summary>How it was handed to the overseers; null when it was not, when that was taken back, or when somebody acted since.</summary>
    [Id(16)] public Escalation? Escalated { get; init; }

    /// <summary>The due date for which an escalation was taken back: it does not come again for that date.</summary>
    [Id(17)] public PartialDate? Reverted { get; init; }

    /// <summary>How many events it has had.</summary>
    [Id(18)] public required int Steps { get; init; }

    /// <summary>Since when what is asked now has been asked; null when that is since somebody last did something about it.</summary>
    [Id(19), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public DateTimeOffset? AskedSince { get; init; }
}
