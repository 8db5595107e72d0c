using System.Diagnostics;

namespace Benchmarks.Driving;

/// <summary>
/// Paces callers of an open load: each asks at moments that were fixed before, whatever became of those before it. It is the load itself
/// that waits, never a check for something to have happened.
/// </summary>
internal static class Pacing
{
    /// <summary>Returns at a moment (<see cref="Stopwatch"/>'s ticks), or at once when that has passed.</summary>
    public static void Until(long moment)
    {
        if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), moment) is { Ticks: > 0 } early)
            Thread.Sleep(early);
    }
}
