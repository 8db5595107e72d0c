using System.Text.Json.Serialization;

namespace CoopGrains.Contracts;

/// <summary>How one province stands.</summary>
public sealed record Scorecard
{
    /// <summary>How fresh it is.</summary>
    public required ViewStamp Stamp { get; init; }

    /// <summary>The civil date.</summary>
    public required DateOnly On { get; init; }

    /// <summary>The province.</summary>
    public required ProvinceSummary Province { get; init; }

    /// <summary>Its counts, its figures, and those it shares with others.</summary>
    public required StatusGroup Status { get; init; }

    /// <summary>The commitments it gives or receives under, by book.</summary>
    public required ValueList<ScorecardLine> Commitments { get; init; }
}

/// <summary>One commitment on a scorecard.</summary>
public sealed record ScorecardLine
{
    /// <summary>The book.</summary>
    public required BookKey Book { get; init; }

    /// <summary>True when the province gives.</summary>
    public required bool Gives { get; init; }

    /// <summary>The commitment with its figures.</summary>
    public required CommitmentView Commitment { get; init; }
}

/// <summary>The entries that make a figure.</summary>
public sealed record Explanation
{
    /// <summary>How fresh it is.</summary>
    public required ViewStamp Stamp { get; init; }

    /// <summary>The figure as asked.</summary>
    public required string Figure { get; init; }

    /// <summary>What the entries come to; null when there are none, or for attestations.</summary>
    public Amount? Value { get; init; }

    /// <summary>How many entries make it.</summary>
    public required int Total { get; init; }

    /// <summary>At most 200 of them, by book and number.</summary>
    public required ValueList<ExplainedEntry> Entries { get; init; }
}

/// <summary>An entry and where it is kept.</summary>
public sealed record ExplainedEntry
{
    /// <summary>The book.</summary>
    public required BookKey Book { get; init; }

    /// <summary>The entry.</summary>
    public required EntryView Entry { get; init; }
}

/// <summary>Proposals that the reader may see.</summary>
public sealed record ProposalList
{
    /// <summary>How fresh it is.</summary>
    public required ViewStamp Stamp { get; init; }

    /// <summary>The proposals, by book and number.</summary>
    public required ValueList<Proposal> Proposals { get; init; }
}

/// <summary>A proposal: not agreed, and in no progress.</summary>
public sealed record Proposal
{
    /// <summary>The book.</summary>
    public required BookKey Book { get; init; }

    /// <summary>What is proposed.</summary>
    public required Commitment Commitment { get; init; }
}

/// <summary>The trade series.</summary>
public sealed record TradeReport
{
    /// <summary>How fresh it is.</summary>
    public required ViewStamp Stamp { get; init; }

    /// <summary>One series for each commitment that is measured to date in a currency.</summary>
    public required ValueList<TradeSeries> Series { get; init; }
}

/// <summary>One trade series to date.</summary>
public sealed record TradeSeries
{
    /// <summary>The book.</summary>
    public required BookKey Book { get; init; }

    /// <summary>The commitment.</summary>
    public required string Commitment { get; init; }

    /// <summary>What it is about.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>What is measured.</summary>
    public required string Indicator { get; init; }

    /// <summary>The provinces it covers together.</summary>
    public required ValueList<string> Provinces { get; init; }

    /// <summary>From the begin of the first to the end of the last entry in it; null without data.</summary>
    public Window? Window { get; init; }

    /// <summary>Turnover to date, as reported.</summary>
    public Amount? Turnover { get; init; }

    /// <summary>Turnover to date, as confirmed.</summary>
    public Amount? Confirmed { get; init; }

    /// <summary>Of it imports; null when not stated.</summary>
    public Amount? Imports { get; init; }

    /// <summary>Of it exports; null when not stated: it is never the rest.</summary>
    public Amount? Exports { get; init; }

    /// <summary>The entries that make it.</summary>
    public required ValueList<EntryView> Entries { get; init; }

    /// <summary>Month by month, as far as months were posted, in order.</summary>
    public required ValueList<TradeMonth> Months { get; init; }
}

/// <summary>One month of a trade series.</summary>
public sealed record TradeMonth
{
    /// <summary>The month.</summary>
    public required PartialDate Month { get; init; }

    /// <summary>Turnover of the month.</summary>
    public Amount? Turnover { get; init; }

    /// <summary>Of it imports; null when not stated.</summary>
    public Amount? Imports { get; init; }

    /// <summary>Of it exports; null when not stated: it is never the rest.</summary>
    public Amount? Exports { get; init; }

    /// <summary>Where its entry stands.</summary>
    public required EntryStatus Status { get; init; }

    /// <summary>Its entry; of several for one month the confirmed one, else the newest.</summary>
    public required string Entry { get; init; }

    /// <summary>True when a cumulative figure covers the month: it is part of that, and adds nothing to it.</summary>
    public required bool InCumulative { get; init; }
}

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

/// <summary>What the courier could not deliver because the receiver refused it, or cannot be read.</summary>
public sealed record Undelivered
{
    /// <summary>The book whose event it was.</summary>
    public required BookKey From { get; init; }

    /// <summary>The event's sequence.</summary>
    public required long Sequence { get; init; }

    /// <summary>The book that refused.</summary>
    public required BookKey To { get; init; }

    /// <summary>The command.</summary>
    public required string Command { get; init; }

    /// <summary>Why it was refused; <c>bookDamaged</c> when the receiver cannot be read.</summary>
    public required string Code { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
