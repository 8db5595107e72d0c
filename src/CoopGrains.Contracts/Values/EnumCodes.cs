using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CoopGrains.Contracts;

/// <summary>Codes of enum values: what stands for them in requests, replies, refusals and rows.</summary>
public static class EnumCodes
{
    /// <summary>The code of a value: its name in camelCase, but where it says another.</summary>
    public static string Of(Enum value)
    {
        var member = value.ToString();
        return value.GetType().GetField(member)?.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
            ?? JsonNamingPolicy.CamelCase.ConvertName(member);
    }
}
