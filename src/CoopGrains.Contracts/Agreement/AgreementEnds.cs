using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>What one side has asked for and the other has yet to agree to.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.TwoSidedAsk)]
public sealed record TwoSidedAsk
{
    /// <summary>The party that asked.</summary>
    [Id(0)] public required string By { get; init; }

    /// <summary>Why.</summary>
    [Id(1)] public required string Reason { get; init; }

    /// <summary>When, by the clock of the deciding process; null in rows from before it was kept.</summary>
    [Id(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public DateTimeOffset? At { get; init; }
}

/// <summary>The calendar's word that the term is over.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ExpireAgreement)]
public sealed record ExpireAgreement : Command
{
    /// <summary>The last day of the term, as the calendar knows it.</summary>
    [Id(0)] public required PartialDate EndedOn { get; init; }
}

/// <summary>Reverts a wrong end: expiry, termination or withdrawal. The first side asks, and the other agrees.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.RevertEnd)]
public sealed record RevertEnd : Command
{
    /// <summary>Why.</summary>
    [Id(0)] public required string Reason { get; init; }
}

/// <summary>Takes back what the caller's own party asked: to revert the end, as long as the other side has not agreed.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.WithdrawReversion)]
public sealed record WithdrawReversion : Command
{
    /// <summary>Why.</summary>
    [Id(0)] public required string Reason { get; init; }
}

/// <summary>The term was over.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AgreementExpired)]
public sealed record AgreementExpired : Event
{
    /// <summary>The last day of the term.</summary>
    [Id(0)] public required PartialDate EndedOn { get; init; }
}

/// <summary>A side asked to revert the end; the other has to agree.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ReversionAsked)]
public sealed record ReversionAsked : Event
{
    /// <summary>Who asked, and why.</summary>
    [Id(0)] public required TwoSidedAsk Ask { get; init; }

    /// <summary>The end in question.</summary>
    [Id(1)] public required AgreementState From { get; init; }
}

/// <summary>Both sides reverted the end.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.EndReverted)]
public sealed record EndReverted : Event
{
    /// <summary>The end that was wrong.</summary>
    [Id(0)] public required AgreementState From { get; init; }

    /// <summary>Where it stands again.</summary>
    [Id(1)] public required AgreementState To { get; init; }

    /// <summary>Who asked first, and why.</summary>
    [Id(2)] public required TwoSidedAsk Ask { get; init; }

    /// <summary>The party of the other side that agreed.</summary>
    [Id(3)] public required string AgreedBy { get; init; }

    /// <summary>Why, in its words.</summary>
    [Id(4)] public required string Reason { get; init; }

    /// <summary>The last day of the term, when it had expired: that day ends it no more.</summary>
    [Id(5)] public PartialDate? EndedOn { get; init; }

    /// <summary>When, by the clock of the deciding process; null in rows from before it was kept.</summary>
    [Id(6), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public DateTimeOffset? At { get; init; }
}

/// <summary>Whoever asked to revert the end took that back.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ReversionAskDropped)]
public sealed record ReversionAskDropped : Event
{
    /// <summary>Who had asked, and why.</summary>
    [Id(0)] public required TwoSidedAsk Ask { get; init; }

    /// <summary>Who took it back, and why.</summary>
    [Id(1)] public required TwoSidedAsk Dropped { get; init; }
}
