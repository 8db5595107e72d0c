using Benchmarks.Measuring;
using CoopGrains.Hosting.Tokens;
using EndToEnd.Tests;
using TestKit;

namespace Benchmarks.Driving;

/// <summary>A gateway with the network that the repository brings along, on the day 2026-11-21.</summary>
internal sealed class SeededSite : IAsyncDisposable
{
    /// <summary>Who runs it.</summary>
    public const string Operator = "operators/operator";

    private readonly Served _served;
    private readonly SiteUsers _users;

    private SeededSite(Served served)
    {
        (_served, _users) = (served, new(served.Data));
        Api = new(new($"http://127.0.0.1:{Port}"), _users.TokenOf);
    }

    public int Port => _served.Port;

    /// <summary>Its API, for what happens elsewhere.</summary>
    public ApiClient Api { get; }

    /// <summary>Starts and seeds it.</summary>
    public static async Task<SeededSite> StartAsync(string data)
    {
        var site = new SeededSite(await Served.GatewayAsync(data, ("Coop__Clock", "2026-11-21"), ("Coop__UserStreams", "0")));
        await using var seed = ChildProcess.Start(RepositoryRoot.Built("src/CoopGrains.Cli", "coop.dll"),
            ["seed", "--address", $"http://127.0.0.1:{site.Port}", "--key", Path.Combine(data, DevelopmentKey.FileName)]);
        WrongAnswerException.ThrowIf(await seed.ExitAsync(TimeSpan.FromSeconds(120)) != 0, $"the network was not seeded: {seed.Output}");
        await site.Api.UntilQuietAsync(Operator);
        return site;
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        _users.Dispose();
        await _served.DisposeAsync();
    }
}
