using System.Collections.Concurrent;
using CoopGrains.Contracts;
using Microsoft.Extensions.Logging;

namespace CoopGrains.Network;

/// <summary>What receivers refused, the newest of it: counted and said, and of open books kept for people to read.</summary>
internal sealed class PassedOver(TimeProvider time, NetworkMetrics metrics, ILogger log)
{
    private const int Most = 200;

    private readonly ConcurrentQueue<Undelivered> _kept = new();

    /// <summary>All that is kept, the oldest first.</summary>
    public IReadOnlyList<Undelivered> All => [.. _kept];

    /// <summary>Goes on from what another process, or this one before, had kept.</summary>
    public void Begin(IReadOnlyList<Undelivered> before)
    {
        _kept.Clear();
        foreach (var one in before)
            _kept.Enqueue(one);
    }

    /// <summary>Passes over a delivery for a reason.</summary>
    public void Add(Delivery delivery, string code)
    {
        metrics.Undelivered(delivery);
        if (delivery.Restricted)
            return;
        var command = delivery.Command.GetType().Name;
        NetworkLog.NotDelivered(log, delivery.To.ToString(), command, delivery.From.ToString(), delivery.Sequence, code);
        _kept.Enqueue(new()
        {
            From = delivery.From,
            Sequence = delivery.Sequence,
            To = delivery.To,
            Command = command,
            Code = code,
            At = time.GetUtcNow(),
        });
        while (_kept.Count > Most)
            _kept.TryDequeue(out _);
    }
}
