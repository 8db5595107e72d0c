namespace CoopGrains.Gateway.Safety;

/// <summary>How long a request waits for a book: shorter than calls of grains may take, longer than a command may be committed.</summary>
internal static class BookPatience
{
    /// <summary>After this a command is not committed any more.</summary>
    public static readonly TimeSpan ToCommit = TimeSpan.FromSeconds(15);

    /// <summary>After this a request is answered, whatever has become of its call: 503, and when to come again.</summary>
    public static readonly TimeSpan AtMost = TimeSpan.FromSeconds(20);

    /// <summary>The answer, or a <see cref="TimeoutException"/>.</summary>
    public static Task<T> Within<T>(Task<T> call, TimeProvider clock) => call.IsCompleted ? call : call.WaitAsync(AtMost, clock);
}
