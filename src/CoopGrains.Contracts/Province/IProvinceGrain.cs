using Orleans;
using Orleans.Concurrency;

namespace CoopGrains.Contracts;

/// <summary>The book of one province, or of a country's national bodies. Key: <c>province/…</c>.</summary>
/// <remarks>Each command is durable before its answer and takes effect once for one operation id; repeat it freely.</remarks>
[Alias(WireNames.IProvinceGrain)]
public interface IProvinceGrain : ICommitmentsGrain
{
    /// <summary>Enters the province.</summary>
    [Alias("Register")] Task<Outcome> RegisterAsync(Caller caller, RegisterProvince command);

    /// <summary>Changes its names.</summary>
    [Alias("SetNames")] Task<Outcome> SetNamesAsync(Caller caller, SetNames command);

    /// <summary>Enters an agency.</summary>
    [Alias("RegisterAgency")] Task<Outcome> RegisterAgencyAsync(Caller caller, RegisterAgency command);

    /// <summary>Sets a user's rights.</summary>
    [Alias("AppointUser")] Task<Outcome> AppointUserAsync(Caller caller, AppointUser command);

    /// <summary>Closes an agency.</summary>
    [Alias("CloseAgency")] Task<Outcome> CloseAgencyAsync(Caller caller, CloseAgency command);

    /// <summary>Opens a closed agency again.</summary>
    [Alias("ReopenAgency")] Task<Outcome> ReopenAgencyAsync(Caller caller, ReopenAgency command);

    /// <summary>Takes the courier's word of an obligation.</summary>
    [Alias("NoteObligation")] Task<Outcome> NoteObligationAsync(Caller caller, NoteObligation command);

    /// <summary>Enters a unit.</summary>
    [Alias("RegisterUnit")] Task<Outcome> RegisterUnitAsync(Caller caller, RegisterUnit command);

    /// <summary>Corrects a unit.</summary>
    [Alias("CorrectUnit")] Task<Outcome> CorrectUnitAsync(Caller caller, CorrectUnit command);

    /// <summary>Closes a unit.</summary>
    [Alias("CloseUnit")] Task<Outcome> CloseUnitAsync(Caller caller, CloseUnit command);

    /// <summary>Enters an office-holder.</summary>
    [Alias("RegisterHolder")] Task<Outcome> RegisterHolderAsync(Caller caller, RegisterHolder command);

    /// <summary>Corrects an office-holder.</summary>
    [Alias("CorrectHolder")] Task<Outcome> CorrectHolderAsync(Caller caller, CorrectHolder command);

    /// <summary>Ends a time in office.</summary>
    [Alias("EndTenure")] Task<Outcome> EndTenureAsync(Caller caller, EndTenure command);

    /// <summary>Enters an occasion.</summary>
    [Alias("RecordOccasion")] Task<Outcome> RecordOccasionAsync(Caller caller, RecordOccasion command);

    /// <summary>Takes an occasion back.</summary>
    [Alias("RetractOccasion")] Task<Outcome> RetractOccasionAsync(Caller caller, RetractOccasion command);

    /// <summary>The province as committed; null when the book is unknown.</summary>
    [ReadOnly, Alias("Read")] Task<ProvinceView?> ReadAsync(Reader reader);
}

/// <summary>A province as its book has it.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ProvinceView)]
public sealed record ProvinceView
{
    /// <summary>The book.</summary>
    [Id(0)] public required BookKey Book { get; init; }

    /// <summary>The book's version.</summary>
    [Id(1)] public required long Version { get; init; }

    /// <summary>True for a country's national bodies, which no province count includes.</summary>
    [Id(2)] public required bool National { get; init; }

    /// <summary>Its country.</summary>
    [Id(3)] public required Side Side { get; init; }

    /// <summary>ISO code.</summary>
    [Id(4)] public required string Iso { get; init; }

    /// <summary>Its name.</summary>
    [Id(5)] public required LocalizedText Name { get; init; }

    /// <summary>Other spellings.</summary>
    [Id(6)] public required ValueList<string> Aliases { get; init; }

    /// <summary>The names' revision: send it as If-Match to change them.</summary>
    [Id(7)] public required int Revision { get; init; }

    /// <summary>Provinces it shares a border with, as stated.</summary>
    [Id(8)] public required ValueList<string> Borders { get; init; }

    /// <summary>Its agencies; users are shown to coordinators of the province only.</summary>
    [Id(9)] public required ValueList<Agency> Agencies { get; init; }

    /// <summary>What it owes or is owed elsewhere.</summary>
    [Id(10)] public required ValueList<Obligation> Obligations { get; init; }

    /// <summary>Its own commitments with their figures.</summary>
    [Id(11)] public required ValueList<CommitmentView> Commitments { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(12)] public required ValueList<Provenance> Sources { get; init; }
}
