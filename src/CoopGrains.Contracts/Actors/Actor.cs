using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>The two countries.</summary>
[GenerateSerializer, Alias(WireNames.Side)]
[JsonConverter(typeof(CamelCase<Side>))]
public enum Side
{
    /// <summary>Neither: the system and its operators.</summary>
    None,

    /// <summary>Việt Nam.</summary>
    [JsonStringEnumMemberName("VN")] Vn,

    /// <summary>Lao PDR.</summary>
    [JsonStringEnumMemberName("LA")] La,
}

/// <summary>What a user may do for an agency.</summary>
[Flags]
[GenerateSerializer, Alias(WireNames.Roles)]
[JsonConverter(typeof(RolesJson))]
public enum Roles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Reports fulfilment.</summary>
    Recorder = 1,

    /// <summary>Confirms or disputes what the other side reported.</summary>
    Confirmer = 2,

    /// <summary>Drafts, signs for its party, manages its agencies' users.</summary>
    Coordinator = 4,

    /// <summary>Reads everything open.</summary>
    Overseer = 8,

    /// <summary>Runs the system; no business rights beyond the bootstrap.</summary>
    Operator = 16,

    /// <summary>The courier and the calendar; never a side.</summary>
    System = 32,
}

/// <summary>Who acts: what the caller's token says, within what the register allows.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Actor)]
public sealed record Actor
{
    /// <summary>The user's name within the agency.</summary>
    [Id(0)] public required string User { get; init; }

    /// <summary>The agency's id, unique in the network.</summary>
    [Id(1)] public required string Agency { get; init; }

    /// <summary>The agency's country.</summary>
    [Id(2)] public required Side Side { get; init; }

    /// <summary>The province whose agency it is ("la-lpb"), or "vn" or "la" for a national body; empty for operators.</summary>
    [Id(3)] public required string Body { get; init; }

    /// <summary>The rights that count for this request.</summary>
    [Id(4)] public required Roles Roles { get; init; }

    /// <summary>True when cleared for restricted matters.</summary>
    [Id(5)] public bool Cleared { get; init; }

    /// <summary>Restricted books that it may read for a time, by leave in force; never claimed, but looked up. The books know their own.</summary>
    [Id(6), JsonIgnore] public ValueList<BookKey> Granted { get; init; }

    /// <summary>Closed agencies of its province, for whose entries and cases it answers; never claimed, but looked up.</summary>
    [Id(7), JsonIgnore] public ValueList<string> StandsFor { get; init; }

    /// <summary>What the courier and the calendar act as.</summary>
    public static Actor System { get; } = new() { User = "system", Agency = "system", Side = Side.None, Body = "", Roles = Roles.System };

    /// <summary>True for a body of a whole country.</summary>
    [JsonIgnore] public bool IsNational => Body is "vn" or "la";

    /// <summary>False for those who see nothing restricted, whatever there is.</summary>
    [JsonIgnore] public bool MaySeeRestricted => Cleared || !Granted.IsEmpty || Has(Roles.System);

    /// <summary>True when what an agency entered is its to answer for.</summary>
    public bool ActsFor(string agency) => Agency == agency || StandsFor.Contains(agency);

    /// <summary>True when it holds every one of the roles.</summary>
    public bool Has(Roles roles) => (Roles & roles) == roles;
}

/// <summary>One attempt at one command, known by its id however often it is tried.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Operation)]
public sealed record Operation
{
    /// <summary>Agency and idempotency key; unique in a book for ever.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>Hash of user, path and content: the same id with another fingerprint is refused.</summary>
    [Id(1)] public required string Fingerprint { get; init; }

    /// <summary>W3C traceparent of the request, or empty.</summary>
    [Id(2)] public string Trace { get; init; } = "";

    /// <summary>After this instant the attempt is not committed any more.</summary>
    [Id(3)] public required DateTimeOffset Deadline { get; init; }
}

/// <summary>Who asks, and under which operation.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Caller)]
public sealed record Caller
{
    /// <summary>Who asks.</summary>
    [Id(0)] public required Actor Actor { get; init; }

    /// <summary>The operation.</summary>
    [Id(1)] public required Operation Operation { get; init; }

    /// <summary>The version of the book that the caller's process has seen: nothing older is decided on.</summary>
    [Id(2)] public long AtLeast { get; init; }
}

/// <summary>What follows from the shape of ids.</summary>
public static class Parties
{
    /// <summary>The country of a province or national body, by its id's prefix.</summary>
    public static Side SideOf(string body) => body switch
    {
        "vn" => Side.Vn,
        "la" => Side.La,
        _ when body.StartsWith("vn-", StringComparison.Ordinal) => Side.Vn,
        _ when body.StartsWith("la-", StringComparison.Ordinal) => Side.La,
        _ => Side.None,
    };

    /// <summary>True for a body's own word, and for that of the national body of its side.</summary>
    public static bool Speaks(string body, string party) =>
        body == party || (body is "vn" or "la" && SideOf(body) == SideOf(party));
}
