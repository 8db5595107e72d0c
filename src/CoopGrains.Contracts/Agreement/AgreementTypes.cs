using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>Kinds of instrument.</summary>
[GenerateSerializer, Alias(WireNames.InstrumentType)]
[JsonConverter(typeof(CamelCase<InstrumentType>))]
public enum InstrumentType
{
    /// <summary>biên bản hợp tác.</summary>
    MinutesOfCooperation,

    /// <summary>biên bản ghi nhớ.</summary>
    MemorandumOfUnderstanding,

    /// <summary>biên bản thỏa thuận hợp tác.</summary>
    MinutesOfAgreementOnCooperation,
}

/// <summary>Where an agreement stands.</summary>
[GenerateSerializer, Alias(WireNames.AgreementState)]
[JsonConverter(typeof(CamelCase<AgreementState>))]
public enum AgreementState
{
    /// <summary>Its text is being written.</summary>
    Draft,

    /// <summary>Every party has accepted the text.</summary>
    TextAgreed,

    /// <summary>Some parties have signed.</summary>
    PartlySigned,

    /// <summary>Every party has signed.</summary>
    InForce,

    /// <summary>Set aside for a time.</summary>
    Suspended,

    /// <summary>Ended before its term.</summary>
    Terminated,

    /// <summary>The draft was given up.</summary>
    Withdrawn,

    /// <summary>Its term is over.</summary>
    Expired,

    /// <summary>Signed outside the register, and in force as its source states.</summary>
    InForceAsStated,

    /// <summary>Signed outside the register, and its stated term is over.</summary>
    ExpiredAsStated,

    /// <summary>Signed outside the register; its term is not stated.</summary>
    TermNotStated,
}

/// <summary>A clause of an instrument.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Clause)]
public sealed record Clause : IRecord
{
    /// <summary>Its number or name in the text.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>Its words.</summary>
    [Id(1)] public required LocalizedText Text { get; init; }
}

/// <summary>The text the parties accept and sign.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AgreementText)]
public sealed record AgreementText
{
    /// <summary>The title.</summary>
    [Id(0)] public required LocalizedText Title { get; init; }

    /// <summary>The term; null when it states none.</summary>
    [Id(1)] public Window? Term { get; init; }

    /// <summary>The clauses.</summary>
    [Id(2)] public ValueList<Clause> Clauses { get; init; }
}

/// <summary>A party's signature.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Signature)]
public sealed record Signature
{
    /// <summary>The party.</summary>
    [Id(0)] public required string Party { get; init; }

    /// <summary>The office-holder who signed.</summary>
    [Id(1)] public required string SignedBy { get; init; }

    /// <summary>The office.</summary>
    [Id(2)] public required LocalizedText Office { get; init; }

    /// <summary>The date on paper.</summary>
    [Id(3)] public required PartialDate DatedOn { get; init; }

    /// <summary>Reference to the scan, or null.</summary>
    [Id(4)] public string? Scan { get; init; }

    /// <summary>The signing office-holder's record in the party's book; null when none is named.</summary>
    [Id(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public string? Holder { get; init; }
}
