namespace CoopGrains.Storage;

/// <summary>Small things that all processes of a site share beside books: keys, and what was ended early.</summary>
/// <remarks>An item never changes, and leaves only after its time. Faults are <see cref="StoreUnavailableException"/>.</remarks>
public interface ISiteItems
{
    /// <summary>A text that is another one whenever an item came or went.</summary>
    Task<string> ItemsStampAsync(CancellationToken ct);

    /// <summary>All items of a kind, in the order of their coming.</summary>
    Task<IReadOnlyList<SiteItem>> ItemsAsync(string kind, CancellationToken ct);

    /// <summary>Keeps an item, unless there is one of its kind and name. Durable when the task completes.</summary>
    Task AddItemAsync(SiteItem item, CancellationToken ct);

    /// <summary>Removes what has ended by the store's own clock.</summary>
    Task ForgetItemsAsync(CancellationToken ct);
}

/// <summary>An item.</summary>
/// <param name="Kind">What it is one of.</param>
/// <param name="Name">Unique among those.</param>
/// <param name="Body">What it says.</param>
/// <param name="Until">Until then it counts, wall time.</param>
public sealed record SiteItem(string Kind, string Name, string Body, DateTimeOffset Until)
{
    /// <summary>For what has no end.</summary>
    public static readonly DateTimeOffset NoEnd = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
