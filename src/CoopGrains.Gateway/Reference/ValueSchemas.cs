using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Replies;
using CoopGrains.Gateway.Requests;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CoopGrains.Gateway.Reference;

/// <summary>Describes the values that have a JSON form of their own.</summary>
internal static class ValueSchemas
{
    /// <summary>The form of a book's key.</summary>
    public const string Key = "^(province|agreement|program)/[a-z0-9-]{2,64}$";

    /// <summary>The form of a civil date, as far as it is known.</summary>
    public const string Date = "^[0-9]{4}\\??(-[0-9]{2}(-[0-9]{2})?)?$";

    // What shows money in another currency when it is asked to.
    private static readonly Type[] Converting =
        [typeof(NetworkStatus), typeof(Scorecard), typeof(TradeReport), typeof(ProposalList), typeof(Explanation)];

    private const string Decimal = "^-?[0-9]+(\\.[0-9]+)?$";

    /// <summary>True for lists, which are written where they stand.</summary>
    public static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>);

    public static async Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var declared = context.JsonTypeInfo.Type;
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (IsList(type))
        {
            schema.Type = JsonSchemaType.Array;
            schema.Items = await context.GetOrCreateSchemaAsync(type.GetGenericArguments()[0], null, ct);
        }
        else if (type == typeof(decimal))
            Text(schema, declared, Decimal, "2490000000");
        else if (type == typeof(PartialDate))
            Text(schema, declared, Date, "2025-04");
        else if (type == typeof(BookKey))
            Text(schema, declared, Key, "program/db-lpb-scholarship");
        else if (type == typeof(Roles))
            Names(schema);
        else if (type == typeof(Amount))
            Convertible(schema, await context.GetOrCreateSchemaAsync(typeof(ConvertedAmount), null, ct));
        else if (type == typeof(LocalizedText))
            Resolved(schema);
        else if (type == typeof(JsonElement))
            schema.Type = JsonSchemaType.Object | JsonSchemaType.Null;
        else if (type.IsEnum)
            OneOf(schema, declared, EnumNames.Of(type));
        else if (type.IsSubclassOf(typeof(Command)))
            schema.AdditionalPropertiesAllowed = false;
        else if (type.GetProperties().Any(member => member.PropertyType == typeof(ViewStamp)))
        {
            Stamped(schema);
            if (Converting.Contains(type))
                schema.Properties!["conversion"] = await context.GetOrCreateSchemaAsync(typeof(ConversionReply), null, ct);
        }
        if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object && !type.IsSubclassOf(typeof(Command)))
            Worded(schema, context.JsonTypeInfo);
    }

    private static void Worded(OpenApiSchema schema, JsonTypeInfo type)
    {
        foreach (var code in type.Properties)
            if (WordsIn.NameFor(code) is { } name)
            {
                var words = ReadOnly($"What {code.Name} means, in the asked language");
                if (WordsIn.IsList(code.PropertyType))
                    (words.Type, words.Items) = (JsonSchemaType.Array, new OpenApiSchema { Type = JsonSchemaType.String });
                else
                    words.Type |= JsonSchemaType.Null;
                schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
                schema.Properties[name] = words;
            }
    }

    private static void Text(OpenApiSchema schema, Type declared, string pattern, string example)
    {
        schema.Type = Nullable.GetUnderlyingType(declared) is null ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
        schema.Format = null;
        schema.Pattern = pattern;
        schema.Examples = [JsonValue.Create(example)];
    }

    private static void OneOf(OpenApiSchema schema, Type declared, IEnumerable<string> names)
    {
        schema.Type = Nullable.GetUnderlyingType(declared) is null ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
        schema.Enum = [.. names.Select(name => JsonValue.Create(name))];
    }

    private static void Names(OpenApiSchema schema)
    {
        schema.Type = JsonSchemaType.Array;
        schema.Items = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = [.. RolesJson.Names((Roles)~0).Select(name => JsonValue.Create(name))],
        };
    }

    private static void Stamped(OpenApiSchema schema)
    {
        schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
        schema.Properties["asOf"] =
            new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time", Description = "Asked for as asOf, it gives the same again" };
        schema.Properties["lag"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "Whole seconds behind; 0 below one" };
    }

    // Replies add the text to show; requests leave it out.
    private static void Resolved(OpenApiSchema schema)
    {
        schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
        schema.Properties["name"] = ReadOnly("The text to show in the asked language");
        schema.Properties["nameLanguage"] = ReadOnly("The language that it is in");
    }

    // Replies that were asked for another currency say what it is in that.
    private static void Convertible(OpenApiSchema schema, OpenApiSchema converted)
    {
        converted.ReadOnly = true;
        converted.Type = JsonSchemaType.Object | JsonSchemaType.Null;
        converted.Description = "Only for money that in= asked for; null when no rate was named for it. " + converted.Description;
        schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
        schema.Properties["converted"] = converted;
    }

    private static OpenApiSchema ReadOnly(string description) =>
        new() { Type = JsonSchemaType.String, ReadOnly = true, Description = description };
}
