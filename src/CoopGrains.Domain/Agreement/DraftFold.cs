using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Commitments in a text that is not in force: they are part of what is accepted, bind with it, and go with it.</summary>
internal static class DraftFold
{
    /// <summary>True for a text that waits to be accepted or signed: nothing in it binds yet.</summary>
    public static bool IsDraft(AgreementState state) =>
        state is AgreementState.Draft or AgreementState.TextAgreed or AgreementState.PartlySigned;

    /// <summary>The state after an event, with what that means for commitments of the text and for what is accepted.</summary>
    public static AgreementBook After(AgreementBook before, AgreementBook after, Event happened) => happened switch
    {
        CommitmentAgreed agreed when IsDraft(before.State) => Changed(before, after with
        {
            Commitments = after.Commitments.Change(agreed.Commitment, commitment => commitment with { State = CommitmentState.Drafted }),
        }),
        CommitmentAdded added when IsOfTheBeginning(before, added.Commitment) => after,
        CommitmentAdded or TargetSet or CommitmentCancelled => Changed(before, after),
        AgreementEnteredIntoForce => after with { Commitments = after.Commitments.Change(Bound) },
        DraftWithdrawn => after with
        {
            WithdrawnWith = before.Commitments.InOrder.Select(ledger => ledger.Commitment)
                .Where(commitment => commitment.State != CommitmentState.Cancelled).ToValueList(),
            Commitments = after.Commitments.Change(commitment => commitment with { State = CommitmentState.Cancelled, Asked = default }),
        },
        EndReverted { From: AgreementState.Withdrawn } => after with
        {
            WithdrawnWith = default,
            Commitments = before.WithdrawnWith.Aggregate(after.Commitments, (all, kept) => all.Change(kept.Id, _ => kept)),
        },
        _ => after,
    };

    // Who accepts a text accepts its commitments too, so that they raise what is compared.
    private static AgreementBook Changed(AgreementBook before, AgreementBook after) =>
        before.State == AgreementState.Draft && before.AcceptedBy.IsEmpty
            ? after with { Revision = before.Revision + 1, CommitmentsRevision = before.Revision + 1 }
            : after;

    // What a renewal carries on comes with its draft, and once: added anew it was cancelled before, which raised the revision.
    private static bool IsOfTheBeginning(AgreementBook state, Commitment commitment) => state.CommitmentsRevision == 0
        && state.Drafted is { } drafted && commitment.CarriedFrom is { } from
        && from.Book == drafted.Predecessor && drafted.Carries.Contains(from);

    private static Commitment Bound(Commitment commitment) => commitment.State == CommitmentState.Drafted
        ? commitment with { State = CommitmentState.Active }
        : commitment;
}
