using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>A draft was begun.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AgreementDrafted)]
public sealed record AgreementDrafted : Event
{
    /// <summary>The book.</summary>
    [Id(0)] public required BookKey Book { get; init; }

    /// <summary>Which kind of instrument.</summary>
    [Id(1)] public required InstrumentType Type { get; init; }

    /// <summary>The kind in the parties' words.</summary>
    [Id(2)] public ValueList<string> TypeStated { get; init; }

    /// <summary>The parties.</summary>
    [Id(3)] public required ValueList<string> Parties { get; init; }

    /// <summary>The text, revision 1.</summary>
    [Id(4)] public required AgreementText Text { get; init; }

    /// <summary>The instrument it follows.</summary>
    [Id(5)] public BookKey? Predecessor { get; init; }

    /// <summary>The instrument above it.</summary>
    [Id(6)] public BookKey? Parent { get; init; }

    /// <summary>Whether only cleared users of its parties may see it.</summary>
    [Id(7)] public required bool Restricted { get; init; }

    /// <summary>Commitments of the instrument that it follows, and of programs under that, which it carries on.</summary>
    [Id(8), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ValueList<CommitmentRef> Carries { get; init; }

    /// <summary>When the instrument that it follows began, as far as it was stated then.</summary>
    [Id(9), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public PartialDate? PredecessorBegan { get; init; }

    /// <summary>When, by the clock of the deciding process; null in rows from before it was kept.</summary>
    [Id(10), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public DateTimeOffset? At { get; init; }
}

/// <summary>An instrument signed outside the register was entered.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.InstrumentRegistered)]
public sealed record InstrumentRegistered : Event
{
    /// <summary>The book.</summary>
    [Id(0)] public required BookKey Book { get; init; }

    /// <summary>Which kind of instrument.</summary>
    [Id(1)] public required InstrumentType Type { get; init; }

    /// <summary>The kind in the source's words.</summary>
    [Id(2)] public ValueList<string> TypeStated { get; init; }

    /// <summary>The parties.</summary>
    [Id(3)] public required ValueList<string> Parties { get; init; }

    /// <summary>The text as far as it is stated.</summary>
    [Id(4)] public required AgreementText Text { get; init; }

    /// <summary>When it was signed, as far as it is stated.</summary>
    [Id(5)] public PartialDate? SignedOn { get; init; }

    /// <summary>The instrument it follows.</summary>
    [Id(6)] public BookKey? Predecessor { get; init; }

    /// <summary>The instrument above it.</summary>
    [Id(7)] public BookKey? Parent { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(8)] public required ValueList<Provenance> Sources { get; init; }

    /// <summary>When the term of the instrument it follows began, as far as it was stated then.</summary>
    [Id(9), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public PartialDate? PredecessorBegan { get; init; }
}

/// <summary>The text was changed.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.TextEdited)]
public sealed record TextEdited : Event
{
    /// <summary>The text as it now is.</summary>
    [Id(0)] public required AgreementText Text { get; init; }

    /// <summary>Its revision.</summary>
    [Id(1)] public required int Revision { get; init; }

    /// <summary>When, by the clock of the deciding process; null in rows from before it was kept.</summary>
    [Id(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public DateTimeOffset? At { get; init; }
}

/// <summary>A party accepted the text.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.TextAccepted)]
public sealed record TextAccepted : Event
{
    /// <summary>The party.</summary>
    [Id(0)] public required string Party { get; init; }

    /// <summary>The revision accepted.</summary>
    [Id(1)] public required int Revision { get; init; }

    /// <summary>True when every party has now accepted.</summary>
    [Id(2)] public required bool Complete { get; init; }

    /// <summary>When, by the clock of the deciding process; null in rows from before it was kept.</summary>
    [Id(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public DateTimeOffset? At { get; init; }
}

/// <summary>The text was opened for edits again; every acceptance and signature is void.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.TextUnlocked)]
public sealed record TextUnlocked : Event
{
    /// <summary>The party that asked for it.</summary>
    [Id(0)] public required string Party { get; init; }

    /// <summary>Why.</summary>
    [Id(1)] public required string Reason { get; init; }

    /// <summary>When, by the clock of the deciding process; null in rows from before it was kept.</summary>
    [Id(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public DateTimeOffset? At { get; init; }
}

/// <summary>A party signed.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AgreementSigned)]
public sealed record AgreementSigned : Event
{
    /// <summary>The signature.</summary>
    [Id(0)] public required Signature Signature { get; init; }
}

/// <summary>Every party had signed.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AgreementEnteredIntoForce)]
public sealed record AgreementEnteredIntoForce : Event
{
    /// <summary>The civil date (UTC+7) on which the last signature was registered.</summary>
    [Id(0)] public required PartialDate On { get; init; }
}

/// <summary>The draft was given up.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.DraftWithdrawn)]
public sealed record DraftWithdrawn : Event
{
    /// <summary>Why.</summary>
    [Id(0)] public required string Reason { get; init; }
}

/// <summary>The agreement was set aside for a time.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AgreementSuspended)]
public sealed record AgreementSuspended : Event
{
    /// <summary>Why.</summary>
    [Id(0)] public required string Reason { get; init; }
}

/// <summary>The agreement was taken up again.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AgreementResumed)]
public sealed record AgreementResumed : Event
{
    /// <summary>Why.</summary>
    [Id(0)] public required string Reason { get; init; }
}

/// <summary>The agreement was ended before its term.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AgreementTerminated)]
public sealed record AgreementTerminated : Event
{
    /// <summary>Why.</summary>
    [Id(0)] public required string Reason { get; init; }

    /// <summary>The civil date (UTC+7) on which it ended.</summary>
    [Id(1)] public required PartialDate On { get; init; }
}

/// <summary>Another instrument follows this one.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.SuccessorNoted)]
public sealed record SuccessorNoted : Event
{
    /// <summary>The instrument that follows.</summary>
    [Id(0)] public required BookKey Successor { get; init; }
}
