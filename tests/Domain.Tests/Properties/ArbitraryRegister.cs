using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>Commands about units and office-holders, mostly sensible for the province they meet.</summary>
internal static class ArbitraryRegister
{
    private static readonly string[] Ids = ["u1", "u2", "u3", "u4", "u5"];

    public static Command Command(Choices choices, ProvinceBook state, int which) => which switch
    {
        0 or 1 or 2 => new RegisterUnit
        {
            Id = choices.Often(80) ? choices.Pick(Ids) : null,
            Name = World.Vi(choices.Often(97) ? "Xã" : " "),
            Kind = choices.Pick(Enum.GetValues<LocalUnitKind>()),
            Within = choices.Often(30) ? choices.PickOr(state.Units, null)?.Id : null,
            Succeeds = Some(choices, state.Units),
            Validity = Time(choices),
        },
        3 => new CorrectUnit
        {
            Unit = choices.PickOr(state.Units, null)?.Id ?? "u1",
            Revision = choices.Often(90) ? choices.PickOr(state.Units, null)?.Revision ?? 1 : 9,
            Name = World.Vi("Xã mới"),
            Kind = LocalUnitKind.Commune,
            Within = choices.Often(40) ? choices.PickOr(state.Units, null)?.Id : null,
            Succeeds = Some(choices, state.Units),
            Validity = Time(choices),
        },
        4 => new CloseUnit { Unit = choices.PickOr(state.Units, null)?.Id ?? "u1", On = Day(choices), Reason = "sắp xếp" },
        5 or 6 => new RegisterHolder
        {
            Id = choices.Often(80) ? choices.Pick(Ids) : null,
            Person = "Lê Thành Đô",
            Office = World.Vi("Chủ tịch"),
            Succeeds = choices.Often(60) ? choices.PickOr(state.Holders, null)?.Id : null,
            Validity = Time(choices),
        },
        7 => new CorrectHolder
        {
            Holder = choices.Pick(Ids),
            Revision = choices.Often(90) ? choices.PickOr(state.Holders, null)?.Revision ?? 1 : 9,
            Person = "Trần Quốc Cường",
            Office = World.Vi("Bí thư"),
            Succeeds = choices.Often(60) ? choices.PickOr(state.Holders, null)?.Id : null,
            Validity = Time(choices),
        },
        8 => choices.Often(70)
            ? new RecordOccasion
            {
                Id = choices.Often(80) ? choices.Pick(Ids) : null,
                Kind = choices.Pick(Enum.GetValues<OccasionKind>()),
                Title = World.Vi("Thăm"),
                On = Day(choices),
                Until = choices.Often(20) ? Day(choices) : null,
                Yearly = choices.Often(20),
                Parties = choices.Often(90) ? ["vn-db", "la-psl"] : ["la-psl"],
            }
            : new RetractOccasion { Occasion = choices.PickOr(state.Occasions, null)?.Id ?? "u1", Reason = "nhầm" },
        _ => new EndTenure { Holder = choices.Pick(Ids), On = Day(choices) },
    };

    public static bool IsOne(Command command) =>
        command is RegisterUnit or CorrectUnit or CloseUnit or RegisterHolder or CorrectHolder or EndTenure
            or RecordOccasion or RetractOccasion;

    private static ValueList<string> Some(Choices choices, ValueList<LocalUnit> units) => choices.Next(5) switch
    {
        0 => [choices.Pick(Ids)],
        1 or 2 when !units.IsEmpty => [choices.Pick(units).Id],
        3 when !units.IsEmpty => [choices.Pick(units).Id, choices.Pick(units).Id],
        _ => default,
    };

    private static Validity? Time(Choices choices) => choices.Often(40) ? null : new()
    {
        From = choices.Often(50) ? Day(choices) : null,
        To = choices.Often(20) ? Day(choices) : null,
        SeenOn = choices.Often(20) ? [Day(choices)] : default,
    };

    private static PartialDate Day(Choices choices) => choices.Often(50)
        ? PartialDate.OfYear(2018 + choices.Next(10))
        : PartialDate.Of(new DateOnly(2018, 1, 1).AddDays(choices.Next(3_000)));
}
