using CoopGrains.Contracts;

namespace CoopGrains.Gateway.Requests;

/// <summary>The names that enum values have in JSON.</summary>
internal static class EnumNames
{
    /// <summary>Every name of an enum.</summary>
    public static IEnumerable<string> Of(Type type) => Enum.GetValues(type).Cast<Enum>().Select(EnumCodes.Of);

    /// <summary>The value of a name; false when there is none.</summary>
    public static bool TryParse<T>(string? name, out T value)
        where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
            if (EnumCodes.Of(candidate) == name)
            {
                value = candidate;
                return true;
            }
        value = default;
        return false;
    }
}
