using CoopGrains.Hosting;
using CoopGrains.Hosting.Tokens;

namespace CoopGrains.Gateway.Identities;

/// <summary>The keys whose tokens this site takes.</summary>
internal sealed class SiteKeys : IDisposable
{
    /// <summary>The development key; none on a production site.</summary>
    public DevelopmentKey? Development { get; private init; }

    /// <summary>The keys of a site. A development site makes its own; a production site must not have one lying about.</summary>
    /// <exception cref="InvalidOperationException">A production site is to start beside a development key.</exception>
    public static SiteKeys Of(CoopOptions options, bool isDevelopment)
    {
        if (isDevelopment)
            return new() { Development = DevelopmentKey.LoadOrCreate(options.KeysFolder) };
        return DevelopmentKey.ExistsIn(options.KeysFolder)
            ? throw new InvalidOperationException(
                $"{Path.Combine(options.KeysFolder, DevelopmentKey.FileName)} is a development key: whoever has it could sign in as anyone. "
                + "A production site does not start beside it; remove the file, or set ASPNETCORE_ENVIRONMENT=Development.")
            : new();
    }

    public void Dispose() => Development?.Dispose();
}
