using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class WrittenAmountTests
{
    [Theory]
    [InlineData("2,49 tỷ đồng", "2490000000 VND Exact")]
    [InlineData("ước đạt trên 140 triệu USD", "140000000 USD AtLeast estimate")]
    [InlineData("trên 50 triệu USD", "50000000 USD AtLeast")]
    [InlineData("1.234,5 triệu đồng", "1234500000 VND Exact")]
    [InlineData("1.234.567 đồng", "1234567 VND Exact")]
    [InlineData("30 học sinh", "30 person Exact")]
    [InlineData("8 cụm bản", "8 cluster Exact")]
    [InlineData("khoảng 200 người", "200 person About")]
    [InlineData("dưới 10 tỷ đồng", "10000000000 VND AtMost")]
    [InlineData("ước đạt 3 tỉ kíp", "3000000000 LAK Exact estimate")]
    [InlineData("  30 cán bộ ", "30 person Exact")]
    public void Plain_words_are_read_exactly(string words, string expected)
    {
        var amount = Assert.IsType<Amount>(WrittenAmount.Read(words));
        Assert.Equal(expected, FormattableString.Invariant($"{amount.Value} {amount.Unit} {amount.Bound}{(amount.Estimate ? " estimate" : "")}"));
    }

    [Theory]
    [InlineData("2.49 tỷ đồng")]
    [InlineData("2.4900 tỷ đồng")]
    [InlineData("0.500 tỷ đồng")]
    [InlineData("1,234,567 đồng")]
    [InlineData("1234.567 đồng")]
    [InlineData("12,5,5 triệu đồng")]
    [InlineData("10.0 triệu USD")]
    [InlineData("trên dưới 100 người")]
    [InlineData("trên khoảng 100 người")]
    [InlineData("dưới trên 100 người")]
    [InlineData("2 tỷ 490 triệu đồng")]
    [InlineData("từ 10 đến 20 người")]
    [InlineData("10-20 người")]
    [InlineData("140 triệu")]
    [InlineData("30")]
    [InlineData("USD")]
    [InlineData("140 triệu đô")]
    [InlineData("-5 người")]
    [InlineData("năm người")]
    [InlineData("30 học sinh và 5 cán bộ")]
    [InlineData("999.999.999.999.999.999.999.999.999.999 tỷ đồng")]
    [InlineData("\ud800 5 người")]
    [InlineData("")]
    public void Ambiguous_words_and_nonsense_are_not_guessed(string words) => Assert.Null(WrittenAmount.Read(words));

    [Theory]
    [InlineData("1,5 đồng")]
    [InlineData("2,5 học sinh")]
    public void A_fraction_of_what_is_whole_is_refused_by_its_scale(string words)
    {
        var amount = WrittenAmount.Read(words)!;
        Assert.Equal(RefusalCodes.AmountScale, Units.Check(amount, amount.Unit, "").Refusal!.Value.Refusal!.Code);
    }

    [Fact]
    public void Reading_is_total_for_any_digits_marks_and_words() => Check.Holds(400, choices =>
    {
        string[] pieces = ["trên", "ước đạt", "khoảng", "9", "99", "999", "000", ".", ",", " ", " ", "tỷ", "triệu", "đồng", "USD", "học sinh", "\ud800", "x"];
        var words = string.Concat(Enumerable.Range(0, choices.Next(40)).Select(_ => choices.Pick(pieces)));
        if (WrittenAmount.Read(words) is { } amount)
            Assert.NotNull(Units.ScaleOf(amount.Unit));
    });

    [Fact]
    public void Words_longer_than_any_amount_are_refused_at_once()
    {
        var play = Books.Program();
        var report = World.Report("places", null) with { AmountAsWritten = "5" + new string(' ', 400_000) + "5" };
        play.Refused(World.Db, report, RefusalCodes.AmountNotUnderstood, "/amountAsWritten");
    }

    [Fact]
    public void A_report_in_written_words_keeps_words_and_amount()
    {
        var play = Books.Program();
        play.Do(World.Db, World.Report("support", null) with { AmountAsWritten = "2,49 tỷ đồng" });
        var reported = Assert.IsType<EntryReported>(play.History[^1]);
        Assert.Equal((2_490_000_000m, "VND", "2,49 tỷ đồng"), (reported.Amount!.Value, reported.Amount.Unit, reported.AmountAsWritten));
        play.Refused(World.Db, World.Report("support", null) with { AmountAsWritten = "2.49 tỷ đồng" }, RefusalCodes.AmountNotUnderstood, "/amountAsWritten");
        play.Refused(World.Db, World.Report("support", null) with { AmountAsWritten = "1,5 đồng" }, RefusalCodes.AmountScale);
        play.Refused(World.Db, World.Report("support", null) with { AmountAsWritten = "30 học sinh" }, RefusalCodes.UnitMismatch);
        play.Refused(World.Db, World.Report("support", World.Of(1, "VND")) with { AmountAsWritten = "1 đồng" }, RefusalCodes.AmountMissing);
    }
}
