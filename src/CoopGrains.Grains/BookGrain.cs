using System.Runtime.ExceptionServices;
using CoopGrains.Contracts;
using CoopGrains.Domain;
using Orleans;
using Orleans.Runtime;

namespace CoopGrains.Grains;

/// <summary>What the three shells share: they pass commands to their book and hold nothing else.</summary>
public abstract class BookGrain<TState>(IPersistentState<BookDocument> document, BookServices services) : Grain, ICommitmentsGrain
    where TState : class, IBookState<TState>
{
    private Book<TState>? _book;

    private protected Book<TState> Book => _book!;

    private protected BookServices Services => services;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _book = new(BookKey.Parse(this.GetPrimaryKeyString()), document, services, DeactivateOnIdle);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<Outcome> AddCommitmentAsync(Caller caller, AddCommitment command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> SetTargetAsync(Caller caller, SetTarget command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> AgreeToCommitmentAsync(Caller caller, AgreeToCommitment command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> CancelCommitmentAsync(Caller caller, CancelCommitment command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> WithdrawCancellationAsync(Caller caller, WithdrawCancellation command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> CarryForwardAsync(Caller caller, CarryForward command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> AttachAsync(Caller caller, AttachDocument command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> ReportAsync(Caller caller, ReportFulfilment command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> ConfirmAsync(Caller caller, ConfirmEntry command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> DisputeAsync(Caller caller, DisputeEntry command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> SendBackAsync(Caller caller, SendBackEntry command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> WithdrawEntryAsync(Caller caller, WithdrawEntry command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> ReverseEntryAsync(Caller caller, ReverseEntry command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> MarkDuplicateAsync(Caller caller, MarkDuplicate command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> MarkDistinctAsync(Caller caller, MarkDistinct command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> LockPeriodAsync(Caller caller, LockPeriod command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> UnlockPeriodAsync(Caller caller, UnlockPeriod command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> WithdrawUnlockAsync(Caller caller, WithdrawUnlock command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> RaiseConflictAsync(Caller caller, RaiseConflict command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> ResolveConflictAsync(Caller caller, ResolveConflict command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public async Task<EntryView?> ReadEntryAsync(Reader reader, string entry)
    {
        var (state, _) = await Book.ReadAsync(reader.AtLeast);
        return state.Exists && Visibility.CanSee(state, reader.Actor, Services.Clock.GetUtcNow())
            ? state.Commitments.FindEntry(entry)?.Entry
            : null;
    }

    /// <summary>Begins the book under and after the agreements it names, whose terms are read first.</summary>
    /// <remarks>A repeated beginning, or one refused for other reasons, needs none of them: it is answered even if one cannot be read.</remarks>
    private protected async Task<Outcome> BeginAsync(Caller caller, Command command, BookKey? under, BookKey? after = null)
    {
        AgreementTerms? agreement = null;
        AgreementTerms? predecessor = null;
        Exception? unread = null;
        try
        {
            agreement = await TermsAsync(under);
            predecessor = await TermsAsync(after);
        }
        catch (Exception fault)
        {
            unread = fault;
        }
        var outcome = await Book.ExecuteAsync(caller, command, agreement, predecessor);
        if (unread is not null && outcome is Outcome.Refused
            { Code: RefusalCodes.AgreementUnknown or RefusalCodes.ParentUnknown or RefusalCodes.PredecessorUnknown })
            ExceptionDispatchInfo.Throw(unread);
        return outcome;
    }

    /// <summary>The terms of the agreement that a new book names; null when it names none or there is none.</summary>
    private Task<AgreementTerms?> TermsAsync(BookKey? agreement) =>
        agreement is { Kind: BookKind.Agreement } key && key != Book.Key
            ? GrainFactory.GetGrain<IAgreementGrain>(key.ToString()).ReadTermsAsync()
            : Task.FromResult<AgreementTerms?>(null);
}

/// <summary>The last view made of a book, so that unchanged books give the very same object.</summary>
internal sealed class LastView<TView>
    where TView : class
{
    private (long Version, DateOnly Day, bool Inside) _of;
    private TView? _view;

    public TView Get(long version, DateOnly day, bool inside, Func<TView> make)
    {
        if (_view is null || _of != (version, day, inside))
            (_view, _of) = (make(), (version, day, inside));
        return _view;
    }
}
