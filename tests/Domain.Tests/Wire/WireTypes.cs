using System.Reflection;
using System.Runtime.CompilerServices;
using CoopGrains.Contracts;

namespace Domain.Tests;

/// <summary>Every type of ours that can travel to or from a grain. Attributes are told by name: the same test serves both runtimes.</summary>
internal static class WireTypes
{
    private static readonly Assembly Ours = typeof(BookKey).Assembly;

    public static IReadOnlyList<Type> Interfaces { get; } =
        [.. Ours.GetExportedTypes().Where(type => type.IsInterface && type.GetInterfaces().Any(parent => parent.Name.StartsWith("IGrain", StringComparison.Ordinal)))];

    public static IReadOnlyList<Type> All { get; } = Walk();

    public static IEnumerable<FieldInfo> StateOf(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);

    /// <summary>The member that a field backs: its auto property, or the field itself.</summary>
    public static MemberInfo MemberOf(FieldInfo field) => field.IsDefined(typeof(CompilerGeneratedAttribute), false) && field.Name.StartsWith('<')
        ? field.DeclaringType!.GetProperty(field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)], BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!
        : field;

    public static object? Argument(MemberInfo member, string attribute) =>
        member.GetCustomAttributesData().SingleOrDefault(data => data.AttributeType.Name == attribute + "Attribute")
            is { } found ? found.ConstructorArguments.Select(argument => argument.Value).FirstOrDefault() ?? true : null;

    public static string? Alias(MemberInfo member) => Argument(member, "Alias") as string;

    public static bool IsOurs(Type type) => type.Assembly == Ours;

    public static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    private static List<Type> Walk()
    {
        var seen = new HashSet<Type>();
        foreach (var method in Interfaces.SelectMany(type => type.GetMethods()))
            foreach (var type in method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType))
                Visit(type, seen);
        return [.. seen.OrderBy(type => type.FullName, StringComparer.Ordinal)];
    }

    private static void Visit(Type type, HashSet<Type> seen)
    {
        foreach (var argument in type.GetGenericArguments())
            Visit(argument, seen);
        if (type.IsGenericParameter || !IsOurs(type) || !seen.Add(Definition(type)))
            return;
        foreach (var field in StateOf(Definition(type)))
            Visit(field.FieldType.IsArray ? field.FieldType.GetElementType()! : field.FieldType, seen);
        if (type.BaseType is { } parent)
            Visit(parent, seen);
        foreach (var derived in Ours.GetTypes().Where(candidate => candidate.BaseType == type))
            Visit(derived, seen);
    }
}
