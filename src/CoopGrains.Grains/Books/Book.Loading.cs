using CoopGrains.Contracts;

namespace CoopGrains.Grains;

// The way back from the journal.
internal sealed partial class Book<TState>
{
    private readonly SnapshotWeight _weight = new();

    // The last committed event, which what other processes wrote since follows; null until one was seen, as after a bare snapshot.
    private BookPoint? _last;

    /// <summary>Reads what the book has become since, or all of it; everything not yet durable is decided again.</summary>
    private async Task ReloadAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _settling = done.Task;
        var waiting = TakePending();
        try
        {
            _document.State = new() { Since = _last, Restricted = _committed.Restricted };
            await _document.ReadStateAsync();
            foreach (var attempt in waiting)
                _known.Forget(attempt.Operation.Id);
            Fold();
            Complete(waiting, AttemptResult.DecideAgain.Instance);
        }
        catch (Exception failure)
        {
            Break(failure, written: []);
            Undo(waiting, new AttemptResult.NotApplied(failure));
        }
        finally
        {
            _settling = null;
            done.SetResult();
        }
    }

    private void Fold()
    {
        var document = _document.State;
        if (document.Unreadable is { } fault)
            throw fault;
        var (state, version) = document switch
        {
            { Since: not null } => (_committed, _version),
            { Folded: { } folded } => ((TState)folded.State, folded.Version),
            _ => (TState.Empty, document.Snapshot?.Version ?? 0),
        };
        try
        {
            if (document.Snapshot is { } snapshot)
                state = SnapshotText.Read<TState>(snapshot.Body());
            foreach (var happened in document.Events)
            {
                state = TState.Evolve(state, happened.Read());
                version++;
            }
        }
        catch (NewerEventException newer)
        {
            throw new NotAppliedException($"{Key} cannot be read by this build after sequence {version}: {newer.Message}", newer);
        }
        catch (Exception misfit)
        {
            throw new BookDamagedException($"{Key} cannot be read after sequence {version}: {misfit.Message}", misfit);
        }
        if (document.Since is null)
        {
            _weight.Start(document);
            _known.Clear(complete: document is { Snapshot: null, Folded: null });
            _last = null;
        }
        _weight.Add(WeightOf(document.Events));
        foreach (var happened in document.Events)
            if (happened.Ordinal == 0)
                _known.Add(happened.OperationId, null);
        if (document.Events is [.., var last])
            _last = new(version, last.OperationId);
        (_committed, _version, _folded, _foldedVersion) = (state, version, state, version);
        // The events are folded; a quiet book need not keep them.
        if (document.Events.Count > 0 || document is not { Snapshot: null, Folded: null, Since: null })
            _document.State = new() { Restricted = state.Restricted };
    }
}
