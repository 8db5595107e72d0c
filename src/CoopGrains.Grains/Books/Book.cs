using System.Diagnostics;
using CoopGrains.Contracts;
using CoopGrains.Domain;
using Orleans.Runtime;

namespace CoopGrains.Grains;

/// <summary>The only writer of a book: decides on the folded state, writes events in shared commits, answers after the commit.</summary>
/// <remarks>
/// Runs in the turns of one reentrant activation, so nothing here is concurrent, but anything may have changed after an await.
/// Reads see committed state only. Between the look at what is known, the decision and the append there is no await.
/// </remarks>
internal sealed partial class Book<TState>
    where TState : class, IBookState<TState>
{
    // Only against running for ever: a command is decided again until its deadline, however often others are first.
    private const int MostTries = 10_000;

    private readonly IPersistentState<BookDocument> _document;
    private readonly BookServices _services;
    private readonly Action _leave;
    private readonly KnownOperations _known;
    private readonly List<Attempt> _pending = [];

    private TState _committed = TState.Empty;
    private TState _folded = TState.Empty;
    private long _version;
    private long _foldedVersion;
    private Task? _settling;
    private Exception? _broken;

    /// <summary>A book over its activation's document, which the runtime has read already.</summary>
    public Book(BookKey key, IPersistentState<BookDocument> document, BookServices services, Action leave)
    {
        (Key, _document, _services, _leave) = (key, document, services, leave);
        _known = new(services.Options.OperationsRemembered);
        try
        {
            Fold();
        }
        catch (Exception unreadable)
        {
            // Told to whoever calls: a failed activation would hide it, and Orleans makes callers wait for the next.
            GrainLog.BookUnreadable(services.Logger, key.ToString(), unreadable);
            _broken = unreadable;
        }
    }

    /// <summary>The book's key.</summary>
    public BookKey Key { get; }

    /// <summary>Decides a command and answers once its events are durable, or once what its refusal rests on is.</summary>
    /// <exception cref="OutcomeUnknownException">Whether it took effect is not known.</exception>
    /// <exception cref="NotAppliedException">It certainly did not take effect.</exception>
    /// <exception cref="BookDamagedException">The book cannot be read.</exception>
    public async Task<Outcome> ExecuteAsync(
        Caller caller, Command command, AgreementTerms? agreement = null, AgreementTerms? predecessor = null)
    {
        var operation = caller.Operation;
        for (var tries = 0; tries < MostTries; tries++)
        {
            while (_settling is { } settling)
                await settling;
            if (caller.AtLeast > _foldedVersion && tries == 0 && !_services.OwnsBooks)
                await CatchUpAsync(caller.AtLeast, reloads: true);
            if (IsHiddenFrom(caller.Actor))
            {
                // Before anything that is known of the operation could tell that there is a book: answered as if there were none.
                if (await SettledAsync())
                    return Decide(TState.Empty).Refusal ?? new() { Code = RefusalCodes.Unknown };
                continue;
            }
            if (_known.TryFind(operation.Id, out var attempt))
            {
                if (await AnswerAsync(operation, attempt) is { } answer)
                    return answer;
                continue;
            }
            if (_broken is { } cause)
            {
                _leave();
                return await NothingWrittenAsync(operation, cause);
            }
            if (_doubtful || (tries > 0 && !_known.IsComplete))
            {
                if (await AskAsync(operation) is { } before)
                    return before;
                // Meanwhile a duplicate may have been appended, or the book reloaded.
                if (_known.TryFind(operation.Id, out _) || _settling is not null || _broken is not null)
                    continue;
            }
            if (operation.Deadline < _services.Clock.GetUtcNow())
                return await NothingWrittenAsync(operation, new DeadlinePassedException());
            var decision = Decide(_folded);
            var outcome = decision.Refusal is { } refusal
                ? await RefuseAsync(operation, refusal)
                : await WriteAsync(operation, Append(caller, decision.Events), replayed: false);
            if (outcome is not null)
                return outcome;
        }
        return await NothingWrittenAsync(
            operation, new TimeoutException($"{Key} changed {MostTries} times while the command was decided."));

        Decision Decide(TState state) => TState.Decide(state, command, new()
        {
            Book = Key,
            Actor = caller.Actor,
            Now = _services.Clock.GetUtcNow(),
            OperationId = operation.Id,
            Agreement = agreement,
            Predecessor = predecessor,
        });
    }

    /// <summary>The state and version as committed, reloaded first when the reader has seen a later version.</summary>
    /// <exception cref="NotAppliedException">The book cannot be read now.</exception>
    /// <exception cref="BookDamagedException">The book cannot be read.</exception>
    public async ValueTask<(TState State, long Version)> ReadAsync(long atLeast)
    {
        if (atLeast > _version)
            await CatchUpAsync(atLeast, reloads: !_services.OwnsBooks);
        if (_broken is not { } cause || (_version > 0 && _version >= atLeast))
            return (_committed, _version);
        _leave();
        throw Fault(cause, "cannot be read now");
    }

    /// <summary>The state and version as committed by any process.</summary>
    /// <exception cref="NotAppliedException">The book, or its journal, cannot be read now.</exception>
    /// <exception cref="BookDamagedException">The book cannot be read.</exception>
    public async ValueTask<(TState State, long Version)> ReadLatestAsync() =>
        await ReadAsync(_services.OwnsBooks ? 0 : await LatestAsync());

    private bool IsHiddenFrom(Actor actor) => _folded.Exists && !Visibility.CanSee(_folded, actor, _services.Clock.GetUtcNow());

    /// <summary>
    /// Gives a refusal once what it rests on is durable; unless every operation is known here, the journal is asked first,
    /// which may know the operation, or a later version to decide on. Null: decide again.
    /// </summary>
    private async Task<Outcome?> RefuseAsync(Operation operation, Outcome.Refused refusal)
    {
        var restsOn = _foldedVersion;
        if (!await SettledAsync() || _version < restsOn)
            return null;
        if (SeesAll)
            return refusal;
        var answer = await JournalAsync(operation);
        if (answer.Version <= _version)
            return Replay(operation, answer) ?? refusal;
        await CatchUpAsync(answer.Version, reloads: true);
        return null;
    }

    /// <summary>Waits for writes under way until the book has come to a version; then, if it may, reloads it.</summary>
    private async Task CatchUpAsync(long version, bool reloads)
    {
        while (_version < version && _broken is null)
            if (_settling is { } settling)
                await settling;
            else if (_pending is [.., var last])
                await last.Done;
            else
            {
                if (reloads)
                    await ReloadAsync();
                return;
            }
    }

    /// <summary>Waits for the writes that were pending; false when one of them failed.</summary>
    private async Task<bool> SettledAsync() => _pending is not [.., var last] || await last.Done is AttemptResult.Committed;

    private Attempt Append(Caller caller, ValueList<Event> events)
    {
        var (actor, operation) = (caller.Actor, caller.Operation);
        var rows = new BookEvent[events.Count];
        var folded = _folded;
        for (var i = 0; i < rows.Length; i++)
        {
            folded = TState.Evolve(folded, events[i]);
            rows[i] = new(operation.Id, i, operation.Fingerprint, actor.User, actor.Agency, SideName(actor.Side), operation.Trace,
                EventCatalog.NameOf(events[i]), EventCatalog.Write(events[i]), events[i]);
        }
        _folded = folded;
        _foldedVersion += rows.Length;
        var attempt = new Attempt(operation, rows, _foldedVersion);
        _known.Add(operation.Id, attempt);
        _pending.Add(attempt);
        StartWriting();
        return attempt;
    }

    private static string SideName(Side side) => side switch { Side.Vn => "VN", Side.La => "LA", _ => "" };
}
