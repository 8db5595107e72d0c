using System.Reflection;
using CoopGrains.Contracts;

namespace Domain.Tests;

/// <summary>A value of any wire type with every member filled, the same each time: what a new golden payload is made from.</summary>
internal static class Samples
{
    private static readonly MethodInfo ListOf = typeof(ValueList).GetMethod(nameof(ValueList.ToValueList))!;

    public static object Of(Type type, string name = "value")
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return name;
        if (type == typeof(decimal))
            return 12.5m;
        if (type == typeof(bool))
            return true;
        if (type == typeof(int) || type == typeof(long) || type == typeof(short) || type == typeof(byte))
            return Convert.ChangeType(3, type, null);
        if (type == typeof(DateTimeOffset))
            return World.Now;
        if (type == typeof(BookKey))
            return BookKey.Program("db-lpb-scholarship");
        if (type == typeof(PartialDate))
            return World.Date("2024?-12-25");
        if (type == typeof(Roles))
            return Roles.Recorder | Roles.Coordinator;
        if (type == typeof(LocalizedText))
            return new LocalizedText { Vi = "Điện Biên \"hữu nghị\" <&> 🤝", Lo = "ດຽນບຽນ", En = "friendship" };
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(1)!;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>))
        {
            var items = Array.CreateInstance(type.GenericTypeArguments[0], 2);
            for (var i = 0; i < 2; i++)
                items.SetValue(Of(type.GenericTypeArguments[0], $"{name}-{i + 1}"), i);
            return ListOf.MakeGenericMethod(type.GenericTypeArguments[0]).Invoke(null, [items])!;
        }
        var made = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties().Where(property => property.SetMethod is not null))
            property.SetValue(made, Of(property.PropertyType, char.ToLowerInvariant(property.Name[0]) + property.Name[1..]));
        return made;
    }
}
