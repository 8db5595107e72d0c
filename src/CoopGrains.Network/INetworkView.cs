using CoopGrains.Contracts;

namespace CoopGrains.Network;

/// <summary>The view of all books that follows the journal in this process.</summary>
public interface INetworkView
{
    /// <summary>The network as it is now: each question is answered from what the view has seen when it is asked.</summary>
    INetworkReading Now { get; }

    /// <summary>Completes when the view has caught up with what was stored at start; faults when it cannot.</summary>
    Task Ready { get; }

    /// <summary>Position of the last row seen.</summary>
    long Position { get; }

    /// <summary>Counts restores of the store; the same as long as this process lives, 0 before it has begun to follow.</summary>
    int Epoch { get; }

    /// <summary>False when rows are in the journal and the view has not moved for a while.</summary>
    bool IsFollowing { get; }

    /// <summary>Recorded time of the last row seen; null when there is none.</summary>
    DateTimeOffset? AsOf { get; }

    /// <summary>How long the last row took to arrive.</summary>
    TimeSpan Lag { get; }

    /// <summary>The end of what had been recorded at an instant: all of its rows are in it, also those of one commit.</summary>
    /// <returns>Null for the future: neither this clock nor the journal, which follows the fastest of all clocks, has come to it.</returns>
    Task<PastPoint?> PointAsync(DateTimeOffset instant, CancellationToken ct);

    /// <summary>The point right behind a version of a book; null when there is no such version.</summary>
    /// <remarks>The journal's order is the order of things: so events of one instant are told apart too.</remarks>
    Task<PastPoint?> PointAsync(BookKey book, long version, CancellationToken ct);

    /// <summary>The network as it was recorded up to a point, folded from the nearest kept view; the last few stay in memory.</summary>
    Task<INetworkReading> AsOfAsync(PastPoint point, CancellationToken ct);

    /// <summary>What differs between two points, by book and commitment, behind <paramref name="after"/>.</summary>
    Task<ListPage<ComparedItem>> CompareAsync(
        PastPoint from, PastPoint to, Actor reader, string? after, int limit, CancellationToken ct);

    /// <summary>Waits until the view has seen a version of a book; false when it has not in time.</summary>
    /// <remarks>A book that does not exist and one that the reader may not see wait alike, to the end.</remarks>
    Task<bool> WaitForAsync(BookKey book, long version, Actor reader, TimeSpan timeout, CancellationToken ct);

    /// <summary>Waits until the view has seen a position.</summary>
    Task WaitForPositionAsync(long position, CancellationToken ct);

    /// <summary>The one path for a book that <see cref="INetworkReading.Find"/> does not know:
    /// asks storage once, waits at most 2 s, looks again.</summary>
    /// <remarks>Activates nothing; does the same for a book that the reader may not see.</remarks>
    Task<KnownBook?> ProbeAsync(BookKey book, Actor reader, CancellationToken ct);

    /// <summary>What the register allows a user of an agency; null when it knows neither.</summary>
    Registered? RightsOf(string agency, string user);

    /// <summary>Everybody whom the register knows, with the rights that it allows.</summary>
    IEnumerable<Actor> People { get; }

    /// <summary>Restricted books that a user was let read and that leave has not ended for; also those it sees anyway.</summary>
    ValueList<BookKey> GrantedTo(string agency, string user, DateTimeOffset now);
}

/// <summary>A point between two rows of the journal.</summary>
/// <param name="Position">The last row before it; never shown, for it counts restricted books too.</param>
/// <param name="AsOf">The instant that it stands for.</param>
public readonly record struct PastPoint(long Position, DateTimeOffset AsOf);

/// <summary>What tells books of each other's milestones: one for all processes of a store.</summary>
public interface ICourier
{
    /// <summary>How far it has come, wherever it runs.</summary>
    Task<CourierStatus> StatusAsync(CancellationToken ct);

    /// <summary>The process that it runs in, as <c>machine:process id</c>; null while it moves.</summary>
    Task<string?> OwnerAsync(CancellationToken ct);

    /// <summary>The processes of the store that could have it, in order, each as <c>machine:process id</c>.</summary>
    Task<IReadOnlyList<string>> ProcessesAsync(CancellationToken ct);

    /// <summary>Completes when everything in the journal, its own writes included, is delivered and seen here.</summary>
    Task WaitQuietAsync(CancellationToken ct);
}

/// <summary>What every process can say of the courier.</summary>
public sealed record CourierStatus
{
    /// <summary>True when all that is in the journal is delivered, or recorded as undelivered.</summary>
    public required bool IsQuiet { get; init; }

    /// <summary>True when this process's view has seen all that.</summary>
    public required bool HasSeenAll { get; init; }

    /// <summary>What receivers refused, newest last; bounded. Only of open books.</summary>
    public required IReadOnlyList<Undelivered> Undelivered { get; init; }
}
