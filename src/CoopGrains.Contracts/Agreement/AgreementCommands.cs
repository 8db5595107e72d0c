using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>Begins the draft of an agreement.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.DraftAgreement)]
public sealed record DraftAgreement : Command
{
    /// <summary>A readable id, or null to have one made.</summary>
    [Id(0)] public string? Id { get; init; }

    /// <summary>Which kind of instrument.</summary>
    [Id(1)] public required InstrumentType Type { get; init; }

    /// <summary>The kind in the parties' own words, verbatim.</summary>
    [Id(2)] public ValueList<string> TypeStated { get; init; }

    /// <summary>The parties; each has to sign.</summary>
    [Id(3)] public required ValueList<string> Parties { get; init; }

    /// <summary>The text.</summary>
    [Id(4)] public required AgreementText Text { get; init; }

    /// <summary>The instrument it follows, or null.</summary>
    [Id(5)] public BookKey? Predecessor { get; init; }

    /// <summary>The instrument above it, or null.</summary>
    [Id(6)] public BookKey? Parent { get; init; }

    /// <summary>True for a matter that only cleared users of its parties may see; fixed for ever.</summary>
    [Id(7)] public bool Restricted { get; init; }
}

/// <summary>Enters an instrument signed before or outside the register, as its source states it.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.RegisterInstrument)]
public sealed record RegisterInstrument : Command
{
    /// <summary>A readable id, or null to have one made.</summary>
    [Id(0)] public string? Id { get; init; }

    /// <summary>Which kind of instrument.</summary>
    [Id(1)] public required InstrumentType Type { get; init; }

    /// <summary>The kind in the source's words, verbatim; several when it uses several.</summary>
    [Id(2)] public ValueList<string> TypeStated { get; init; }

    /// <summary>The parties, as stated.</summary>
    [Id(3)] public required ValueList<string> Parties { get; init; }

    /// <summary>The text, as far as it is stated.</summary>
    [Id(4)] public required AgreementText Text { get; init; }

    /// <summary>When it was signed, as far as it is stated.</summary>
    [Id(5)] public PartialDate? SignedOn { get; init; }

    /// <summary>The instrument it follows, or null.</summary>
    [Id(6)] public BookKey? Predecessor { get; init; }

    /// <summary>The instrument above it, or null.</summary>
    [Id(7)] public BookKey? Parent { get; init; }

    /// <summary>Where it is read from; at least one.</summary>
    [Id(8)] public required ValueList<Provenance> Sources { get; init; }
}

/// <summary>Changes the text of a draft; refused once a party has accepted it.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.EditText)]
public sealed record EditText : Command
{
    /// <summary>The revision of the draft that the caller saw; taken from If-Match.</summary>
    [Id(0), JsonIgnore] public int Revision { get; init; }

    /// <summary>The new text.</summary>
    [Id(1)] public required AgreementText Text { get; init; }
}

/// <summary>Accepts the text, with the commitments that stand in it, for the caller's party.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AcceptText)]
public sealed record AcceptText : Command
{
    /// <summary>The revision that is accepted; taken from If-Match.</summary>
    [Id(0), JsonIgnore] public int Revision { get; init; }
}

/// <summary>Opens an accepted text for edits again, until the last party has signed; clears every acceptance and signature.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.UnlockText)]
public sealed record UnlockText : Command
{
    /// <summary>Why.</summary>
    [Id(0)] public required string Reason { get; init; }
}

/// <summary>Signs for the caller's party.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.SignAgreement)]
public sealed record SignAgreement : Command, ISigning
{
    /// <summary>The office-holder who signed.</summary>
    [Id(0)] public required string SignedBy { get; init; }

    /// <summary>The office.</summary>
    [Id(1)] public required LocalizedText Office { get; init; }

    /// <summary>The date on paper.</summary>
    [Id(2)] public required PartialDate DatedOn { get; init; }

    /// <summary>Reference to the scan.</summary>
    [Id(3)] public string? Scan { get; init; }

    /// <summary>The signing office-holder's record in the party's book.</summary>
    [Id(4)] public string? Holder { get; init; }

    /// <summary>That record, looked up beforehand; null when there is none.</summary>
    [Id(5), JsonIgnore] public OfficeHolder? Found { get; init; }
}

/// <summary>Gives up a text that is not in force yet.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.WithdrawDraft)]
public sealed record WithdrawDraft : Command
{
    /// <summary>Why.</summary>
    [Id(0)] public required string Reason { get; init; }
}

/// <summary>Sets an agreement in force aside for a time.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.SuspendAgreement)]
public sealed record SuspendAgreement : Command
{
    /// <summary>Why.</summary>
    [Id(0)] public required string Reason { get; init; }
}

/// <summary>Takes a suspended agreement up again.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ResumeAgreement)]
public sealed record ResumeAgreement : Command
{
    /// <summary>Why.</summary>
    [Id(0)] public required string Reason { get; init; }
}

/// <summary>Ends an agreement before its term.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.TerminateAgreement)]
public sealed record TerminateAgreement : Command
{
    /// <summary>Why.</summary>
    [Id(0)] public required string Reason { get; init; }
}

/// <summary>The courier's word that another instrument follows this one.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.NoteSuccessor)]
public sealed record NoteSuccessor : Command
{
    /// <summary>The instrument that follows.</summary>
    [Id(0)] public required BookKey Successor { get; init; }
}
