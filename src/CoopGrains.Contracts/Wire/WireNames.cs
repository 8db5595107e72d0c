namespace CoopGrains.Contracts;

/// <summary>Names that leave the process or reach the database. Frozen: add, never change or reuse.</summary>
/// <remarks>Event names are in <see cref="EventCatalog"/>; key formats in <see cref="BookKey"/>.</remarks>
public static class WireNames
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
    public const string PeriodLock = "coop.PeriodLock";
    public const string UnlockConsent = "coop.UnlockConsent";
    public const string LockPeriod = "coop.LockPeriod";
    public const string UnlockPeriod = "coop.UnlockPeriod";
    public const string PeriodLocked = "coop.PeriodLocked";
    public const string UnlockAsked = "coop.UnlockAsked";
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

    // Units and office-holders over time
    public const string Validity = "coop.Validity";
    public const string LocalUnitKind = "coop.LocalUnitKind";
    public const string LocalUnit = "coop.LocalUnit";
    public const string UnitRef = "coop.UnitRef";
    public const string FoundUnit = "coop.FoundUnit";
    public const string RegisterUnit = "coop.RegisterUnit";
    public const string CorrectUnit = "coop.CorrectUnit";
    public const string CloseUnit = "coop.CloseUnit";
    public const string UnitRegistered = "coop.UnitRegistered";
    public const string UnitCorrected = "coop.UnitCorrected";
    public const string UnitClosed = "coop.UnitClosed";
    public const string OfficeHolder = "coop.OfficeHolder";
    public const string RegisterHolder = "coop.RegisterHolder";
    public const string CorrectHolder = "coop.CorrectHolder";
    public const string EndTenure = "coop.EndTenure";
    public const string HolderRegistered = "coop.HolderRegistered";
    public const string HolderCorrected = "coop.HolderCorrected";
    public const string TenureEnded = "coop.TenureEnded";

    // Occasions
    public const string MissingReference = "coop.MissingReference";
    public const string TalksRef = "coop.TalksRef";
    public const string CommitmentRef = "coop.CommitmentRef";
    public const string OccasionKind = "coop.OccasionKind";
    public const string OccasionRole = "coop.OccasionRole";
    public const string Participant = "coop.Participant";
    public const string Reading = "coop.Reading";
    public const string Occasion = "coop.Occasion";
    public const string RecordOccasion = "coop.RecordOccasion";
    public const string RetractOccasion = "coop.RetractOccasion";
    public const string OccasionRecorded = "coop.OccasionRecorded";
    public const string OccasionRetracted = "coop.OccasionRetracted";

    // Twinnings
    public const string TwinPlace = "coop.TwinPlace";
    public const string Twinning = "coop.Twinning";
    public const string TwinningActivity = "coop.TwinningActivity";
    public const string AddTwinning = "coop.AddTwinning";
    public const string CorrectTwinning = "coop.CorrectTwinning";
    public const string EndTwinning = "coop.EndTwinning";
    public const string LogActivity = "coop.LogActivity";
    public const string TwinningAdded = "coop.TwinningAdded";
    public const string TwinningAffirmed = "coop.TwinningAffirmed";
    public const string TwinningCorrected = "coop.TwinningCorrected";
    public const string TwinningEnded = "coop.TwinningEnded";
    public const string ActivityLogged = "coop.ActivityLogged";

    // Talks
    public const string TalksState = "coop.TalksState";
    public const string OutcomeState = "coop.OutcomeState";
    public const string AgendaItem = "coop.AgendaItem";
    public const string TalksChair = "coop.TalksChair";
    public const string TalksOutcome = "coop.TalksOutcome";
    public const string Talks = "coop.Talks";
    public const string NewAgendaItem = "coop.NewAgendaItem";
    public const string NewOutcome = "coop.NewOutcome";
    public const string Unfinished = "coop.Unfinished";
    public const string PlanTalks = "coop.PlanTalks";
    public const string RegisterTalks = "coop.RegisterTalks";
    public const string ShareAgenda = "coop.ShareAgenda";
    public const string HoldTalks = "coop.HoldTalks";
    public const string DraftMinutes = "coop.DraftMinutes";
    public const string SignMinutes = "coop.SignMinutes";
    public const string RecordOutcome = "coop.RecordOutcome";
    public const string SettleOutcome = "coop.SettleOutcome";
    public const string PostponeTalks = "coop.PostponeTalks";
    public const string CancelTalks = "coop.CancelTalks";
    public const string NoteOutcome = "coop.NoteOutcome";
    public const string TalksPlanned = "coop.TalksPlanned";
    public const string TalksRegistered = "coop.TalksRegistered";
    public const string AgendaShared = "coop.AgendaShared";
    public const string TalksHeld = "coop.TalksHeld";
    public const string MinutesDrafted = "coop.MinutesDrafted";
    public const string MinutesSigned = "coop.MinutesSigned";
    public const string OutcomeRecorded = "coop.OutcomeRecorded";
    public const string OutcomeSettled = "coop.OutcomeSettled";
    public const string TalksPostponed = "coop.TalksPostponed";
    public const string TalksCancelled = "coop.TalksCancelled";
    public const string OutcomeNoted = "coop.OutcomeNoted";

    // Cases
    public const string CaseKind = "coop.CaseKind";
    public const string CaseState = "coop.CaseState";
    public const string CaseParty = "coop.CaseParty";
    public const string Addressee = "coop.Addressee";
    public const string CaseObject = "coop.CaseObject";
    public const string Escalation = "coop.Escalation";
    public const string Case = "coop.Case";
    public const string RaiseCase = "coop.RaiseCase";
    public const string DeliverCase = "coop.DeliverCase";
    public const string AcknowledgeCase = "coop.AcknowledgeCase";
    public const string ProposeResolution = "coop.ProposeResolution";
    public const string CloseCase = "coop.CloseCase";
    public const string ReopenCase = "coop.ReopenCase";
    public const string ReplyToCase = "coop.ReplyToCase";
    public const string CompleteAction = "coop.CompleteAction";
    public const string VerifyAction = "coop.VerifyAction";
    public const string EscalateCase = "coop.EscalateCase";
    public const string RevertEscalation = "coop.RevertEscalation";
    public const string CaseRaised = "coop.CaseRaised";
    public const string CaseDelivered = "coop.CaseDelivered";
    public const string CaseAcknowledged = "coop.CaseAcknowledged";
    public const string ResolutionProposed = "coop.ResolutionProposed";
    public const string CaseClosed = "coop.CaseClosed";
    public const string CaseReopened = "coop.CaseReopened";
    public const string CaseReplied = "coop.CaseReplied";
    public const string ActionCompleted = "coop.ActionCompleted";
    public const string ActionVerified = "coop.ActionVerified";
    public const string CaseEscalated = "coop.CaseEscalated";
    public const string EscalationReverted = "coop.EscalationReverted";
    public const string ICasesGrain = "coop.ICasesGrain";

    // Ends of agreements
    public const string TwoSidedAsk = "coop.TwoSidedAsk";
    public const string ExpireAgreement = "coop.ExpireAgreement";
    public const string RevertEnd = "coop.RevertEnd";
    public const string AgreementExpired = "coop.AgreementExpired";
    public const string ReversionAsked = "coop.ReversionAsked";
    public const string EndReverted = "coop.EndReverted";

    // Amendments
    public const string TextValue = "coop.TextValue";
    public const string TextChange = "coop.TextChange";
    public const string NewTextChange = "coop.NewTextChange";
    public const string AmendmentState = "coop.AmendmentState";
    public const string Amendment = "coop.Amendment";
    public const string AppliedAmendment = "coop.AppliedAmendment";
    public const string AmendmentView = "coop.AmendmentView";
    public const string ProposeAmendment = "coop.ProposeAmendment";
    public const string AcceptAmendment = "coop.AcceptAmendment";
    public const string SignAmendment = "coop.SignAmendment";
    public const string WithdrawAmendment = "coop.WithdrawAmendment";
    public const string AmendmentProposed = "coop.AmendmentProposed";
    public const string AmendmentAccepted = "coop.AmendmentAccepted";
    public const string AmendmentSigned = "coop.AmendmentSigned";
    public const string AmendmentApplied = "coop.AmendmentApplied";
    public const string AmendmentWithdrawn = "coop.AmendmentWithdrawn";

    // Renewals
    public const string FoundCommitment = "coop.FoundCommitment";
    public const string RenewAgreement = "coop.RenewAgreement";
    public const string UnfinishedQuota = "coop.UnfinishedQuota";
    public const string CarryRecord = "coop.CarryRecord";
    public const string CarryForward = "coop.CarryForward";
    public const string CommitmentCarried = "coop.CommitmentCarried";
    public const string ClosingReview = "coop.ClosingReview";
    public const string SignOffReview = "coop.SignOffReview";
    public const string ReopenReview = "coop.ReopenReview";
    public const string ReviewSigned = "coop.ReviewSigned";
    public const string ReopeningAsked = "coop.ReopeningAsked";
    public const string ReviewReopened = "coop.ReviewReopened";

    // Documents
    public const string Attachment = "coop.Attachment";
    public const string FoundDocument = "coop.FoundDocument";
    public const string AttachDocument = "coop.AttachDocument";
    public const string DocumentAttached = "coop.DocumentAttached";

    // Access
    public const string AccessGrant = "coop.AccessGrant";
    public const string GrantAccess = "coop.GrantAccess";
    public const string RevokeAccess = "coop.RevokeAccess";
    public const string AccessGranted = "coop.AccessGranted";
    public const string AccessRevoked = "coop.AccessRevoked";
    public const string IAccessGrain = "coop.IAccessGrain";

#pragma warning restore CS1591
}
