using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class SumTests
{
    [Fact]
    public void Nothing_is_no_data_and_an_explicit_zero_is_zero()
    {
        Assert.Null(default(Sum).ToAmount("person"));
        Assert.Null(Sum.Of([]));
        Assert.Equal(World.Of(0), Sum.Of([World.Of(0)]));
        Assert.Null(default(Sum).Add(World.Of(0)).Remove(World.Of(0)).ToAmount("person"));
    }

    [Fact]
    public void A_sum_never_mixes_units() =>
        Assert.Throws<InvalidOperationException>(() => Sum.Of([World.Of(1, "VND"), World.Of(1, "USD")]));

    [Theory]
    [InlineData(Bound.Exact, Bound.Exact, Bound.Exact)]
    [InlineData(Bound.Exact, Bound.AtLeast, Bound.AtLeast)]
    [InlineData(Bound.Exact, Bound.AtMost, Bound.AtMost)]
    [InlineData(Bound.AtLeast, Bound.AtLeast, Bound.AtLeast)]
    [InlineData(Bound.AtLeast, Bound.AtMost, Bound.About)]
    [InlineData(Bound.About, Bound.Exact, Bound.About)]
    [InlineData(Bound.About, Bound.AtLeast, Bound.About)]
    public void Bounds_survive_summing(Bound left, Bound right, Bound both)
    {
        Assert.Equal(both, Sum.Of([World.Of(1, bound: left), World.Of(2, bound: right)])!.Bound);
        Assert.Equal(both, Sum.Of([World.Of(1, bound: right), World.Of(2, bound: left)])!.Bound);
    }

    [Fact]
    public void Adding_is_commutative_and_associative_and_removing_undoes_it() => Check.Holds(300, choices =>
    {
        var amounts = Enumerable.Range(0, choices.Next(12)).Select(_ => Any(choices)).ToArray();
        var sum = amounts.Aggregate(default(Sum), (total, amount) => total.Add(amount));
        Assert.Equal(sum, amounts.Reverse().Aggregate(default(Sum), (total, amount) => total.Add(amount)));
        var cut = choices.Next(amounts.Length + 1);
        var left = amounts.Take(cut).Aggregate(default(Sum), (total, amount) => total.Add(amount));
        var right = amounts.Skip(cut).Aggregate(default(Sum), (total, amount) => total.Add(amount));
        Assert.Equal(sum, left + right);
        Assert.Equal(sum, right + left);
        Assert.Equal(left, sum - right);
        Assert.Equal(left, amounts.Skip(cut).Aggregate(sum, (total, amount) => total.Remove(amount)));
        Assert.Equal(Recount.Add(amounts), sum.ToAmount("USD"));
    });

    [Fact]
    public void A_sum_reads_the_same_however_it_came_about()
    {
        var direct = Sum.Of([World.Of(1, "USD")])!.Value;
        var round = default(Sum).Add(World.Of(1.25m, "USD")).Add(World.Of(1, "USD")).Remove(World.Of(1.25m, "USD")).ToAmount("USD")!.Value;
        Assert.Equal(FormattableString.Invariant($"{direct}"), FormattableString.Invariant($"{round}"));
        Assert.Equal("2", FormattableString.Invariant($"{Sum.Of([World.Of(1.5m, "USD"), World.Of(0.5m, "USD")])!.Value}"));
    }

    [Theory]
    [InlineData("VND", 0)]
    [InlineData("USD", 2)]
    [InlineData("LAK", 2)]
    [InlineData("person", 0)]
    [InlineData("cluster", 0)]
    [InlineData("usd?", null)]
    [InlineData("Person", null)]
    [InlineData("ZZZ", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Every_unit_has_its_scale(string? unit, int? scale) => Assert.Equal(scale, Units.ScaleOf(unit));

    private static Amount Any(Choices choices) =>
        World.Of(choices.Next(1_000_000) / 100m, "USD", choices.Pick(Enum.GetValues<Bound>()), choices.Often(20));
}
