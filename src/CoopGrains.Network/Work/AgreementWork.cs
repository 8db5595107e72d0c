using System.Globalization;
using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>Texts, amendments and minutes to accept and sign; what talks left to be done; what the other side asks or has signed off.</summary>
internal static class AgreementWork
{
    public static IEnumerable<Waiting> Of(ViewBook book) => book.Agreement is { Exists: true } agreement
        ? agreement.Parties.SelectMany(party => Of(agreement, party), (party, work) =>
            // Old rows do not tell since when: what waits in them looks as old as the last thing that happened.
            new Waiting(work.Kind, Responsible.Of(party, null, Roles.Coordinator), book.Key, work.Since ?? book.At) { Item = work.Item, Due = work.Due })
        : [];

    private static IEnumerable<(WorkKind Kind, DateTimeOffset? Since, string? Item, PartialDate? Due)> Of(
        AgreementBook agreement, string party)
    {
        if (agreement.State is AgreementState.Draft && !agreement.AcceptedBy.Contains(party))
            yield return (WorkKind.Accept, agreement.TextSince, null, null);
        if (agreement.State is AgreementState.TextAgreed or AgreementState.PartlySigned && !Signed(agreement.Signatures, party))
            yield return (WorkKind.Sign, agreement.TextSince, null, null);
        foreach (var talks in agreement.Talks)
        {
            if (talks.State == TalksState.MinutesDrafted && !Signed(talks.Signatures, party))
                yield return (WorkKind.SignMinutes, talks.MinutesAt, Named("talks/", talks.Number), null);
            foreach (var outcome in talks.Outcomes)
                if (TalksFold.IsDue(agreement, talks, outcome))
                    yield return (WorkKind.SettleOutcome, outcome.At, $"{Named("talks/", talks.Number)}/outcomes/{outcome.Id}", outcome.Due);
        }
        foreach (var amendment in AmendmentRules.AreAnswered(agreement) ? agreement.Amendments : default)
            // One that cannot apply any more is withdrawn or proposed anew; nobody can answer it.
            if (!AmendmentRules.Conflicts(agreement, amendment).IsEmpty)
                continue;
            else if (!amendment.AcceptedBy.Contains(party))
                yield return (WorkKind.AcceptAmendment, amendment.Since, Named("amendments/", amendment.Number), null);
            else if (AmendmentRules.StateOf(amendment, agreement.Parties) != AmendmentState.Proposed && !Signed(amendment.Signatures, party))
                yield return (WorkKind.SignAmendment, amendment.Since, Named("amendments/", amendment.Number), null);
        if (agreement.Review is { On: null, First: var first } && IsOtherSide(first, party))
            yield return (WorkKind.SignOffReview, first.At, null, null);
        if (agreement.Review?.Reopening is { } reopening && IsOtherSide(reopening, party))
            yield return (WorkKind.AgreeToReopening, reopening.At, null, null);
        if (agreement.Reversion is { } asked && IsOtherSide(asked, party))
            yield return (WorkKind.AgreeToReversion, asked.At, null, null);
    }

    private static bool IsOtherSide(TwoSidedAsk asked, string party) => Parties.SideOf(asked.By) != Parties.SideOf(party);

    private static string Named(string list, int number) => list + number.ToString(CultureInfo.InvariantCulture);

    private static bool Signed(ValueList<Signature> signatures, string party) => signatures.Any(signature => signature.Party == party);
}
