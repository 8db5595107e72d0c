using CoopGrains.Storage;

namespace Gateway.Tests.Kit;

/// <summary>What a site's processes share, without the rest of a store.</summary>
public sealed class OnlyItems : ISiteItems
{
    public List<SiteItem> All { get; } = [];

    public Task<string> ItemsStampAsync(CancellationToken ct) => Task.FromResult($"{All.Count}");

    public Task<IReadOnlyList<SiteItem>> ItemsAsync(string kind, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<SiteItem>>([.. All.Where(item => item.Kind == kind)]);

    public Task AddItemAsync(SiteItem item, CancellationToken ct)
    {
        All.Add(item);
        return Task.CompletedTask;
    }

    public Task ForgetItemsAsync(CancellationToken ct) => Task.CompletedTask;
}
