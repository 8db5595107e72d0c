namespace CoopGrains.EmbeddedRuntime;

/// <summary>Which requests run and which wait.</summary>
internal sealed partial class Activation
{
    private int _exclusive;
    private int _readers;
    private int _interleaved;
    private GrainCall? _firstWaiting;
    private GrainCall? _lastWaiting;
    private int _waitingInterleavable;

    private bool IsBusy => _exclusive + _readers + _interleaved > 0;

    /// <summary>Bookkeeping after a request, in a turn.</summary>
    public void OnFinished(GrainCall call)
    {
        switch (call.Mode)
        {
            case Interleaving.None:
                _exclusive--;
                break;
            case Interleaving.WithReaders:
                _readers--;
                break;
            default:
                _interleaved--;
                break;
        }

        _idleSince = Runtime.CoarseNow;
    }

    private void Receive(GrainCall call)
    {
        var mode = ModeOf(call);
        if (_life == Life.New)
        {
            Wait(call, mode);
            BeginActivating();
        }
        else if (_life == Life.Valid && MayRun(mode))
        {
            Run(call, mode);
        }
        else
        {
            Wait(call, mode);
        }
    }

    private Interleaving ModeOf(GrainCall call) => Class.IsReentrant ? Interleaving.WithAll : call.Method.Interleaving;

    // A writer waits for all readers. Orleans lets one in once the first of them has finished (its issue 10807).
    private bool MayRun(Interleaving mode) =>
        mode == Interleaving.WithAll || (_exclusive == 0 && (_readers == 0 || mode == Interleaving.WithReaders));

    private void Run(GrainCall call, Interleaving mode)
    {
        // Timed out or canceled while it waited: nobody hears the answer, and its caller may have asked again.
        if (call.IsAnswered)
            return;
        switch (mode)
        {
            case Interleaving.None:
                _exclusive++;
                break;
            case Interleaving.WithReaders:
                _readers++;
                break;
            default:
                _interleaved++;
                break;
        }

        call.Start(this, mode);
    }

    private void Wait(GrainCall call, Interleaving mode)
    {
        if (_lastWaiting is null)
            _firstWaiting = call;
        else
            _lastWaiting.NextWaiting = call;
        _lastWaiting = call;
        if (mode != Interleaving.None)
            _waitingInterleavable++;
    }

    private void AfterTurn()
    {
        if (_life == Life.Valid && _firstWaiting is not null)
            RunWaiting();
        if (_life == Life.Leaving && !IsBusy)
            FinishLeaving();
    }

    // From the front; whatever may run passes what may not, as in Orleans.
    private void RunWaiting()
    {
        GrainCall? previous = null;
        var call = _firstWaiting;
        while (call is not null && _life == Life.Valid)
        {
            if (_exclusive + _readers > 0 && _waitingInterleavable == 0)
                return;
            var next = call.NextWaiting;
            var mode = ModeOf(call);
            if (MayRun(mode))
            {
                Unlink(previous, call, mode);
                Run(call, mode);
            }
            else
            {
                previous = call;
            }

            call = next;
        }
    }

    private void Unlink(GrainCall? previous, GrainCall call, Interleaving mode)
    {
        if (previous is null)
            _firstWaiting = call.NextWaiting;
        else
            previous.NextWaiting = call.NextWaiting;
        if (ReferenceEquals(_lastWaiting, call))
            _lastWaiting = previous;
        call.NextWaiting = null;
        if (mode != Interleaving.None)
            _waitingInterleavable--;
    }

    /// <summary>Takes no more calls and hands out those that did not run.</summary>
    private List<GrainCall> CloseAndTakeCalls()
    {
        var calls = new List<GrainCall>();
        while (_firstWaiting is { } call)
        {
            Unlink(null, call, Interleaving.None);
            calls.Add(call);
        }

        _waitingInterleavable = 0;
        lock (this)
        {
            _closed = true;
            for (var i = _queue.Count; i > 0; i--)
            {
                var item = _queue.Dequeue()!;
                if (item is GrainCall call)
                    calls.Add(call);
                else
                    _queue.Enqueue(item);
            }
        }

        return calls;
    }
}
