using CoopGrains.Contracts;
using static CoopGrains.Dashboard.Work.ActFields;
using Choices = System.Collections.Generic.IReadOnlyList<(string Code, string Words)>;

namespace CoopGrains.Dashboard.Work.Offers;

/// <summary>What can be begun about the commitments of a book: new ones, targets, locks, what is given up, reports of every kind.</summary>
public static class CommitmentOffers
{
    private const string Commitments = "commitments";
    private const string One = "/commitments/{commitment}", OneLock = One + "/locks/{period}", OneEntry = "/entries/{entry}";

    // What parts a commitment and one of its locks, which have none of them.
    private const char Between = '~';

    private const Roles Workers = Roles.Recorder | Roles.Confirmer | Roles.Coordinator;

    /// <summary>All of it.</summary>
    /// <param name="book">The book.</param>
    /// <param name="parties">Who takes part in it.</param>
    /// <param name="commitments">Its commitments.</param>
    /// <param name="by">To whom it is offered.</param>
    public static IEnumerable<Offer> Of(BookKey book, Choices parties, IReadOnlyList<CommitmentView> commitments, Offering by)
    {
        var period = Window("period");
        yield return new(Commitments, new("addCommitment", "/commitments", New(parties, by)));
        yield return Each(new("setTarget", One + "/targets", period, Maybe("amount", Typed.Amount), Maybe("courses", Typed.Number))
        { IsPut = true });
        yield return Each(new("cancelCommitment", One + "/cancellation", Reason) { IsSecond = true });
        yield return Each(new("lockPeriod", One + "/locks", period, Reason));
        yield return EachLock(new("askToUnlock", OneLock + "/unlock", Reason, new("until", Typed.Date)), _ => true);
        yield return EachLock(new("withdrawUnlock", OneLock + "/unlock/withdrawal", Reason) { IsSecond = true },
            locked => locked.Unlocking.Any(one => one.By.Side == by.Actor.Side));
        yield return Each(new("reportInFull", One + "/entries", Report(parties, by)) { For = Roles.Recorder });
        yield return OfEntry(new("reverseEntry", OneEntry + "/reversal", Reason, Maybe("evidence", Typed.Lines), Sources)
        { For = Roles.Recorder, IsSecond = true });
        yield return OfEntry(new("markDuplicate", OneEntry + "/duplicates", new("of"), Reason) { For = Workers, IsSecond = true });
        yield return OfEntry(new("markDistinct", OneEntry + "/distinct", Reason) { For = Workers });

        Offer Each(Act act) => new(Commitments, act)
        {
            Among = () => Task.FromResult<Choices>(
                [.. commitments.Where(IsLive).Select(one => (one.Commitment.Id, by.In(one.Commitment.Title)))]),
            One = id => Task.FromResult(commitments.FirstOrDefault(one => one.Commitment.Id == id)?.Commitment is { } found ? act with
            {
                About = found.Title,
                In = new Dictionary<string, string> { ["commitment"] = id },
                Revision = act.IsPut ? found.Revision : null,
                Fields = [.. act.Fields.Select(field => Known(field, found))],
            } : null),
        };

        Offer EachLock(Act act, Func<PeriodLock, bool> isOf) => new(Commitments, act)
        {
            Among = () => Task.FromResult<Choices>(
            [
                .. from one in commitments
                   from locked in one.Locks
                   where locked.UnlockedUntil is null && isOf(locked)
                   select ($"{one.Commitment.Id}{Between}{locked.Id}", $"{by.In(one.Commitment.Title)}, {by.Words.Window(locked.Period)}"),
            ]),
            One = id => Task.FromResult(id.Split(Between) is [var commitment, var locked] ? act with
            {
                In = new Dictionary<string, string> { ["commitment"] = commitment, ["period"] = locked },
            } : null),
        };

        Offer OfEntry(Act act) => new(Commitments, act)
        {
            One = id => Task.FromResult(by.Reading.Entry(book, id, by.Actor) is null ? null : act with
            {
                In = new Dictionary<string, string> { ["entry"] = id },
            }),
        };

        bool IsLive(CommitmentView one) =>
            one.Commitment.State is CommitmentState.Active or CommitmentState.Proposed or CommitmentState.Drafted;
    }

    private static ActField Known(ActField field, Commitment commitment) => field with
    {
        Unit = field.Typed == Typed.Amount ? commitment.Unit : field.Unit,
        Fields = [.. field.Fields.Select(inner => Known(inner, commitment))],
    };

    private static ActField[] New(Choices parties, Offering by)
    {
        var rate = Maybe("rate", Typed.Amount) with { UnitFrom = "unit" };
        return
        [
            Local("title"), Parties("givers", parties), Parties("beneficiaries", parties),
            Group("basis", true, Code<BasisKind>("kind", by.Words), Maybe("clause")),
            new("indicator") { Choices = Words(Vocabulary.Indicator) }, Code<Measure>("measure", by.Words),
            Maybe("unit") with { Choices = Words(Vocabulary.Unit) }, Code<Cadence>("cadence", by.Words), rate,
            Group("yearly", false, new("from", Typed.Number), new("to", Typed.Number), rate with { Name = "amount" }),
            BeginOffers.Areas(by), Sources, TalksOf("talks"),
            Group("carriedFrom", false, Book("book", isRequired: true), new("commitment")), Id,
        ];

        Choices Words(string kind) => [.. Vocabulary.All.Kinds.First(one => one.Kind == kind).Words.Select(word => (word.Code, by.In(word.Name)))];
    }

    private static ActField[] Report(Choices parties, Offering by) =>
    [
        Maybe("amount", Typed.Amount), Maybe("amountAsWritten"), Window("occurred"), Parties("beneficiaries", parties, isRequired: false),
        Maybe("meaning", lines: 2),
        Rows("parts", false, new("name"), new("amount", Typed.Amount), Code<Dimension>("dimension", by.Words, isRequired: false)),
        Rows("places", false, Party("province", by.Parties), new("unit")),
        Maybe("evidence", Typed.Lines), Maybe("breakdownOf"), Party("onBehalfOf", parties, isRequired: false), Sources,
    ];
}
