using CoopGrains.Contracts;
using CoopGrains.Domain;
using Orleans.Runtime;

namespace CoopGrains.Grains;

/// <summary>What the shells of books with cases share.</summary>
public abstract class CaseBookGrain<TState>(IPersistentState<BookDocument> document, BookServices services)
    : BookGrain<TState>(document, services), ICasesGrain, IAccessGrain
    where TState : class, IBookState<TState>
{
    /// <inheritdoc/>
    public Task<Outcome> RaiseCaseAsync(Caller caller, RaiseCase command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> DeliverAsync(Caller caller, DeliverCase command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> AcknowledgeAsync(Caller caller, AcknowledgeCase command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> ProposeAsync(Caller caller, ProposeResolution command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> CloseCaseAsync(Caller caller, CloseCase command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> ReopenAsync(Caller caller, ReopenCase command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> ReplyAsync(Caller caller, ReplyToCase command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> CompleteAsync(Caller caller, CompleteAction command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> VerifyAsync(Caller caller, VerifyAction command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> EscalateAsync(Caller caller, EscalateCase command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> RevertEscalationAsync(Caller caller, RevertEscalation command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> GrantAccessAsync(Caller caller, GrantAccess command) => Book.ExecuteAsync(caller, command);

    /// <inheritdoc/>
    public Task<Outcome> RevokeAccessAsync(Caller caller, RevokeAccess command) => Book.ExecuteAsync(caller, command);
}
