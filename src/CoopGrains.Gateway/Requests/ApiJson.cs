using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Access;
using CoopGrains.Gateway.Cases;
using CoopGrains.Gateway.Changes;
using CoopGrains.Gateway.Commitments;
using CoopGrains.Gateway.Documents;
using CoopGrains.Gateway.History;
using CoopGrains.Gateway.Operations;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Reference;
using CoopGrains.Gateway.Replies;

namespace CoopGrains.Gateway.Requests;

/// <summary>How JSON is read from requests and written into replies.</summary>
internal static class ApiJson
{
    /// <summary>Leaves Vietnamese and Lao readable; escapes what HTML could take for markup.</summary>
    public static readonly JavaScriptEncoder Readable = JavaScriptEncoder.Create(UnicodeRanges.All);

    /// <summary>Strict: nothing unknown, nothing missing, no null where a value belongs.</summary>
    public static readonly JsonSerializerOptions Requests = Frozen(new(ApiJsonTypes.Default.Options)
    {
        AllowDuplicateProperties = false,
        MaxDepth = 32,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        TypeInfoResolver = ApiJsonTypes.Default.WithAddedModifier(DropIgnored),
    });

    private static readonly JsonSerializerOptions Vi = RepliesIn("vi");
    private static readonly JsonSerializerOptions Lo = RepliesIn("lo");
    private static readonly JsonSerializerOptions En = RepliesIn("en");

    /// <summary>Replies in "vi", "lo" or "en": what nobody wrote is null, and names are resolved for the language.</summary>
    public static JsonSerializerOptions Replies(string language) => language switch { "vi" => Vi, "lo" => Lo, _ => En };

    /// <summary>How a type is read from requests.</summary>
    public static JsonTypeInfo<T> Request<T>() => (JsonTypeInfo<T>)Requests.GetTypeInfo(typeof(T));

    /// <summary>How types are read and written; without what stays in the house.</summary>
    public static IJsonTypeInfoResolver Types => ApiJsonTypes.Default.WithAddedModifier(KeepStampsInside);

    private static JsonSerializerOptions RepliesIn(string language) => Frozen(new(ApiJsonTypes.Default.Options)
    {
        Encoder = Readable,
        TypeInfoResolver = Types.WithAddedModifier(new WordsIn(language).Add),
        Converters = { new NamesIn(language), new Instants() },
    });

    // What stands in path and headers is no member of the body; left in, it would be skipped there in silence.
    internal static void DropIgnored(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
            if (type.Properties[i] is { Get: null, Set: null })
                type.Properties.RemoveAt(i);
    }

    private static void KeepStampsInside(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
            if (type.Properties[i].PropertyType == typeof(ViewStamp))
                type.Properties.RemoveAt(i);
    }

    internal static JsonSerializerOptions Frozen(JsonSerializerOptions options)
    {
        options.MakeReadOnly();
        return options;
    }
}

/// <summary>Every command that a request carries and every view that a reply carries.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata,
    NumberHandling = JsonNumberHandling.Strict, PropertyNameCaseInsensitive = false)]
[JsonSerializable(typeof(RegisterProvince))]
[JsonSerializable(typeof(SetNames))]
[JsonSerializable(typeof(RegisterAgency))]
[JsonSerializable(typeof(AppointUser))]
[JsonSerializable(typeof(DraftAgreement))]
[JsonSerializable(typeof(RegisterInstrument))]
[JsonSerializable(typeof(EditText))]
[JsonSerializable(typeof(AcceptText))]
[JsonSerializable(typeof(UnlockText))]
[JsonSerializable(typeof(SignAgreement))]
[JsonSerializable(typeof(WithdrawDraft))]
[JsonSerializable(typeof(SuspendAgreement)), JsonSerializable(typeof(ResumeAgreement))]
[JsonSerializable(typeof(TerminateAgreement))]
[JsonSerializable(typeof(OpenProgram))]
[JsonSerializable(typeof(SuspendProgram)), JsonSerializable(typeof(ResumeProgram))]
[JsonSerializable(typeof(CloseProgram))]
[JsonSerializable(typeof(AddCommitment))]
[JsonSerializable(typeof(SetTarget))]
[JsonSerializable(typeof(AgreeToCommitment))]
[JsonSerializable(typeof(CancelCommitment))]
[JsonSerializable(typeof(ReportFulfilment))]
[JsonSerializable(typeof(ConfirmEntry))]
[JsonSerializable(typeof(DisputeEntry))]
[JsonSerializable(typeof(SendBackEntry))]
[JsonSerializable(typeof(WithdrawEntry))]
[JsonSerializable(typeof(ReverseEntry))]
[JsonSerializable(typeof(MarkDuplicate))]
[JsonSerializable(typeof(MarkDistinct))]
[JsonSerializable(typeof(RaiseConflict))]
[JsonSerializable(typeof(ResolveConflict))]
[JsonSerializable(typeof(ConflictView))]
[JsonSerializable(typeof(ListPage<ConflictView>))]
[JsonSerializable(typeof(ConflictView[]))]
[JsonSerializable(typeof(LockPeriod))]
[JsonSerializable(typeof(UnlockPeriod))]
[JsonSerializable(typeof(ListPage<PeriodLockView>))]
[JsonSerializable(typeof(PeriodLockView[]))]
[JsonSerializable(typeof(PeriodLock[]))]
[JsonSerializable(typeof(UnlockConsent[]))]
[JsonSerializable(typeof(CommitmentAsk[]))]
[JsonSerializable(typeof(Division[]))]
[JsonSerializable(typeof(WriteWarning[]))]
[JsonSerializable(typeof(RegisterUnit))]
[JsonSerializable(typeof(CorrectUnit))]
[JsonSerializable(typeof(CloseUnit))]
[JsonSerializable(typeof(RegisterHolder))]
[JsonSerializable(typeof(CorrectHolder))]
[JsonSerializable(typeof(EndTenure))]
[JsonSerializable(typeof(RecordOccasion))]
[JsonSerializable(typeof(RetractOccasion))]
[JsonSerializable(typeof(AddTwinning))]
[JsonSerializable(typeof(CorrectTwinning))]
[JsonSerializable(typeof(EndTwinning))]
[JsonSerializable(typeof(LogActivity))]
[JsonSerializable(typeof(GrantAccess))]
[JsonSerializable(typeof(RevokeAccess))]
[JsonSerializable(typeof(ListPage<AccessGrant>))]
[JsonSerializable(typeof(AccessGrant[]))]
[JsonSerializable(typeof(AccessPage))]
[JsonSerializable(typeof(AccessItem[]))]
[JsonSerializable(typeof(OccasionView))]
[JsonSerializable(typeof(ListPage<OccasionView>))]
[JsonSerializable(typeof(OccasionView[]))]
[JsonSerializable(typeof(Participant[]))]
[JsonSerializable(typeof(Reading[]))]
[JsonSerializable(typeof(ListPage<Twinning>))]
[JsonSerializable(typeof(Twinning[]))]
[JsonSerializable(typeof(TwinningView))]
[JsonSerializable(typeof(TwinningActivity[]))]
[JsonSerializable(typeof(TwinningCounts))]
[JsonSerializable(typeof(TwinnedProvince[]))]
[JsonSerializable(typeof(RevertEnd))]
[JsonSerializable(typeof(ProposeAmendment))]
[JsonSerializable(typeof(NewTextChange[]))]
[JsonSerializable(typeof(AcceptAmendment))]
[JsonSerializable(typeof(SignAmendment))]
[JsonSerializable(typeof(WithdrawAmendment))]
[JsonSerializable(typeof(AmendmentView))]
[JsonSerializable(typeof(AmendmentView[]))]
[JsonSerializable(typeof(TextChange[]))]
[JsonSerializable(typeof(RenewAgreement))]
[JsonSerializable(typeof(SignOffReview))]
[JsonSerializable(typeof(ReopenReview))]
[JsonSerializable(typeof(CarryRecord[]))]
[JsonSerializable(typeof(UnfinishedQuota[]))]
[JsonSerializable(typeof(TermComparison))]
[JsonSerializable(typeof(ComparedRow[]))]
[JsonSerializable(typeof(LevelsView))]
[JsonSerializable(typeof(AttachDocument))]
[JsonSerializable(typeof(ListPage<Attachment>))]
[JsonSerializable(typeof(Attachment[]))]
[JsonSerializable(typeof(DocumentReply))]
[JsonSerializable(typeof(PlanTalks))]
[JsonSerializable(typeof(RegisterTalks))]
[JsonSerializable(typeof(ShareAgenda))]
[JsonSerializable(typeof(HoldTalks))]
[JsonSerializable(typeof(DraftMinutes))]
[JsonSerializable(typeof(SignMinutes))]
[JsonSerializable(typeof(RecordOutcome))]
[JsonSerializable(typeof(SettleOutcome))]
[JsonSerializable(typeof(PostponeTalks))]
[JsonSerializable(typeof(CancelTalks))]
[JsonSerializable(typeof(TalksView))]
[JsonSerializable(typeof(TalksView[]))]
[JsonSerializable(typeof(TalksSeries))]
[JsonSerializable(typeof(TalksYear[]))]
[JsonSerializable(typeof(NewAgendaItem[]))]
[JsonSerializable(typeof(NewOutcome[]))]
[JsonSerializable(typeof(AgendaItem[]))]
[JsonSerializable(typeof(TalksChair[]))]
[JsonSerializable(typeof(TalksOutcome[]))]
[JsonSerializable(typeof(CommitmentRef[]))]
[JsonSerializable(typeof(RaiseCase))]
[JsonSerializable(typeof(DeliverCase))]
[JsonSerializable(typeof(AcknowledgeCase))]
[JsonSerializable(typeof(ProposeResolution))]
[JsonSerializable(typeof(CloseCase))]
[JsonSerializable(typeof(ReopenCase))]
[JsonSerializable(typeof(ReplyToCase))]
[JsonSerializable(typeof(CompleteAction))]
[JsonSerializable(typeof(VerifyAction))]
[JsonSerializable(typeof(EscalateCase))]
[JsonSerializable(typeof(RevertEscalation))]
[JsonSerializable(typeof(CaseView))]
[JsonSerializable(typeof(CaseView[]))]
[JsonSerializable(typeof(ListPage<CaseView>))]
[JsonSerializable(typeof(CaseReply))]
[JsonSerializable(typeof(CaseStep[]))]
[JsonSerializable(typeof(CaseParty[]))]
[JsonSerializable(typeof(Addressee[]))]
[JsonSerializable(typeof(Side[]))]
[JsonSerializable(typeof(LocalUnitView))]
[JsonSerializable(typeof(ListPage<LocalUnitView>))]
[JsonSerializable(typeof(LocalUnitView[]))]
[JsonSerializable(typeof(OfficeHolderView))]
[JsonSerializable(typeof(ListPage<OfficeHolderView>))]
[JsonSerializable(typeof(OfficeHolderView[]))]
[JsonSerializable(typeof(UnitRef[]))]
[JsonSerializable(typeof(PartialDate[]))]
[JsonSerializable(typeof(AreaList))]
[JsonSerializable(typeof(WordList))]
[JsonSerializable(typeof(WordKind[]))]
[JsonSerializable(typeof(Word[]))]
[JsonSerializable(typeof(Area[]))]
[JsonSerializable(typeof(ProvinceView))]
[JsonSerializable(typeof(AgreementView))]
[JsonSerializable(typeof(ProgramView))]
[JsonSerializable(typeof(CommitmentView))]
[JsonSerializable(typeof(EntryView))]
[JsonSerializable(typeof(EntryReply))]
[JsonSerializable(typeof(WriteReply))]
[JsonSerializable(typeof(ProblemReply))]
[JsonSerializable(typeof(ProblemKindReply[]))]
[JsonSerializable(typeof(ProblemErrorReply[]))]
[JsonSerializable(typeof(Files.ImportReply)), JsonSerializable(typeof(Files.RowPage))]
[JsonSerializable(typeof(Files.RowReply[])), JsonSerializable(typeof(Files.CellReply[]))]
[JsonSerializable(typeof(Confirmations))]
[JsonSerializable(typeof(ConfirmationResults))]
[JsonSerializable(typeof(EntryToConfirm[]))]
[JsonSerializable(typeof(ConfirmationResult[]))]
[JsonSerializable(typeof(HistoryPage))]
[JsonSerializable(typeof(HistoryItem[]))]
[JsonSerializable(typeof(ChangeItem))]
[JsonSerializable(typeof(QuietReply)), JsonSerializable(typeof(SessionReply))]
[JsonSerializable(typeof(Undelivered[]))]
[JsonSerializable(typeof(ResolvedName))]
[JsonSerializable(typeof(NameSuggestion[]))]
[JsonSerializable(typeof(ListPage<ProvinceSummary>))]
[JsonSerializable(typeof(ListPage<AgreementSummary>))]
[JsonSerializable(typeof(ListPage<ProgramSummary>))]
[JsonSerializable(typeof(ListPage<EntryView>))]
[JsonSerializable(typeof(ProvinceSummary[]))]
[JsonSerializable(typeof(AgreementSummary[]))]
[JsonSerializable(typeof(ProgramSummary[]))]
[JsonSerializable(typeof(NetworkStatus))]
[JsonSerializable(typeof(StateCount[]))]
[JsonSerializable(typeof(StatusGroup[]))]
[JsonSerializable(typeof(NetworkFigure[]))]
[JsonSerializable(typeof(FigureCell[]))]
[JsonSerializable(typeof(Scorecard))]
[JsonSerializable(typeof(ScorecardLine[]))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(ExplainedEntry[]))]
[JsonSerializable(typeof(ProposalList))]
[JsonSerializable(typeof(Proposal[]))]
[JsonSerializable(typeof(TradeReport))]
[JsonSerializable(typeof(TradeSeries[]))]
[JsonSerializable(typeof(ListPage<ComparedItem>))]
[JsonSerializable(typeof(ComparedItem[]))]
[JsonSerializable(typeof(RecordedChange[]))]
[JsonSerializable(typeof(TradeMonth[]))]
[JsonSerializable(typeof(ConversionReply))]
[JsonSerializable(typeof(ConversionRate[]))]
[JsonSerializable(typeof(ConvertedAmount))]
[JsonSerializable(typeof(Amount))]
[JsonSerializable(typeof(PublicNetwork))]
[JsonSerializable(typeof(PublicAgreementPage))]
[JsonSerializable(typeof(PublicProgramPage))]
[JsonSerializable(typeof(PublicAgreement[]))]
[JsonSerializable(typeof(PublicProgram[]))]
[JsonSerializable(typeof(PublicFigure[]))]
[JsonSerializable(typeof(PublicCell[]))]
[JsonSerializable(typeof(PublicCommitment[]))]
[JsonSerializable(typeof(PublicEntry[]))]
[JsonSerializable(typeof(PublicParty[]))]
[JsonSerializable(typeof(PublicSource[]))]
[JsonSerializable(typeof(Worklist))]
[JsonSerializable(typeof(WorkItem[]))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(BookKey[]))]
[JsonSerializable(typeof(Provenance[]))]
[JsonSerializable(typeof(Part[]))]
[JsonSerializable(typeof(Target[]))]
[JsonSerializable(typeof(Clause[]))]
[JsonSerializable(typeof(Signature[]))]
[JsonSerializable(typeof(Agency[]))]
[JsonSerializable(typeof(AgencyUser[]))]
[JsonSerializable(typeof(Obligation[]))]
[JsonSerializable(typeof(Figures[]))]
[JsonSerializable(typeof(CommitmentView[]))]
[JsonSerializable(typeof(EntryView[]))]
internal sealed partial class ApiJsonTypes : JsonSerializerContext;
