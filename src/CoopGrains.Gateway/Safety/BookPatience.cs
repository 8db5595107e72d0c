using CoopGrains.Hosting;

namespace CoopGrains.Gateway.Safety;

/// <summary>How long a request waits for a book: shorter than calls of grains may take, longer than a command may be committed.</summary>
internal sealed class BookPatience(CoopOptions options, TimeProvider clock)
{
    /// <summary>From now on until then a command may be committed.</summary>
    public DateTimeOffset CommitBefore => clock.GetUtcNow() + (options.AnswerTime * 0.75);

    /// <summary>The answer of a book, whatever has become of its call.</summary>
    /// <exception cref="TimeoutException">There is none yet: 503, and when to come again.</exception>
    public Task<T> WithinAsync<T>(Task<T> call) => call.IsCompleted ? call : call.WaitAsync(options.AnswerTime, clock);

    /// <summary>The end of a call, whatever has become of it.</summary>
    /// <exception cref="TimeoutException">There is none yet.</exception>
    public Task WithinAsync(Task call) => call.IsCompleted ? call : call.WaitAsync(options.AnswerTime, clock);
}
