using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Drafts of successors, with what they carry on.</summary>
internal static class RenewalRules
{
    /// <summary>Decides as for any draft; what it carries on is checked besides.</summary>
    public static Decision Renew(AgreementBook state, RenewAgreement renew, Context context)
    {
        var parties = renew.Parties.IsEmpty && context.Predecessor is { } before && before.Agreement == renew.Predecessor
            && Visibility.CanTakePart(before.Restricted, before.Parties, context.Actor)
                ? before.Parties
                : renew.Parties;
        var drafted = DraftRules.Draft(state, new()
        {
            Id = renew.Id,
            Type = renew.Type,
            TypeStated = renew.TypeStated,
            Parties = parties,
            Text = renew.Text,
            Predecessor = renew.Predecessor,
            Parent = renew.Parent,
            Restricted = renew.Restricted,
        }, context);
        if (drafted.Refusal is not null)
            return drafted;
        return Carried(renew, parties) ?? Decision.Accept(
            [(AgreementDrafted)drafted.Events[0] with { Carries = renew.Carry },
             .. renew.Found.Where(found => found.Ref.Book == renew.Predecessor)
                .Select(found => new CommitmentAdded { Commitment = CarryRules.Begun(found) })]);
    }

    private static Decision? Carried(RenewAgreement renew, ValueList<string> parties)
    {
        if (renew.Carry.Count > Checks.MostOfARecord)
            return Decision.At("/carry", RefusalCodes.TooManyItems, ("most", Checks.MostOfARecord));
        if (renew.Carry.Distinct().Count() != renew.Carry.Count)
            return Decision.At("/carry", RefusalCodes.ReferencesTwice);
        for (var i = 0; i < renew.Carry.Count; i++)
        {
            if (renew.Found.FirstOrDefault(found => found.Ref == renew.Carry[i])?.Commitment is not { } commitment)
                return Decision.At($"/carry/{i}", RefusalCodes.ReferenceUnknown,
                    ("id", $"{renew.Carry[i].Book}/commitments/{renew.Carry[i].Commitment}"));
            if (!CommitmentRules.Counts(commitment))
                return Decision.At($"/carry/{i}", RefusalCodes.CommitmentNotActive, ("state", commitment.State));
            if (commitment.Givers.Concat(commitment.Beneficiaries).FirstOrDefault(party => !parties.Contains(party)) is { } stranger)
                return Decision.At($"/carry/{i}", RefusalCodes.NotAParty, ("party", stranger));
        }
        return null;
    }
}
