using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>Where a program stands.</summary>
[GenerateSerializer, Alias(WireNames.ProgramState)]
[JsonConverter(typeof(CamelCase<ProgramState>))]
public enum ProgramState
{
    /// <summary>Running.</summary>
    Open,

    /// <summary>Set aside for a time.</summary>
    Suspended,

    /// <summary>Ended.</summary>
    Closed,
}

/// <summary>A program as its book has it.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ProgramView)]
public sealed record ProgramView
{
    /// <summary>The book.</summary>
    [Id(0)] public required BookKey Book { get; init; }

    /// <summary>The book's version.</summary>
    [Id(1)] public required long Version { get; init; }

    /// <summary>What it is called.</summary>
    [Id(2)] public required LocalizedText Title { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(3)] public required ProgramState State { get; init; }

    /// <summary>The agreement it stands under; null under practice.</summary>
    [Id(4)] public BookKey? Agreement { get; init; }

    /// <summary>The agreement as this book last heard of it.</summary>
    [Id(5)] public AgreementTerms? AgreementTerms { get; init; }

    /// <summary>Who takes part.</summary>
    [Id(6)] public required ValueList<string> Parties { get; init; }

    /// <summary>Areas of cooperation.</summary>
    [Id(7)] public required ValueList<string> Areas { get; init; }

    /// <summary>Whether only cleared users of its parties may see it.</summary>
    [Id(8)] public required bool Restricted { get; init; }

    /// <summary>The program that goes on with it.</summary>
    [Id(9)] public BookKey? Successor { get; init; }

    /// <summary>Its commitments with their figures.</summary>
    [Id(10)] public required ValueList<CommitmentView> Commitments { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(11)] public required ValueList<Provenance> Sources { get; init; }

    /// <summary>The worst light of its commitments (red, amber, grey, green); null when none has one.</summary>
    [Id(12)] public StatusLight? Light { get; init; }
}
