using CoopGrains.Contracts;
using CoopGrains.Gateway.Problems;

namespace CoopGrains.Gateway.Files;

/// <summary>The imports of this process: those that run, and the last ones that ended.</summary>
/// <remarks>
/// No store keeps them: after a restart, or in another process, the same file with the same key goes on where it was broken off, for every
/// row is known by its operation. What is kept here is bounded.
/// </remarks>
internal sealed class Imports
{
    private const int MostKept = 64;
    private const int MostRowsKept = 400_000;
    private const int MostOfAnAgency = 2;
    private const int MostRunning = 4;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ImportRun> _byId = new(StringComparer.Ordinal);
    private readonly Queue<string> _ended = new();

    /// <summary>The import of an id that the agency may see; null when there is none.</summary>
    public ImportRun? Find(string id, Actor reader)
    {
        lock (_gate)
            return _byId.TryGetValue(id, out var run) && IsOf(run.Actor, reader) ? run : null;
    }

    /// <summary>Begins an import, or finds the one that was begun before by the same request.</summary>
    /// <exception cref="ProblemException">422: the key was used for another file. 429: too many run.</exception>
    public (ImportRun Run, bool IsNew) Begin(ImportRun run, Func<ImportRun, Task> work, Action<Exception> failed)
    {
        lock (_gate)
        {
            if (_byId.TryGetValue(run.Id, out var before))
            {
                if (before.Asked != run.Asked)
                    throw new Problem(RefusalCodes.OperationIdReused).Thrown();
                // What was broken off is begun again.
                if (!before.IsDone || before.BrokenBy is null)
                    return (before, false);
            }
            var running = _byId.Values.Where(known => !known.IsDone).ToList();
            if (running.Count >= MostRunning || running.Count(known => known.Actor.Agency == run.Actor.Agency) >= MostOfAnAgency)
                throw new Problem(Codes.TooManyImports).Thrown();
            Forget();
            if (_byId.TryAdd(run.Id, run))
                _ended.Enqueue(run.Id);
            else
                _byId[run.Id] = run;
            run.Begin(work, failed);
            return (run, true);
        }
    }

    /// <summary>Forgets those that ended, as a restart does.</summary>
    internal void Clear()
    {
        lock (_gate)
            foreach (var run in _byId.Values.Where(known => known.IsDone).ToList())
                _byId.Remove(run.Id);
    }

    // Its own user, as long as that may see what it saw then.
    private static bool IsOf(Actor actor, Actor reader) =>
        actor.Agency == reader.Agency && actor.User == reader.User && (reader.Cleared || !actor.Cleared);

    // The oldest that ended.
    private void Forget()
    {
        var rows = _byId.Values.Sum(known => known.Sheet.Rows.Count);
        for (var i = _ended.Count; i > 0 && (_byId.Count >= MostKept || rows > MostRowsKept); i--)
        {
            var id = _ended.Dequeue();
            if (!_byId.TryGetValue(id, out var oldest))
                continue;
            if (oldest.IsDone)
            {
                rows -= oldest.Sheet.Rows.Count;
                _byId.Remove(id);
            }
            else
                _ended.Enqueue(id);
        }
    }
}
