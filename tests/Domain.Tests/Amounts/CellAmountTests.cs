using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>Amounts in cells of files.</summary>
public sealed class CellAmountTests
{
    [Theory]
    [InlineData("2,49 tỷ đồng", null, "vi", "2490000000 VND Exact")]
    [InlineData("2,49 tỷ đồng", null, "en", "2490000000 VND Exact")]
    [InlineData("2,49 tỷ", "VND", "en", "2490000000 VND Exact")]
    [InlineData("1.234 tỷ đồng", null, "en", "1234000000000 VND Exact")]
    [InlineData("1.234,5", "tonne", "vi", "1234.5 tonne Exact")]
    [InlineData("1.234,5", "tonne", "en", "1234.5 tonne Exact")]
    [InlineData("1,234.5", "tonne", "vi", "1234.5 tonne Exact")]
    [InlineData("1.234", "VND", "vi", "1234 VND Exact")]
    [InlineData("1,234", "tonne", "vi", "1.234 tonne Exact")]
    [InlineData("1.234.567", "VND", "en", "1234567 VND Exact")]
    [InlineData("1,234,567", "VND", "lo", "1234567 VND Exact")]
    [InlineData("12.5", "USD", "vi", "12.5 USD Exact")]
    [InlineData("12,5", "USD", "en", "12.5 USD Exact")]
    [InlineData("1.2340", "tonne", "vi", "1.234 tonne Exact")]
    [InlineData("0.234", "tonne", "vi", "0.234 tonne Exact")]
    [InlineData("2490000000", "VND", "lo", "2490000000 VND Exact")]
    [InlineData("hơn 50", "person", "vi", "50 person AtLeast")]
    [InlineData("gần 50 người", null, "vi", "50 person About")]
    [InlineData("khoảng 200 người", "person", "vi", "200 person About")]
    [InlineData("dưới 10", "person", "en", "10 person AtMost")]
    [InlineData("≥ 140 triệu USD", null, "vi", "140000000 USD AtLeast")]
    [InlineData("ước đạt trên 140 triệu USD", null, "en", "140000000 USD AtLeast estimate")]
    [InlineData("at least 140 million USD", null, "en", "140000000 USD AtLeast")]
    [InlineData("30 học sinh", "person", "vi", "30 person Exact")]
    [InlineData("30 person", null, "en", "30 person Exact")]
    [InlineData("5 usd", null, "en", "5 USD Exact")]
    [InlineData("໓໐ ຄົນ", null, "lo", "30 person Exact")]
    [InlineData("ປະມານ ໒,໕ ຕື້", "LAK", "lo", "2500000000 LAK About")]
    public void Plain_cells_are_read_exactly(string text, string? unit, string language, string expected)
    {
        var (amount, refusal) = CellAmount.Read(text, unit, language);
        Assert.Null(refusal);
        Assert.Equal(
            expected, FormattableString.Invariant($"{amount!.Value} {amount.Unit} {amount.Bound}{(amount.Estimate ? " estimate" : "")}"));
    }

    [Theory]
    [InlineData("1.234", "en", "1234", "1.234")]
    [InlineData("1,234", "en", "1.234", "1234")]
    [InlineData("1.234", "lo", "1234", "1.234")]
    [InlineData("໑.໒໓໔", "lo", "1234", "1.234")]
    [InlineData("about 1.234 million", "en", "1234000000", "1234000")]
    public void What_can_be_read_in_two_ways_is_refused_with_both(string text, string language, string first, string second)
    {
        var (amount, refusal) = CellAmount.Read(text, "VND", language);
        Assert.Null(amount);
        Assert.Equal(RefusalCodes.NumberAmbiguous, refusal!.Code);
        Assert.Equal([text, first, second], refusal.Details.Select(detail => detail.Value));
    }

    [Theory]
    [InlineData("2.49 tỷ đồng")]
    [InlineData("trên dưới 100 người")]
    [InlineData("2 tỷ 490 triệu đồng")]
    [InlineData("10-20 người")]
    [InlineData("30")]
    [InlineData("-5 người")]
    [InlineData("+5 người")]
    [InlineData("1e9 VND")]
    [InlineData("1,2,3 VND")]
    [InlineData("=1+1")]
    [InlineData("5 gold pieces")]
    [InlineData("\ud800 5 người")]
    [InlineData("")]
    public void Other_words_are_not_guessed(string text) =>
        Assert.Equal(RefusalCodes.AmountNotUnderstood, CellAmount.Read(text, null, "vi").Refusal!.Code);

    [Fact]
    public void A_number_without_marks_between_thousands_reads_the_same_in_every_language() => Check.Holds(400, choices =>
    {
        var value = (decimal)choices.Next(2_000_000) / choices.Pick([1m, 10m, 100m, 1000m]);
        var text = value.ToString(System.Globalization.CultureInfo.InvariantCulture);
        // As exports do: three decimals look like thousands, four do not.
        if (text.Split('.') is [_, { Length: 3 }])
            text += "0";
        foreach (var language in new[] { "vi", "lo", "en" })
            Assert.Equal(value, CellAmount.Read(text, "tonne", language).Amount!.Value);
    });

    [Fact]
    public void Reading_is_total_for_any_digits_marks_and_words() => Check.Holds(400, choices =>
    {
        string[] pieces = ["hơn", "≥", "at least", "9", "99", "999", "000", "໙", ".", ",", " ", " ", "tỷ", "million", "đồng", "USD", "\ud800", "x"];
        var words = string.Concat(Enumerable.Range(0, choices.Next(40)).Select(_ => choices.Pick(pieces)));
        var (amount, refusal) = CellAmount.Read(words, choices.Pick(["VND", "person"]), choices.Pick(["vi", "lo", "en"]));
        Assert.True(amount is null != refusal is null);
        if (amount is not null)
            Assert.NotNull(Units.ScaleOf(amount.Unit));
    });
}
