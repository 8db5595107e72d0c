using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>A period of a commitment in which nothing changes any more, unless both sides unlock it for a time.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.PeriodLock)]
public sealed record PeriodLock : IRecord
{
    /// <summary>The period as a path names it: <c>2025</c>, or <c>2025-01..2025-03</c>.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The period.</summary>
    [Id(1)] public required Window Period { get; init; }

    /// <summary>Who locked it.</summary>
    [Id(2)] public required Reporter By { get; init; }

    /// <summary>Why.</summary>
    [Id(3)] public required string Reason { get; init; }

    /// <summary>When, by the clock of the deciding process.</summary>
    [Id(4)] public required DateTimeOffset At { get; init; }

    /// <summary>Who asked to unlock it: one side while it waits for the other, both while it is unlocked.</summary>
    [Id(5)] public ValueList<UnlockConsent> Unlocking { get; init; }

    /// <summary>The last day on which it is unlocked; null while it is locked.</summary>
    [Id(6)] public PartialDate? UnlockedUntil { get; init; }

    /// <summary>The lock as it stands on a civil date: unlocks that are over are gone.</summary>
    public PeriodLock On(DateOnly today) => UnlockedUntil is { } until
        ? until.Last >= today ? this : this with { UnlockedUntil = null, Unlocking = default }
        : Unlocking.All(consent => consent.Until.Last >= today) ? this
        : this with { Unlocking = Unlocking.Where(consent => consent.Until.Last >= today).ToValueList() };
}

/// <summary>One side's consent to unlock a period.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.UnlockConsent)]
public sealed record UnlockConsent
{
    /// <summary>Who.</summary>
    [Id(0)] public required Reporter By { get; init; }

    /// <summary>Why.</summary>
    [Id(1)] public required string Reason { get; init; }

    /// <summary>The last day on which it is to be unlocked.</summary>
    [Id(2)] public required PartialDate Until { get; init; }

    /// <summary>When, by the clock of the deciding process.</summary>
    [Id(3)] public required DateTimeOffset At { get; init; }
}

/// <summary>Locks a period of a commitment, or ends an unlock before its day.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.LockPeriod)]
public sealed record LockPeriod : Command
{
    /// <summary>The commitment; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Commitment { get; init; } = "";

    /// <summary>The period; it has an end.</summary>
    [Id(1)] public required Window Period { get; init; }

    /// <summary>Why.</summary>
    [Id(2)] public required string Reason { get; init; }
}

/// <summary>Asks to unlock a period for a time, or agrees with the other side, which has asked.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.UnlockPeriod)]
public sealed record UnlockPeriod : Command
{
    /// <summary>The commitment; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Commitment { get; init; } = "";

    /// <summary>The id of the lock; taken from the path.</summary>
    [Id(1), JsonIgnore] public string Lock { get; init; } = "";

    /// <summary>Why.</summary>
    [Id(2)] public required string Reason { get; init; }

    /// <summary>The last day on which it is to be unlocked; of two that differ the earlier counts.</summary>
    [Id(3)] public required PartialDate Until { get; init; }
}

/// <summary>Takes back what the caller's own body asked: to unlock a period, as long as the other side has not agreed.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.WithdrawUnlock)]
public sealed record WithdrawUnlock : Command
{
    /// <summary>The commitment; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Commitment { get; init; } = "";

    /// <summary>The id of the lock; taken from the path.</summary>
    [Id(1), JsonIgnore] public string Lock { get; init; } = "";

    /// <summary>Why.</summary>
    [Id(2)] public required string Reason { get; init; }
}

/// <summary>A period was locked; an unlock of it is over.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.PeriodLocked)]
public sealed record PeriodLocked : Event
{
    /// <summary>The commitment.</summary>
    [Id(0)] public required string Commitment { get; init; }

    /// <summary>The id of the lock.</summary>
    [Id(1)] public required string Lock { get; init; }

    /// <summary>The period.</summary>
    [Id(2)] public required Window Period { get; init; }

    /// <summary>Who locked it.</summary>
    [Id(3)] public required Reporter By { get; init; }

    /// <summary>Why.</summary>
    [Id(4)] public required string Reason { get; init; }

    /// <summary>When, by the clock of the deciding process.</summary>
    [Id(5)] public required DateTimeOffset At { get; init; }
}

/// <summary>One side consented to unlock a period.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.UnlockAsked)]
public sealed record UnlockAsked : Event
{
    /// <summary>The commitment.</summary>
    [Id(0)] public required string Commitment { get; init; }

    /// <summary>The id of the lock.</summary>
    [Id(1)] public required string Lock { get; init; }

    /// <summary>Who, why and until when.</summary>
    [Id(2)] public required UnlockConsent Consent { get; init; }
}

/// <summary>Both sides consented: a period is unlocked until the end of a day, and locked again after it.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.PeriodUnlocked)]
public sealed record PeriodUnlocked : Event
{
    /// <summary>The commitment.</summary>
    [Id(0)] public required string Commitment { get; init; }

    /// <summary>The id of the lock.</summary>
    [Id(1)] public required string Lock { get; init; }

    /// <summary>The last day on which it is unlocked.</summary>
    [Id(2)] public required PartialDate Until { get; init; }
}

/// <summary>Whoever asked to unlock a period took that back.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.UnlockAskDropped)]
public sealed record UnlockAskDropped : Event
{
    /// <summary>The commitment.</summary>
    [Id(0)] public required string Commitment { get; init; }

    /// <summary>The id of the lock.</summary>
    [Id(1)] public required string Lock { get; init; }

    /// <summary>What had been asked.</summary>
    [Id(2)] public required UnlockConsent Consent { get; init; }

    /// <summary>Who took it back.</summary>
    [Id(3)] public required Reporter By { get; init; }

    /// <summary>Why.</summary>
    [Id(4)] public required string Reason { get; init; }

    /// <summary>When, by the clock of the deciding process.</summary>
    [Id(5)] public required DateTimeOffset At { get; init; }
}
