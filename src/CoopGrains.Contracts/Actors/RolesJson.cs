using System.Text.Json;
using System.Text.Json.Serialization;

namespace CoopGrains.Contracts;

/// <summary>Roles as an array of names: <c>["recorder","confirmer"]</c>.</summary>
public sealed class RolesJson : JsonConverter<Roles>
{
    private static readonly (Roles Role, string Name)[] Each =
        [.. Enum.GetValues<Roles>().Where(role => role != Roles.None).Select(role => (role, EnumCodes.Of(role)))];

    /// <summary>The names of the roles held.</summary>
    public static IEnumerable<string> Names(Roles roles) => Each.Where(each => roles.HasFlag(each.Role)).Select(each => each.Name);

    /// <summary>The role of a name; false when there is none.</summary>
    public static bool TryParse(string? name, out Roles role)
    {
        role = Each.FirstOrDefault(each => each.Name == name).Role;
        return role != Roles.None;
    }

    /// <inheritdoc/>
    public override Roles Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("roles are an array of names");
        var roles = Roles.None;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String || !TryParse(reader.GetString(), out var role))
                throw new ValueException(RefusalCodes.RoleInvalid, "a role is one of " + string.Join(", ", Each.Select(each => each.Name)));
            roles |= role;
        }
        return roles;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Roles value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var name in Names(value))
            writer.WriteStringValue(name);
        writer.WriteEndArray();
    }
}
