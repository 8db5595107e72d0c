using System.Reflection;
using System.Runtime.CompilerServices;
using CoopGrains.Contracts;

namespace Domain.Tests;

public sealed class ContractTests
{
    private static readonly System.Text.RegularExpressions.Regex Personal = new(
        "suspect|offender|victim|witness|informant|accused|convict|detain|arrest|fugitive|person|citizen|passport|birth|gender|ethnic|religio|phone|email|address"
        + "|firstName|lastName|fullName|surname|nickname|nationality|photo",
        System.Text.RegularExpressions.RegexOptions.IgnoreCase);

    private static readonly HashSet<Type> Plain =
        [typeof(string), typeof(decimal), typeof(DateTimeOffset), typeof(DateOnly), typeof(bool), typeof(byte), typeof(short), typeof(int), typeof(long)];

    [Fact]
    public void The_walk_from_the_grain_interfaces_reaches_the_whole_wire()
    {
        Assert.Equal(["IAccessGrain", "IAgreementGrain", "ICasesGrain", "ICommitmentsGrain", "IProgramGrain", "IProvinceGrain"], WireTypes.Interfaces.Select(type => type.Name).Order());
        foreach (var type in (Type[])[typeof(ReportFulfilment), typeof(EntryReported), typeof(Outcome.Refused), typeof(ValueList<>), typeof(PartialDate), typeof(Bound), typeof(Signature)])
            Assert.Contains(type, WireTypes.All);
        Assert.Empty(EventCatalog.All.Select(pair => pair.Value).Except(WireTypes.All));
        Assert.Empty(typeof(Event).Assembly.GetExportedTypes().Where(type => type.BaseType == typeof(Event)).Except(EventCatalog.All.Select(pair => pair.Value)));
    }

    [Fact]
    public void Every_wire_type_is_closed_immutable_and_described() =>
        Assert.Empty(WireTypes.All.SelectMany(Faults).Concat(WireTypes.Interfaces.SelectMany(MethodFaults)));

    [Fact]
    public void No_alias_is_used_twice()
    {
        var aliases = WireTypes.All.Concat(WireTypes.Interfaces).Select(WireTypes.Alias).ToList();
        Assert.Equal(aliases.Count, aliases.Distinct().Count());
    }

    [Fact]
    public void Every_alias_is_named_in_one_file()
    {
        var named = typeof(WireNames).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToList();
        Assert.Equal(named.Count, named.Distinct().Count());
        Assert.Empty(WireTypes.All.Concat(WireTypes.Interfaces).Select(type => WireTypes.Alias(type)!).Except(named));
    }

    [Fact]
    public void No_member_is_a_place_for_private_persons() =>
        // Officials appear by office, reporters by the user of an agency; who is suspected, sought or a victim has no field anywhere.
        Assert.Empty(typeof(Event).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetProperties(), (type, member) => (Type: type.Name, Member: member.Name))
            .Where(found => Personal.IsMatch(found.Member))
            .Select(found => $"{found.Type}.{found.Member}")
            .Except(["OfficeHolder.Person", "RegisterHolder.Person", "CorrectHolder.Person", "HolderFilter.Person", "Participant.Person", "TalksChair.Person"]));

    private static IEnumerable<string> Faults(Type type)
    {
        if (WireTypes.Argument(type, "GenerateSerializer") is null)
            yield return $"{type} has no [GenerateSerializer]";
        if (WireTypes.Alias(type) is null)
            yield return $"{type} has no [Alias]";
        if (type.IsEnum)
            yield break;
        if (!type.GetCustomAttributesData().Any(data => data.AttributeType.Name == "ImmutableAttribute"))
            yield return $"{type} is not [Immutable]";
        if (type is { IsSealed: false, IsAbstract: false })
            yield return $"{type} is open";
        if (type.IsValueType && !type.IsDefined(typeof(IsReadOnlyAttribute)))
            yield return $"{type} is no readonly struct";
        var ids = new List<uint>();
        foreach (var field in WireTypes.StateOf(type))
        {
            var member = WireTypes.MemberOf(field);
            if (WireTypes.Argument(member, "Id") is not uint id)
                yield return $"{type}.{member.Name} has no [Id]";
            else
                ids.Add(id);
            if (!field.IsInitOnly)
                yield return $"{type}.{member.Name} can change";
            if (!IsImmutable(field))
                yield return $"{type}.{member.Name} is a mutable {field.FieldType}";
        }
        if (!ids.Order().SequenceEqual(Enumerable.Range(0, ids.Count).Select(i => (uint)i)))
            yield return $"{type} has ids {string.Join(',', ids)}: not 0 and on, each once";
    }

    private static IEnumerable<string> MethodFaults(Type type)
    {
        var aliases = type.GetMethods().Select(method => (method.Name, Alias: WireTypes.Alias(method))).ToList();
        foreach (var (name, _) in aliases.Where(method => method.Alias is null))
            yield return $"{type}.{name} has no [Alias]";
        var all = type.GetInterfaces().Where(WireTypes.IsOurs).SelectMany(parent => parent.GetMethods()).Select(WireTypes.Alias).Concat(aliases.Select(m => m.Alias));
        foreach (var twice in all.GroupBy(alias => alias).Where(group => group.Count() > 1))
            yield return $"{type} uses the alias {twice.Key} twice";
        if (WireTypes.Alias(type) is null)
            yield return $"{type} has no [Alias]";
    }

    private static bool IsImmutable(FieldInfo field)
    {
        var type = Nullable.GetUnderlyingType(field.FieldType) ?? field.FieldType;
        return Plain.Contains(type) || type.IsEnum || type.IsGenericParameter
            || (WireTypes.IsOurs(type) && type.GetGenericArguments().All(argument => Plain.Contains(argument) || WireTypes.IsOurs(argument)))
            // ValueList keeps a private copy that nothing hands out for writing.
            || (field.DeclaringType!.Name == "ValueList`1" && type.IsArray && field.IsPrivate);
    }
}
