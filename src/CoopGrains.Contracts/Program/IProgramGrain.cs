using Orleans;
using Orleans.Concurrency;

namespace CoopGrains.Contracts;

/// <summary>The book of one program: the write-hot grain. Key: <c>program/…</c>.</summary>
/// <remarks>Each command is durable before its answer and takes effect once for one operation id; repeat it freely.</remarks>
[Alias(WireNames.IProgramGrain)]
public interface IProgramGrain : ICasesGrain, IAccessGrain
{
    /// <summary>Opens the program.</summary>
    [Alias("Open")] Task<Outcome> OpenAsync(Caller caller, OpenProgram command);

    /// <summary>Sets it aside.</summary>
    [Alias("Suspend")] Task<Outcome> SuspendAsync(Caller caller, SuspendProgram command);

    /// <summary>Takes it up again.</summary>
    [Alias("Resume")] Task<Outcome> ResumeAsync(Caller caller, ResumeProgram command);

    /// <summary>Closes it.</summary>
    [Alias("Close")] Task<Outcome> CloseAsync(Caller caller, CloseProgram command);

    /// <summary>Takes the courier's word of its agreement.</summary>
    [Alias("NoteAgreement")] Task<Outcome> NoteAgreementAsync(Caller caller, NoteAgreement command);

    /// <summary>Enters or affirms a twinning.</summary>
    [Alias("AddTwinning")] Task<Outcome> AddTwinningAsync(Caller caller, AddTwinning command);

    /// <summary>Corrects a twinning.</summary>
    [Alias("CorrectTwinning")] Task<Outcome> CorrectTwinningAsync(Caller caller, CorrectTwinning command);

    /// <summary>Ends a twinning.</summary>
    [Alias("EndTwinning")] Task<Outcome> EndTwinningAsync(Caller caller, EndTwinning command);

    /// <summary>Logs an activity.</summary>
    [Alias("LogActivity")] Task<Outcome> LogActivityAsync(Caller caller, LogActivity command);

    /// <summary>The program as committed; null when the book is unknown or the reader may not see it.</summary>
    [ReadOnly, Alias("Read")] Task<ProgramView?> ReadAsync(Reader reader);
}

/// <summary>What every book does with its commitments.</summary>
[Alias(WireNames.ICommitmentsGrain)]
public interface ICommitmentsGrain : IGrainWithStringKey
{
    /// <summary>Enters a commitment.</summary>
    [Alias("AddCommitment")] Task<Outcome> AddCommitmentAsync(Caller caller, AddCommitment command);

    /// <summary>Sets or changes a target, or asks the other side for that.</summary>
    [Alias("SetTarget")] Task<Outcome> SetTargetAsync(Caller caller, SetTarget command);

    /// <summary>Agrees to a proposed commitment, or to targets that are asked for.</summary>
    [Alias("AgreeToCommitment")] Task<Outcome> AgreeToCommitmentAsync(Caller caller, AgreeToCommitment command);

    /// <summary>Drops or refuses a proposed commitment; asks to give up one that is agreed, or agrees to that.</summary>
    [Alias("CancelCommitment")] Task<Outcome> CancelCommitmentAsync(Caller caller, CancelCommitment command);

    /// <summary>Takes back that one asked to give a commitment up.</summary>
    [Alias("WithdrawCancellation")] Task<Outcome> WithdrawCancellationAsync(Caller caller, WithdrawCancellation command);

    /// <summary>Takes the courier's word that a successor carries a commitment on.</summary>
    [Alias("CarryForward")] Task<Outcome> CarryForwardAsync(Caller caller, CarryForward command);

    /// <summary>Attaches a document.</summary>
    [Alias("Attach")] Task<Outcome> AttachAsync(Caller caller, AttachDocument command);

    /// <summary>Reports fulfilment.</summary>
    [Alias("Report")] Task<Outcome> ReportAsync(Caller caller, ReportFulfilment command);

    /// <summary>Confirms an entry.</summary>
    [Alias("Confirm")] Task<Outcome> ConfirmAsync(Caller caller, ConfirmEntry command);

    /// <summary>Disputes an entry.</summary>
    [Alias("Dispute")] Task<Outcome> DisputeAsync(Caller caller, DisputeEntry command);

    /// <summary>Sends an entry back.</summary>
    [Alias("SendBack")] Task<Outcome> SendBackAsync(Caller caller, SendBackEntry command);

    /// <summary>Takes back one's own entry.</summary>
    [Alias("WithdrawEntry")] Task<Outcome> WithdrawEntryAsync(Caller caller, WithdrawEntry command);

    /// <summary>Asks to reverse a confirmed entry.</summary>
    [Alias("ReverseEntry")] Task<Outcome> ReverseEntryAsync(Caller caller, ReverseEntry command);

    /// <summary>Marks an entry as a duplicate.</summary>
    [Alias("MarkDuplicate")] Task<Outcome> MarkDuplicateAsync(Caller caller, MarkDuplicate command);

    /// <summary>Settles that an entry is no duplicate.</summary>
    [Alias("MarkDistinct")] Task<Outcome> MarkDistinctAsync(Caller caller, MarkDistinct command);

    /// <summary>Locks a period.</summary>
    [Alias("LockPeriod")] Task<Outcome> LockPeriodAsync(Caller caller, LockPeriod command);

    /// <summary>Asks to unlock a period, or agrees to it.</summary>
    [Alias("UnlockPeriod")] Task<Outcome> UnlockPeriodAsync(Caller caller, UnlockPeriod command);

    /// <summary>Takes back that one asked to unlock a period.</summary>
    [Alias("WithdrawUnlock")] Task<Outcome> WithdrawUnlockAsync(Caller caller, WithdrawUnlock command);

    /// <summary>Puts sources that disagree side by side.</summary>
    [Alias("RaiseConflict")] Task<Outcome> RaiseConflictAsync(Caller caller, RaiseConflict command);

    /// <summary>Settles a conflict of sources.</summary>
    [Alias("ResolveConflict")] Task<Outcome> ResolveConflictAsync(Caller caller, ResolveConflict command);

    /// <summary>Reads one entry as committed; null when the reader sees no such book, or it has no such entry.</summary>
    [Alias("ReadEntry")] Task<EntryView?> ReadEntryAsync(Reader reader, string entry);
}

/// <summary>Who reads a book, and how fresh it must be.</summary>
[GenerateSerializer, Immutable, Alias(WireNames.Reader)]
public sealed record Reader
{
    /// <summary>Who reads.</summary>
    [Id(0)] public required Actor Actor { get; init; }

    /// <summary>The version the reader has already seen; an activation that is older reloads first.</summary>
    [Id(1)] public long AtLeast { get; init; }
}
