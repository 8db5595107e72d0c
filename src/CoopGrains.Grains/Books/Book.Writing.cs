using CoopGrains.Contracts;
using Orleans.Storage;

namespace CoopGrains.Grains;

// The way into the journal and back: writes, conflicts, reloads.
internal sealed partial class Book<TState>
{
    private readonly SnapshotWeight _weight = new();
    private bool _writing;
    private bool _oneByOne;

    private void StartWriting()
    {
        if (_writing)
            return;
        _writing = true;
        // A commit serves many commands, so it must not run under the trace of the one that happened to start it.
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
            _ = WriteAllAsync();
    }

    private async Task WriteAllAsync()
    {
        while (_pending.Count > 0 && _broken is null)
        {
            var batch = _pending.GetRange(0, Math.Min(_pending.Count, _oneByOne ? 1 : _services.Options.CommandsPerWrite));
            try
            {
                _document.State = Document(batch, out var state);
                await _document.WriteStateAsync();
                Advance(batch, state);
            }
            catch (OperationKnownException)
            {
                // Nothing was written and the version stands, so what is committed here stands too.
                StartAgain();
            }
            catch (InconsistentStateException)
            {
                await ReloadAsync();
            }
            catch (DeadlinePassedException late)
            {
                DropLate(late);
            }
            catch (UnstorableException unstorable)
            {
                Isolate(batch, unstorable);
            }
            catch (NotAppliedException refused)
            {
                Undo(TakePending(), new AttemptResult.NotApplied(refused));
            }
            catch (Exception failure)
            {
                Break(failure);
            }
        }
        _writing = false;
    }

    private BookDocument Document(List<Attempt> batch, out TState state)
    {
        var events = batch.Count == 1 ? batch[0].Events : [.. batch.SelectMany(attempt => attempt.Events)];
        var after = batch.Count == _pending.Count ? _folded : events.Aggregate(_committed, (fold, happened) => TState.Evolve(fold, happened.Read()));
        state = after;
        foreach (var happened in events)
            _weight.AddEvent(happened.Text.Length);
        var snapshot = _weight.IsDue(_services.Options.SnapshotAfter)
            ? new BookSnapshot(batch[^1].LastSequence, () => _weight.Rendered(SnapshotText.Write(after)))
            : null;
        return new() { Events = events, Snapshot = snapshot, Restricted = after.Restricted, Deadline = batch.Min(attempt => attempt.Operation.Deadline) };
    }

    private void Advance(List<Attempt> batch, TState state)
    {
        _pending.RemoveRange(0, batch.Count);
        (_committed, _version) = (state, batch[^1].LastSequence);
        if (_document.State.Snapshot is not null)
            _weight.Restart();
        if (_pending.Count == 0)
            _oneByOne = false;
        foreach (var attempt in batch)
            attempt.Complete(AttemptResult.Committed.Instance);
    }

    /// <summary>Reads the book again; everything not yet durable is decided again.</summary>
    private async Task ReloadAsync()
    {
        var done = new TaskCompletionSource();
        _settling = done.Task;
        var waiting = TakePending();
        try
        {
            await _document.ReadStateAsync();
            Fold();
            Complete(waiting, AttemptResult.DecideAgain.Instance);
        }
        catch (Exception failure)
        {
            Break(failure);
            Complete(waiting, new AttemptResult.NotApplied(failure));
        }
        finally
        {
            _settling = null;
            done.SetResult();
        }
    }

    private void StartAgain() => Undo(TakePending(), AttemptResult.DecideAgain.Instance);

    private void DropLate(DeadlinePassedException late)
    {
        var now = _services.Clock.GetUtcNow();
        foreach (var attempt in TakePending())
            Undo([attempt], attempt.Operation.Deadline <= now ? new AttemptResult.NotApplied(late) : AttemptResult.DecideAgain.Instance);
    }

    // One command that cannot be stored must not take its neighbours along: write them one by one until it is found.
    private void Isolate(List<Attempt> batch, UnstorableException unstorable)
    {
        if (batch.Count > 1)
        {
            _oneByOne = true;
            return;
        }
        Undo([batch[0]], new AttemptResult.NotApplied(unstorable));
        Undo([.. TakePending().Where(attempt => attempt != batch[0])], AttemptResult.DecideAgain.Instance);
        _oneByOne = false;
    }

    private void Undo(List<Attempt> attempts, AttemptResult result)
    {
        (_folded, _foldedVersion) = (_committed, _version);
        foreach (var attempt in attempts)
            _known.Forget(attempt.Operation.Id);
        Complete(attempts, result);
    }

    // Memory is suspect after any other failure: leave, and let the next activation read what is true.
    private void Break(Exception failure)
    {
        _broken = failure;
        GrainLog.BookBroken(_services.Logger, Key.ToString(), failure);
        _leave();
        Complete(TakePending(), new AttemptResult.Unknown(failure));
    }

    private List<Attempt> TakePending()
    {
        List<Attempt> taken = [.. _pending];
        _pending.Clear();
        return taken;
    }

    private static void Complete(List<Attempt> attempts, AttemptResult result)
    {
        foreach (var attempt in attempts)
            attempt.Complete(result);
    }

    private void Fold()
    {
        var (events, snapshot) = (_document.State.Events, _document.State.Snapshot);
        var (state, version) = (TState.Empty, 0L);
        if (snapshot is not null)
            (state, version) = (SnapshotText.Read<TState>(snapshot.Body()), snapshot.Version);
        _weight.Start(snapshot?.Body().Length ?? 0);
        _known.Clear(complete: snapshot is null);
        foreach (var happened in events)
        {
            state = TState.Evolve(state, happened.Read());
            version++;
            _weight.AddEvent(happened.Text.Length);
            if (happened.Ordinal == 0)
                _known.Add(happened.OperationId, new(happened.Fingerprint, null));
        }
        (_committed, _version, _folded, _foldedVersion) = (state, version, state, version);
        // The events are folded; a quiet book need not keep them.
        if (events.Count > 0 || snapshot is not null)
            _document.State = new() { Restricted = state.Restricted };
    }
}
