using CoopGrains.Network;
using FsCheck;
using FsCheck.Fluent;

namespace CoopGrains.Grains.Tests.Network;

public sealed class SortedChunksTests
{
    [Fact]
    public void They_hold_what_a_sorted_set_holds_in_its_order() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(20),
        Prop.ForAll(Arb.From(Gen.ListOf(Gen.Choose(-2_000, 2_000), 4_000)), steps =>
        {
            var set = new SortedSet<int>();
            var chunks = new SortedChunks<int>(Comparer<int>.Default);
            foreach (var step in steps)
                if (step > 0)
                    Both(step, add: true);
                else
                    Both(-step, add: false);
            Assert.Equal(set, chunks.Items);
            foreach (var place in (int[])[0, 1, 777, 1_500, 2_000])
                Assert.Equal(set.Where(item => item > place), chunks.From(item => item > place));
            foreach (var item in set.ToList())
                Both(item, add: false);
            Assert.Empty(chunks.Items);

            void Both(int item, bool add)
            {
                _ = add ? set.Add(item) : set.Remove(item);
                if (add)
                    chunks.Add(item);
                else
                    chunks.Remove(item);
                Assert.Equal(set.Count, chunks.Count);
            }
        }));

    [Fact]
    public void Items_that_come_in_order_or_in_reverse_are_all_there()
    {
        foreach (var items in (int[][])[[.. Enumerable.Range(0, 3_000)], [.. Enumerable.Range(0, 3_000).Reverse()]])
        {
            var chunks = new SortedChunks<int>(Comparer<int>.Default);
            foreach (var item in items)
                chunks.Add(item);
            Assert.Equal(Enumerable.Range(0, 3_000), chunks.Items);
        }
    }
}
