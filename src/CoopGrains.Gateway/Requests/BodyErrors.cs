using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Problems;

namespace CoopGrains.Gateway.Requests;

/// <summary>Finds every member at fault in a body that could not be read as its type. Only walked when reading has failed.</summary>
internal sealed class BodyErrors
{
    private static readonly DefaultJsonTypeInfoResolver AnyType = new();

    private readonly List<ProblemError> _errors = [];

    /// <summary>The problem with a body: the shape's errors (400) if there are any, else those of its values (422).</summary>
    public static Problem Of(ReadOnlyMemory<byte> body, JsonTypeInfo type)
    {
        using var document = JsonDocument.Parse(body);
        var walk = new BodyErrors();
        walk.Visit(document.RootElement, type.Type, null, "");
        var errors = walk._errors.OrderBy(error => ProblemCatalog.Of(error.Code).Status).ToValueList();
        return errors.IsEmpty ? new(Codes.BadRequest) : new(errors[0].Code, errors[0].Details, errors);
    }

    private void Visit(JsonElement element, Type type, JsonConverter? own, string pointer)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (own is null && type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>))
            VisitItems(element, type.GetGenericArguments()[0], pointer);
        else if (own is null && ApiJson.Requests.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object } shape)
            VisitMembers(element, shape, pointer);
        else
            VisitValue(element, type, own, pointer);
    }

    private void VisitItems(JsonElement element, Type item, string pointer)
    {
        if (element.ValueKind == JsonValueKind.Null)
            return;
        if (element.ValueKind != JsonValueKind.Array)
        {
            Add(pointer, Codes.WrongType);
            return;
        }
        var index = 0;
        foreach (var value in element.EnumerateArray())
            Visit(value, item, null, JsonPointer.Add(pointer, index++));
    }

    private void VisitMembers(JsonElement element, JsonTypeInfo shape, string pointer)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Add(pointer, Codes.WrongType);
            return;
        }
        var known = shape.Properties.ToDictionary(property => property.Name);
        foreach (var property in element.EnumerateObject())
            if (!known.Remove(property.Name, out var member))
                Add(JsonPointer.Add(pointer, property.Name), Codes.UnknownField, ("field", property.Name));
            else if (property.Value.ValueKind != JsonValueKind.Null || !MayBeNull(member))
                Visit(property.Value, member.PropertyType, member.CustomConverter, JsonPointer.Add(pointer, property.Name));
        foreach (var missing in known.Values.Where(member => member.IsRequired))
            Add(JsonPointer.Add(pointer, missing.Name), Codes.FieldMissing, ("field", missing.Name));
    }

    private void VisitValue(JsonElement element, Type type, JsonConverter? own, string pointer)
    {
        if (element.ValueKind == JsonValueKind.Null)
        {
            Add(pointer, Codes.WrongType);
            return;
        }
        try
        {
            element.Deserialize(type, own is null ? ApiJson.Requests : new() { Converters = { own }, TypeInfoResolver = AnyType });
        }
        catch (ValueException wrong) when (type == typeof(BookKey))
        {
            Add(pointer, wrong.Code, ("form", "agreement/<id>, program/<id>, province/<id>"));
        }
        catch (ValueException wrong)
        {
            Add(pointer, wrong.Code);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            if (type.IsEnum && element.ValueKind == JsonValueKind.String)
                Add(pointer, Codes.ValueUnknown, ("values", string.Join(", ", EnumNames.Of(type))));
            else
                Add(pointer, Codes.WrongType);
        }
    }

    private static bool MayBeNull(JsonPropertyInfo member) =>
        member.PropertyType.IsValueType ? Nullable.GetUnderlyingType(member.PropertyType) is not null : member.IsSetNullable;

    private void Add(string pointer, string code, params ReadOnlySpan<(string Name, string Value)> details) =>
        _errors.Add(new(pointer, code, Problem.Named(details)));
}
