using System.Diagnostics;

namespace TestKit;

/// <summary>Waits for another process, which can only be asked: again and again until a generous deadline.</summary>
public static class Until
{
    /// <summary>Generous: a deadline that is reached is a failure, never a measurement.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(20);

    /// <summary>Completes when the answer is yes.</summary>
    /// <exception cref="TimeoutException">It never was; the message is <paramref name="otherwise"/>.</exception>
    public static async Task TrueAsync(Func<Task<bool>> holds, string otherwise, TimeSpan? within = null)
    {
        var waited = TimeSpan.Zero;
        for (var since = Stopwatch.StartNew(); !await holds(); since.Restart())
        {
            if (waited > (within ?? Patience))
                throw new TimeoutException(otherwise);
            await Task.Delay(BetweenTries);
            // What was long for one try, was time that the machine stood still.
            waited += since.Elapsed < LongestTry ? since.Elapsed : LongestTry;
        }
    }
}
