using System.Diagnostics;

namespace EndToEnd.Tests.Processes;

/// <summary>Other processes can only be asked, again and again until a generous deadline.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(20);

    public static async Task TrueAsync(Func<Task<bool>> holds, string otherwise)
    {
        for (var since = Stopwatch.StartNew(); !await holds(); await Task.Delay(BetweenTries))
            Assert.True(since.Elapsed < Patience, otherwise);
    }
}
