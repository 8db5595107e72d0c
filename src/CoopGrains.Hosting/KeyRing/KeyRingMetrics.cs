using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace CoopGrains.Hosting.KeyRing;

/// <summary>Until when the ring of keys can seal: a new key is made two days before the last one ends, or something is wrong.</summary>
internal sealed class KeyRingMetrics
{
    private long _ends;

    public KeyRingMetrics(IMeterFactory meters) => meters.Create("CoopGrains.Hosting").CreateObservableGauge(
        "coop.keyring.expiry.timestamp", Ends, "s", "When the newest key of the ring ends that is not revoked, as Unix time");

    /// <summary>These are the ring's keys now.</summary>
    public void Learn(IEnumerable<IKey> keys) => Volatile.Write(
        ref _ends, keys.Where(key => !key.IsRevoked).Select(key => key.ExpirationDate.ToUnixTimeSeconds()).DefaultIfEmpty().Max());

    private IEnumerable<Measurement<long>> Ends() => Volatile.Read(ref _ends) is > 0 and var ends ? [new(ends)] : [];
}
