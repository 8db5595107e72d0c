using System.Threading.RateLimiting;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Safety;
using CoopGrains.Hosting;

namespace CoopGrains.Gateway.Changes;

/// <summary>How many streams may be open: of a user, of an agency, of this process.</summary>
internal sealed class StreamPlaces(CoopOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<Actor> _places = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<Actor, (string, string)>(actor => Places((actor.Agency, actor.User), options.UserStreams)),
        PartitionedRateLimiter.Create<Actor, string>(actor => Places(actor.Agency, options.UserStreams == 0 ? 0 : options.AgencyStreams)),
        PartitionedRateLimiter.Create<Actor, int>(_ => Places(0, Limits.Streams)));

    /// <summary>A place, until the result is disposed.</summary>
    /// <exception cref="ProblemException">429: there is none.</exception>
    public IDisposable Take(Actor actor)
    {
        var place = _places.AttemptAcquire(actor);
        if (place.IsAcquired)
            return place;
        place.Dispose();
        throw new Problem(Codes.TooManyStreams).Thrown();
    }

    public void Dispose() => _places.Dispose();

    private static RateLimitPartition<TKey> Places<TKey>(TKey key, int most)
        where TKey : notnull => most == 0
            ? RateLimitPartition.GetNoLimiter(key)
            : RateLimitPartition.GetConcurrencyLimiter(key, _ => new() { PermitLimit = most, QueueLimit = 0 });
}
