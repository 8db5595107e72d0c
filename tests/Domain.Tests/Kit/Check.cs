using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Domain.Tests;

/// <summary>
/// Properties over random steps, from a fixed seed. A failure prints the shrunk steps and "seed,gamma,size":
/// set COOP_REPLAY to that triple to run only the failing case again.
/// </summary>
internal static class Check
{
    /// <summary>Holds for random choices.</summary>
    public static void Holds(int runs, Action<Choices> property) => Holds(runs, 1, steps => property(new Choices(steps.FirstOrDefault())));

    /// <summary>Holds for random sequences; each step is a seed of its own, so that shrinking can drop steps.</summary>
    public static void Holds(int runs, int longest, Action<int[]> property)
    {
        var steps = Gen.Sized(size => Gen.Choose(Math.Min(1, longest), Math.Max(1, longest * (size + 1) / 100))
            .SelectMany(count => Gen.ArrayOf(Gen.Choose(0, int.MaxValue - 1), Math.Min(count, longest))));
        var config = Config.QuickThrowOnFailure.WithMaxTest(runs).WithReplay(FSharpOption<Replay>.Some(Seed()));
        FsCheck.Check.One(config, Prop.ForAll(Arb.From(steps, Shrink), property));
    }

    private static Replay Seed()
    {
        if (Environment.GetEnvironmentVariable("COOP_REPLAY") is not { Length: > 0 } triple)
            return new(new Rnd(20261121, 405), FSharpOption<int>.None);
        var numbers = triple.Trim('(', ')').Split(',').Select(part => ulong.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new(new Rnd(numbers[0], numbers[1]), numbers.Length > 2 ? FSharpOption<int>.Some((int)numbers[2]) : FSharpOption<int>.None);
    }

    private static IEnumerable<int[]> Shrink(int[] steps)
    {
        for (var length = steps.Length / 2; length > 0; length /= 2)
            for (var start = 0; start + length <= steps.Length; start += length)
                yield return [.. steps[..start], .. steps[(start + length)..]];
    }
}

/// <summary>Choices that follow from one number (SplitMix64), the same on every machine.</summary>
internal sealed class Choices(int seed)
{
    private ulong _state = (ulong)seed;

    public int Next(int below)
    {
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)Math.Max(1, below));
    }

    public bool Often(int percent) => Next(100) < percent;

    public T Pick<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    public T? PickOr<T>(IReadOnlyList<T> items, T? none) => items.Count == 0 ? none : Pick(items);
}
