using System.Diagnostics;
using CoopGrains.Contracts;

namespace CoopGrains.Grains.Tests.Processes;

/// <summary>What another process does can only be asked for, again and again until a generous deadline.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task TrueAsync(Func<Task<bool>> holds)
    {
        for (var since = Stopwatch.StartNew(); !await holds(); await Task.Delay(20))
            Assert.True(since.Elapsed < Patience, "it never came true");
    }
}

internal static class BookFaults
{
    /// <summary>As a client does: the same command again, until it has an answer.</summary>
    public static async Task<Outcome> UntilAnsweredAsync(Func<Task<Outcome>> send)
    {
        while (true)
        {
            try
            {
                return await send();
            }
            catch (Exception fault) when (fault is OutcomeUnknownException or NotAppliedException)
            {
                await Task.Yield();
            }
        }
    }
}
