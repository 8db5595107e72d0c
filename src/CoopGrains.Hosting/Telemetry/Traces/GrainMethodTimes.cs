using System.Diagnostics;

namespace CoopGrains.Hosting.Telemetry.Traces;

/// <summary>How long the sampled calls of each grain method took, since the process began.</summary>
public sealed class GrainMethodTimes
{
    // Methods of the code: their number has an end, and this is far beyond it.
    private const int Most = 512;

    private readonly Lock _change = new();
    private readonly Dictionary<string, Times> _byName = [];

    /// <summary>What is known of each, the slowest call first.</summary>
    public IReadOnlyList<GrainMethodTime> Slowest()
    {
        lock (_change)
            return [.. _byName.Select(pair => pair.Value.Of(pair.Key)).OrderByDescending(method => method.Longest)];
    }

    internal void Add(Activity call)
    {
        lock (_change)
        {
            if (!_byName.TryGetValue(call.DisplayName, out var times))
            {
                if (_byName.Count == Most)
                    return;
                _byName.Add(call.DisplayName, times = new());
            }

            times.Add(call);
        }
    }

    private sealed class Times
    {
        private long _calls;
        private long _failed;
        private TimeSpan _sum;
        private TimeSpan _longest;
        private string _trace = "";

        public void Add(Activity call)
        {
            _calls++;
            _sum += call.Duration;
            if (call.Status == ActivityStatusCode.Error)
                _failed++;
            if (call.Duration <= _longest)
                return;
            (_longest, _trace) = (call.Duration, call.TraceId.ToHexString());
        }

        public GrainMethodTime Of(string name) => new(name, _calls, _failed, _sum / _calls, _longest, _trace);
    }
}

/// <summary>How long a grain method's sampled calls took.</summary>
/// <param name="Method">Interface and method.</param>
/// <param name="Calls">Sampled calls.</param>
/// <param name="Failed">Those that ended with an exception.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Longest">The slowest of them.</param>
/// <param name="TraceId">The trace of the slowest; null where it is not kept.</param>
public sealed record GrainMethodTime(string Method, long Calls, long Failed, TimeSpan Mean, TimeSpan Longest, string? TraceId);
