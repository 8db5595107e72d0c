using CoopGrains.Contracts;

namespace CoopGrains.Grains;

// The way back from the journal.
internal sealed partial class Book<TState>
{
    private readonly SnapshotWeight _weight = new();

    /// <summary>Reads the book again; everything not yet durable is decided again.</summary>
    private async Task ReloadAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
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
        var (state, version) = (TState.Empty, document.Snapshot?.Version ?? 0);
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
        catch (Exception misfit)
        {
            throw new BookDamagedException($"{Key} cannot be read after sequence {version}: {misfit.Message}", misfit);
        }
        _weight.Start(document.Snapshot?.Body().Length ?? 0, WeightOf(document.Events));
        _known.Clear(complete: document.Snapshot is null);
        foreach (var happened in document.Events)
            if (happened.Ordinal == 0)
                _known.Add(happened.OperationId, null);
        (_committed, _version, _folded, _foldedVersion) = (state, version, state, version);
        // The events are folded; a quiet book need not keep them.
        if (document.Events.Count > 0 || document.Snapshot is not null)
            _document.State = new() { Restricted = state.Restricted };
    }
}
