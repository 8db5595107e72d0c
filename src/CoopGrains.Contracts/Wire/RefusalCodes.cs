namespace CoopGrains.Contracts;

/// <summary>Every reason a command can be refused for. Stable: clients branch on them. Each has texts in vi, lo and en.</summary>
public static class RefusalCodes
{
#pragma warning disable CS1591 // A code says what it means; its texts explain it.
    // 400, 422: the request itself
    public const string AmountInvalid = "amountInvalid";
    public const string AmountMissing = "amountMissing";
    public const string AmountNotTaken = "amountNotTaken";
    public const string AmountNegative = "amountNegative";
    public const string AmountTooLarge = "amountTooLarge";
    public const string AmountScale = "amountScale";
    public const string AmountNotUnderstood = "amountNotUnderstood";
    public const string NumberAmbiguous = "numberAmbiguous";
    public const string DateInvalid = "dateInvalid";
    public const string DateAmbiguous = "dateAmbiguous";
    public const string YearMissing = "yearMissing";
    public const string DateInFuture = "dateInFuture";
    public const string IdInvalid = "idInvalid";
    public const string RoleInvalid = "roleInvalid";
    public const string TextMissing = "textMissing";
    public const string TextTooLong = "textTooLong";
    public const string UnitUnknown = "unitUnknown";
    public const string UnitMismatch = "unitMismatch";
    public const string CurrencyUnknown = "currencyUnknown";
    public const string RateInvalid = "rateInvalid";
    public const string RateRepeated = "rateRepeated";
    public const string WindowInvalid = "windowInvalid";
    public const string ReadingsMissing = "readingsMissing";
    public const string UnlockEndInvalid = "unlockEndInvalid";
    public const string NotOfTheOtherSide = "notOfTheOtherSide";
    public const string PartsExceedWhole = "partsExceedWhole";
    public const string BreakdownExceedsWhole = "breakdownExceedsWhole";
    public const string WholeBelowBreakdowns = "wholeBelowBreakdowns";
    public const string PartiesInvalid = "partiesInvalid";
    public const string ProvinceUnknown = "provinceUnknown";
    public const string NotAParty = "notAParty";
    public const string AgencyIdInvalid = "agencyIdInvalid";
    public const string TargetNotTaken = "targetNotTaken";
    public const string TargetBeyondTerm = "targetBeyondTerm";
    public const string SourcesMissing = "sourcesMissing";
    public const string TermInvalid = "termInvalid";
    public const string ChangeInvalid = "changeInvalid";
    public const string RestrictedIdNotTaken = "restrictedIdNotTaken";
    public const string MustBeRestricted = "mustBeRestricted";
    public const string AgreementUnknown = "agreementUnknown";
    public const string PredecessorUnknown = "predecessorUnknown";
    public const string PredecessorOfOthers = "predecessorOfOthers";
    public const string ParentUnknown = "parentUnknown";
    public const string SuccessorUnknown = "successorUnknown";
    public const string SuccessorOfOthers = "successorOfOthers";
    public const string WholeUnknown = "wholeUnknown";
    public const string BreakdownOutsideWhole = "breakdownOutsideWhole";
    public const string CorrectionForOthers = "correctionForOthers";
    public const string DuplicateOfItself = "duplicateOfItself";
    public const string DuplicateOfUncounted = "duplicateOfUncounted";
    public const string EntriesNotAlike = "entriesNotAlike";
    public const string FigureNotDifferent = "figureNotDifferent";
    public const string EvidenceInvalid = "evidenceInvalid";
    public const string LocksOverlap = "locksOverlap";
    public const string AttestationNotMeasured = "attestationNotMeasured";
    public const string CoursesInvalid = "coursesInvalid";
    public const string PartTwice = "partTwice";
    public const string PeriodsOverlap = "periodsOverlap";
    public const string OperationIdReused = "operationIdReused";
    public const string TooManyItems = "tooManyItems";
    public const string ValidityInvalid = "validityInvalid";
    public const string AreaUnknown = "areaUnknown";
    public const string ReferenceUnknown = "referenceUnknown";
    public const string ReferencesTwice = "referencesTwice";
    public const string ReferencesCircle = "referencesCircle";
    public const string DueMissing = "dueMissing";
    public const string DueInPast = "dueInPast";
    public const string SilenceInvalid = "silenceInvalid";
    public const string HolderNotInOffice = "holderNotInOffice";
    public const string SignerIsAnother = "signerIsAnother";
    public const string TalksInPast = "talksInPast";
    public const string TalksOutsideTerm = "talksOutsideTerm";
    public const string TalksOutOfOrder = "talksOutOfOrder";
    public const string TwinningNotBegun = "twinningNotBegun";
    public const string TwinningOver = "twinningOver";
    public const string DayMissing = "dayMissing";
    public const string ProvincesOfOneSide = "provincesOfOneSide";
    public const string BodiesInvalid = "bodiesInvalid";
    public const string AddresseesInvalid = "addresseesInvalid";
    public const string GrantEndInvalid = "grantEndInvalid";
    public const string Unstorable = "unstorable";

    // 403: who may
    public const string RoleMissing = "roleMissing";
    public const string NotOfTheProvince = "notOfTheProvince";
    public const string NotOfTheAgency = "notOfTheAgency";
    public const string NotForOneself = "notForOneself";
    public const string OwnSide = "ownSide";
    public const string SameUser = "sameUser";
    public const string NotAPartyToTheEntry = "notAPartyToTheEntry";
    public const string NotOfTheReportingSide = "notOfTheReportingSide";
    public const string NotTheAuthor = "notTheAuthor";
    public const string NotTheAsker = "notTheAsker";
    public const string ReadsOnly = "readsOnly";
    public const string ClearanceMissing = "clearanceMissing";
    public const string BootstrapIsOver = "bootstrapIsOver";
    public const string NotAddressed = "notAddressed";
    public const string VerifierIsDoer = "verifierIsDoer";
    public const string AgencyUnknown = "agencyUnknown";

    // 404
    public const string Unknown = "unknown";
    public const string CommitmentUnknown = "commitmentUnknown";
    public const string EntryUnknown = "entryUnknown";
    public const string ItemUnknown = "itemUnknown";

    // 409: what stands in the way
    public const string AlreadyExists = "alreadyExists";
    public const string NameTaken = "nameTaken";
    public const string GrantNotNeeded = "grantNotNeeded";
    public const string WrongState = "wrongState";
    public const string SameTalks = "sameTalks";
    public const string TextIsAccepted = "textIsAccepted";
    public const string TextNotAccepted = "textNotAccepted";
    public const string TwinningDiffers = "twinningDiffers";
    public const string AmendmentConflict = "amendmentConflict";
    public const string AlreadyAccepted = "alreadyAccepted";
    public const string AlreadySigned = "alreadySigned";
    public const string OtherSideHasToAgree = "otherSideHasToAgree";
    public const string NothingAsked = "nothingAsked";
    public const string AlreadyAgreed = "alreadyAgreed";
    public const string AlreadyConfirmed = "alreadyConfirmed";
    public const string CorrectionPending = "correctionPending";
    public const string ReversalPending = "reversalPending";
    public const string NotForReversals = "notForReversals";
    public const string HasDuplicates = "hasDuplicates";
    public const string AlreadyNoted = "alreadyNoted";
    public const string NothingChanges = "nothingChanges";
    public const string AlreadyCarried = "alreadyCarried";
    public const string CommitmentNotActive = "commitmentNotActive";
    public const string ProgramNotOpen = "programNotOpen";
    public const string ProgramCarriedOn = "programCarriedOn";
    public const string AgreementEnded = "agreementEnded";
    public const string AgreementNotInForce = "agreementNotInForce";
    public const string AlreadySucceeded = "alreadySucceeded";
    public const string OpenWithin = "openWithin";
    public const string PlaceEnded = "placeEnded";
    public const string PlaceNotBegun = "placeNotBegun";
    public const string CaseKindWrong = "caseKindWrong";
    public const string OpenBooksOnly = "openBooksOnly";
    public const string AlreadyAcknowledged = "alreadyAcknowledged";
    public const string AlreadyDelivered = "alreadyDelivered";
    public const string AlreadyClosed = "alreadyClosed";
    public const string AlreadyEscalated = "alreadyEscalated";
    public const string NotEscalated = "notEscalated";
    public const string NotSilent = "notSilent";
    public const string ReopeningOver = "reopeningOver";
    public const string PredecessorNeverInForce = "predecessorNeverInForce";
    public const string TermBeforePredecessor = "termBeforePredecessor";
    public const string NeededByCommitment = "neededByCommitment";
    public const string TermFrozen = "termFrozen";

    // 412
    public const string RevisionStale = "revisionStale";

    // 423
    public const string PeriodLocked = "periodLocked";
#pragma warning restore CS1591
}
