using System.Text.Json;
using System.Text.Json.Serialization;
using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>The state of an agreement's book.</summary>
public sealed record AgreementBook : IBookState<AgreementBook>
{
    private const int SoonDays = 450;

    /// <inheritdoc/>
    public static BookKind Kind => BookKind.Agreement;

    /// <inheritdoc/>
    public static AgreementBook Empty { get; } = new() { Commitments = CommitmentLedgers.Empty };

    /// <inheritdoc/>
    public static int SnapshotSchema => 4;

    /// <summary>How its draft was begun; null before, and for registered instruments.</summary>
    public AgreementDrafted? Drafted { get; init; }

    /// <summary>How it was registered; null before, and for drafts.</summary>
    public InstrumentRegistered? Registered { get; init; }

    /// <summary>Where its events have brought it; expiry is derived.</summary>
    public AgreementState State { get; init; }

    /// <summary>The text.</summary>
    public AgreementText? Text { get; init; }

    /// <summary>The revision of the text; while it is a draft, of its commitments too.</summary>
    public int Revision { get; init; }

    /// <summary>The last revision that an edit of the text made; 0 while there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int TextRevision { get; init; }

    /// <summary>The last revision that a change of the draft's commitments made; 0 while there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int CommitmentsRevision { get; init; }

    /// <summary>Since when the text waits to be accepted or signed; null where its events do not tell.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public DateTimeOffset? TextSince { get; init; }

    /// <summary>Parties that accepted this revision.</summary>
    public ValueList<string> AcceptedBy { get; init; }

    /// <summary>Signatures.</summary>
    public ValueList<Signature> Signatures { get; init; }

    /// <summary>Where it stood before it was suspended.</summary>
    public AgreementState BeforeSuspension { get; init; }

    /// <summary>The day it was ended before its term; null otherwise.</summary>
    public PartialDate? TerminatedOn { get; init; }

    /// <summary>Where it stood before it ended.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public AgreementState BeforeEnd { get; init; }

    /// <summary>The commitments that went with the withdrawn draft, as they stood: they come back with it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ValueList<Commitment> WithdrawnWith { get; init; }

    /// <summary>What one side asked for: to revert the end; null when nobody did.</summary>
    public TwoSidedAsk? Reversion { get; init; }

    /// <summary>Last days of the term that both sides have reverted: they end nothing any more.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ValueList<PartialDate> RevertedEnds { get; init; }

    /// <summary>The instruments that follow it.</summary>
    public ValueList<BookKey> RenewedBy { get; init; }

    /// <summary>Its talks, by number.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ValueList<Talks> Talks { get; init; }

    /// <summary>Its cases; null while it has had none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public CaseList? Cases { get; init; }

    /// <summary>The closing review of its term; null while nobody has signed it off.</summary>
    public ClosingReview? Review { get; init; }

    /// <summary>Amendments that wait for the parties.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ValueList<Amendment> Amendments { get; init; }

    /// <summary>Amendments that were applied.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ValueList<AppliedAmendment> Amended { get; init; }

    /// <summary>How many amendments were proposed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int AmendmentsTaken { get; init; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ValueList<Attachment> Attachments { get; init; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ValueList<AccessGrant> Grants { get; init; }

    /// <inheritdoc/>
    public required CommitmentLedgers Commitments { get; init; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ValueList<SourceConflict> Conflicts { get; init; }

    /// <inheritdoc/>
    [JsonIgnore] public bool Exists => Text is not null;

    /// <inheritdoc/>
    [JsonIgnore] public bool Restricted => Drafted?.Restricted ?? false;

    /// <summary>The book; only of one that exists.</summary>
    [JsonIgnore] public BookKey Key => Drafted?.Book ?? Registered!.Book;

    /// <summary>The instrument that it follows; null when it follows none.</summary>
    [JsonIgnore] public BookKey? Predecessor => Drafted?.Predecessor ?? Registered?.Predecessor;

    /// <summary>When the term of that one began, as far as it was stated then.</summary>
    [JsonIgnore] public PartialDate? PredecessorBegan => Drafted?.PredecessorBegan ?? Registered?.PredecessorBegan;

    /// <inheritdoc/>
    [JsonIgnore] public ValueList<string> Parties => Drafted?.Parties ?? Registered?.Parties ?? default;

    /// <inheritdoc/>
    public static Decision Decide(AgreementBook state, Command command, Context context) => AgreementRules.Decide(state, command, context);

    /// <inheritdoc/>
    public static AgreementBook Evolve(AgreementBook state, Event happened)
    {
        var after = DraftFold.After(state, Fold(state, happened), happened);
        var end = EndedOn(after);
        return happened is CommitmentAdded || end != EndedOn(state) ? after with { Commitments = after.Commitments.EndedOn(end) } : after;
    }

    private static DateOnly? EndedOn(AgreementBook state) =>
        EndRules.EndedOn(state.State, state.TerminatedOn, EndRules.EndOf(state), state.Review?.On);

    private static AgreementBook Fold(AgreementBook state, Event happened) => happened switch
    {
        AgreementDrafted drafted => state with
        {
            Drafted = drafted,
            Text = drafted.Text,
            Revision = 1,
            State = AgreementState.Draft,
            TextSince = drafted.At,
        },
        InstrumentRegistered registered => state with
        {
            Registered = registered,
            Text = registered.Text,
            Revision = 1,
            State = registered.Text.Term is null ? AgreementState.TermNotStated : AgreementState.InForceAsStated,
        },
        TextEdited edited => state with
        {
            Text = edited.Text,
            Revision = edited.Revision,
            TextRevision = edited.Revision,
            TextSince = edited.At,
        },
        TextAccepted accepted => state with
        {
            AcceptedBy = state.AcceptedBy.Add(accepted.Party),
            State = accepted.Complete ? AgreementState.TextAgreed : state.State,
            TextSince = accepted.Complete ? accepted.At : state.TextSince,
        },
        TextUnlocked unlocked => state with
        {
            AcceptedBy = default,
            Signatures = default,
            State = AgreementState.Draft,
            TextSince = unlocked.At,
        },
        AgreementSigned signed => state with { Signatures = state.Signatures.Add(signed.Signature), State = AgreementState.PartlySigned },
        AgreementEnteredIntoForce => state with { State = AgreementState.InForce },
        AgreementSuspended => state with { State = AgreementState.Suspended, BeforeSuspension = state.State },
        AgreementResumed => state with { State = state.BeforeSuspension },
        SuccessorNoted noted => state with { RenewedBy = state.RenewedBy.Add(noted.Successor) },
        _ when EndRules.Evolve(state, happened) is { } ended => ended,
        _ when ReviewRules.Evolve(state, happened) is { } reviewed => reviewed,
        _ when AmendmentRules.Evolve(state, happened) is { } amended => amended,
        DocumentAttached attached => state with { Attachments = state.Attachments.Add(attached.Attachment) },
        _ when CommitmentFold.Evolve(state.Commitments, happened) is { } commitments => state with { Commitments = commitments },
        _ when ConflictRules.Evolve(state.Conflicts, happened) is { } conflicts => state with { Conflicts = conflicts },
        _ when TalksFold.Evolve(state, happened) is { } talks => state with { Talks = talks },
        _ when CaseFold.Evolve(state.Cases, happened) is { } cases => state with { Cases = cases },
        _ when AccessRules.Evolve(state.Grants, happened) is { } grants => state with { Grants = grants },
        _ => throw new InvalidOperationException($"An agreement's book knows no {happened.GetType().Name}."),
    };

    /// <inheritdoc/>
    public static string Write(AgreementBook state) => JsonSerializer.Serialize(state, SnapshotJson.Default.AgreementBook);

    /// <inheritdoc/>
    public static void Write(AgreementBook state, Utf8JsonWriter writer) => JsonSerializer.Serialize(writer, state, SnapshotJson.Default.AgreementBook);

    /// <inheritdoc/>
    public static AgreementBook Read(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, SnapshotJson.Default.AgreementBook)!;

    /// <summary>Where it stands on a civil date: the term's end is derived, not stored.</summary>
    public static AgreementState StateOn(AgreementBook state, DateOnly today) =>
        EndRules.DueOn(state) <= today ? EndRules.Over(state) : state.State;

    /// <summary>What programs and successors rest on.</summary>
    public static AgreementTerms Terms(AgreementBook state, BookKey book, long version) => new()
    {
        Agreement = book,
        Version = version,
        State = state.State,
        Term = state.Text?.Term is { } term ? term with { To = state.TerminatedOn ?? EndRules.EndOf(state) } : null,
        Parties = state.Parties,
        RenewedBy = state.RenewedBy,
        Restricted = state.Restricted,
        EndedOn = state.TerminatedOn,
        FrozenOn = state.Review?.On,
        Clauses = state.Text?.Clauses.Select(clause => clause.Id).ToValueList() ?? default,
    };

    /// <summary>The agreement as a reader sees it on a civil date.</summary>
    public static AgreementView View(AgreementBook state, BookKey book, long version, DateOnly today)
    {
        var now = StateOn(state, today);
        int? daysLeft = EndRules.Runs(now) && EndRules.EndOf(state) is { } end ? end.Last.DayNumber - today.DayNumber : null;
        return new()
        {
            Book = book,
            Version = version,
            Type = state.Drafted?.Type ?? state.Registered!.Type,
            TypeStated = state.Drafted?.TypeStated ?? state.Registered!.TypeStated,
            State = now,
            ExpiringSoon = daysLeft <= SoonDays,
            DaysLeft = daysLeft,
            Parties = state.Parties,
            Text = state.Text!,
            Revision = state.Revision,
            AcceptedBy = state.AcceptedBy,
            Signatures = state.Signatures,
            SignedOn = state.Registered?.SignedOn,
            Predecessor = state.Predecessor,
            RenewedBy = state.RenewedBy,
            Parent = state.Drafted?.Parent ?? state.Registered?.Parent,
            Restricted = state.Restricted,
            Commitments = state.Commitments.InOrder.Select(ledger => FiguresOf.View(ledger, today)).ToValueList(),
            Sources = state.Registered?.Sources ?? default,
            Reversion = state.Reversion,
            Amendments = AmendmentRules.Views(state),
            Review = state.Review,
            Carries = state.Drafted?.Carries ?? default,
        };
    }
}
