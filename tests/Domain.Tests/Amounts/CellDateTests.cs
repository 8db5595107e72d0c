using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>Dates in cells of files.</summary>
public sealed class CellDateTests
{
    [Theory]
    [InlineData("2025", null, "vi", "2025")]
    [InlineData("2025-04", null, "en", "2025-04")]
    [InlineData("2025-04-24", null, "lo", "2025-04-24")]
    [InlineData("2024?-12-25", null, "vi", "2024?-12-25")]
    [InlineData("8/2022", null, "vi", "2022-08")]
    [InlineData("8-2022", null, "en", "2022-08")]
    [InlineData("08/2022", null, "en", "2022-08")]
    [InlineData("tháng 8/2022", null, "vi", "2022-08")]
    [InlineData("tháng 8-2022", null, "en", "2022-08")]
    [InlineData("Tháng 8 năm 2022", null, "vi", "2022-08")]
    [InlineData("năm 2025", null, "vi", "2025")]
    [InlineData("24-12-2025", null, "vi", "2025-12-24")]
    [InlineData("24/12/2025", null, "en", "2025-12-24")]
    [InlineData("12/24/2025", null, "en", "2025-12-24")]
    [InlineData("3/4/2025", null, "vi", "2025-04-03")]
    [InlineData("3.4.2025", null, "lo", "2025-04-03")]
    [InlineData("4/4/2025", null, "en", "2025-04-04")]
    [InlineData("ngày 3 tháng 4 năm 2025", null, "en", "2025-04-03")]
    [InlineData("25-12", 2024, "vi", "2024?-12-25")]
    [InlineData("25/12", 2024, "en", "2024?-12-25")]
    [InlineData("tháng 8", 2022, "vi", null)]
    [InlineData("໘/໒໐໒໒", null, "lo", "2022-08")]
    [InlineData("ເດືອນ 8 ປີ 2022", null, "lo", "2022-08")]
    [InlineData("29-2-2024", null, "vi", "2024-02-29")]
    public void Plain_dates_are_read_as_far_as_they_go(string text, int? year, string language, string? expected) =>
        Assert.Equal(expected, CellDate.Read(text, year, language).Date?.ToString());

    [Fact]
    public void In_an_English_file_a_day_that_may_be_a_month_is_refused_with_both()
    {
        var refusal = CellDate.Read("3/4/2025", null, "en").Refusal!;
        Assert.Equal(RefusalCodes.DateAmbiguous, refusal.Code);
        Assert.Equal(["3/4/2025", "2025-04-03", "2025-03-04"], refusal.Details.Select(detail => detail.Value));
    }

    [Fact]
    public void A_day_without_a_year_anywhere_is_refused() =>
        Assert.Equal(RefusalCodes.YearMissing, CellDate.Read("25-12", null, "vi").Refusal!.Code);

    [Theory]
    [InlineData("8")]
    [InlineData("13/2022")]
    [InlineData("0/2022")]
    [InlineData("12/24/2025")]
    [InlineData("29-2-2025")]
    [InlineData("31/4/2025")]
    [InlineData("quý I/2025")]
    [InlineData("đến nay")]
    [InlineData("45000")]
    [InlineData("2025-13")]
    [InlineData("")]
    public void Other_words_are_not_guessed(string text) =>
        Assert.Equal(RefusalCodes.DateInvalid, CellDate.Read(text, 2025, "vi").Refusal!.Code);

    [Fact]
    public void Reading_is_total() => Check.Holds(400, choices =>
    {
        string[] pieces = ["ngày", "tháng", "năm", "1", "12", "31", "2025", "໒", "/", "-", ".", " ", "x", "99999"];
        var words = string.Concat(Enumerable.Range(0, choices.Next(9)).Select(_ => choices.Pick(pieces)));
        var (date, refusal) = CellDate.Read(words, choices.Pick([null, (int?)2024]), choices.Pick(["vi", "lo", "en"]));
        Assert.True(date is null != refusal is null);
        if (date is { } read)
            Assert.True(read.First <= read.Last);
    });
}
