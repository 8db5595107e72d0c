using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>A commitment of another book, looked up beforehand.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.FoundCommitment)]
public sealed record FoundCommitment
{
    /// <summary>Where it is.</summary>
    [Id(0)] public required CommitmentRef Ref { get; init; }

    /// <summary>What it is.</summary>
    [Id(1)] public required Commitment Commitment { get; init; }
}

/// <summary>What a new commitment would carry on, looked up beforehand.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.FoundCarry)]
public sealed record FoundCarry
{
    /// <summary>The commitment of the term before.</summary>
    [Id(0)] public required Commitment Commitment { get; init; }

    /// <summary>The agreement that would carry it on.</summary>
    [Id(1)] public required BookKey Successor { get; init; }

    /// <summary>True when the text that both sides accepted chose it to be carried on.</summary>
    [Id(2)] public required bool Chosen { get; init; }

    /// <summary>What carries it on under that agreement already; null when nothing does that the caller sees.</summary>
    [Id(3)] public CommitmentRef? By { get; init; }

    /// <summary>What carried it on under that agreement and was given up; null when nothing was.</summary>
    [Id(4)] public CommitmentRef? GivenUp { get; init; }
}

/// <summary>Drafts the agreement that follows another, with what it carries on.</summary>
/// <remarks>
/// Chosen commitments of the old agreement's own book come into the new one at once, without targets: those are its own. Chosen
/// commitments of programs wait for a program under the new agreement whose commitment names them.
/// </remarks>
[GenerateSerializer, Immutable, Alias(WireNames.RenewAgreement)]
public sealed record RenewAgreement : Command
{
    /// <summary>A readable id, or null to have one made.</summary>
    [Id(0)] public string? Id { get; init; }

    /// <summary>Which kind of instrument.</summary>
    [Id(1)] public required InstrumentType Type { get; init; }

    /// <summary>The kind in the parties' own words, verbatim.</summary>
    [Id(2)] public ValueList<string> TypeStated { get; init; }

    /// <summary>The parties; those of the old agreement when left out.</summary>
    [Id(3)] public ValueList<string> Parties { get; init; }

    /// <summary>The text. Its term begins after that of the old one.</summary>
    [Id(4)] public required AgreementText Text { get; init; }

    /// <summary>The instrument above it, or null.</summary>
    [Id(5)] public BookKey? Parent { get; init; }

    /// <summary>True for a matter that only cleared users of its parties may see; fixed for ever.</summary>
    [Id(6)] public bool Restricted { get; init; }

    /// <summary>Commitments to carry on, of the old agreement and of programs under it.</summary>
    [Id(7)] public ValueList<CommitmentRef> Carry { get; init; }

    /// <summary>The old agreement; taken from the path.</summary>
    [Id(8), JsonIgnore] public BookKey? Predecessor { get; init; }

    /// <summary>What was found of the commitments to carry on, looked up beforehand.</summary>
    [Id(9), JsonIgnore] public ValueList<FoundCommitment> Found { get; init; }
}

/// <summary>What a target period left to be done.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.UnfinishedQuota)]
public sealed record UnfinishedQuota
{
    /// <summary>The period.</summary>
    [Id(0)] public required Window Period { get; init; }

    /// <summary>Its target.</summary>
    [Id(1)] public required Amount Target { get; init; }

    /// <summary>What was confirmed; null when there is no data.</summary>
    [Id(2)] public Amount? Confirmed { get; init; }

    /// <summary>What remains; null when a bound or an estimate leaves that open.</summary>
    [Id(3)] public Amount? Remaining { get; init; }
}

/// <summary>A commitment was carried on by a successor of its agreement.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CarryRecord)]
public sealed record CarryRecord
{
    /// <summary>The agreement that carries it on.</summary>
    [Id(0)] public required BookKey Successor { get; init; }

    /// <summary>The commitment that carries it on; null while none names it.</summary>
    [Id(1)] public CommitmentRef? To { get; init; }

    /// <summary>The civil date (UTC+7).</summary>
    [Id(2)] public required PartialDate On { get; init; }

    /// <summary>What it left to be done; with the first successor only, so that it is listed once.</summary>
    [Id(3)] public ValueList<UnfinishedQuota> Unfinished { get; init; }
}

/// <summary>The courier's word that a successor in force carries a commitment on, its own term being reviewed.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CarryForward)]
public sealed record CarryForward : Command
{
    /// <summary>The commitment.</summary>
    [Id(0)] public required string Commitment { get; init; }

    /// <summary>The agreement that carries it on.</summary>
    [Id(1)] public required BookKey Successor { get; init; }

    /// <summary>The commitment that carries it on.</summary>
    [Id(2)] public CommitmentRef? To { get; init; }
}

/// <summary>A commitment was carried on.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CommitmentCarried)]
public sealed record CommitmentCarried : Event
{
    /// <summary>The commitment.</summary>
    [Id(0)] public required string Commitment { get; init; }

    /// <summary>By whom, and what was left.</summary>
    [Id(1)] public required CarryRecord Carry { get; init; }
}

/// <summary>What carries a commitment on was found: no commitment did when it was carried.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CarryNamed)]
public sealed record CarryNamed : Event
{
    /// <summary>The commitment.</summary>
    [Id(0)] public required string Commitment { get; init; }

    /// <summary>The agreement that carries it on.</summary>
    [Id(1)] public required BookKey Successor { get; init; }

    /// <summary>The commitment that carries it on.</summary>
    [Id(2)] public required CommitmentRef To { get; init; }
}

/// <summary>The review was reopened: the commitment runs again, and is carried on anew when its term is reviewed again.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CarryReverted)]
public sealed record CarryReverted : Event
{
    /// <summary>The commitment.</summary>
    [Id(0)] public required string Commitment { get; init; }

    /// <summary>What is void.</summary>
    [Id(1)] public required ValueList<CarryRecord> Carried { get; init; }
}

/// <summary>The closing review of a term: signed off by both sides, it freezes the term.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ClosingReview)]
public sealed record ClosingReview
{
    /// <summary>The party that signed off first, and its words.</summary>
    [Id(0)] public required TwoSidedAsk First { get; init; }

    /// <summary>The party of the other side that signed off, and its words; null while it has not.</summary>
    [Id(1)] public TwoSidedAsk? Second { get; init; }

    /// <summary>The civil date (UTC+7) since which the term is frozen; null while it is not.</summary>
    [Id(2)] public PartialDate? On { get; init; }

    /// <summary>Who asked to reopen it, and why, while the other side has not agreed.</summary>
    [Id(3)] public TwoSidedAsk? Reopening { get; init; }
}

/// <summary>Signs off the closing review for the caller's side.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.SignOffReview)]
public sealed record SignOffReview : Command
{
    /// <summary>What the review came to.</summary>
    [Id(0)] public required string Findings { get; init; }
}

/// <summary>Reopens a term that its review has frozen: the first side asks, and the other agrees.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ReopenReview)]
public sealed record ReopenReview : Command
{
    /// <summary>Why.</summary>
    [Id(0)] public required string Reason { get; init; }
}

/// <summary>Takes back what the caller's own party signed off: the closing review, as long as the other side has not agreed.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.WithdrawSignOff)]
public sealed record WithdrawSignOff : Command
{
    /// <summary>Why.</summary>
    [Id(0)] public required string Reason { get; init; }
}

/// <summary>Takes back what the caller's own party asked: to reopen the term, as long as the other side has not agreed.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.WithdrawReopening)]
public sealed record WithdrawReopening : Command
{
    /// <summary>Why.</summary>
    [Id(0)] public required string Reason { get; init; }
}

/// <summary>A side signed off the closing review.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ReviewSigned)]
public sealed record ReviewSigned : Event
{
    /// <summary>Who, and what the review came to.</summary>
    [Id(0)] public required TwoSidedAsk By { get; init; }

    /// <summary>The civil date (UTC+7) on which both sides had signed off and the term was frozen; null after the first.</summary>
    [Id(1)] public PartialDate? FrozenOn { get; init; }
}

/// <summary>A side asked to reopen the term.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ReopeningAsked)]
public sealed record ReopeningAsked : Event
{
    /// <summary>Who, and why.</summary>
    [Id(0)] public required TwoSidedAsk Ask { get; init; }
}

/// <summary>Both sides reopened the term.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ReviewReopened)]
public sealed record ReviewReopened : Event
{
    /// <summary>Who asked first, and why.</summary>
    [Id(0)] public required TwoSidedAsk Ask { get; init; }

    /// <summary>Who agreed, and why.</summary>
    [Id(1)] public required TwoSidedAsk Agreed { get; init; }
}

/// <summary>Whoever signed off the closing review first took that back.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.SignOffDropped)]
public sealed record SignOffDropped : Event
{
    /// <summary>Who had signed it off, and what the review came to.</summary>
    [Id(0)] public required TwoSidedAsk Ask { get; init; }

    /// <summary>Who took it back, and why.</summary>
    [Id(1)] public required TwoSidedAsk Dropped { get; init; }
}

/// <summary>Whoever asked to reopen the term took that back.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ReopeningAskDropped)]
public sealed record ReopeningAskDropped : Event
{
    /// <summary>Who had asked, and why.</summary>
    [Id(0)] public required TwoSidedAsk Ask { get; init; }

    /// <summary>Who took it back, and why.</summary>
    [Id(1)] public required TwoSidedAsk Dropped { get; init; }
}
