using CoopGrains.Contracts;
using CoopGrains.Gateway.Lists;
using CoopGrains.Gateway.Problems;
using CoopGrains.Hosting.History;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Changes;

/// <summary>Hands what is recorded to all streams of this process.</summary>
/// <remarks>
/// At a fixed beat, whatever is recorded: so the moment at which a reader gets something tells nothing of what it may not see. Without
/// streams it does nothing.
/// </remarks>
internal sealed class ChangeFanOut : IDisposable
{
    /// <summary>The beat: a change waits half of it on average.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    private const int BeatsBetweenLooks = 2;
    private const int MostRecorded = 65_536;

    private readonly JournalEvents _journal;
    private readonly INetworkView _view;
    private readonly TimeProvider _clock;
    private readonly CursorSeal _ids;
    private readonly CancellationTokenRegistration _stopping;
    private readonly Lock _gate = new();
    private readonly HashSet<ChangeStream> _streams = [];
    private ChangeStream[]? _all;
    private List<JournalEvent> _recorded = [];
    private IDisposable? _following;
    private ITimer? _timer;
    private string? _end;
    private int _busy;
    private int _beats;

    public ChangeFanOut(
        JournalEvents journal, INetworkView view, TimeProvider clock, Cursors cursors, IHostApplicationLifetime lifetime)
    {
        (_journal, _view, _clock, _ids) = (journal, view, clock, StreamIds.CommonSeal(cursors));
        _stopping = lifetime.ApplicationStopping.UnsafeRegister(static fanOut => ((ChangeFanOut)fanOut!).Stop(), this);
    }

    /// <summary>Why there are no streams any more; null while there may be.</summary>
    public string? Stopped => Volatile.Read(ref _end);

    /// <summary>From now on the stream is told.</summary>
    public void Join(ChangeStream stream)
    {
        lock (_gate)
        {
            _streams.Add(stream);
            _all = null;
            if (_timer is null)
                Start();
        }
        if (Stopped is { } code)
            stream.End(code);
    }

    /// <summary>The stream is told no more.</summary>
    public void Leave(ChangeStream stream)
    {
        lock (_gate)
        {
            _streams.Remove(stream);
            _all = null;
            if (_streams.Count > 0)
                return;
            _following?.Dispose();
            _timer?.Dispose();
            (_following, _timer) = (null, null);
            _recorded = [];
        }
    }

    /// <summary>What was recorded, for those who may see the book; null when that is nobody.</summary>
    /// <param name="recorded">What was recorded.</param>
    /// <param name="ids">Seals what all readers have in common.</param>
    public Change? ChangeOf(JournalEvent recorded, CursorSeal ids) =>
        recorded.Book is { } book && _view.Now.Find(book, Actor.System) is { } known ? new(recorded, known, ids) : null;

    public void Dispose()
    {
        _stopping.Dispose();
        _following?.Dispose();
        _timer?.Dispose();
        _ids.Dispose();
    }

    private void Start()
    {
        _following = _journal.Follow(Take);
        // The timer outlives the request that happens to be the first.
        using (ExecutionContext.SuppressFlow())
            _timer = _clock.CreateTimer(static fanOut => ((ChangeFanOut)fanOut!).OnBeat(), this, Beat, Beat);
    }

    // Called by what follows the journal: must neither wait nor throw.
    private void Take(IReadOnlyList<JournalEvent> recorded)
    {
        lock (_gate)
            if (_following is not null)
                _recorded.AddRange(recorded);
    }

    private void OnBeat()
    {
        // A beat that takes longer leaves out the next ones.
        if (Interlocked.Exchange(ref _busy, 1) == 1)
            return;
        try
        {
            var (streams, recorded) = Swap();
            if (recorded.Count > MostRecorded)
                Array.ForEach(streams, stream => stream.End(Codes.StreamTooSlow));
            else if (recorded.Count > 0)
                HandOut(streams, recorded);
            if (++_beats % BeatsBetweenLooks == 0)
                Array.ForEach(streams, stream => stream.Look());
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }

    private (ChangeStream[] Streams, List<JournalEvent> Recorded) Swap()
    {
        lock (_gate)
        {
            var recorded = _recorded;
            if (recorded.Count > 0)
                _recorded = [];
            return (_all ??= [.. _streams], recorded);
        }
    }

    private void HandOut(ChangeStream[] streams, List<JournalEvent> recorded)
    {
        var batch = new ChangeBatch(
            [.. recorded.Select(one => ChangeOf(one, _ids)).OfType<Change>()], recorded[^1].Position);
        foreach (var stream in streams)
            stream.Take(batch);
    }

    private void Stop()
    {
        Volatile.Write(ref _end, _journal.AreVoid ? Codes.HistoryReplaced : Codes.Unavailable);
        ChangeStream[] streams;
        lock (_gate)
            streams = [.. _streams];
        Array.ForEach(streams, stream => stream.End(_end!));
    }
}
