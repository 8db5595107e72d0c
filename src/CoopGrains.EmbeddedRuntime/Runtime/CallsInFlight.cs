namespace CoopGrains.EmbeddedRuntime;

/// <summary>
/// All unanswered calls that share one timeout, oldest first, so that a sweep looks only at what is due.
/// Sharded, because every call enters and leaves.
/// </summary>
internal sealed class CallsInFlight
{
    private const int Shards = 8;
    private readonly Shard[] _shards = new Shard[Shards];
    private readonly long _timeoutTicks;

    public CallsInFlight(TimeSpan timeout, TimeProvider time, Action onEmptied)
    {
        Timeout = timeout;
        _timeoutTicks = (long)(timeout.TotalSeconds * time.TimestampFrequency);
        for (var i = 0; i < Shards; i++)
            _shards[i] = new Shard(onEmptied);
    }

    public TimeSpan Timeout { get; }

    public int Count => _shards.Sum(shard => shard.Count);

    public void Add(GrainCall call) => _shards[Environment.CurrentManagedThreadId & (Shards - 1)].Add(call);

    /// <summary>Takes the call out; false when another has.</summary>
    public static bool Remove(GrainCall call) => call.InFlight is { } shard && shard.Remove(call);

    public void TimeOutOlderThan(long now)
    {
        foreach (var shard in _shards)
        {
            while (shard.RemoveFirst(now - _timeoutTicks) is { } call)
                call.TimeOut(Timeout);
        }
    }

    /// <summary>Takes out and fails every call.</summary>
    public void FailAll(Func<GrainCall, Exception> error)
    {
        foreach (var shard in _shards)
        {
            foreach (var call in shard.Snapshot())
                call.Fail(error(call));
        }
    }

    /// <summary>A doubly linked list through the calls.</summary>
    internal sealed class Shard(Action onEmptied)
    {
        private readonly Lock _gate = new();
        private GrainCall? _first;
        private GrainCall? _last;
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public void Add(GrainCall call)
        {
            lock (_gate)
            {
                call.InFlight = this;
                call.PreviousInFlight = _last;
                if (_last is null)
                    _first = call;
                else
                    _last.NextInFlight = call;
                _last = call;
                _count++;
            }
        }

        public bool Remove(GrainCall call)
        {
            bool emptied;
            lock (_gate)
            {
                if (call.InFlight is null)
                    return false;
                Unlink(call);
                emptied = _count == 0;
            }

            if (emptied)
                onEmptied();
            return true;
        }

        public GrainCall? RemoveFirst(long startedUntil)
        {
            GrainCall call;
            bool emptied;
            lock (_gate)
            {
                if (_first is null || _first.Started > startedUntil)
                    return null;
                call = _first;
                Unlink(call);
                emptied = _count == 0;
            }

            call.MarkAnswered();
            if (emptied)
                onEmptied();
            return call;
        }

        public List<GrainCall> Snapshot()
        {
            var calls = new List<GrainCall>();
            lock (_gate)
            {
                for (var call = _first; call is not null; call = call.NextInFlight)
                    calls.Add(call);
            }

            return calls;
        }

        private void Unlink(GrainCall call)
        {
            if (call.PreviousInFlight is null)
                _first = call.NextInFlight;
            else
                call.PreviousInFlight.NextInFlight = call.NextInFlight;
            if (call.NextInFlight is null)
                _last = call.PreviousInFlight;
            else
                call.NextInFlight.PreviousInFlight = call.PreviousInFlight;
            call.InFlight = null;
            call.PreviousInFlight = call.NextInFlight = null;
            _count--;
        }
    }
}
