using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>Commands about twinnings of a few places, so that the same pair comes again.</summary>
internal static class ArbitraryTwinning
{
    public static Command Command(Choices choices, ProgramBook state)
    {
        var twinning = choices.PickOr(state.Twinnings, null);
        return choices.Next(8) switch
        {
            0 => new EndTwinning { Twinning = twinning?.Id ?? "t-none", On = Day(choices), Reason = "xong" },
            1 => new LogActivity { Twinning = twinning?.Id ?? "t-none", On = Day(choices), Title = World.Vi("Giao lưu") },
            2 => new CorrectTwinning
            {
                Twinning = twinning?.Id ?? "t-none",
                Revision = choices.Often(90) ? twinning?.Revision ?? 1 : 9,
                Lao = Lao(choices),
                Vietnamese = Vn(choices),
                Validity = Time(choices),
            },
            3 when twinning is { Validity.To: { } ended } => new AddTwinning
            {
                Lao = twinning.Lao,
                Vietnamese = twinning.Vietnamese,
                Validity = new() { From = PartialDate.Of(ended.Last.AddDays(choices.Next(3))) },
            },
            _ => new AddTwinning { Lao = Lao(choices), Vietnamese = Vn(choices), Validity = Time(choices) },
        };
    }

    private static TwinPlace Lao(Choices choices) => choices.Often(50)
        ? new() { Provinces = ["la-psl"], Unit = "c" + (1 + choices.Next(3)) }
        : new() { Provinces = choices.Often(50) ? ["la-psl", "la-lpb"] : ["la-lpb", "la-psl"], Mark = $"{choices.Next(2)}" };

    private static TwinPlace Vn(Choices choices) => new() { Provinces = ["vn-db"], Unit = choices.Often(80) ? "x" + (1 + choices.Next(2)) : null };

    private static Validity? Time(Choices choices) => choices.Often(60) ? null : new()
    {
        From = choices.Often(50) ? Day(choices) : null,
        To = choices.Often(30) ? Day(choices) : null,
    };

    private static PartialDate Day(Choices choices) => PartialDate.Of(new DateOnly(2024, 1, 1).AddDays(choices.Next(900)));
}
