using Orleans;

namespace CoopGrains.Contracts;

/// <summary>From when to when something was so, as far as it is stated: an end that nobody states is null, and never guessed.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Validity)]
public sealed record Validity
{
    /// <summary>Nothing is stated.</summary>
    public static Validity NotStated { get; } = new();

    /// <summary>The first day; null when it is not stated.</summary>
    [Id(0)] public PartialDate? From { get; init; }

    /// <summary>The last day; null when it lasts, or when its end is not stated.</summary>
    [Id(1)] public PartialDate? To { get; init; }

    /// <summary>Days on which a source shows it so.</summary>
    [Id(2)] public ValueList<PartialDate> SeenOn { get; init; }

    /// <summary>False only when one was certainly over before the other began.</summary>
    public bool MayOverlap(Validity other) => !IsBefore(this, other) && !IsBefore(other, this);

    /// <summary>False only when it certainly had not begun or was over.</summary>
    public bool MayHold(PartialDate on) => !(From is { } from && from.First > on.Last) && !(To is { } to && to.Last < on.First);

    private static bool IsBefore(Validity one, Validity other) => one.To is { } to && other.From is { } from && to.Last < from.First;
}
