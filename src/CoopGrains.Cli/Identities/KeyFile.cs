using CoopGrains.Contracts;
using CoopGrains.Hosting.Tokens;

namespace CoopGrains.Cli.Identities;

/// <summary>Tokens from the key of a development site, kept while they last.</summary>
/// <remarks>Tokens are dated by the wall clock: a site with a development clock still checks them by it.</remarks>
internal sealed class KeyFile : IDisposable
{
    private readonly DevelopmentKey _key;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly Dictionary<Actor, string> _issued = [];

    private KeyFile(DevelopmentKey key, TimeProvider clock) => (_key, _clock) = (key, clock);

    /// <summary>Opens a key file; any other key than a development site's is refused.</summary>
    public static KeyFile Open(string path, TimeProvider clock)
    {
        if (Path.GetFileName(path) != DevelopmentKey.FileName)
            throw new Failure($"{path} is not the key of a development site, which is called {DevelopmentKey.FileName}: "
                + "on a production site tokens come from its identity provider.", Failure.Usage);
        try
        {
            return new(DevelopmentKey.Load(Path.GetDirectoryName(Path.GetFullPath(path))!), clock);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new Failure(exception.Message);
        }
    }

    /// <summary>A token that is good for the rest of this command.</summary>
    public string TokenFor(Actor actor)
    {
        lock (_lock)
            return _issued.TryGetValue(actor, out var token) ? token : _issued[actor] = Issue(actor, DevelopmentKey.MaximumLifetime);
    }

    /// <summary>A token with a lifetime of at most a day.</summary>
    public string Issue(Actor actor, TimeSpan lifetime) => _key.Issue(actor, _clock.GetUtcNow(), lifetime);

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
