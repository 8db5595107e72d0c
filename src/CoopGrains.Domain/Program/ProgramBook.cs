using System.Text.Json;
using System.Text.Json.Serialization;
using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>The state of a program's book.</summary>
public sealed record ProgramBook : IBookState<ProgramBook>
{
    /// <inheritdoc/>
    public static BookKind Kind => BookKind.Program;

    /// <inheritdoc/>
    public static ProgramBook Empty { get; } = new() { Commitments = CommitmentLedgers.Empty };

    /// <inheritdoc/>
    public static int SnapshotSchema => 4;

    /// <summary>How it was opened; null before.</summary>
    public ProgramOpened? Opened { get; init; }

    /// <summary>Where it stands.</summary>
    public ProgramState State { get; init; }

    /// <summary>The day it was closed; null while it is not, and where its event does not tell.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public PartialDate? ClosedOn { get; init; }

    /// <summary>The agreement as this book last heard of it.</summary>
    public AgreementTerms? Agreement { get; init; }

    /// <summary>The program that goes on with it.</summary>
    public BookKey? Successor { get; init; }

    /// <summary>Twinned places, former ones too.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ValueList<Twinning> Twinnings { get; init; }

    /// <summary>Its cases; null while it has had none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public CaseList? Cases { get; init; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ValueList<Attachment> Attachments { get; init; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ValueList<AccessGrant> Grants { get; init; }

    /// <inheritdoc/>
    public required CommitmentLedgers Commitments { get; init; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ValueList<SourceConflict> Conflicts { get; init; }

    /// <inheritdoc/>
    [JsonIgnore] public bool Exists => Opened is not null;

    /// <inheritdoc/>
    [JsonIgnore] public bool Restricted => Opened?.Restricted ?? false;

    /// <inheritdoc/>
    [JsonIgnore] public ValueList<string> Parties => Opened?.Parties ?? default;

    /// <inheritdoc/>
    public static Decision Decide(ProgramBook state, Command command, Context context) => ProgramRules.Decide(state, command, context);

    /// <inheritdoc/>
    public static ProgramBook Evolve(ProgramBook state, Event happened)
    {
        var after = Fold(state, happened);
        var end = EndedOn(after);
        return happened is CommitmentAdded || end != EndedOn(state) ? after with { Commitments = after.Commitments.EndedOn(end) } : after;
    }

    // Its own end, or that of its agreement, whichever came first.
    private static DateOnly? EndedOn(ProgramBook state)
    {
        var closed = state.State == ProgramState.Closed ? state.ClosedOn?.Last : null;
        var ended = state.Agreement is { } terms ? EndRules.EndedOn(terms.State, terms.EndedOn, terms.Term?.To, terms.FrozenOn) : null;
        return closed < ended ? closed : ended ?? closed;
    }

    private static ProgramBook Fold(ProgramBook state, Event happened) => happened switch
    {
        ProgramOpened opened => state with { Opened = opened, Agreement = opened.Agreement },
        ProgramSuspended => state with { State = ProgramState.Suspended },
        ProgramResumed => state with { State = ProgramState.Open, ClosedOn = null, Successor = null },
        ProgramClosed closed => state with { State = ProgramState.Closed, ClosedOn = closed.On, Successor = closed.Successor },
        AgreementNoted noted => state with { Agreement = noted.Terms },
        DocumentAttached attached => state with { Attachments = state.Attachments.Add(attached.Attachment) },
        _ when CommitmentFold.Evolve(state.Commitments, happened) is { } commitments => state with { Commitments = commitments },
        _ when ConflictRules.Evolve(state.Conflicts, happened) is { } conflicts => state with { Conflicts = conflicts },
        _ when TwinningRules.Evolve(state.Twinnings, happened) is { } twinnings => state with { Twinnings = twinnings },
        _ when CaseFold.Evolve(state.Cases, happened) is { } cases => state with { Cases = cases },
        _ when AccessRules.Evolve(state.Grants, happened) is { } grants => state with { Grants = grants },
        _ => throw new InvalidOperationException($"A program's book knows no {happened.GetType().Name}."),
    };

    /// <inheritdoc/>
    public static string Write(ProgramBook state) => JsonSerializer.Serialize(state, SnapshotJson.Default.ProgramBook);

    /// <inheritdoc/>
    public static void Write(ProgramBook state, Utf8JsonWriter writer) => JsonSerializer.Serialize(writer, state, SnapshotJson.Default.ProgramBook);

    /// <inheritdoc/>
    public static ProgramBook Read(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, SnapshotJson.Default.ProgramBook)!;

    /// <summary>The program as a reader sees it on a civil date.</summary>
    public static ProgramView View(ProgramBook state, BookKey book, long version, DateOnly today)
    {
        var commitments = state.Commitments.InOrder.Select(ledger => FiguresOf.View(ledger, today)).ToValueList();
        return new()
        {
            Book = book,
            Version = version,
            Title = state.Opened!.Title,
            State = state.State,
            Agreement = state.Agreement?.Agreement,
            AgreementTerms = state.Agreement,
            Parties = state.Opened.Parties,
            Areas = state.Opened.Areas,
            Restricted = state.Opened.Restricted,
            Successor = state.Successor,
            Commitments = commitments,
            Sources = state.Opened.Sources,
            Light = StatusRule.Worst(commitments.Select(commitment => commitment.Light)),
        };
    }
}
