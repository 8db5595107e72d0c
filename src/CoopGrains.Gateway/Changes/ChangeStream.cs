using System.Diagnostics.CodeAnalysis;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Identities;
using CoopGrains.Gateway.Problems;
using CoopGrains.Network;

namespace CoopGrains.Gateway.Changes;

/// <summary>What is to be sent next to one reader.</summary>
/// <param name="Frames">Changes and signs of life, in order.</param>
/// <param name="End">Why it ends here, a code of a problem; null when it goes on.</param>
internal readonly record struct Turn(IReadOnlyList<Frame> Frames, string? End);

/// <summary>What waits for one reader: bounded, and decided by nothing but what that reader may see, and by time.</summary>
/// <remarks>
/// Hidden changes neither fill it nor wake the reader. Rights are those at the moment of sending: when they change, it ends, and the
/// reader goes on by its last id with what may be seen then.
/// </remarks>
internal sealed class ChangeStream(Visit visit, ChangeFilter filter, Register register, INetworkView view, TimeProvider clock)
{
    /// <summary>Most changes that wait; who leaves more is cut.</summary>
    public const int MostWaiting = 4_096;

    /// <summary>Most bytes that wait, but for the last change.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    /// <summary>After so much silence a sign of life is sent.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private List<Frame> _waiting = [];
    private TaskCompletionSource? _news;
    private string? _end;
    private bool _live;
    private long _from;
    private long _upTo;
    private long _bytes;
    private long _sentAt = clock.GetTimestamp();

    /// <summary>Called, once, when it ends: whoever waits for the reader need not any more.</summary>
    public Action? Ending { get; set; }

    /// <summary>Whose it is.</summary>
    public Actor Reader => visit.Actor;

    /// <summary>True when nothing more is sent but its end.</summary>
    public bool HasEnded => Volatile.Read(ref _end) is not null;

    /// <summary>From now on changes are kept for the reader; what of them was read from the store is left out by <see cref="Begin"/>.</summary>
    public void Listen()
    {
        lock (_gate)
            _live = true;
    }

    /// <summary>All up to a place of the journal has been sent.</summary>
    public void Begin(long from)
    {
        lock (_gate)
        {
            (_from, _upTo) = (from, Math.Max(_upTo, from));
            _waiting.RemoveAll(frame => frame.Position <= from);
            _bytes = _waiting.Sum(frame => (long)frame.Bytes.Length);
        }
    }

    /// <summary>Takes changes that were recorded, as far as they are for this reader.</summary>
    /// <param name="changes">In order.</param>
    /// <param name="upTo">The place of the journal that they reach to.</param>
    public void Take(IReadOnlyList<Change> changes, long upTo)
    {
        if (!_live || HasEnded || !HasRights())
            return;
        string? end = null;
        lock (_gate)
        {
            var before = _waiting.Count;
            foreach (var change in changes)
                if (change.Position > _from && FrameOf(change) is { } frame)
                {
                    if (_waiting.Count >= MostWaiting || _bytes > MostBytes)
                    {
                        end = Codes.StreamTooSlow;
                        break;
                    }
                    _waiting.Add(frame);
                    _bytes += frame.Bytes.Length;
                }
            _upTo = Math.Max(_upTo, upTo);
            if (_waiting.Count > before)
                Tell();
        }
        if (end is not null)
            End(end);
    }

    /// <summary>What the reader is shown of a change; null when nothing.</summary>
    public Frame? FrameOf(Change change)
    {
        if (!filter.Takes(change))
            return null;
        if (change.IsForAll)
            return change.FrameFor(change.Book);
        return view.Now.Find(change.Book.Book, Reader) is { } seen ? change.FrameFor(seen) : null;
    }

    /// <summary>Looks at the time, and at the rights that a clock or the register may have ended.</summary>
    public void Look()
    {
        if (visit.HasEnded || visit.Token.Until <= TimeProvider.System.GetUtcNow())
            End(Codes.Unauthenticated);
        if (HasEnded || !HasRights())
            return;
        lock (_gate)
            if (_waiting.Count < MostWaiting && clock.GetElapsedTime(_sentAt) >= Silence)
            {
                _waiting.Add(Frame.SignOfLife(_upTo));
                Tell();
            }
    }

    /// <summary>True as long as the reader's rights are those that it began with; else it has ended.</summary>
    public bool HasRights()
    {
        if (register.Allowed(visit.Token.Actor) is { } now && now == Reader)
            return true;
        End(Codes.RightsChanged);
        return false;
    }

    /// <summary>Ends it. What still waits is left out: the reader gets it behind its last id.</summary>
    /// <param name="code">Why; the first reason counts.</param>
    public void End(string code)
    {
        lock (_gate)
        {
            if (_end is not null)
                return;
            Volatile.Write(ref _end, code);
            _waiting = [];
            _news?.TrySetResult();
        }
        Ending?.Invoke();
    }

    /// <summary>Waits until there is something to send.</summary>
    public async ValueTask<Turn> NextAsync()
    {
        while (true)
        {
            Task news;
            lock (_gate)
            {
                if (TryNext(out var turn))
                    return turn.Value;
                news = (_news = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
            await news;
        }
    }

    private bool TryNext([NotNullWhen(true)] out Turn? turn)
    {
        turn = _end is not null || _waiting.Count > 0 ? new(_waiting, _end) : null;
        if (turn is null)
            return false;
        (_waiting, _bytes) = ([], 0);
        return true;
    }

    // Silence counts from here, and not from when the reader has taken it: that would tell of the load, which others make too.
    private void Tell()
    {
        _sentAt = clock.GetTimestamp();
        _news?.TrySetResult();
    }
}
