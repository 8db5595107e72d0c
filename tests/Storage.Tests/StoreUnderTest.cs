using CoopGrains.Storage;

namespace Storage.Tests;

/// <summary>One store on one kind of database, and what tests do to it from outside.</summary>
public abstract class StoreUnderTest : IAsyncDisposable
{
    internal SetClock Clock { get; } = new(new DateTimeOffset(2026, 11, 21, 3, 0, 0, TimeSpan.Zero));

    /// <summary>The file beside which the anchor stands.</summary>
    public abstract string Path { get; }

    /// <summary>Makes what must be there before the first opening.</summary>
    public abstract Task CreateAsync();

    /// <summary>Opens the store as one process does.</summary>
    public abstract Task<IBookStore> OpenAsync(int maxBooks = 256, int maxWaiting = 16_384);

    public abstract IJournalReader OpenReader();

    /// <summary>Changes the closed store as an intruder with all rights would; table names are the same on both databases.</summary>
    public abstract Task TamperAsync(string sql);

    /// <summary>One value, asked with all rights, but with everything in place that guards the tables.</summary>
    public abstract Task<object?> AskAsync(string sql);

    /// <summary>A statement that records a migration of a later build.</summary>
    public abstract string NewerMigration { get; }

    /// <summary>Takes everything out of the closed store; its anchor stays.</summary>
    public abstract Task WipeAsync();

    public abstract Task<int> BeginEpochAsync(string reason);

    /// <summary>Restores a copy of the closed store, up to a moment, as another one that was not made yet.</summary>
    /// <exception cref="InvalidDataException">It is damaged up to there.</exception>
    public abstract Task<LeftOut?> RestoreAsync(RestorePoint until, StoreUnderTest target);

    /// <summary>Recomputes every hash.</summary>
    public async Task<VerificationReport> VerifyAsync()
    {
        await using var reader = OpenReader();
        return await JournalVerifier.VerifyAsync(reader, default);
    }

    /// <summary>Mends one book of the store, which on SQLite is closed.</summary>
    public abstract Task<BookRepair> RepairAsync(RepairRequest asked);

    /// <summary>All commits in one transaction, as far as each is of another book.</summary>
    public abstract Task<CommitResult[]> TogetherAsync(IBookStore store, IEnumerable<BookCommit> commits);

    /// <summary>An empty store of the same kind.</summary>
    public abstract StoreUnderTest Another();

    public abstract ValueTask DisposeAsync();
}
