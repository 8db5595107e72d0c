using System.Text.Json;
using CoopGrains.Contracts;

namespace Domain.Tests;

public sealed class PartialDateTests
{
    [Theory]
    [InlineData("2025", "2025-01-01", "2025-12-31")]
    [InlineData("2025-04", "2025-04-01", "2025-04-30")]
    [InlineData("2024-02", "2024-02-01", "2024-02-29")]
    [InlineData("2024-02-29", "2024-02-29", "2024-02-29")]
    [InlineData("2024?", "2024-01-01", "2024-12-31")]
    [InlineData("2024?-12", "2024-12-01", "2024-12-31")]
    [InlineData("2024?-12-25", "2024-12-25", "2024-12-25")]
    [InlineData("0001", "0001-01-01", "0001-12-31")]
    [InlineData("9999-12-31", "9999-12-31", "9999-12-31")]
    public void Every_form_comes_back_as_written_and_knows_the_days_it_can_mean(string text, string first, string last)
    {
        var date = JsonSerializer.Deserialize<PartialDate>($"\"{text}\"");
        Assert.Equal($"\"{text}\"", JsonSerializer.Serialize(date).Replace("\\u003F", "?", StringComparison.OrdinalIgnoreCase));
        Assert.Equal((first, last), (date.First.ToString("yyyy-MM-dd", null), date.Last.ToString("yyyy-MM-dd", null)));
        Assert.Equal(text.Contains('?', StringComparison.Ordinal), date.YearInferred);
    }

    [Theory]
    [InlineData("2025-02-30")]
    [InlineData("2025-02-29")]
    [InlineData("2025-13")]
    [InlineData("2025-00")]
    [InlineData("2025-04-00")]
    [InlineData("25-12")]
    [InlineData("25-12-2024")]
    [InlineData("25/12/2024")]
    [InlineData("2025-4-1")]
    [InlineData("2025-04-24T00:00:00Z")]
    [InlineData("2025-04?")]
    [InlineData("2025-?04")]
    [InlineData("?2025")]
    [InlineData("202?")]
    [InlineData("0000")]
    [InlineData("-2025")]
    [InlineData("+2025")]
    [InlineData(" 2025")]
    [InlineData("2025-")]
    [InlineData("20250424")]
    [InlineData("")]
    public void What_is_no_such_day_is_refused(string text) => Assert.Equal(
        RefusalCodes.DateInvalid, Assert.Throws<ValueException>(() => JsonSerializer.Deserialize<PartialDate>($"\"{text}\"")).Code);

    [Theory]
    [InlineData("2025", "2025-03", "2025-04", true)]
    [InlineData("2025", "2025", "2025", true)]
    [InlineData("2025", "2024-12", "2025-01", false)]
    [InlineData("2025", "2025-12", "2026-01", false)]
    [InlineData("2025", "2025-12-31", "2025-12-31", true)]
    [InlineData("2025", "2025-06", null, false)]
    public void A_window_lies_inside_a_period_only_when_all_of_it_does(string year, string from, string? to, bool inside) =>
        Assert.Equal(inside, World.Span(year, year).Contains(World.Span(from, to)));

    [Fact]
    public void An_open_period_holds_open_windows() => Assert.True(World.Span("2025", null).Contains(World.Span("2026", null)));
}
