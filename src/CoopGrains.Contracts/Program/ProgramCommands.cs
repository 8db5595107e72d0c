using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>Opens a program.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.OpenProgram)]
public sealed record OpenProgram : Command
{
    /// <summary>A readable id for an open program, or null to have one made; a restricted one gets a random id.</summary>
    [Id(0)] public string? Id { get; init; }

    /// <summary>What it is called.</summary>
    [Id(1)] public required LocalizedText Title { get; init; }

    /// <summary>The agreement it stands under; null for what is practised without one.</summary>
    [Id(2)] public BookKey? Agreement { get; init; }

    /// <summary>The provinces or national bodies that take part.</summary>
    [Id(3)] public required ValueList<string> Parties { get; init; }

    /// <summary>Areas of cooperation.</summary>
    [Id(4)] public ValueList<string> Areas { get; init; }

    /// <summary>True for a matter that only cleared users of its parties may see; fixed for ever.</summary>
    [Id(5)] public bool Restricted { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(6)] public ValueList<Provenance> Sources { get; init; }
}

/// <summary>Sets a program aside for a time.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.SuspendProgram)]
public sealed record SuspendProgram : Command
{
    /// <summary>Why.</summary>
    [Id(0)] public required string Reason { get; init; }
}

/// <summary>Takes a suspended program up again, or opens a closed one that nothing has taken the place of.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ResumeProgram)]
public sealed record ResumeProgram : Command
{
    /// <summary>Why.</summary>
    [Id(0)] public required string Reason { get; init; }

    /// <summary>The successor that it named, when that carries commitments of it on; looked up beforehand.</summary>
    [Id(1), JsonIgnore] public BookKey? CarriedOnBy { get; init; }
}

/// <summary>Closes a program: it takes nothing new until it is resumed.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CloseProgram)]
public sealed record CloseProgram : Command
{
    /// <summary>Why.</summary>
    [Id(0)] public required string Reason { get; init; }

    /// <summary>The program that goes on with it, with at least one party of each side in common; or null.</summary>
    [Id(1)] public BookKey? Successor { get; init; }

    /// <summary>True when the caller sees the successor, looked up beforehand: an unknown one and a hidden one are refused alike.</summary>
    [Id(2), JsonIgnore] public bool SuccessorIsSeen { get; init; }

    /// <summary>The parties of the successor, looked up beforehand.</summary>
    [Id(3), JsonIgnore] public ValueList<string> SuccessorParties { get; init; }
}

/// <summary>The courier's word of where the program's agreement stands.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.NoteAgreement)]
public sealed record NoteAgreement : Command
{
    /// <summary>The agreement as of its version; older news than the program has is dropped.</summary>
    [Id(0)] public required AgreementTerms Terms { get; init; }
}
