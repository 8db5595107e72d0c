namespace CoopGrains.Gateway.Problems;

/// <summary>Codes of what the gateway itself answers; the books' own are in <c>RefusalCodes</c>. Stable.</summary>
internal static class Codes
{
    public const string BadRequest = "badRequest";
    public const string Malformed = "malformed";
    public const string UnknownField = "unknownField";
    public const string DuplicateField = "duplicateField";
    public const string FieldMissing = "fieldMissing";
    public const string WrongType = "wrongType";
    public const string ValueUnknown = "valueUnknown";
    public const string CharacterNotTaken = "characterNotTaken";
    public const string QueryInvalid = "queryInvalid";
    public const string QueryUnknown = "queryUnknown";
    public const string QueryMissing = "queryMissing";
    public const string FigureInvalid = "figureInvalid";
    public const string FigureUnknown = "figureUnknown";
    public const string AsOfInFuture = "asOfInFuture";
    public const string VersionUnknown = "versionUnknown";
    public const string MomentsReversed = "momentsReversed";
    public const string UserIdInvalid = "userIdInvalid";
    public const string NoScorecard = "noScorecard";
    public const string CursorInvalid = "cursorInvalid";
    public const string IdempotencyKeyMissing = "idempotencyKeyMissing";
    public const string IdempotencyKeyInvalid = "idempotencyKeyInvalid";
    public const string RevisionInvalid = "revisionInvalid";
    public const string CoopAfterInvalid = "coopAfterInvalid";
    public const string Unauthenticated = "unauthenticated";
    public const string TokenInQuery = "tokenInQuery";
    public const string AntiforgeryInvalid = "antiforgeryInvalid";
    public const string SignInFailed = "signInFailed";
    public const string IssuerUnavailable = "issuerUnavailable";
    public const string PathUnknown = "pathUnknown";
    public const string DocumentUnknown = "documentUnknown";
    public const string MethodNotAllowed = "methodNotAllowed";
    public const string RequestTimeout = "requestTimeout";
    public const string BodyTooLarge = "bodyTooLarge";
    public const string ContentTypeNotTaken = "contentTypeNotTaken";
    public const string FileTypeNotTaken = "fileTypeNotTaken";
    public const string RevisionMissing = "revisionMissing";
    public const string TooManyRequests = "tooManyRequests";
    public const string RateExceeded = "rateExceeded";
    public const string TooManyStreams = "tooManyStreams";
    public const string StreamTooSlow = "streamTooSlow";
    public const string RightsChanged = "rightsChanged";
    public const string InternalError = "internalError";
    public const string HistoryReplaced = "historyReplaced";
    public const string NotYetVisible = "notYetVisible";
    public const string OutcomeUnknown = "outcomeUnknown";
    public const string Unavailable = "unavailable";
    public const string StateUnreadable = "stateUnreadable";
}
