using CoopGrains.Storage;

namespace Storage.Tests;

/// <summary>A real store of its own, on the database that the constructor is given.</summary>
public abstract class StoreTest : IAsyncLifetime
{
    protected const string Book = "program/a";

    protected StoreTest(StoreUnderTest under) => Under = under;

    internal SetClock Clock => Under.Clock;

    protected StoreUnderTest Under { get; }

    /// <summary>Opens the store as one process does; the same store each time.</summary>
    protected Task<IBookStore> OpenAsync() => Under.OpenAsync();

    protected static PendingEvent Event(
        string operation, int ordinal = 0, string text = "{\"schema\":1}", object? payload = null, string trace = "") =>
        new(operation, ordinal, "f1", "an@mic", "mic", "vn", trace, "FulfilmentReported", text, payload);

    protected static BookCommit Commit(string book, long expected, params PendingEvent[] events) =>
        new(book, "program", false, expected, events, null, DateTimeOffset.MaxValue);

    protected static BookCommit Commit(long expected, params PendingEvent[] events) => Commit(Book, expected, events);

    /// <summary>Appends events one commit at a time, each with an operation of its own.</summary>
    protected static async Task FillAsync(IBookStore store, string book, int events, long from = 0)
    {
        for (var version = from; version < from + events; version++)
            Assert.IsType<CommitResult.Committed>(await store.CommitAsync(Commit(book, version, Event($"op-{version + 1}"))));
    }

    protected Task<VerificationReport> VerifyAsync() => Under.VerifyAsync();

    /// <summary>Fails unless the store is whole.</summary>
    protected async Task<VerificationReport> AssertSoundAsync()
    {
        var report = await VerifyAsync();
        Assert.Null(report.FirstFault);
        return report;
    }

    public virtual Task InitializeAsync() => Under.CreateAsync();

    public virtual async Task DisposeAsync() => await Under.DisposeAsync();
}

/// <summary>A clock that stands where it is put.</summary>
internal sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    internal DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
