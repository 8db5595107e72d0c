using CoopGrains.Contracts;
using CoopGrains.Hosting.History;

namespace CoopGrains.Gateway.Access;

/// <summary>A page of who read a restricted book.</summary>
internal sealed record AccessPage
{
    /// <summary>The book.</summary>
    public required BookKey Book { get; init; }

    /// <summary>Reads, oldest first; kept for as long as the journal.</summary>
    public required ValueList<AccessItem> Items { get; init; }

    /// <summary>Where the list goes on; null at its end.</summary>
    public string? Next { get; init; }
}

/// <summary>One read of a restricted book.</summary>
internal sealed record AccessItem
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who read.</summary>
    public required string User { get; init; }

    /// <summary>For which agency.</summary>
    public required string Agency { get; init; }

    /// <summary>What was asked for; null in reads of before it was kept.</summary>
    public string? Path { get; init; }

    /// <summary>The leave by which it was read; null for those who may see the book for good.</summary>
    public string? Grant { get; init; }

    /// <summary>The trace of the request.</summary>
    public required string TraceId { get; init; }

    /// <summary>As it was recorded.</summary>
    public static AccessItem Of(BookReader read) => new()
    {
        At = read.At,
        User = read.User,
        Agency = read.Agency,
        Path = read.Path.Length == 0 ? null : read.Path,
        Grant = read.Grant.Length == 0 ? null : read.Grant,
        TraceId = read.TraceId,
    };
}
