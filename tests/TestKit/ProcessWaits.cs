using System.Diagnostics;

namespace TestKit;

/// <summary>Waits for a process from outside: another process can only be asked, so these ask again until a deadline.</summary>
internal static class ProcessWaits
{
    /// <summary>Generous: a deadline that is reached is a failure, never a measurement.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    public static async Task UntilSuccessAsync(Uri address, Func<bool> ended, Func<string, Exception> failure, TimeSpan within)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var since = Stopwatch.StartNew();
        var last = "was never asked";
        while (since.Elapsed < within && !ended())
        {
            last = await TryAsync(client, address);
            if (last.Length == 0) return;
            await Task.Delay(BetweenTries);
        }
        throw failure($"did not become ready at {address} ({last})");
    }

    // Empty when the answer was a success, else why it was not.
    private static async Task<string> TryAsync(HttpClient client, Uri address)
    {
        try
        {
            using var reply = await client.GetAsync(address);
            return reply.IsSuccessStatusCode ? "" : $"status {(int)reply.StatusCode}";
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException)
        {
            return problem.Message;
        }
    }
}
