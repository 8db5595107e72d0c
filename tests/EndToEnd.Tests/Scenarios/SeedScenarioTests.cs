using EndToEnd.Tests.Processes;
using EndToEnd.Tests.Seed;
using TestKit;

namespace EndToEnd.Tests.Scenarios;

/// <summary>S-A on PostgreSQL: an empty store is loaded and gives the golden answers; loaded again, nothing changes.</summary>
/// <remarks>On SQLite: <see cref="GoldenAnswersTests"/> and <see cref="SeedTwiceTests"/>.</remarks>
public sealed class SeedOnPostgresTests(SeedOnPostgresTests.Loaded loaded) : GoldenAnswers, IClassFixture<SeedOnPostgresTests.Loaded>
{
    protected override ApiClient Api => loaded.One.Api;

    [Fact]
    public async Task S_A_seeding_twice_leaves_every_book_and_version_as_they_were()
    {
        var before = await loaded.One.JournalAsync();
        Assert.Contains("0 writes took effect", await loaded.One.SeedAsync(), StringComparison.Ordinal);
        Assert.Equal(before, await loaded.One.JournalAsync());
    }

    public sealed class Loaded : IAsyncLifetime
    {
        internal OneProcess One { get; private set; } = null!;

        public async Task InitializeAsync() => One = await OneProcess.StartSeededAsync();

        public async Task DisposeAsync()
        {
            if (One is not null) await One.DisposeAsync();
        }
    }
}
