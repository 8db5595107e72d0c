using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>Whether a commitment is on its way, by the rule "status lights" of <c>src/README.md</c>.</summary>
[GenerateSerializer, Alias(WireNames.StatusLight)]
[JsonConverter(typeof(CamelCase<StatusLight>))]
public enum StatusLight
{
    /// <summary>On track: what is confirmed is exact and not below what was to be expected by the date.</summary>
    Green,

    /// <summary>No data: no entry counts in a period that has begun. Neither good nor bad: nobody knows.</summary>
    Grey,

    /// <summary>At risk: less is confirmed than was to be expected, or what is confirmed is only indicative.</summary>
    Amber,

    /// <summary>Overdue: the period is over and what is confirmed is below the target.</summary>
    Red,
}
