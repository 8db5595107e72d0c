using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>An agreement as its book has it.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AgreementView)]
public sealed record AgreementView
{
    /// <summary>The book.</summary>
    [Id(0)] public required BookKey Book { get; init; }

    /// <summary>The book's version.</summary>
    [Id(1)] public required long Version { get; init; }

    /// <summary>Which kind of instrument.</summary>
    [Id(2)] public required InstrumentType Type { get; init; }

    /// <summary>The kind in the source's words.</summary>
    [Id(3)] public required ValueList<string> TypeStated { get; init; }

    /// <summary>Where it stands today.</summary>
    [Id(4)] public required AgreementState State { get; init; }

    /// <summary>True when its term ends within 450 days.</summary>
    [Id(5)] public required bool ExpiringSoon { get; init; }

    /// <summary>Days left to the last day of the term; null when there is none.</summary>
    [Id(6)] public int? DaysLeft { get; init; }

    /// <summary>The parties.</summary>
    [Id(7)] public required ValueList<string> Parties { get; init; }

    /// <summary>The text.</summary>
    [Id(8)] public required AgreementText Text { get; init; }

    /// <summary>The text's revision, and in a draft its commitments' too: send it as If-Match to accept or edit.</summary>
    [Id(9)] public required int Revision { get; init; }

    /// <summary>Parties that accepted this revision.</summary>
    [Id(10)] public required ValueList<string> AcceptedBy { get; init; }

    /// <summary>Signatures the register has seen.</summary>
    [Id(11)] public required ValueList<Signature> Signatures { get; init; }

    /// <summary>When it was signed, as far as it is stated.</summary>
    [Id(12)] public PartialDate? SignedOn { get; init; }

    /// <summary>The instrument it follows.</summary>
    [Id(13)] public BookKey? Predecessor { get; init; }

    /// <summary>The instruments that follow it.</summary>
    [Id(14)] public required ValueList<BookKey> RenewedBy { get; init; }

    /// <summary>The instrument above it.</summary>
    [Id(15)] public BookKey? Parent { get; init; }

    /// <summary>Whether only cleared users of its parties may see it.</summary>
    [Id(16)] public required bool Restricted { get; init; }

    /// <summary>Its commitments with their figures.</summary>
    [Id(17)] public required ValueList<CommitmentView> Commitments { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(18)] public required ValueList<Provenance> Sources { get; init; }

    /// <summary>Who asked to revert its end, and why, while the other side has not agreed; null otherwise.</summary>
    [Id(19)] public TwoSidedAsk? Reversion { get; init; }

    /// <summary>Amendments: those that wait for the parties, and in short those that were applied.</summary>
    [Id(20)] public ValueList<AmendmentView> Amendments { get; init; }

    /// <summary>The closing review of its term; null while nobody has signed it off.</summary>
    [Id(21)] public ClosingReview? Review { get; init; }

    /// <summary>Commitments of the instrument that it follows, and of programs under that, which it carries on.</summary>
    [Id(22)] public ValueList<CommitmentRef> Carries { get; init; }
}

/// <summary>What others rest on in an agreement.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AgreementTerms)]
public sealed record AgreementTerms
{
    /// <summary>The agreement.</summary>
    [Id(0)] public required BookKey Agreement { get; init; }

    /// <summary>The version of its book that says so.</summary>
    [Id(1)] public required long Version { get; init; }

    /// <summary>Where it stands, as its events say; expiry is derived from the term by the reader.</summary>
    [Id(2)] public required AgreementState State { get; init; }

    /// <summary>The term.</summary>
    [Id(3)] public Window? Term { get; init; }

    /// <summary>The parties.</summary>
    [Id(4)] public required ValueList<string> Parties { get; init; }

    /// <summary>The instruments that follow it.</summary>
    [Id(5)] public required ValueList<BookKey> RenewedBy { get; init; }

    /// <summary>Whether it is restricted.</summary>
    [Id(6)] public required bool Restricted { get; init; }

    /// <summary>The day it was terminated, whether or not a term was stated; null when it was not.</summary>
    [Id(7)] public PartialDate? EndedOn { get; init; }

    /// <summary>Since when the closing review has frozen it; null when it has not.</summary>
    [Id(8), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public PartialDate? FrozenOn { get; init; }

    /// <summary>The clauses of its text, by their ids; none where the text lists none.</summary>
    [Id(9), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ValueList<string> Clauses { get; init; }
}
