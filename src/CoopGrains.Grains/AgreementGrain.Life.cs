using CoopGrains.Contracts;

namespace CoopGrains.Grains;

public sealed partial class AgreementGrain
{
    /// <inheritdoc/>
    public Task<Outcome> ExpireAsync(Caller caller, ExpireAgreement command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> RevertEndAsync(Caller caller, RevertEnd command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> ProposeAmendmentAsync(Caller caller, ProposeAmendment command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> AcceptAmendmentAsync(Caller caller, AcceptAmendment command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> SignAmendmentAsync(Caller caller, SignAmendment command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> WithdrawAmendmentAsync(Caller caller, WithdrawAmendment command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> RenewAsync(Caller caller, RenewAgreement command) =>
        BeginAsync(caller, command, under: command.Parent, after: command.Predecessor);

    /// <inheritdoc/>
    public Task<Outcome> SignOffReviewAsync(Caller caller, SignOffReview command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> ReopenReviewAsync(Caller caller, ReopenReview command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> WithdrawSignOffAsync(Caller caller, WithdrawSignOff command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> WithdrawReopeningAsync(Caller caller, WithdrawReopening command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> WithdrawReversionAsync(Caller caller, WithdrawReversion command) => Book.ExecuteAsync(caller, command);
}
