namespace CoopGrains.Contracts;

// What books keep beside their texts and ledgers.
public static partial class WireNames
{
#pragma warning disable CS1591 // Each is the alias of the type it names.
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
    public const string WithdrawReversion = "coop.WithdrawReversion";
    public const string AgreementExpired = "coop.AgreementExpired";
    public const string ReversionAsked = "coop.ReversionAsked";
    public const string ReversionAskDropped = "coop.ReversionAskDropped";
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
    public const string WithdrawSignOff = "coop.WithdrawSignOff";
    public const string WithdrawReopening = "coop.WithdrawReopening";
    public const string ReviewSigned = "coop.ReviewSigned";
    public const string ReopeningAsked = "coop.ReopeningAsked";
    public const string SignOffDropped = "coop.SignOffDropped";
    public const string ReopeningAskDropped = "coop.ReopeningAskDropped";
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
