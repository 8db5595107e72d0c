namespace EndToEnd.Tests;

/// <summary>A site with the seed network that the tests of a class share.</summary>
public sealed class SeededSite : IAsyncLifetime
{
    internal Site Site { get; private set; } = null!;

    public async Task InitializeAsync() => Site = await Site.StartSeededAsync();

    public async Task DisposeAsync()
    {
        if (Site is not null) await Site.DisposeAsync();
    }
}
