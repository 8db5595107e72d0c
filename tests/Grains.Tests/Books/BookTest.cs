using CoopGrains.Contracts;
using CoopGrains.Grains;
using CoopGrains.Storage.Sqlite;
using Orleans.Runtime;
using TestKit;

namespace Grains.Tests.Books;

/// <summary>A site in a folder of its own. Every test ends with a reload of every book and the invariant checker.</summary>
public abstract class BookTest : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    internal BookSite Site { get; private set; } = null!;

    /// <summary>The bounds of books; tests that need others override it.</summary>
    protected virtual BookOptions Options => new();

    /// <summary>Whether the site may take itself for the only writer.</summary>
    protected virtual bool OwnsBooks => true;

    /// <summary>False where the test damages its store.</summary>
    protected virtual bool EndsWhole => true;

    public virtual async Task InitializeAsync() => Site = await BookSite.StartAsync(_folder.Path, Options, OwnsBooks);

    public async Task DisposeAsync()
    {
        try
        {
            Site.Store.StopFaults();
            if (EndsWhole)
                await Site.AssertReloadsAsync();
            await Site.CloseAsync();
            if (!EndsWhole)
                return;
            await using var reader = SqliteBookStore.OpenReader(Site.StorePath);
            await JournalInvariants.CheckAsync(reader);
        }
        finally
        {
            _folder.Dispose();
        }
    }

    /// <summary>The same command sent by impatient clients until it has an answer.</summary>
    internal static async Task<Outcome> UntilAnsweredAsync(Func<Task<Outcome>> send)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await send();
            }
            catch (Exception fault) when (tries < 200 && fault is OutcomeUnknownException or NotAppliedException or OrleansMessageRejectionException)
            {
                await Task.Yield();
            }
        }
    }

    internal static Outcome.Accepted Accepted(Outcome outcome) => Assert.IsType<Outcome.Accepted>(outcome);

    internal static Outcome.Refused Refused(string code, Outcome outcome)
    {
        var refused = Assert.IsType<Outcome.Refused>(outcome);
        Assert.Equal(code, refused.Code);
        return refused;
    }
}
