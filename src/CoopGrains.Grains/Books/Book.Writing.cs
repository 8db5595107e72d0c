using System.Diagnostics;
using CoopGrains.Contracts;
using Orleans.Storage;

namespace CoopGrains.Grains;

// The way into the journal: writes, and what follows when one fails.
internal sealed partial class Book<TState>
{
    private bool _writing;
    private bool _oneByOne;
    private bool _doubtful;
    private readonly Turns _turns = new();

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
            if (_turns.Wait is { } wait)
                await Task.Delay(wait);
            var batch = _pending.GetRange(0, Math.Min(_pending.Count, _oneByOne ? 1 : _services.Options.CommandsPerWrite));
            try
            {
                _document.State = Document(batch, out var state);
                await _document.WriteStateAsync();
                _turns.Had();
                Advance(batch, state);
            }
            catch (OperationKnownException)
            {
                // Nothing was written and the version stands, so what is committed here stands too. More such operations may
                // be on their way: until a write succeeds, the journal is asked before anything is decided.
                _doubtful = true;
                Undo(TakePending(), AttemptResult.DecideAgain.Instance);
            }
            catch (InconsistentStateException)
            {
                var began = Stopwatch.GetTimestamp();
                await ReloadAsync();
                _turns.Lost(Stopwatch.GetElapsedTime(began));
            }
            catch (DeadlinePassedException late)
            {
                DropLate(batch, late);
            }
            catch (UnstorableException unstorable)
            {
                Isolate(batch, unstorable);
            }
            catch (NotAppliedException failed)
            {
                Undo(TakePending(), new AttemptResult.NotApplied(failed));
            }
            catch (Exception failure)
            {
                Break(failure, batch);
            }
        }
        _writing = false;
    }

    private BookDocument Document(List<Attempt> batch, out TState state)
    {
        var events = batch.Count == 1 ? batch[0].Events : [.. batch.SelectMany(attempt => attempt.Events)];
        var after = batch.Count == _pending.Count
            ? _folded
            : events.Aggregate(_committed, (fold, happened) => TState.Evolve(fold, happened.Read()));
        state = after;
        var snapshot = _weight.IsDue(WeightOf(events), _services.Options.SnapshotAfter)
            ? new BookSnapshot(batch[^1].LastSequence, () => _weight.Rendered(SnapshotText.Write(after)))
            : null;
        var deadline = batch.Min(attempt => attempt.Operation.Deadline);
        return new() { Events = events, Snapshot = snapshot, Restricted = after.Restricted, Deadline = deadline };
    }

    private void Advance(List<Attempt> batch, TState state)
    {
        _pending.RemoveRange(0, batch.Count);
        (_committed, _version) = (state, batch[^1].LastSequence);
        _last = new(_version, batch[^1].Operation.Id);
        if (_document.State.Snapshot is not null)
            _weight.Restart();
        else
            _weight.Add(WeightOf(_document.State.Events));
        _doubtful = false;
        if (_pending.Count == 0)
            _oneByOne = false;
        foreach (var attempt in batch)
            _known.Settle(attempt.Operation.Id);
        Complete(batch, AttemptResult.Committed.Instance);
    }

    private void DropLate(List<Attempt> batch, DeadlinePassedException late)
    {
        // The store's clock may be ahead of this one: the most urgent command of the write was late in any case.
        var (now, urgent) = (_services.Clock.GetUtcNow(), batch.Min(attempt => attempt.Operation.Deadline));
        foreach (var attempt in TakePending())
        {
            var isLate = attempt.Operation.Deadline <= urgent || attempt.Operation.Deadline < now;
            Undo([attempt], isLate ? new AttemptResult.NotApplied(late) : AttemptResult.DecideAgain.Instance);
        }
    }

    // One command that cannot be stored must not take its neighbors along: write them one by one until it is found.
    private void Isolate(List<Attempt> batch, UnstorableException unstorable)
    {
        if (batch.Count > 1)
        {
            _oneByOne = true;
            return;
        }
        var others = TakePending();
        others.Remove(batch[0]);
        Undo(batch, new AttemptResult.NotApplied(unstorable));
        Undo(others, AttemptResult.DecideAgain.Instance);
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
    private void Break(Exception failure, List<Attempt> written)
    {
        _broken = failure;
        GrainLog.BookBroken(_services.Logger, Key.ToString(), failure);
        _leave();
        var waiting = TakePending();
        waiting.RemoveAll(written.Contains);
        Complete(written, new AttemptResult.Unknown(failure));
        Undo(waiting, new AttemptResult.NotApplied(failure));
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

    private static int WeightOf(IReadOnlyList<BookEvent> events) => events.Sum(happened => happened.Text.Length);
}
