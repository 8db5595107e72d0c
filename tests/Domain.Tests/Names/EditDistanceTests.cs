using CoopGrains.Domain;
using FsCheck;
using FsCheck.Fluent;

namespace Domain.Tests;

public sealed class EditDistanceTests
{
    private static readonly Gen<string> Texts =
        Gen.Choose(0, EditDistance.Longest).SelectMany(length => Gen.Elements("abcນ".ToCharArray()).ArrayOf(length)).Select(letters => new string(letters));

    [Fact]
    public void It_is_that_of_the_table_of_all_beginnings() => FsCheck.Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1_000),
        Prop.ForAll(Arb.From(Texts.Where(from => from.Length > 0)), Arb.From(Texts), (from, text) =>
            new EditDistance(from).To(text) == OfTable(from, text)));

    [Fact]
    public void It_holds_for_the_longest_and_the_shortest()
    {
        var longest = new string('a', EditDistance.Longest);
        Assert.Equal(0, new EditDistance(longest).To(longest));
        Assert.Equal(EditDistance.Longest, new EditDistance(longest).To(""));
        Assert.Equal(EditDistance.Longest + 1, new EditDistance(longest).To(new('b', EditDistance.Longest + 1)));
        Assert.Equal(1, new EditDistance("a").To("b"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EditDistance(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EditDistance(longest + "a"));
    }

    private static int OfTable(string from, string text)
    {
        var table = new int[from.Length + 1, text.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            for (var j = 0; j <= text.Length; j++)
                table[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(
                        Math.Min(table[i - 1, j], table[i, j - 1]) + 1, table[i - 1, j - 1] + (from[i - 1] == text[j - 1] ? 0 : 1));
        return table[from.Length, text.Length];
    }
}
