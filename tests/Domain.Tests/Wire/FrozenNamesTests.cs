using System.Reflection;
using CoopGrains.Contracts;
using TestKit;

namespace Domain.Tests;

/// <summary>Names that leave the process or reach the database are frozen in Frozen/wire-names.txt: lines are only ever added.</summary>
public sealed class FrozenNamesTests
{
    private static readonly Type[] Grains = Assembly.Load("CoopGrains.Grains").GetTypes();

    [Fact]
    public void Names_on_the_wire_and_in_the_store_equal_the_frozen_list()
    {
        var frozen = File.ReadAllLines(RepositoryRoot.PathOf("tests", "Domain.Tests", "Frozen", "wire-names.txt"));
        var now = Names().Order(StringComparer.Ordinal).ToArray();
        var difference = frozen.Except(now).Select(line => "- " + line).Concat(now.Except(frozen).Select(line => "+ " + line)).ToList();
        Assert.True(difference.Count == 0 && frozen.Length == now.Length, "The wire differs from the frozen list:\n" + string.Join('\n', difference));
    }

    [Fact]
    public void Every_grain_class_names_its_type_and_its_state() => Assert.Equal(
        ["agreement", "program", "province"],
        Grains.Select(grain => WireTypes.Argument(grain, "GrainType")).OfType<string>().Order());

    private static IEnumerable<string> Names()
    {
        foreach (var type in WireTypes.All.Concat(WireTypes.Interfaces))
        {
            var alias = WireTypes.Alias(type)!;
            yield return $"alias {alias} {type.Name}";
            if (type.IsEnum)
                foreach (var value in Enum.GetValuesAsUnderlyingType(type))
                    yield return $"value {alias} {value} {Enum.GetName(type, value)}";
            else if (type.IsInterface)
                foreach (var method in type.GetMethods())
                    yield return $"method {alias} {WireTypes.Alias(method)}";
            else
                foreach (var member in WireTypes.StateOf(type).Select(WireTypes.MemberOf))
                    yield return $"member {alias} {WireTypes.Argument(member, "Id")} {member.Name}";
        }
        foreach (var (name, type) in EventCatalog.All)
            yield return $"event {name} {type.Name}";
        foreach (var kind in Enum.GetValues<BookKind>())
            yield return $"key {kind} {BookKey.Of(kind, "xx-1")}";
        foreach (var fault in typeof(BookKey).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Exception))))
            if (WireTypes.Alias(fault) is { } alias)
                yield return $"alias {alias} {fault.Name}";
        foreach (var grain in Grains)
            if (WireTypes.Argument(grain, "GrainType") is string type)
            {
                yield return $"grainType {grain.Name} {type}";
                foreach (var state in grain.GetConstructors().SelectMany(constructor => constructor.GetParameters())
                    .SelectMany(parameter => parameter.GetCustomAttributesData()).Where(data => data.AttributeType.Name == "PersistentStateAttribute"))
                    yield return $"state {grain.Name} {string.Join(' ', state.ConstructorArguments.Select(argument => argument.Value))}";
            }
            else if (WireTypes.Alias(grain) is { } alias)
            {
                yield return $"alias {alias} {grain.Name}";
                foreach (var member in WireTypes.StateOf(grain).Select(WireTypes.MemberOf))
                    yield return $"member {alias} {WireTypes.Argument(member, "Id")} {member.Name}";
            }
        for (var schema = 1; schema <= EventCatalog.Schema; schema++)
            yield return $"schema {schema}";
    }
}
