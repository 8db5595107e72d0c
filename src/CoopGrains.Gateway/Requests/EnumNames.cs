using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CoopGrains.Gateway.Requests;

/// <summary>The names that enum values have in JSON.</summary>
internal static class EnumNames
{
    /// <summary>Every name of an enum.</summary>
    public static IEnumerable<string> Of(Type type) => Enum.GetNames(type).Select(name => Of(type, name));

    /// <summary>The value of a name; false when there is none.</summary>
    public static bool TryParse<T>(string? name, out T value)
        where T : struct, Enum
    {
        foreach (var candidate in Enum.GetNames<T>())
            if (Of(typeof(T), candidate) == name)
            {
                value = Enum.Parse<T>(candidate);
                return true;
            }
        value = default;
        return false;
    }

    private static string Of(Type type, string member) =>
        type.GetField(member)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
            ?? JsonNamingPolicy.CamelCase.ConvertName(member);
}
