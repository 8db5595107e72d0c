using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>A program was opened.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ProgramOpened)]
public sealed record ProgramOpened : Event
{
    /// <summary>The book.</summary>
    [Id(0)] public required BookKey Book { get; init; }

    /// <summary>What it is called.</summary>
    [Id(1)] public required LocalizedText Title { get; init; }

    /// <summary>The agreement it stands under, as it was then; null under practice.</summary>
    [Id(2)] public AgreementTerms? Agreement { get; init; }

    /// <summary>Who takes part.</summary>
    [Id(3)] public required ValueList<string> Parties { get; init; }

    /// <summary>Areas of cooperation.</summary>
    [Id(4)] public ValueList<string> Areas { get; init; }

    /// <summary>Whether only cleared users of its parties may see it.</summary>
    [Id(5)] public required bool Restricted { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(6)] public ValueList<Provenance> Sources { get; init; }
}

/// <summary>The program was set aside.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ProgramSuspended)]
public sealed record ProgramSuspended : Event
{
    /// <summary>Why.</summary>
    [Id(0)] public required string Reason { get; init; }
}

/// <summary>The program was taken up again.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ProgramResumed)]
public sealed record ProgramResumed : Event
{
    /// <summary>Why.</summary>
    [Id(0)] public required string Reason { get; init; }
}

/// <summary>The program was closed.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ProgramClosed)]
public sealed record ProgramClosed : Event
{
    /// <summary>Why.</summary>
    [Id(0)] public required string Reason { get; init; }

    /// <summary>The program that goes on with it.</summary>
    [Id(1)] public BookKey? Successor { get; init; }

    /// <summary>The civil date; null in rows from before it was kept.</summary>
    [Id(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public PartialDate? On { get; init; }
}

/// <summary>The program learned where its agreement stands.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AgreementNoted)]
public sealed record AgreementNoted : Event
{
    /// <summary>The agreement as of its version.</summary>
    [Id(0)] public required AgreementTerms Terms { get; init; }
}
