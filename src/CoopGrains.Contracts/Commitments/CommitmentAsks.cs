using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>What one of those whom a commitment names asks the others to agree to.</summary>
[GenerateSerializer, Alias(WireNames.CommitmentAskKind)]
[JsonConverter(typeof(CamelCase<CommitmentAskKind>))]
public enum CommitmentAskKind
{
    /// <summary>The commitment itself, as it stands.</summary>
    Agreement,

    /// <summary>Another target for a period.</summary>
    Target,

    /// <summary>To give the commitment up.</summary>
    Cancellation,
}

/// <summary>
/// What one asks about a commitment and the others have yet to agree to. It binds nobody until all have whom the commitment names; a
/// national body speaks for all of its side.
/// </summary>
[GenerateSerializer, Immutable, Alias(WireNames.CommitmentAsk)]
public sealed record CommitmentAsk
{
    /// <summary>What is asked.</summary>
    [Id(0)] public required CommitmentAskKind Kind { get; init; }

    /// <summary>Who asks.</summary>
    [Id(1)] public required Reporter By { get; init; }

    /// <summary>When, by the clock of the deciding process.</summary>
    [Id(2)] public required DateTimeOffset At { get; init; }

    /// <summary>The target that is asked for; null when it is about no target.</summary>
    [Id(3)] public Target? Target { get; init; }

    /// <summary>Why; stated with a cancellation.</summary>
    [Id(4)] public string? Reason { get; init; }

    /// <summary>Who has agreed since, while others have yet to; left out while nobody has.</summary>
    [Id(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ValueList<AskAgreed> Agreed { get; init; }
}

/// <summary>That somebody agreed to what is asked about a commitment.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AskAgreed)]
public sealed record AskAgreed
{
    /// <summary>Who.</summary>
    [Id(0)] public required Reporter By { get; init; }

    /// <summary>When, by the clock of the deciding process.</summary>
    [Id(1)] public required DateTimeOffset At { get; init; }
}

/// <summary>Whom something that is asked about a commitment still waits for.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AskAwaited)]
public sealed record AskAwaited
{
    /// <summary>What is asked.</summary>
    [Id(0)] public required CommitmentAskKind Kind { get; init; }

    /// <summary>The period of the target that is asked for; null when it is about no target.</summary>
    [Id(1)] public Window? Period { get; init; }

    /// <summary>The provinces and national bodies that have yet to agree; a national body can for all of its side.</summary>
    [Id(2)] public required ValueList<string> By { get; init; }
}

/// <summary>Agrees to a proposed commitment, or to the targets that others ask for of one that is agreed.</summary>
/// <remarks>It takes effect with the last whom the commitment names.</remarks>
[GenerateSerializer, Immutable, Alias(WireNames.AgreeToCommitment)]
public sealed record AgreeToCommitment : Command
{
    /// <summary>The commitment; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Commitment { get; init; } = "";

    /// <summary>The revision of the commitment that the caller saw; taken from If-Match.</summary>
    [Id(1), JsonIgnore] public int Revision { get; init; }
}

/// <summary>Drops or refuses a proposed commitment; of one that is agreed, asks to give it up, or agrees with who has asked.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CancelCommitment)]
public sealed record CancelCommitment : Command
{
    /// <summary>The commitment; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Commitment { get; init; } = "";

    /// <summary>Why.</summary>
    [Id(1)] public required string Reason { get; init; }
}

/// <summary>Takes back what the caller's own body asked: to give a commitment up, as long as it has not come about.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.WithdrawCancellation)]
public sealed record WithdrawCancellation : Command
{
    /// <summary>The commitment; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Commitment { get; init; } = "";

    /// <summary>Why.</summary>
    [Id(1)] public required string Reason { get; init; }
}

/// <summary>Somebody asked something about a commitment: the last of its kind, and for its period, stands, and all agree to it anew.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CommitmentAsked)]
public sealed record CommitmentAsked : Event
{
    /// <summary>The commitment.</summary>
    [Id(0)] public required string Commitment { get; init; }

    /// <summary>Who asks for what.</summary>
    [Id(1)] public required CommitmentAsk Ask { get; init; }

    /// <summary>The commitment's revision from here on.</summary>
    [Id(2)] public required int Revision { get; init; }
}

/// <summary>Somebody agreed to what is asked about a commitment, and others whom it names have yet to.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CommitmentAskJoined)]
public sealed record CommitmentAskJoined : Event
{
    /// <summary>The commitment.</summary>
    [Id(0)] public required string Commitment { get; init; }

    /// <summary>What is asked.</summary>
    [Id(1)] public required CommitmentAskKind Kind { get; init; }

    /// <summary>The period of the target that is asked for; null when it is about no target.</summary>
    [Id(2)] public Window? Period { get; init; }

    /// <summary>Who agreed.</summary>
    [Id(3)] public required Reporter By { get; init; }

    /// <summary>When, by the clock of the deciding process.</summary>
    [Id(4)] public required DateTimeOffset At { get; init; }

    /// <summary>Why; stated with a cancellation.</summary>
    [Id(5)] public string? Reason { get; init; }
}

/// <summary>Another target was asked for no more: its period keeps the one it has.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.TargetAskDropped)]
public sealed record TargetAskDropped : Event
{
    /// <summary>The commitment.</summary>
    [Id(0)] public required string Commitment { get; init; }

    /// <summary>What was asked for.</summary>
    [Id(1)] public required Target Asked { get; init; }

    /// <summary>The commitment's revision from here on.</summary>
    [Id(2)] public required int Revision { get; init; }
}

/// <summary>Whoever asked to give a commitment up took that back: it stands as before, and what others had agreed is void.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CommitmentAskDropped)]
public sealed record CommitmentAskDropped : Event
{
    /// <summary>The commitment.</summary>
    [Id(0)] public required string Commitment { get; init; }

    /// <summary>What had been asked, and who had agreed.</summary>
    [Id(1)] public required CommitmentAsk Asked { get; init; }

    /// <summary>Who took it back.</summary>
    [Id(2)] public required Reporter By { get; init; }

    /// <summary>Why.</summary>
    [Id(3)] public required string Reason { get; init; }

    /// <summary>When, by the clock of the deciding process.</summary>
    [Id(4)] public required DateTimeOffset At { get; init; }

    /// <summary>The commitment's revision from here on.</summary>
    [Id(5)] public required int Revision { get; init; }
}

/// <summary>The last whom a commitment names agreed to it: it counts from here on.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CommitmentAgreed)]
public sealed record CommitmentAgreed : Event
{
    /// <summary>The commitment.</summary>
    [Id(0)] public required string Commitment { get; init; }

    /// <summary>Who proposed it, or changed the proposal last.</summary>
    [Id(1)] public required Reporter Proposed { get; init; }

    /// <summary>Who agreed last.</summary>
    [Id(2)] public required Reporter By { get; init; }

    /// <summary>When, by the clock of the deciding process.</summary>
    [Id(3)] public required DateTimeOffset At { get; init; }

    /// <summary>The commitment's revision from here on.</summary>
    [Id(4)] public required int Revision { get; init; }
}

/// <summary>
/// A proposal was dropped or refused, or all whom a commitment names gave it up: it leaves progress, and its entries stay in the history.
/// </summary>
[GenerateSerializer, Immutable, Alias(WireNames.CommitmentCancelled)]
public sealed record CommitmentCancelled : Event
{
    /// <summary>The commitment.</summary>
    [Id(0)] public required string Commitment { get; init; }

    /// <summary>Where it stood.</summary>
    [Id(1)] public required CommitmentState From { get; init; }

    /// <summary>What had been asked for, and who had agreed; null when one was enough.</summary>
    [Id(2)] public CommitmentAsk? Asked { get; init; }

    /// <summary>Who.</summary>
    [Id(3)] public required Reporter By { get; init; }

    /// <summary>Why.</summary>
    [Id(4)] public required string Reason { get; init; }

    /// <summary>When, by the clock of the deciding process.</summary>
    [Id(5)] public required DateTimeOffset At { get; init; }

    /// <summary>The commitment's revision from here on.</summary>
    [Id(6)] public required int Revision { get; init; }
}
