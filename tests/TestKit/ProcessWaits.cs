namespace TestKit;

/// <summary>Waits for a process from outside: another process can only be asked, so these ask again until a deadline.</summary>
internal static class ProcessWaits
{
    public static async Task UntilSuccessAsync(Uri address, Func<Task<bool>> ended, Func<string, Exception> failure, TimeSpan within)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var last = "was never asked";
        try
        {
            await Until.TrueAsync(async () => await ended() || (last = await TryAsync(client, address)).Length == 0, last, within);
        }
        catch (TimeoutException)
        {
            // Said below, with what was answered last.
        }
        if (last.Length > 0) throw failure($"did not become ready at {address} ({last})");
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
