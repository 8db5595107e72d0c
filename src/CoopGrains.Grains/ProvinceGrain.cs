using CoopGrains.Contracts;
using CoopGrains.Domain;
using Orleans;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Runtime;

namespace CoopGrains.Grains;

/// <summary>The book of one province, or of a country's national bodies.</summary>
[GrainType(WireNames.ProvinceBook), Reentrant, Immovable]
public sealed class ProvinceGrain(
    [PersistentState(WireNames.ProvinceBook, WireNames.BookStorage)] IPersistentState<BookDocument> document,
    BookServices services) : BookGrain<ProvinceBook>(document, services), IProvinceGrain
{
    private readonly LastView<ProvinceView> _view = new();

    /// <inheritdoc/>
    public Task<Outcome> RegisterAsync(Caller caller, RegisterProvince command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> SetNamesAsync(Caller caller, SetNames command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> RegisterAgencyAsync(Caller caller, RegisterAgency command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> AppointUserAsync(Caller caller, AppointUser command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> CloseAgencyAsync(Caller caller, CloseAgency command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> ReopenAgencyAsync(Caller caller, ReopenAgency command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> NoteObligationAsync(Caller caller, NoteObligation command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> RegisterUnitAsync(Caller caller, RegisterUnit command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> CorrectUnitAsync(Caller caller, CorrectUnit command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> CloseUnitAsync(Caller caller, CloseUnit command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> RegisterHolderAsync(Caller caller, RegisterHolder command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> CorrectHolderAsync(Caller caller, CorrectHolder command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> EndTenureAsync(Caller caller, EndTenure command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> RecordOccasionAsync(Caller caller, RecordOccasion command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> RetractOccasionAsync(Caller caller, RetractOccasion command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public async Task<ProvinceView?> ReadAsync(Reader reader)
    {
        var (state, version) = await Book.ReadAsync(reader.AtLeast);
        var today = CivilTime.DateOf(Services.Clock.GetUtcNow());
        return state.Exists
            ? _view.Get(version, today, ProvinceBook.SeesUsers(Book.Key, reader.Actor), () => ProvinceBook.View(state, Book.Key, version, today, reader.Actor))
            : null;
    }
}
