using CoopGrains.Contracts;
using CoopGrains.Domain;
using Orleans;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Runtime;

namespace CoopGrains.Grains;

/// <summary>The book of one program.</summary>
[GrainType(WireNames.ProgramBook), Reentrant, Immovable]
public sealed class ProgramGrain(
    [PersistentState(WireNames.ProgramBook, WireNames.BookStorage)] IPersistentState<BookDocument> document,
    BookServices services) : CaseBookGrain<ProgramBook>(document, services), IProgramGrain
{
    private readonly LastView<ProgramView> _view = new();

    /// <inheritdoc/>
    public Task<Outcome> OpenAsync(Caller caller, OpenProgram command) => BeginAsync(caller, command, under: command.Agreement);

    /// <inheritdoc/>
    public Task<Outcome> SuspendAsync(Caller caller, SuspendProgram command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> ResumeAsync(Caller caller, ResumeProgram command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> CloseAsync(Caller caller, CloseProgram command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> NoteAgreementAsync(Caller caller, NoteAgreement command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> AddTwinningAsync(Caller caller, AddTwinning command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> CorrectTwinningAsync(Caller caller, CorrectTwinning command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> EndTwinningAsync(Caller caller, EndTwinning command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> LogActivityAsync(Caller caller, LogActivity command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public async Task<ProgramView?> ReadAsync(Reader reader)
    {
        var (state, version) = await Book.ReadAsync(reader.AtLeast);
        var now = Services.Clock.GetUtcNow();
        var today = CivilTime.DateOf(now);
        return state.Exists && Visibility.CanSee(state, reader.Actor, now)
            ? _view.Get(version, today, false, () => ProgramBook.View(state, Book.Key, version, today))
            : null;
    }
}
