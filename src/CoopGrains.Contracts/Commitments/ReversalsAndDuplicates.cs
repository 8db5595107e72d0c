using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>Asks to take a confirmed entry out of every total: a new entry, which the other side has to confirm.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ReverseEntry)]
public sealed record ReverseEntry : Command
{
    /// <summary>The confirmed entry; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Entry { get; init; } = "";

    /// <summary>Why.</summary>
    [Id(1)] public required string Reason { get; init; }

    /// <summary>Evidence: hashes of documents, http links, or a few words.</summary>
    [Id(2)] public ValueList<string> Evidence { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(3)] public ValueList<Provenance> Sources { get; init; }

    /// <summary>Evidence that was not found, looked up beforehand.</summary>
    [Id(4), JsonIgnore] public ValueList<MissingReference> Missing { get; init; }
}

/// <summary>Says that an unconfirmed entry is the same as another, which alone counts.</summary>
/// <remarks>The side that reported the entry marks it; from the other side it is a request, and that side agrees by the same.</remarks>
[GenerateSerializer, Immutable, Alias(WireNames.MarkDuplicate)]
public sealed record MarkDuplicate : Command
{
    /// <summary>The duplicate; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Entry { get; init; } = "";

    /// <summary>The entry that counts.</summary>
    [Id(1)] public required string Of { get; init; }

    /// <summary>Why.</summary>
    [Id(2)] public required string Reason { get; init; }
}

/// <summary>Says that an entry is not the same as the one it resembles, or was taken for.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.MarkDistinct)]
public sealed record MarkDistinct : Command
{
    /// <summary>The entry; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Entry { get; init; } = "";

    /// <summary>Why.</summary>
    [Id(1)] public required string Reason { get; init; }
}

/// <summary>An entry was found to be the same as another, which alone counts from here on.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.EntryMarkedDuplicate)]
public sealed record EntryMarkedDuplicate : Event
{
    /// <summary>The duplicate.</summary>
    [Id(0)] public required string Entry { get; init; }

    /// <summary>The entry that counts.</summary>
    [Id(1)] public required string Of { get; init; }

    /// <summary>Why.</summary>
    [Id(2)] public required string Reason { get; init; }

    /// <summary>When, by the clock of the deciding process.</summary>
    [Id(3)] public required DateTimeOffset At { get; init; }
}

/// <summary>The other side asked that an entry be marked as a duplicate; it counts until its own side agrees.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.EntryDuplicateAsked)]
public sealed record EntryDuplicateAsked : Event
{
    /// <summary>The entry.</summary>
    [Id(0)] public required string Entry { get; init; }

    /// <summary>The entry that would count in its place.</summary>
    [Id(1)] public required string Of { get; init; }

    /// <summary>Why.</summary>
    [Id(2)] public required string Reason { get; init; }

    /// <summary>The province or national body that asks.</summary>
    [Id(3)] public required string By { get; init; }

    /// <summary>When, by the clock of the deciding process.</summary>
    [Id(4)] public required DateTimeOffset At { get; init; }
}

/// <summary>What the other side asks about an entry: to be marked as a duplicate.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.DuplicateAsk)]
public sealed record DuplicateAsk
{
    /// <summary>The entry that would count in its place.</summary>
    [Id(0)] public required string Of { get; init; }

    /// <summary>The province or national body that asks.</summary>
    [Id(1)] public required string By { get; init; }

    /// <summary>Since when.</summary>
    [Id(2)] public required DateTimeOffset At { get; init; }
}

/// <summary>An entry was found to stand for itself: it counts again where it was taken for a duplicate.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.EntryFoundDistinct)]
public sealed record EntryFoundDistinct : Event
{
    /// <summary>The entry.</summary>
    [Id(0)] public required string Entry { get; init; }

    /// <summary>The entry that it is not.</summary>
    [Id(1)] public required string From { get; init; }

    /// <summary>Why.</summary>
    [Id(2)] public required string Reason { get; init; }

    /// <summary>When, by the clock of the deciding process.</summary>
    [Id(3)] public required DateTimeOffset At { get; init; }
}
