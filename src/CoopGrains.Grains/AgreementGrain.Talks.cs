using CoopGrains.Contracts;

namespace CoopGrains.Grains;

public sealed partial class AgreementGrain
{
    /// <inheritdoc/>
    public Task<Outcome> PlanTalksAsync(Caller caller, PlanTalks command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> RegisterTalksAsync(Caller caller, RegisterTalks command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> ShareAgendaAsync(Caller caller, ShareAgenda command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> HoldTalksAsync(Caller caller, HoldTalks command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> DraftMinutesAsync(Caller caller, DraftMinutes command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> SignMinutesAsync(Caller caller, SignMinutes command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> RecordOutcomeAsync(Caller caller, RecordOutcome command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> SettleOutcomeAsync(Caller caller, SettleOutcome command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> PostponeTalksAsync(Caller caller, PostponeTalks command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> CancelTalksAsync(Caller caller, CancelTalks command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> NoteOutcomeAsync(Caller caller, NoteOutcome command) => Book.ExecuteAsync(caller, command);
}
