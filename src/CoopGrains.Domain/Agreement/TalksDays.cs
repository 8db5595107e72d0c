using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>On which days talks can be, and were held.</summary>
internal static class TalksDays
{
    /// <summary>Records on which day talks took place, or corrects it with a reason until somebody has signed the minutes.</summary>
    public static Decision Hold(AgreementBook state, Talks talks, HoldTalks hold, Context context)
    {
        if (hold.On.Year == 0 || hold.On.First > context.Today)
            return Decision.At("/on", RefusalCodes.DateInFuture);
        return (hold.Place is null ? null : Checks.Title(hold.Place, "/place"))
            ?? TalksRules.Chairs(state, hold.Chairs)
            ?? Checks.Found(hold.Missing)
            ?? (hold.Reason is null
                ? TalksRules.Needs(talks, TalksState.Planned, TalksState.AgendaShared, TalksState.Postponed)
                : Correctable(talks, hold))
            ?? (IsAsRecorded(state, talks) ? OutsideTerm(state, hold.On, "/on") : null)
            ?? OutOfOrder(state, talks, hold.On)
            ?? Decision.Accept(hold.Reason is null
                ? new TalksHeld { Number = talks.Number, On = hold.On, Place = hold.Place ?? talks.Place, Chairs = hold.Chairs }
                : new TalksHeld
                {
                    Number = talks.Number,
                    On = hold.On,
                    Place = hold.Place ?? talks.Place,
                    Chairs = hold.Chairs.IsEmpty ? talks.Chairs : hold.Chairs,
                    Before = talks.On,
                    Reason = hold.Reason,
                    // Whoever signs has read the day on which they were held.
                    Revision = talks.State == TalksState.MinutesDrafted ? talks.Revision + 1 : 0,
                });
    }

    private static Decision? Correctable(Talks talks, HoldTalks hold) =>
        Checks.Text(hold.Reason, "/reason")
        ?? TalksRules.Needs(talks, TalksState.Held, TalksState.MinutesDrafted)
        ?? (talks.Signatures.IsEmpty ? (Decision?)null : Checks.WrongState(TalksState.MinutesSigned, TalksState.Held, TalksState.MinutesDrafted))
        ?? (hold.On == talks.On && (hold.Place ?? talks.Place) == talks.Place && (hold.Chairs.IsEmpty || hold.Chairs == talks.Chairs)
            ? Decision.Refuse(RefusalCodes.NothingChanges)
            : (Decision?)null);

    // What its source states of talks held outside the register may lie outside the term, and is corrected to another such day.
    private static bool IsAsRecorded(AgreementBook state, Talks talks) =>
        !TalksFold.WasHeld(talks) || OutsideTerm(state, talks.On, "/on") is null;

    /// <summary>Why talks are not on a day: it lies wholly outside the agreement's term, as far as that is stated. Null when it does not.</summary>
    public static Decision? OutsideTerm(AgreementBook state, PartialDate on, string pointer) =>
        AgreementBook.Terms(state, state.Key, 0).Term is { } term && (on.Last < term.From.First || on.First > term.To?.Last)
            ? Decision.At(pointer, RefusalCodes.TalksOutsideTerm, ("began", term.From), ("ended", term.To))
            : state.TerminatedOn is { } ended && on.First > ended.Last
                ? Decision.At(pointer, RefusalCodes.TalksOutsideTerm, ("ended", ended))
                : null;

    /// <summary>Why talks are not entered as held: others of these parties on that very day are, or are planned. Null when none are.</summary>
    /// <remarks>A month or a year is stated of several; whether the year is inferred tells no days apart.</remarks>
    public static Decision? Twice(AgreementBook state, RegisterTalks register)
    {
        var different = register.DifferentFrom;
        if (different.Count > Checks.MostOfARecord)
            return Decision.At("/differentFrom", RefusalCodes.TooManyItems, ("most", Checks.MostOfARecord));
        for (var i = 0; i < different.Count; i++)
            if (TalksFold.Find(state.Talks, different[i]) is null)
                return Decision.At($"/differentFrom/{i}", RefusalCodes.ReferenceUnknown, ("id", different[i]));
        if (register.On.Day == 0)
            return null;
        var day = register.On with { YearInferred = false };
        return state.Talks.FirstOrDefault(other => other.State != TalksState.Cancelled
            && other.On with { YearInferred = false } == day && !different.Contains(other.Number)) is { } same
                ? Decision.At("/on", RefusalCodes.SameTalks, ("id", same.Number), ("on", same.On))
                : null;
    }

    // Talks that were planned here follow each other; those of before the register are entered in any order.
    private static Decision? OutOfOrder(AgreementBook state, Talks talks, PartialDate on)
    {
        if (!talks.Sources.IsEmpty)
            return null;
        foreach (var other in state.Talks)
            if (other.Sources.IsEmpty && TalksFold.WasHeld(other)
                && (other.Number < talks.Number ? on.Last < other.On.First : other.Number > talks.Number && on.First > other.On.Last))
                return Decision.At("/on", RefusalCodes.TalksOutOfOrder, ("id", other.Number), ("on", other.On));
        return null;
    }
}
