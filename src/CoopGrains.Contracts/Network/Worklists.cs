using System.Text.Json.Serialization;

namespace CoopGrains.Contracts;

/// <summary>What is to be done.</summary>
[JsonConverter(typeof(CamelCase<WorkKind>))]
public enum WorkKind
{
    /// <summary>A text to accept.</summary>
    Accept,

    /// <summary>An agreement to sign.</summary>
    Sign,

    /// <summary>An entry to confirm, dispute or send back.</summary>
    Confirm,

    /// <summary>A correction to confirm.</summary>
    ConfirmCorrection,

    /// <summary>An entry that came back.</summary>
    SentBack,

    /// <summary>A disputed entry: agree on a correction.</summary>
    Disputed,

    /// <summary>One's own entry or case that nobody has answered.</summary>
    Unanswered,

    /// <summary>A target period under way, or over, without data.</summary>
    Report,

    /// <summary>A case to acknowledge.</summary>
    Acknowledge,

    /// <summary>An overseer's question or recommendation to reply to.</summary>
    Answer,

    /// <summary>An acknowledged issue: propose how it is resolved.</summary>
    Resolve,

    /// <summary>A case to close for one's side, or to open again.</summary>
    Close,

    /// <summary>An action point to do.</summary>
    Do,

    /// <summary>An action point to verify.</summary>
    Verify,

    /// <summary>An issue that silence, or one of its parties, handed to the overseers.</summary>
    Escalated,

    /// <summary>A reversal to confirm or to send back.</summary>
    ConfirmReversal,

    /// <summary>An entry that the other side made on behalf of one's own: it waits for one's own answer like any other.</summary>
    ConfirmOnBehalf,

    /// <summary>An entry that says the same as another agency's: a duplicate, or distinct.</summary>
    PossibleDuplicate,

    /// <summary>A locked period that the other side asks to unlock.</summary>
    Unlock,

    /// <summary>Minutes of talks to sign.</summary>
    SignMinutes,

    /// <summary>An amendment to accept.</summary>
    AcceptAmendment,

    /// <summary>An amendment to sign.</summary>
    SignAmendment,

    /// <summary>A closing review that the other side has signed off.</summary>
    SignOffReview,

    /// <summary>A reviewed term that the other side asks to reopen: agree, or leave it.</summary>
    AgreeToReopening,

    /// <summary>An end that the other side asks to revert: agree, or leave it.</summary>
    AgreeToReversion,

    /// <summary>One's own side's entry that the other side asks to mark as a duplicate: agree, or find it distinct.</summary>
    AgreeToDuplicate,

    /// <summary>A commitment that the other side proposes: agree to it, change its targets, or refuse it.</summary>
    AgreeToCommitment,

    /// <summary>A target that the other side asks for: set the same, another, or the one that holds.</summary>
    AgreeToTarget,

    /// <summary>A commitment that the other side asks to give up: agree, or leave it.</summary>
    AgreeToCancellation,

    /// <summary>An outcome of talks that is to be done by a day: say that it is done, or dropped.</summary>
    SettleOutcome,

    /// <summary>Sources that disagree: say which holds, and why.</summary>
    SettleConflict,
}

/// <summary>What overseers look for in the whole network.</summary>
[JsonConverter(typeof(CamelCase<OversightOf>))]
public enum OversightOf
{
    /// <summary>Entries that the other side has not answered.</summary>
    Unconfirmed,

    /// <summary>Entries in dispute.</summary>
    Disputed,

    /// <summary>Targets whose period is over and that are not confirmed in full.</summary>
    Overdue,
}

/// <summary>The work list of the caller's agency: what one of its users has a role for, for their province or national body.</summary>
public sealed record Worklist
{
    /// <summary>How fresh it is.</summary>
    public required ViewStamp Stamp { get; init; }

    /// <summary>How many items there are.</summary>
    public required int Total { get; init; }

    /// <summary>As many as were asked for, oldest first.</summary>
    public required ValueList<WorkItem> Items { get; init; }

    /// <summary>What to ask for next, or null at the end.</summary>
    public string? Next { get; init; }

    /// <summary>Restricted books that the total counts.</summary>
    [JsonIgnore] public ValueList<BookKey> Restricted { get; init; }
}

/// <summary>One thing to do.</summary>
public sealed record WorkItem
{
    /// <summary>What is to be done.</summary>
    public required WorkKind Kind { get; init; }

    /// <summary>The book.</summary>
    public required BookKey Book { get; init; }

    /// <summary>Its title, or that of the case that it is about.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>The commitment, when it is about one.</summary>
    public string? Commitment { get; init; }

    /// <summary>The entry, when it is about one.</summary>
    public string? Entry { get; init; }

    /// <summary>The case, when it is about one.</summary>
    public string? Case { get; init; }

    /// <summary>The target period, when it is about one.</summary>
    public string? Period { get; init; }

    /// <summary>Which of several in the book, when it is about neither: such as talks/1.</summary>
    public string? Item { get; init; }

    /// <summary>The amount, when it is about an entry with one.</summary>
    public Amount? Amount { get; init; }

    /// <summary>Since when it waits.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Whole days since then.</summary>
    public required int AgeDays { get; init; }

    /// <summary>By when it is to be done; null when that is not stated.</summary>
    public PartialDate? Due { get; init; }

    /// <summary>True when that day has passed.</summary>
    public bool Late { get; init; }
}
