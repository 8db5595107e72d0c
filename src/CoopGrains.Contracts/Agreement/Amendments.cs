using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>The value of one field of a text: words, or a term.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.TextValue)]
public sealed record TextValue
{
    /// <summary>The words of a title or clause.</summary>
    [Id(0)] public LocalizedText? Text { get; init; }

    /// <summary>The term.</summary>
    [Id(1)] public Window? Term { get; init; }
}

/// <summary>One changed field of a text, before and after.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.TextChange)]
public sealed record TextChange
{
    /// <summary><c>title</c>, <c>term</c> or <c>clauses/{id}</c>.</summary>
    [Id(0)] public required string Field { get; init; }

    /// <summary>What it was; null for a clause that was not there, or a term that was not stated.</summary>
    [Id(1)] public TextValue? Before { get; init; }

    /// <summary>What it is to be; null for a clause that is to leave, or a term that is to end.</summary>
    [Id(2)] public TextValue? After { get; init; }
}

/// <summary>Where an amendment stands.</summary>
[GenerateSerializer, Alias(WireNames.AmendmentState)]
[JsonConverter(typeof(CamelCase<AmendmentState>))]
public enum AmendmentState
{
    /// <summary>Some parties have yet to accept it.</summary>
    Proposed,

    /// <summary>Every party has accepted it.</summary>
    Accepted,

    /// <summary>Some parties have signed it.</summary>
    PartlySigned,

    /// <summary>Every party signed it, and the text is changed.</summary>
    Applied,

    /// <summary>It was given up, or turned down.</summary>
    Withdrawn,
}

/// <summary>A change of the text in force that waits for the parties.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Amendment)]
public sealed record Amendment
{
    /// <summary>Its number in the agreement, from 1.</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary>The revision of the text that it was proposed on.</summary>
    [Id(1)] public required int Revision { get; init; }

    /// <summary>What it changes, field by field.</summary>
    [Id(2)] public required ValueList<TextChange> Changes { get; init; }

    /// <summary>Why.</summary>
    [Id(3)] public required string Reason { get; init; }

    /// <summary>The party that proposed it.</summary>
    [Id(4)] public required string ProposedBy { get; init; }

    /// <summary>Parties that accepted it; who proposes accepts.</summary>
    [Id(5)] public required ValueList<string> AcceptedBy { get; init; }

    /// <summary>Signatures.</summary>
    [Id(6)] public ValueList<Signature> Signatures { get; init; }

    /// <summary>Since when it waits: to be accepted, and then to be signed; null in rows from before it was kept.</summary>
    [Id(7), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public DateTimeOffset? Since { get; init; }
}

/// <summary>What is remembered of an amendment that was applied; all of it is in the history.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AppliedAmendment)]
public sealed record AppliedAmendment
{
    /// <summary>Its number in the agreement.</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary>The civil date (UTC+7) on which the last signature was registered.</summary>
    [Id(1)] public required PartialDate On { get; init; }

    /// <summary>The revision of the text that it made.</summary>
    [Id(2)] public required int Revision { get; init; }

    /// <summary>The fields that it changed.</summary>
    [Id(3)] public required ValueList<string> Fields { get; init; }
}

/// <summary>An amendment as the agreement's readers see it.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AmendmentView)]
public sealed record AmendmentView
{
    /// <summary>Its number in the agreement.</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)] public required AmendmentState State { get; init; }

    /// <summary>The fields that it changes; of one that was withdrawn only where it is read by itself.</summary>
    [Id(2)] public required ValueList<string> Fields { get; init; }

    /// <summary>Fields that changed since it was proposed: it can only be withdrawn.</summary>
    [Id(3)] public ValueList<string> Conflicts { get; init; }

    /// <summary>The amendment, before and after; where several are listed null once it waits no more.</summary>
    [Id(4)] public Amendment? Amendment { get; init; }

    /// <summary>When it was applied; null before.</summary>
    [Id(5)] public AppliedAmendment? Applied { get; init; }

    /// <summary>The party that withdrew it, where it is read by itself; null otherwise.</summary>
    [Id(6)] public string? WithdrawnBy { get; init; }

    /// <summary>Why it was withdrawn, where it is read by itself; null otherwise.</summary>
    [Id(7)] public string? WithdrawnFor { get; init; }
}

/// <summary>A field to change.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.NewTextChange)]
public sealed record NewTextChange
{
    /// <summary><c>title</c>, <c>term</c> or <c>clauses/{id}</c>.</summary>
    [Id(0)] public required string Field { get; init; }

    /// <summary>The new words of a title or clause.</summary>
    [Id(1)] public LocalizedText? Text { get; init; }

    /// <summary>The new term.</summary>
    [Id(2)] public Window? Term { get; init; }

    /// <summary>True when the clause is to leave, or the term to be stated no more.</summary>
    [Id(3)] public bool Removed { get; init; }
}

/// <summary>Proposes to change the text in force.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ProposeAmendment)]
public sealed record ProposeAmendment : Command
{
    /// <summary>The revision of the text that the caller saw; taken from If-Match.</summary>
    [Id(0), JsonIgnore] public int Revision { get; init; }

    /// <summary>The fields to change, each once.</summary>
    [Id(1)] public required ValueList<NewTextChange> Changes { get; init; }

    /// <summary>Why.</summary>
    [Id(2)] public required string Reason { get; init; }
}

/// <summary>Accepts an amendment for the caller's party.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AcceptAmendment)]
public sealed record AcceptAmendment : Command
{
    /// <summary>The amendment; taken from the path.</summary>
    [Id(0), JsonIgnore] public int Number { get; init; }
}

/// <summary>Signs an amendment for the caller's party.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.SignAmendment)]
public sealed record SignAmendment : Command, ISigning
{
    /// <summary>The amendment; taken from the path.</summary>
    [Id(0), JsonIgnore] public int Number { get; init; }

    /// <summary>The office-holder who signed.</summary>
    [Id(1)] public required string SignedBy { get; init; }

    /// <summary>The office.</summary>
    [Id(2)] public required LocalizedText Office { get; init; }

    /// <summary>The date on paper.</summary>
    [Id(3)] public required PartialDate DatedOn { get; init; }

    /// <summary>Reference to the scan.</summary>
    [Id(4)] public string? Scan { get; init; }

    /// <summary>The signing office-holder's record in the party's book.</summary>
    [Id(5)] public string? Holder { get; init; }

    /// <summary>That record, looked up beforehand; null when there is none.</summary>
    [Id(6), JsonIgnore] public OfficeHolder? Found { get; init; }
}

/// <summary>Gives up a pending amendment, or turns it down.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.WithdrawAmendment)]
public sealed record WithdrawAmendment : Command
{
    /// <summary>The amendment; taken from the path.</summary>
    [Id(0), JsonIgnore] public int Number { get; init; }

    /// <summary>Why.</summary>
    [Id(1)] public required string Reason { get; init; }
}

/// <summary>A change of the text in force was proposed.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AmendmentProposed)]
public sealed record AmendmentProposed : Event
{
    /// <summary>The amendment.</summary>
    [Id(0)] public required Amendment Amendment { get; init; }
}

/// <summary>A party accepted an amendment.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AmendmentAccepted)]
public sealed record AmendmentAccepted : Event
{
    /// <summary>The amendment.</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary>The party.</summary>
    [Id(1)] public required string Party { get; init; }

    /// <summary>True when every party has now accepted.</summary>
    [Id(2)] public required bool Complete { get; init; }

    /// <summary>When, by the clock of the deciding process; null in rows from before it was kept.</summary>
    [Id(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public DateTimeOffset? At { get; init; }
}

/// <summary>A party signed an amendment.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AmendmentSigned)]
public sealed record AmendmentSigned : Event
{
    /// <summary>The amendment.</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary>The signature.</summary>
    [Id(1)] public required Signature Signature { get; init; }
}

/// <summary>Every party had signed: the text was changed.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AmendmentApplied)]
public sealed record AmendmentApplied : Event
{
    /// <summary>The amendment.</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary>The civil date (UTC+7) on which the last signature was registered.</summary>
    [Id(1)] public required PartialDate On { get; init; }

    /// <summary>What changed, field by field.</summary>
    [Id(2)] public required ValueList<TextChange> Changes { get; init; }

    /// <summary>The revision of the text that it made.</summary>
    [Id(3)] public required int Revision { get; init; }
}

/// <summary>An amendment was given up or turned down.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AmendmentWithdrawn)]
public sealed record AmendmentWithdrawn : Event
{
    /// <summary>The amendment.</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary>The party that said so.</summary>
    [Id(1)] public required string By { get; init; }

    /// <summary>Why.</summary>
    [Id(2)] public required string Reason { get; init; }
}
