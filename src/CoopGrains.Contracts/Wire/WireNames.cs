namespace CoopGrains.Contracts;

/// <summary>Names that leave the process or reach the database. Frozen: add, never change or reuse.</summary>
/// <remarks>Event names are in <see cref="EventCatalog"/>; key formats in <see cref="BookKey"/>.</remarks>
public static partial class WireNames
{
    /// <summary>Grain type, and the one state name, of the province book.</summary>
    public const string ProvinceBook = "province";

    /// <summary>Grain type, and the one state name, of the agreement book.</summary>
    public const string AgreementBook = "agreement";

    /// <summary>Grain type, and the one state name, of the program book.</summary>
    public const string ProgramBook = "program";

    /// <summary>The storage provider that keeps the books.</summary>
    public const string BookStorage = "books";

    // Values
#pragma warning disable CS1591 // Each is the alias of the type it names.
    public const string Bound = "coop.Bound";
    public const string Amount = "coop.Amount";
    public const string Part = "coop.Part";
    public const string Dimension = "coop.Dimension";
    public const string BookKind = "coop.BookKind";
    public const string BookKey = "coop.BookKey";
    public const string Command = "coop.Command";
    public const string Event = "coop.Event";
    public const string Outcome = "coop.Outcome";
    public const string Accepted = "coop.Accepted";
    public const string Refused = "coop.Refused";
    public const string Detail = "coop.Detail";
    public const string LocalizedText = "coop.LocalizedText";
    public const string PartialDate = "coop.PartialDate";
    public const string Window = "coop.Window";
    public const string Provenance = "coop.Provenance";
    public const string ValueList = "coop.ValueList`1";

    public const string OutcomeUnknownException = "coop.OutcomeUnknownException";
    public const string NotAppliedException = "coop.NotAppliedException";
    public const string BookDamagedException = "coop.BookDamagedException";

    // Actors
    public const string Side = "coop.Side";
    public const string Roles = "coop.Roles";
    public const string Actor = "coop.Actor";
    public const string Operation = "coop.Operation";
    public const string Caller = "coop.Caller";

    // Commitments
    public const string Measure = "coop.Measure";
    public const string Cadence = "coop.Cadence";
    public const string BasisKind = "coop.BasisKind";
    public const string CommitmentState = "coop.CommitmentState";
    public const string Basis = "coop.Basis";
    public const string Target = "coop.Target";
    public const string Commitment = "coop.Commitment";
    public const string YearlyTargets = "coop.YearlyTargets";
    public const string AddCommitment = "coop.AddCommitment";
    public const string SetTarget = "coop.SetTarget";
    public const string ReportFulfilment = "coop.ReportFulfilment";
    public const string ConfirmEntry = "coop.ConfirmEntry";
    public const string DisputeEntry = "coop.DisputeEntry";
    public const string SendBackEntry = "coop.SendBackEntry";
    public const string WithdrawEntry = "coop.WithdrawEntry";
    public const string FoundCarry = "coop.FoundCarry";
    public const string CarryNamed = "coop.CarryNamed";
    public const string CarryReverted = "coop.CarryReverted";
    public const string CommitmentAskKind = "coop.CommitmentAskKind";
    public const string CommitmentAsk = "coop.CommitmentAsk";
    public const string AgreeToCommitment = "coop.AgreeToCommitment";
    public const string CancelCommitment = "coop.CancelCommitment";
    public const string WithdrawCancellation = "coop.WithdrawCancellation";
    public const string AskAgreed = "coop.AskAgreed";
    public const string AskAwaited = "coop.AskAwaited";
    public const string CommitmentAsked = "coop.CommitmentAsked";
    public const string CommitmentAskJoined = "coop.CommitmentAskJoined";
    public const string TargetAskDropped = "coop.TargetAskDropped";
    public const string CommitmentAskDropped = "coop.CommitmentAskDropped";
    public const string CommitmentAgreed = "coop.CommitmentAgreed";
    public const string CommitmentCancelled = "coop.CommitmentCancelled";
    public const string CommitmentAdded = "coop.CommitmentAdded";
    public const string TargetSet = "coop.TargetSet";
    public const string EntryReported = "coop.EntryReported";
    public const string EntryConfirmed = "coop.EntryConfirmed";
    public const string EntryDisputed = "coop.EntryDisputed";
    public const string EntrySentBack = "coop.EntrySentBack";
    public const string EntryWithdrawn = "coop.EntryWithdrawn";
    public const string Reporter = "coop.Reporter";
    public const string EntryStatus = "coop.EntryStatus";
    public const string Figures = "coop.Figures";
    public const string StatusLight = "coop.StatusLight";
    public const string CommitmentView = "coop.CommitmentView";
    public const string EntryView = "coop.EntryView";
    public const string EntryLinks = "coop.EntryLinks";
    public const string Division = "coop.Division";
    public const string ReverseEntry = "coop.ReverseEntry";
    public const string MarkDuplicate = "coop.MarkDuplicate";
    public const string MarkDistinct = "coop.MarkDistinct";
    public const string EntryMarkedDuplicate = "coop.EntryMarkedDuplicate";
    public const string EntryFoundDistinct = "coop.EntryFoundDistinct";
    public const string EntryDuplicateAsked = "coop.EntryDuplicateAsked";
    public const string DuplicateAsk = "coop.DuplicateAsk";
    public const string PeriodLock = "coop.PeriodLock";
    public const string UnlockConsent = "coop.UnlockConsent";
    public const string LockPeriod = "coop.LockPeriod";
    public const string UnlockPeriod = "coop.UnlockPeriod";
    public const string WithdrawUnlock = "coop.WithdrawUnlock";
    public const string PeriodLocked = "coop.PeriodLocked";
    public const string UnlockAsked = "coop.UnlockAsked";
    public const string UnlockAskDropped = "coop.UnlockAskDropped";
    public const string PeriodUnlocked = "coop.PeriodUnlocked";
    public const string SourceConflict = "coop.SourceConflict";
    public const string ConflictResolution = "coop.ConflictResolution";
    public const string RaiseConflict = "coop.RaiseConflict";
    public const string ResolveConflict = "coop.ResolveConflict";
    public const string ConflictRaised = "coop.ConflictRaised";
    public const string ConflictResolved = "coop.ConflictResolved";

    // Agreement
    public const string DraftAgreement = "coop.DraftAgreement";
    public const string RegisterInstrument = "coop.RegisterInstrument";
    public const string EditText = "coop.EditText";
    public const string AcceptText = "coop.AcceptText";
    public const string UnlockText = "coop.UnlockText";
    public const string SignAgreement = "coop.SignAgreement";
    public const string WithdrawDraft = "coop.WithdrawDraft";
    public const string SuspendAgreement = "coop.SuspendAgreement";
    public const string ResumeAgreement = "coop.ResumeAgreement";
    public const string TerminateAgreement = "coop.TerminateAgreement";
    public const string NoteSuccessor = "coop.NoteSuccessor";
    public const string AgreementDrafted = "coop.AgreementDrafted";
    public const string InstrumentRegistered = "coop.InstrumentRegistered";
    public const string TextEdited = "coop.TextEdited";
    public const string TextAccepted = "coop.TextAccepted";
    public const string TextUnlocked = "coop.TextUnlocked";
    public const string AgreementSigned = "coop.AgreementSigned";
    public const string AgreementEnteredIntoForce = "coop.AgreementEnteredIntoForce";
    public const string DraftWithdrawn = "coop.DraftWithdrawn";
    public const string AgreementSuspended = "coop.AgreementSuspended";
    public const string AgreementResumed = "coop.AgreementResumed";
    public const string AgreementTerminated = "coop.AgreementTerminated";
    public const string SuccessorNoted = "coop.SuccessorNoted";
    public const string InstrumentType = "coop.InstrumentType";
    public const string AgreementState = "coop.AgreementState";
    public const string Clause = "coop.Clause";
    public const string AgreementText = "coop.AgreementText";
    public const string Signature = "coop.Signature";
    public const string AgreementView = "coop.AgreementView";
    public const string AgreementTerms = "coop.AgreementTerms";
    public const string IAgreementGrain = "coop.IAgreementGrain";

    // Program
    public const string IProgramGrain = "coop.IProgramGrain";
    public const string ICommitmentsGrain = "coop.ICommitmentsGrain";
    public const string Reader = "coop.Reader";
    public const string OpenProgram = "coop.OpenProgram";
    public const string SuspendProgram = "coop.SuspendProgram";
    public const string ResumeProgram = "coop.ResumeProgram";
    public const string CloseProgram = "coop.CloseProgram";
    public const string NoteAgreement = "coop.NoteAgreement";
    public const string ProgramOpened = "coop.ProgramOpened";
    public const string ProgramSuspended = "coop.ProgramSuspended";
    public const string ProgramResumed = "coop.ProgramResumed";
    public const string ProgramClosed = "coop.ProgramClosed";
    public const string AgreementNoted = "coop.AgreementNoted";
    public const string ProgramState = "coop.ProgramState";
    public const string ProgramView = "coop.ProgramView";

    // Province
    public const string IProvinceGrain = "coop.IProvinceGrain";
    public const string ProvinceView = "coop.ProvinceView";
    public const string RegisterProvince = "coop.RegisterProvince";
    public const string SetNames = "coop.SetNames";
    public const string RegisterAgency = "coop.RegisterAgency";
    public const string AppointUser = "coop.AppointUser";
    public const string CloseAgency = "coop.CloseAgency";
    public const string ReopenAgency = "coop.ReopenAgency";
    public const string AgencyClosed = "coop.AgencyClosed";
    public const string AgencyReopened = "coop.AgencyReopened";
    public const string NoteObligation = "coop.NoteObligation";
    public const string ProvinceRegistered = "coop.ProvinceRegistered";
    public const string NamesSet = "coop.NamesSet";
    public const string AgencyRegistered = "coop.AgencyRegistered";
    public const string UserAppointed = "coop.UserAppointed";
    public const string ObligationNoted = "coop.ObligationNoted";
    public const string AgencyUser = "coop.AgencyUser";
    public const string Agency = "coop.Agency";
    public const string Obligation = "coop.Obligation";
    public const string ProvinceNames = "coop.ProvinceNames";
    public const string TakenName = "coop.TakenName";

#pragma warning restore CS1591
}
