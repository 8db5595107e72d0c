using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>Something a caller asks a book to do. Imperative; a book answers with an <see cref="Outcome"/>.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Command)]
public abstract record Command;

/// <summary>Something that happened in a book. Past tense; stored for ever under its name in <see cref="EventCatalog"/>.</summary>
/// <remarks>Members are only ever added. Every change of a stored shape raises the schema number and adds a golden payload.</remarks>
[GenerateSerializer, Immutable, Alias(WireNames.Event)]
public abstract record Event;

/// <summary>What a book answers to a command.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Outcome)]
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>The command took effect, durably, before this answer.</summary>
    [GenerateSerializer, Immutable, Alias(WireNames.Accepted)]
    public sealed record Accepted : Outcome
    {
        /// <summary>The book.</summary>
        [Id(0)] public required BookKey Book { get; init; }

        /// <summary>The book's version after the command's last event.</summary>
        [Id(1)] public required long Version { get; init; }

        /// <summary>What happened; a repeated command gets the same.</summary>
        [Id(2)] public required ValueList<Event> Events { get; init; }

        /// <summary>True when the command had taken effect before and nothing was changed now.</summary>
        [Id(3), JsonIgnore] public bool Replayed { get; init; }
    }

    /// <summary>The command was refused and changed nothing. Asked again, it is decided again.</summary>
    [GenerateSerializer, Immutable, Alias(WireNames.Refused)]
    public sealed record Refused : Outcome
    {
        /// <summary>One of <see cref="RefusalCodes"/>.</summary>
        [Id(0)] public required string Code { get; init; }

        /// <summary>Values for the text of the refusal, such as the state that stood in the way.</summary>
        [Id(1)] public ValueList<Detail> Details { get; init; }

        /// <summary>JSON pointer into the request, where one member is at fault.</summary>
        [Id(2)] public string? Pointer { get; init; }
    }
}

/// <summary>A named value in the text of a refusal.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Detail)]
public readonly record struct Detail
{
    /// <summary>The name.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>The value.</summary>
    [Id(1)] public required string Value { get; init; }

    /// <summary>What the value is a code of (see <see cref="WordKind"/>); null for one that is none.</summary>
    [Id(2)] public string? Kind { get; init; }
}
