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
    /// <summary>Most changes that wait, but for those of one beat; who leaves more is cut.</summary>
    public const int MostWaiting = 4_096;

    /// <summary>Most bytes that wait, but for those of one beat.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    /// <summary>After so much silence a sign of life is sent.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private List<Frame> _waiting = [];
    private TaskCompletionSource? _news;
    private string? _end;
    private bool _live;
    private bool _begun;
    private long _from;
    private long _upTo;
    private long _bytes;
    private int _changes;
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
            (_begun, _from, _upTo) = (true, from, Math.Max(_upTo, from));
            var waiting = _waiting.FindAll(frame => frame.Position > from);
            (_waiting, _bytes, _changes) = ([], 0, 0);
            waiting.ForEach(Keep);
        }
    }

    /// <summary>Takes changes that were recorded, as far as they are for this reader.</summary>
    public void Take(ChangeBatch batch)
    {
        if (!_live || HasEnded || !HasRights())
            return;
        bool tooSlow;
        lock (_gate)
        {
            var (before, waited) = (_waiting.Count, _changes > 0);
            // Joined ones can be neither left out one by one nor mixed with others.
            if (_begun && batch.Changes is [var first, ..] && first.Position > _from
                && batch.For(filter) is var asked && asked.Own.All(change => FrameOf(change) is null))
                foreach (var alike in asked.Alike)
                    Keep(alike);
            else
                foreach (var change in batch.Changes)
                    Keep(change.Position > _from ? FrameOf(change) : null);
            _upTo = Math.Max(_upTo, batch.UpTo);
            if (_waiting.Count > before)
                Tell();
            // Counted when all is there, so that what is hidden between them makes no difference.
            tooSlow = waited && (_changes > MostWaiting || _bytes > MostBytes);
        }
        if (tooSlow)
            End(Codes.StreamTooSlow);
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
            if (_changes < MostWaiting && clock.GetElapsedTime(_sentAt) >= Silence)
            {
                Keep(Frame.SignOfLife(_upTo));
                Tell();
            }
    }

    /// <summary>True as long as the reader's rights are those that it began with; else it has ended.</summary>
    public bool HasRights()
    {
        // Whom it stands for is nothing to who reads.
        if (register.Allowed(visit.Token.Actor) is { } now && now with { StandsFor = Reader.StandsFor } == Reader)
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
        (_waiting, _bytes, _changes) = ([], 0, 0);
        return true;
    }

    private void Keep(Frame? frame)
    {
        if (frame is null)
            return;
        _waiting.Add(frame);
        _bytes += frame.Bytes.Length;
        _changes += frame.Changes;
    }

    // Silence counts from here, and not from when the reader has taken it: that would tell of the load, which others make too.
    private void Tell()
    {
        _sentAt = clock.GetTimestamp();
        _news?.TrySetResult();
    }
}
