using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>A province or a country's national bodies were entered.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ProvinceRegistered)]
public sealed record ProvinceRegistered : Event
{
    /// <summary>The book.</summary>
    [Id(0)] public required BookKey Book { get; init; }

    /// <summary>Its country.</summary>
    [Id(1)] public required Side Side { get; init; }

    /// <summary>Its names, revision 1.</summary>
    [Id(2)] public required ProvinceNames Names { get; init; }

    /// <summary>ISO code.</summary>
    [Id(3)] public required string Iso { get; init; }

    /// <summary>Provinces it shares a border with.</summary>
    [Id(4)] public ValueList<string> Borders { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(5)] public ValueList<Provenance> Sources { get; init; }
}

/// <summary>Its names were changed.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.NamesSet)]
public sealed record NamesSet : Event
{
    /// <summary>The names as they now are.</summary>
    [Id(0)] public required ProvinceNames Names { get; init; }

    /// <summary>The names before.</summary>
    [Id(1)] public required ProvinceNames Before { get; init; }

    /// <summary>Their revision.</summary>
    [Id(2)] public required int Revision { get; init; }
}

/// <summary>An agency was entered.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AgencyRegistered)]
public sealed record AgencyRegistered : Event
{
    /// <summary>Its id.</summary>
    [Id(0)] public required string Agency { get; init; }

    /// <summary>Its name.</summary>
    [Id(1)] public required LocalizedText Name { get; init; }

    /// <summary>True for a body that oversees.</summary>
    [Id(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool Oversees { get; init; }
}

/// <summary>A user's rights in an agency were set.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.UserAppointed)]
public sealed record UserAppointed : Event
{
    /// <summary>The agency.</summary>
    [Id(0)] public required string Agency { get; init; }

    /// <summary>The user with the new rights; none means the user left.</summary>
    [Id(1)] public required AgencyUser User { get; init; }
}

/// <summary>The province learned of a commitment that binds it.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ObligationNoted)]
public sealed record ObligationNoted : Event
{
    /// <summary>The obligation.</summary>
    [Id(0)] public required Obligation Obligation { get; init; }
}
