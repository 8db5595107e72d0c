using System.Globalization;
using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class ConversionTests
{
    [Theory]
    [InlineData("2490000000", "VND", "0.000039", "USD", Bound.Exact, "97110")]
    [InlineData("1", "USD", "25450.5", "VND", Bound.Exact, "25450")]
    [InlineData("3", "USD", "25450.5", "VND", Bound.Exact, "76352")]
    [InlineData("1", "VND", "0.125", "USD", Bound.About, "0.12")]
    [InlineData("1", "VND", "0.375", "USD", Bound.Exact, "0.38")]
    [InlineData("1", "VND", "0.129", "LAK", Bound.AtLeast, "0.12")]
    [InlineData("1", "VND", "0.121", "LAK", Bound.AtMost, "0.13")]
    [InlineData("1", "VND", "0.12", "LAK", Bound.AtMost, "0.12")]
    [InlineData("0", "VND", "0.5", "USD", Bound.AtMost, "0")]
    // Its product has more digits than a decimal: rounded there first, it would be a half, and become .12.
    [InlineData("800000000000000001", "VND", "0.125000000001", "USD", Bound.Exact, "100000000000800000.13")]
    public void It_is_exact_until_one_rounding_that_keeps_bounds_true(
        string value, string from, string rate, string into, Bound bound, string expected)
    {
        var amount = new Amount { Value = Of(value), Unit = from, Bound = bound, Estimate = true };
        var converted = ConversionRule.Of(amount, Asked(into, (from, rate)))!;
        Assert.Equal(expected, converted.Value.ToString(CultureInfo.InvariantCulture));
        Assert.Equal((into, bound, true, true), (converted.Unit, converted.Bound, converted.Estimate, converted.Derived));
        Assert.Equal((Of(rate), "SBV", new DateOnly(2026, 11, 21)), (converted.Rate, converted.Source, converted.Date.First));
    }

    [Fact]
    public void What_is_no_money_or_has_no_rate_or_is_in_the_currency_or_too_large_stays_as_it_is()
    {
        var asked = Asked("USD", ("VND", "1000000"));
        foreach (var unit in (string[])["person", "USD", "LAK"])
            Assert.Null(ConversionRule.Of(World.Of(5, unit), asked));
        Assert.NotNull(ConversionRule.Of(World.Of(5, "VND"), asked));
        Assert.Null(ConversionRule.Of(World.Of(decimal.MaxValue, "VND"), asked));
    }

    [Fact]
    public void Currencies_are_known_and_a_rate_is_positive_fine_to_a_limit_and_the_only_one_of_its_currency()
    {
        Assert.Null(ConversionRule.Refuses(Asked("USD", ("VND", "0.000039"), ("LAK", "0.000046"))));
        Assert.Equal(RefusalCodes.CurrencyUnknown, Refusal(Asked("person", ("VND", "1"))));
        Assert.Equal(RefusalCodes.CurrencyUnknown, Refusal(Asked("XXX", ("VND", "1"))));
        Assert.Equal(RefusalCodes.CurrencyUnknown, Refusal(Asked("USD", ("person", "1"))));
        Assert.Equal(RefusalCodes.RateRepeated, Refusal(Asked("USD", ("VND", "1"), ("VND", "1"))));
        Assert.Equal(RefusalCodes.RateRepeated, Refusal(Asked("USD", ("USD", "1"))));
        foreach (var rate in (string[])["0", "-1", "1000000.1", "0.0000000000001"])
            Assert.Equal(RefusalCodes.RateInvalid, Refusal(Asked("USD", ("VND", rate))));
    }

    private static string Refusal(Conversion asked) => ConversionRule.Refuses(asked)!.Value.Refusal!.Code;

    private static Conversion Asked(string into, params ReadOnlySpan<(string From, string Rate)> rates)
    {
        var named = new List<ConversionRate>();
        foreach (var (from, rate) in rates)
            named.Add(new() { From = from, Rate = Of(rate) });
        return new() { In = into, Rates = named.ToValueList(), Source = "SBV", Date = PartialDate.Of(new(2026, 11, 21)) };
    }

    private static decimal Of(string value) => decimal.Parse(value, CultureInfo.InvariantCulture);
}
