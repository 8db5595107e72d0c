using Orleans;

namespace CoopGrains.Contracts;

/// <summary>A case was raised.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CaseRaised)]
public sealed record CaseRaised : Event
{
    /// <summary>The case.</summary>
    [Id(0)] public required Case Case { get; init; }

    /// <summary>What it says.</summary>
    [Id(1)] public required LocalizedText Text { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(2)] public ValueList<Provenance> Sources { get; init; }
}

/// <summary>An exchange reached an addressee.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CaseDelivered)]
public sealed record CaseDelivered : Event
{
    /// <summary>The case.</summary>
    [Id(0)] public required string Case { get; init; }

    /// <summary>The province or national body that did it.</summary>
    [Id(1)] public required string For { get; init; }

    /// <summary>When.</summary>
    [Id(2)] public required DateTimeOffset At { get; init; }
}

/// <summary>A case was acknowledged.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CaseAcknowledged)]
public sealed record CaseAcknowledged : Event
{
    /// <summary>The case.</summary>
    [Id(0)] public required string Case { get; init; }

    /// <summary>The province or national body that did it.</summary>
    [Id(1)] public required string For { get; init; }

    /// <summary>True when it ends an exchange: every addressee has acknowledged it.</summary>
    [Id(2)] public required bool Complete { get; init; }

    /// <summary>What else was said.</summary>
    [Id(3)] public string? Note { get; init; }

    /// <summary>When.</summary>
    [Id(4)] public required DateTimeOffset At { get; init; }
}

/// <summary>A resolution of an issue was proposed.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ResolutionProposed)]
public sealed record ResolutionProposed : Event
{
    /// <summary>The case.</summary>
    [Id(0)] public required string Case { get; init; }

    /// <summary>The resolution.</summary>
    [Id(1)] public required LocalizedText Text { get; init; }

    /// <summary>The province or national body that did it.</summary>
    [Id(2)] public required string For { get; init; }

    /// <summary>When.</summary>
    [Id(3)] public required DateTimeOffset At { get; init; }
}

/// <summary>A side closed a case, or its asker took it back.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CaseClosed)]
public sealed record CaseClosed : Event
{
    /// <summary>The case.</summary>
    [Id(0)] public required string Case { get; init; }

    /// <summary>The side.</summary>
    [Id(1)] public required Side Side { get; init; }

    /// <summary>True when it is closed now; false when the other side is awaited.</summary>
    [Id(2)] public required bool Complete { get; init; }

    /// <summary>Why.</summary>
    [Id(3)] public required string Note { get; init; }

    /// <summary>The province or national body that did it.</summary>
    [Id(4)] public required string For { get; init; }

    /// <summary>When.</summary>
    [Id(5)] public required DateTimeOffset At { get; init; }
}

/// <summary>A case was opened again.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CaseReopened)]
public sealed record CaseReopened : Event
{
    /// <summary>The case.</summary>
    [Id(0)] public required string Case { get; init; }

    /// <summary>Why.</summary>
    [Id(1)] public required string Reason { get; init; }

    /// <summary>The new due date; null when it stays.</summary>
    [Id(2)] public PartialDate? Due { get; init; }

    /// <summary>The province or national body that did it.</summary>
    [Id(3)] public required string For { get; init; }

    /// <summary>When.</summary>
    [Id(4)] public required DateTimeOffset At { get; init; }
}

/// <summary>An overseer's question or recommendation was replied to.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CaseReplied)]
public sealed record CaseReplied : Event
{
    /// <summary>The case.</summary>
    [Id(0)] public required string Case { get; init; }

    /// <summary>The reply.</summary>
    [Id(1)] public required LocalizedText Text { get; init; }

    /// <summary>True when the due date had passed.</summary>
    [Id(2)] public required bool Late { get; init; }

    /// <summary>The province or national body that did it.</summary>
    [Id(3)] public required string For { get; init; }

    /// <summary>When.</summary>
    [Id(4)] public required DateTimeOffset At { get; init; }
}

/// <summary>An action point was done.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ActionCompleted)]
public sealed record ActionCompleted : Event
{
    /// <summary>The case.</summary>
    [Id(0)] public required string Case { get; init; }

    /// <summary>What was done.</summary>
    [Id(1)] public required string Note { get; init; }

    /// <summary>Who did it.</summary>
    [Id(2)] public required Reporter By { get; init; }

    /// <summary>When.</summary>
    [Id(3)] public required DateTimeOffset At { get; init; }
}

/// <summary>An action point was verified.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ActionVerified)]
public sealed record ActionVerified : Event
{
    /// <summary>The case.</summary>
    [Id(0)] public required string Case { get; init; }

    /// <summary>What else was said.</summary>
    [Id(1)] public string? Note { get; init; }

    /// <summary>Who verified it.</summary>
    [Id(2)] public required Reporter By { get; init; }

    /// <summary>When.</summary>
    [Id(3)] public required DateTimeOffset At { get; init; }
}

/// <summary>An issue was handed to the overseers.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CaseEscalated)]
public sealed record CaseEscalated : Event
{
    /// <summary>The case.</summary>
    [Id(0)] public required string Case { get; init; }

    /// <summary>How.</summary>
    [Id(1)] public required Escalation Escalation { get; init; }

    /// <summary>Why.</summary>
    [Id(2)] public required string Reason { get; init; }
}

/// <summary>An escalation was taken back; it does not come again for the same due date.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.EscalationReverted)]
public sealed record EscalationReverted : Event
{
    /// <summary>The case.</summary>
    [Id(0)] public required string Case { get; init; }

    /// <summary>The due date.</summary>
    [Id(1)] public required PartialDate Due { get; init; }

    /// <summary>Why.</summary>
    [Id(2)] public required string Reason { get; init; }

    /// <summary>The province or national body that did it.</summary>
    [Id(3)] public required string For { get; init; }
}
