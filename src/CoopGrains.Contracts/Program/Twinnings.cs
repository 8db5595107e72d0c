using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>One end of a twinning: a unit of a province, or a place of which only the provinces are stated.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.TwinPlace)]
public sealed record TwinPlace
{
    /// <summary>The province; several when it is stated only for all of them together.</summary>
    [Id(0)] public required ValueList<string> Provinces { get; init; }

    /// <summary>The unit of the one province; null when it is not named.</summary>
    [Id(1)] public string? Unit { get; init; }

    /// <summary>What tells unnamed places apart, such as a number; null for a named one, or when nothing does.</summary>
    [Id(2)] public string? Mark { get; init; }
}

/// <summary>Two places that are twinned. A place may be in many twinnings.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Twinning)]
public sealed record Twinning : IRecord
{
    /// <summary>Its id in its program.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The Lao end.</summary>
    [Id(1)] public required TwinPlace Lao { get; init; }

    /// <summary>The Vietnamese end.</summary>
    [Id(2)] public required TwinPlace Vietnamese { get; init; }

    /// <summary>Since when, and until when, as far as it is stated.</summary>
    [Id(3)] public required Validity Validity { get; init; }

    /// <summary>Who entered it: both sides when each did.</summary>
    [Id(4)] public required ValueList<string> EnteredBy { get; init; }

    /// <summary>Rises with each change; corrections are checked against it.</summary>
    [Id(5)] public required int Revision { get; init; }

    /// <summary>How many activities were logged.</summary>
    [Id(6)] public required int Activities { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(7)] public ValueList<Provenance> Sources { get; init; }
}

/// <summary>Something that twinned places did together.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.TwinningActivity)]
public sealed record TwinningActivity
{
    /// <summary>Its number in the twinning, from 1.</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary>When.</summary>
    [Id(1)] public required PartialDate On { get; init; }

    /// <summary>What.</summary>
    [Id(2)] public required LocalizedText Title { get; init; }

    /// <summary>Who logged it: a province or national body.</summary>
    [Id(3)] public required string By { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(4)] public ValueList<Provenance> Sources { get; init; }
}

/// <summary>Enters a twinning. What the other side has entered already is affirmed: it exists once.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.AddTwinning)]
public sealed record AddTwinning : Command
{
    /// <summary>A readable id, or null to have one made.</summary>
    [Id(0)] public string? Id { get; init; }

    /// <summary>The Lao end.</summary>
    [Id(1)] public required TwinPlace Lao { get; init; }

    /// <summary>The Vietnamese end.</summary>
    [Id(2)] public required TwinPlace Vietnamese { get; init; }

    /// <summary>Since when, and until when, as far as it is stated.</summary>
    [Id(3)] public Validity? Validity { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(4)] public ValueList<Provenance> Sources { get; init; }

    /// <summary>References that were not found, looked up beforehand.</summary>
    [Id(5), JsonIgnore] public ValueList<MissingReference> Missing { get; init; }
}

/// <summary>Says which places a twinning is of, or since when, where that was not known or wrong.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.CorrectTwinning)]
public sealed record CorrectTwinning : Command
{
    /// <summary>The twinning; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Twinning { get; init; } = "";

    /// <summary>The revision that the caller saw; taken from If-Match.</summary>
    [Id(1), JsonIgnore] public int Revision { get; init; }

    /// <summary>The Lao end.</summary>
    [Id(2)] public required TwinPlace Lao { get; init; }

    /// <summary>The Vietnamese end.</summary>
    [Id(3)] public required TwinPlace Vietnamese { get; init; }

    /// <summary>Since when, and until when, as far as it is stated.</summary>
    [Id(4)] public Validity? Validity { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(5)] public ValueList<Provenance> Sources { get; init; }

    /// <summary>References that were not found, looked up beforehand.</summary>
    [Id(6), JsonIgnore] public ValueList<MissingReference> Missing { get; init; }
}

/// <summary>Ends a twinning.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.EndTwinning)]
public sealed record EndTwinning : Command
{
    /// <summary>The twinning; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Twinning { get; init; } = "";

    /// <summary>Its last day.</summary>
    [Id(1)] public required PartialDate On { get; init; }

    /// <summary>Why.</summary>
    [Id(2)] public required string Reason { get; init; }
}

/// <summary>Logs what twinned places did together.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.LogActivity)]
public sealed record LogActivity : Command
{
    /// <summary>The twinning; taken from the path.</summary>
    [Id(0), JsonIgnore] public string Twinning { get; init; } = "";

    /// <summary>When.</summary>
    [Id(1)] public required PartialDate On { get; init; }

    /// <summary>What.</summary>
    [Id(2)] public required LocalizedText Title { get; init; }

    /// <summary>Where it is read from.</summary>
    [Id(3)] public ValueList<Provenance> Sources { get; init; }
}

/// <summary>A twinning was entered.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.TwinningAdded)]
public sealed record TwinningAdded : Event
{
    /// <summary>The twinning, revision 1.</summary>
    [Id(0)] public required Twinning Twinning { get; init; }
}

/// <summary>The other side entered the same twinning.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.TwinningAffirmed)]
public sealed record TwinningAffirmed : Event
{
    /// <summary>The twinning.</summary>
    [Id(0)] public required string Twinning { get; init; }

    /// <summary>Who entered it too.</summary>
    [Id(1)] public required string By { get; init; }

    /// <summary>Where that is read from.</summary>
    [Id(2)] public ValueList<Provenance> Sources { get; init; }
}

/// <summary>A twinning was corrected.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.TwinningCorrected)]
public sealed record TwinningCorrected : Event
{
    /// <summary>The twinning as it now is.</summary>
    [Id(0)] public required Twinning Twinning { get; init; }

    /// <summary>The twinning before.</summary>
    [Id(1)] public required Twinning Before { get; init; }
}

/// <summary>A twinning ended.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.TwinningEnded)]
public sealed record TwinningEnded : Event
{
    /// <summary>The twinning.</summary>
    [Id(0)] public required string Twinning { get; init; }

    /// <summary>Its last day.</summary>
    [Id(1)] public required PartialDate On { get; init; }

    /// <summary>Why.</summary>
    [Id(2)] public required string Reason { get; init; }

    /// <summary>Its revision.</summary>
    [Id(3)] public required int Revision { get; init; }

    /// <summary>How long it lasted, as far as it was stated before.</summary>
    [Id(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public Validity? Before { get; init; }
}

/// <summary>An activity was logged. The log itself is the history: memory keeps its length.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.ActivityLogged)]
public sealed record ActivityLogged : Event
{
    /// <summary>The twinning.</summary>
    [Id(0)] public required string Twinning { get; init; }

    /// <summary>The activity.</summary>
    [Id(1)] public required TwinningActivity Activity { get; init; }
}
