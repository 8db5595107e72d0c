using Orleans;
using Orleans.Concurrency;

namespace CoopGrains.Contracts;

/// <summary>The book of one agreement. Key: <c>agreement/…</c>.</summary>
/// <remarks>Each command is durable before its answer and takes effect once for one operation id; repeat it freely.</remarks>
[Alias(WireNames.IAgreementGrain)]
public interface IAgreementGrain : ICasesGrain, IAccessGrain
{
    /// <summary>Begins the draft.</summary>
    [Alias("Draft")] Task<Outcome> DraftAsync(Caller caller, DraftAgreement command);

    /// <summary>Enters an instrument signed outside the register.</summary>
    [Alias("Register")] Task<Outcome> RegisterAsync(Caller caller, RegisterInstrument command);

    /// <summary>Changes the draft's text.</summary>
    [Alias("EditText")] Task<Outcome> EditTextAsync(Caller caller, EditText command);

    /// <summary>Accepts the text.</summary>
    [Alias("AcceptText")] Task<Outcome> AcceptTextAsync(Caller caller, AcceptText command);

    /// <summary>Opens an accepted text again.</summary>
    [Alias("UnlockText")] Task<Outcome> UnlockTextAsync(Caller caller, UnlockText command);

    /// <summary>Signs.</summary>
    [Alias("Sign")] Task<Outcome> SignAsync(Caller caller, SignAgreement command);

    /// <summary>Gives up the draft.</summary>
    [Alias("Withdraw")] Task<Outcome> WithdrawAsync(Caller caller, WithdrawDraft command);

    /// <summary>Sets the agreement aside.</summary>
    [Alias("Suspend")] Task<Outcome> SuspendAsync(Caller caller, SuspendAgreement command);

    /// <summary>Takes it up again.</summary>
    [Alias("Resume")] Task<Outcome> ResumeAsync(Caller caller, ResumeAgreement command);

    /// <summary>Ends it.</summary>
    [Alias("Terminate")] Task<Outcome> TerminateAsync(Caller caller, TerminateAgreement command);

    /// <summary>Takes the courier's word of a successor.</summary>
    [Alias("NoteSuccessor")] Task<Outcome> NoteSuccessorAsync(Caller caller, NoteSuccessor command);

    /// <summary>Takes the calendar's word that the term is over.</summary>
    [Alias("Expire")] Task<Outcome> ExpireAsync(Caller caller, ExpireAgreement command);

    /// <summary>Asks to revert a wrong end, or agrees to it.</summary>
    [Alias("RevertEnd")] Task<Outcome> RevertEndAsync(Caller caller, RevertEnd command);

    /// <summary>Takes back that one asked to revert the end.</summary>
    [Alias("WithdrawReversion")] Task<Outcome> WithdrawReversionAsync(Caller caller, WithdrawReversion command);

    /// <summary>Proposes an amendment.</summary>
    [Alias("ProposeAmendment")] Task<Outcome> ProposeAmendmentAsync(Caller caller, ProposeAmendment command);

    /// <summary>Accepts an amendment.</summary>
    [Alias("AcceptAmendment")] Task<Outcome> AcceptAmendmentAsync(Caller caller, AcceptAmendment command);

    /// <summary>Signs an amendment.</summary>
    [Alias("SignAmendment")] Task<Outcome> SignAmendmentAsync(Caller caller, SignAmendment command);

    /// <summary>Gives up an amendment.</summary>
    [Alias("WithdrawAmendment")] Task<Outcome> WithdrawAmendmentAsync(Caller caller, WithdrawAmendment command);

    /// <summary>Begins the draft of a successor; the book is the new one.</summary>
    [Alias("Renew")] Task<Outcome> RenewAsync(Caller caller, RenewAgreement command);

    /// <summary>Signs off the closing review.</summary>
    [Alias("SignOffReview")] Task<Outcome> SignOffReviewAsync(Caller caller, SignOffReview command);

    /// <summary>Asks to reopen the term, or agrees to it.</summary>
    [Alias("ReopenReview")] Task<Outcome> ReopenReviewAsync(Caller caller, ReopenReview command);

    /// <summary>Takes back the first signature under the closing review.</summary>
    [Alias("WithdrawSignOff")] Task<Outcome> WithdrawSignOffAsync(Caller caller, WithdrawSignOff command);

    /// <summary>Takes back that one asked to reopen the term.</summary>
    [Alias("WithdrawReopening")] Task<Outcome> WithdrawReopeningAsync(Caller caller, WithdrawReopening command);

    /// <summary>Plans talks.</summary>
    [Alias("PlanTalks")] Task<Outcome> PlanTalksAsync(Caller caller, PlanTalks command);

    /// <summary>Enters talks held before.</summary>
    [Alias("RegisterTalks")] Task<Outcome> RegisterTalksAsync(Caller caller, RegisterTalks command);

    /// <summary>Shares an agenda.</summary>
    [Alias("ShareAgenda")] Task<Outcome> ShareAgendaAsync(Caller caller, ShareAgenda command);

    /// <summary>Records that talks took place.</summary>
    [Alias("HoldTalks")] Task<Outcome> HoldTalksAsync(Caller caller, HoldTalks command);

    /// <summary>Writes minutes.</summary>
    [Alias("DraftMinutes")] Task<Outcome> DraftMinutesAsync(Caller caller, DraftMinutes command);

    /// <summary>Signs minutes.</summary>
    [Alias("SignMinutes")] Task<Outcome> SignMinutesAsync(Caller caller, SignMinutes command);

    /// <summary>Records an outcome.</summary>
    [Alias("RecordOutcome")] Task<Outcome> RecordOutcomeAsync(Caller caller, RecordOutcome command);

    /// <summary>Settles an outcome.</summary>
    [Alias("SettleOutcome")] Task<Outcome> SettleOutcomeAsync(Caller caller, SettleOutcome command);

    /// <summary>Puts talks off.</summary>
    [Alias("PostponeTalks")] Task<Outcome> PostponeTalksAsync(Caller caller, PostponeTalks command);

    /// <summary>Gives talks up.</summary>
    [Alias("CancelTalks")] Task<Outcome> CancelTalksAsync(Caller caller, CancelTalks command);

    /// <summary>Takes the courier's word of an outcome.</summary>
    [Alias("NoteOutcome")] Task<Outcome> NoteOutcomeAsync(Caller caller, NoteOutcome command);

    /// <summary>The agreement as committed; null when the book is unknown or the reader may not see it.</summary>
    [ReadOnly, Alias("Read")] Task<AgreementView?> ReadAsync(Reader reader);

    /// <summary>What programs and successors rest on; null when the book is unknown.</summary>
    [ReadOnly, Alias("ReadTerms")] Task<AgreementTerms?> ReadTermsAsync();
}
