using System.Globalization;
using System.Threading.RateLimiting;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Books;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Public;
using CoopGrains.Hosting;

namespace CoopGrains.Gateway.Safety;

/// <summary>
/// Gives each agency a share of the requests at work, and each user a rate within that of the agency; beyond it 429, and when to come
/// again. The share is taken without waiting: who floods while the store is slow waits at the door, and not in everybody's queue.
/// Strangers, where the site answers them, are to it one agency with a smaller share, and each of their addresses a user of that.
/// </summary>
internal sealed class FairShare : IDisposable
{
    private const string Strangers = "";

    private readonly RequestDelegate _next;
    private readonly PartitionedRateLimiter<Actor> _atWork = PartitionedRateLimiter.Create<Actor, string>(
        actor => RateLimitPartition.GetConcurrencyLimiter(actor.Agency, _ => new()
        {
            PermitLimit = actor.Agency == Strangers ? Limits.OfStrangers : Limits.OfOneAgency,
            QueueLimit = 0,
        }));

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

    public Task InvokeAsync(HttpContext http) =>
        CallerOf(http) is { } actor ? InvokeAsync(http, actor) : _next(http);

    public void Dispose()
    {
        _atWork.Dispose();
        _shares?.Dispose();
    }

    private static Actor? CallerOf(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<ForAnybody>() is null
        ? http.Features.Get<Visit>()?.Actor
        : new()
        {
            User = http.Connection.RemoteIpAddress?.ToString() ?? "",
            Agency = Strangers,
            Side = Side.None,
            Body = "",
            Roles = Roles.None,
        };

    private async Task InvokeAsync(HttpContext http, Actor actor)
    {
        // A stream is no work while nothing happens; how many there are is bounded by itself.
        using var place = http.GetEndpoint()?.Metadata.GetMetadata<StaysOpen>() is null ? _atWork.AttemptAcquire(actor) : null;
        if (place is { IsAcquired: false } || !IsWithinRate(http, actor))
            throw new Problem(Codes.RateExceeded).Thrown();
        await _next(http);
    }

    private bool IsWithinRate(HttpContext http, Actor actor)
    {
        if (_shares is not { } shares)
            return true;
        using var lease = shares.AttemptAcquire(actor);
        var left = shares.GetStatistics(actor)?.CurrentAvailablePermits ?? 0;
        var headers = http.Response.Headers;
        headers["RateLimit-Policy"] = _policy;
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"caller\";r={left};t=1");
        return lease.IsAcquired;
    }

    // Two seconds' worth may come at once.
    private static RateLimitPartition<TKey> Bucket<TKey>(TKey key, int perSecond)
        where TKey : notnull => RateLimitPartition.GetTokenBucketLimiter(key, _ => new()
        {
            TokenLimit = 2 * perSecond,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        });
}
