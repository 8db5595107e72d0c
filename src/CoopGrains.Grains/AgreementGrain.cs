using CoopGrains.Contracts;
using CoopGrains.Domain;
using Orleans;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Runtime;

namespace CoopGrains.Grains;

/// <summary>The book of one agreement.</summary>
[GrainType(WireNames.AgreementBook), Reentrant, Immovable]
public sealed partial class AgreementGrain(
    [PersistentState(WireNames.AgreementBook, WireNames.BookStorage)] IPersistentState<BookDocument> document,
    BookServices services) : CaseBookGrain<AgreementBook>(document, services), IAgreementGrain
{
    private readonly LastView<AgreementView> _view = new();

    /// <inheritdoc/>
    public Task<Outcome> DraftAsync(Caller caller, DraftAgreement command) =>
        BeginAsync(caller, command, under: command.Parent, after: command.Predecessor);

    /// <inheritdoc/>
    public Task<Outcome> RegisterAsync(Caller caller, RegisterInstrument command) =>
        BeginAsync(caller, command, under: command.Parent, after: command.Predecessor);

    /// <inheritdoc/>
    public Task<Outcome> EditTextAsync(Caller caller, EditText command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> AcceptTextAsync(Caller caller, AcceptText command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> UnlockTextAsync(Caller caller, UnlockText command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> SignAsync(Caller caller, SignAgreement command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> WithdrawAsync(Caller caller, WithdrawDraft command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> SuspendAsync(Caller caller, SuspendAgreement command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> ResumeAsync(Caller caller, ResumeAgreement command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> TerminateAsync(Caller caller, TerminateAgreement command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> NoteSuccessorAsync(Caller caller, NoteSuccessor command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public async Task<AgreementView?> ReadAsync(Reader reader)
    {
        var (state, version) = await Book.ReadAsync(reader.AtLeast);
        var now = Services.Clock.GetUtcNow();
        var today = CivilTime.DateOf(now);
        return state.Exists && Visibility.CanSee(state, reader.Actor, now)
            ? _view.Get(version, today, false, () => AgreementBook.View(state, Book.Key, version, today))
            : null;
    }

    /// <inheritdoc/>
    public async Task<AgreementTerms?> ReadTermsAsync()
    {
        var (state, version) = await Book.ReadLatestAsync();
        return state.Exists ? AgreementBook.Terms(state, Book.Key, version) : null;
    }
}
