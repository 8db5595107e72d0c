using Orleans;

namespace CoopGrains.Contracts;

/// <summary>What books with cases share: those of agreements and programs.</summary>
/// <remarks>Each command is durable before its answer and takes effect once for one operation id; repeat it freely.</remarks>
[Alias(WireNames.ICasesGrain)]
public interface ICasesGrain : ICommitmentsGrain
{
    /// <summary>Raises a case.</summary>
    [Alias("Raise")] Task<Outcome> RaiseCaseAsync(Caller caller, RaiseCase command);

    /// <summary>Takes the word that an exchange has arrived.</summary>
    [Alias("Deliver")] Task<Outcome> DeliverAsync(Caller caller, DeliverCase command);

    /// <summary>Acknowledges a case.</summary>
    [Alias("Acknowledge")] Task<Outcome> AcknowledgeAsync(Caller caller, AcknowledgeCase command);

    /// <summary>Proposes a resolution.</summary>
    [Alias("Propose")] Task<Outcome> ProposeAsync(Caller caller, ProposeResolution command);

    /// <summary>Closes a case for a side.</summary>
    [Alias("CloseCase")] Task<Outcome> CloseCaseAsync(Caller caller, CloseCase command);

    /// <summary>Opens a case again.</summary>
    [Alias("Reopen")] Task<Outcome> ReopenAsync(Caller caller, ReopenCase command);

    /// <summary>Replies to a question or recommendation.</summary>
    [Alias("Reply")] Task<Outcome> ReplyAsync(Caller caller, ReplyToCase command);

    /// <summary>Says that an action point is done.</summary>
    [Alias("Complete")] Task<Outcome> CompleteAsync(Caller caller, CompleteAction command);

    /// <summary>Verifies an action point.</summary>
    [Alias("Verify")] Task<Outcome> VerifyAsync(Caller caller, VerifyAction command);

    /// <summary>Hands an issue to the overseers.</summary>
    [Alias("Escalate")] Task<Outcome> EscalateAsync(Caller caller, EscalateCase command);

    /// <summary>Takes an escalation back.</summary>
    [Alias("RevertEscalation")] Task<Outcome> RevertEscalationAsync(Caller caller, RevertEscalation command);
}
