using System.Globalization;
using System.Threading.RateLimiting;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Problems;
using CoopGrains.Hosting;

namespace CoopGrains.Gateway.Safety;

/// <summary>Gives each user a rate within a share of the agency; beyond it 429, and when to come again.</summary>
internal sealed class FairShare : IDisposable
{
    private readonly RequestDelegate _next;
    private readonly PartitionedRateLimiter<Actor>? _shares;
    private readonly string _policy;

    public FairShare(RequestDelegate next, CoopOptions options)
    {
        _next = next;
        var (user, agency) = (options.UserRequestsPerSecond, options.AgencyRequestsPerSecond);
        _policy = string.Create(CultureInfo.InvariantCulture, $"\"user\";q={user};w=1, \"agency\";q={agency};w=1");
        if (user > 0)
            _shares = PartitionedRateLimiter.CreateChained(
                PartitionedRateLimiter.Create<Actor, (string, string)>(actor => Bucket((actor.Agency, actor.User), user)),
                PartitionedRateLimiter.Create<Actor, string>(actor => Bucket(actor.Agency, agency)));
    }

    public Task InvokeAsync(HttpContext http)
    {
        if (_shares is not { } shares || http.Features.Get<Visit>()?.Actor is not { } actor)
            return _next(http);
        using var lease = shares.AttemptAcquire(actor);
        var left = shares.GetStatistics(actor)?.CurrentAvailablePermits ?? 0;
        var headers = http.Response.Headers;
        headers["RateLimit-Policy"] = _policy;
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"caller\";r={left};t=1");
        return lease.IsAcquired ? _next(http) : throw new Problem(Codes.TooManyRequests).Thrown();
    }

    public void Dispose() => _shares?.Dispose();

    // Two seconds' worth may come at once.
    private static RateLimitPartition<TKey> Bucket<TKey>(TKey key, int perSecond)
        where TKey : notnull => RateLimitPartition.GetTokenBucketLimiter(key, _ => new()
        {
            TokenLimit = 2 * perSecond,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        });
}
