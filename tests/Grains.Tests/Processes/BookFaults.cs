using CoopGrains.Contracts;

namespace CoopGrains.Grains.Tests.Processes;

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
