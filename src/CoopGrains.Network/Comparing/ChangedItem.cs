using CoopGrains.Contracts;

namespace CoopGrains.Network;

/// <summary>Names what of several in a book an event was about, so that what was taken back is named where nothing shows it any more.</summary>
internal static class ChangedItem
{
    /// <summary>As the book's paths name it, such as <c>events/v-1</c>; null for what is about an entry, a commitment or the book itself.</summary>
    public static string? Of(Event happened) => happened switch
    {
        OccasionRecorded recorded => "events/" + recorded.Occasion.Id,
        OccasionRetracted retracted => "events/" + retracted.Occasion,
        UnitRegistered registered => "units/" + registered.Unit.Id,
        UnitCorrected corrected => "units/" + corrected.Unit.Id,
        UnitClosed closed => "units/" + closed.Unit,
        HolderRegistered registered => "offices/" + registered.Holder.Id,
        HolderCorrected corrected => "offices/" + corrected.Holder.Id,
        TenureEnded ended => "offices/" + ended.Holder,
        TwinningAdded added => "twinnings/" + added.Twinning.Id,
        TwinningAffirmed affirmed => "twinnings/" + affirmed.Twinning,
        TwinningCorrected corrected => "twinnings/" + corrected.Twinning.Id,
        TwinningEnded ended => "twinnings/" + ended.Twinning,
        ActivityLogged logged => "twinnings/" + logged.Twinning,
        ConflictRaised raised => "conflicts/" + raised.Conflict.Id,
        ConflictResolved resolved => "conflicts/" + resolved.Conflict,
        _ => OfTalks(happened) ?? OfAmendments(happened) ?? OfCases(happened),
    };

    private static string? OfTalks(Event happened) => happened switch
    {
        TalksPlanned planned => Talks(planned.Talks.Number),
        TalksRegistered registered => Talks(registered.Talks.Number),
        AgendaShared shared => Talks(shared.Number),
        TalksHeld held => Talks(held.Number),
        MinutesDrafted drafted => Talks(drafted.Number),
        MinutesSigned signed => Talks(signed.Number),
        TalksPostponed postponed => Talks(postponed.Number),
        TalksCancelled cancelled => Talks(cancelled.Number),
        OutcomeRecorded recorded => Outcome(recorded.Number, recorded.Outcome.Id),
        OutcomeSettled settled => Outcome(settled.Number, settled.Outcome),
        OutcomeNoted noted => Outcome(noted.Number, noted.Outcome),
        _ => null,
    };

    private static string? OfAmendments(Event happened) => happened switch
    {
        AmendmentProposed proposed => Amendment(proposed.Amendment.Number),
        AmendmentAccepted accepted => Amendment(accepted.Number),
        AmendmentSigned signed => Amendment(signed.Number),
        AmendmentApplied applied => Amendment(applied.Number),
        AmendmentWithdrawn withdrawn => Amendment(withdrawn.Number),
        _ => null,
    };

    private static string? OfCases(Event happened) => happened switch
    {
        CaseRaised raised => "cases/" + raised.Case.Id,
        CaseDelivered delivered => "cases/" + delivered.Case,
        CaseAcknowledged acknowledged => "cases/" + acknowledged.Case,
        ResolutionProposed proposed => "cases/" + proposed.Case,
        CaseClosed closed => "cases/" + closed.Case,
        CaseReopened reopened => "cases/" + reopened.Case,
        CaseReplied replied => "cases/" + replied.Case,
        ActionCompleted completed => "cases/" + completed.Case,
        ActionVerified verified => "cases/" + verified.Case,
        CaseEscalated escalated => "cases/" + escalated.Case,
        EscalationReverted reverted => "cases/" + reverted.Case,
        _ => null,
    };

    private static string Talks(int number) => FormattableString.Invariant($"talks/{number}");

    private static string Outcome(int talks, string outcome) => $"{Talks(talks)}/outcomes/{outcome}";

    private static string Amendment(int number) => FormattableString.Invariant($"amendments/{number}");
}
