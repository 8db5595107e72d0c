using System.Diagnostics;
using CoopGrains.Contracts;
using CoopGrains.Domain;
using Orleans.Runtime;
using Orleans.Storage;

namespace CoopGrains.Grains;

/// <summary>The only writer of a book: decides on the folded state, writes events in shared commits, answers after the commit.</summary>
/// <remarks>
/// Runs in the turns of one reentrant activation, so nothing here is concurrent, but anything may have changed after an await.
/// Reads see committed state only. Deciding and appending happen without an await in between.
/// </remarks>
internal sealed partial class Book<TState>
    where TState : class, IBookState<TState>
{
    private const int MostTries = 16;

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
        Fold();
    }

    /// <summary>The book's key.</summary>
    public BookKey Key { get; }

    /// <summary>The state as committed.</summary>
    public TState State => _committed;

    /// <summary>The version as committed.</summary>
    public long Version => _version;

    /// <summary>Decides a command and answers once its events are durable, or once what its refusal rests on is.</summary>
    /// <exception cref="OutcomeUnknownException">Whether it took effect is not known.</exception>
    /// <exception cref="NotAppliedException">It certainly did not take effect.</exception>
    public async Task<Outcome> ExecuteAsync(Caller caller, Command command, AgreementTerms? agreement = null, AgreementTerms? predecessor = null)
    {
        var operation = caller.Operation;
        for (var tries = 0; tries < MostTries; tries++)
        {
            while (_settling is { } settling)
                await settling;
            if (_broken is { } cause)
                throw new NotAppliedException($"{Key} is being reloaded after a failed write; nothing of this command was written.", cause);
            if (await KnownAsync(operation, asksJournal: tries > 0) is { } answer)
                return answer;
            if (_settling is not null)
                continue;
            var decision = TState.Decide(_folded, command, new()
            {
                Book = Key,
                Actor = caller.Actor,
                Now = _services.Clock.GetUtcNow(),
                OperationId = operation.Id,
                Agreement = agreement,
                Predecessor = predecessor,
            });
            var outcome = decision.Refusal is { } refusal
                ? await RefuseAsync(operation, refusal)
                : await WriteAsync(Append(caller, decision.Events), replayed: false);
            if (outcome is not null)
                return outcome;
        }
        throw new NotAppliedException($"{Key} was changed by others {MostTries} times while the command was decided; nothing was written.", null);
    }

    /// <summary>The state and version as committed, reloaded first when the reader has seen a later version.</summary>
    public async ValueTask<(TState State, long Version)> ReadAsync(long atLeast)
    {
        if (atLeast > _version)
            await CatchUpAsync(atLeast);
        return (_committed, _version);
    }

    /// <summary>The answer of an operation that was taken before; null when it was not.</summary>
    private async ValueTask<Outcome?> KnownAsync(Operation operation, bool asksJournal)
    {
        if (_known.Find(operation.Id) is { } known)
        {
            if (known.Fingerprint != operation.Fingerprint)
                return new Outcome.Refused { Code = RefusalCodes.OperationIdReused };
            return known.Attempt is { } attempt ? await WriteAsync(attempt, replayed: true) : await AskAsync(operation);
        }
        return asksJournal ? await AskAsync(operation) : null;
    }

    private async Task<Outcome?> AskAsync(Operation operation) => Replay(operation, await _services.Journal.AskAsync(Key, operation.Id));

    private Outcome? Replay(Operation operation, JournalAnswer answer) => answer.Events switch
    {
        [] => null,
        [var first, ..] when first.Fingerprint != operation.Fingerprint => new Outcome.Refused { Code = RefusalCodes.OperationIdReused },
        var events => new Attempt(operation, events, answer.LastSequence).Accepted(Key, replayed: true),
    };

    /// <summary>
    /// Gives a refusal once what it rests on is durable; unless every operation is known here, the journal is asked first,
    /// which may know the operation, or a later version to decide on. Null: decide again.
    /// </summary>
    private async Task<Outcome?> RefuseAsync(Operation operation, Outcome.Refused refusal)
    {
        var restsOn = _foldedVersion;
        if (!await SettledAsync() || _version < restsOn)
            return null;
        if (_known.IsComplete && _services.OwnsBooks)
            return refusal;
        var answer = await _services.Journal.AskAsync(Key, operation.Id);
        if (Replay(operation, answer) is { } before)
            return before;
        if (answer.Version <= _version)
            return refusal;
        await CatchUpAsync(answer.Version);
        return null;
    }

    /// <summary>Reloads the book, when no write is under way, unless it has come to a version by itself.</summary>
    private async Task CatchUpAsync(long version)
    {
        while (_version < version && _broken is null)
            if (_settling is { } settling)
                await settling;
            else if (_pending is [.., var last])
                await last.Done;
            else
            {
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
        _known.Add(operation.Id, new(operation.Fingerprint, attempt));
        _pending.Add(attempt);
        StartWriting();
        return attempt;
    }

    /// <summary>Waits for an attempt; null means decide again.</summary>
    private async Task<Outcome?> WriteAsync(Attempt attempt, bool replayed)
    {
        using var waiting = GrainTelemetry.Source.StartActivity("book commit");
        switch (await attempt.Done)
        {
            case AttemptResult.Committed:
                return attempt.Accepted(Key, replayed);
            case AttemptResult.DecideAgain:
                return null;
            case AttemptResult.NotApplied(var cause):
                waiting?.SetStatus(ActivityStatusCode.Error, cause.Message);
                throw new NotAppliedException($"Nothing of this command was written to {Key}: {cause.Message}", cause);
            case AttemptResult.Unknown(var cause):
                waiting?.SetStatus(ActivityStatusCode.Error, cause.Message);
                return await AfterFailureAsync(attempt.Operation, cause);
            default:
                throw new UnreachableException();
        }
    }

    private async Task<Outcome> AfterFailureAsync(Operation operation, Exception cause)
    {
        try
        {
            if (await AskAsync(operation) is { } answer)
                return answer;
        }
        catch (Exception asking)
        {
            throw new OutcomeUnknownException($"Whether {Key} took this command is not known: {cause.Message}", asking);
        }
        throw new OutcomeUnknownException($"Whether {Key} took this command is not known: {cause.Message}", cause);
    }

    private static string SideName(Side side) => side switch { Side.Vn => "VN", Side.La => "LA", _ => "" };
}
