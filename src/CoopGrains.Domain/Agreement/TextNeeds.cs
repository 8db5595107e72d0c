using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>What commitments of an agreement need of its text: the clause they rest on, and a term their targets lie in.</summary>
internal static class TextNeeds
{
    /// <summary>The fields of another text that would leave commitments without what they have now, each with the first of these.</summary>
    public static IEnumerable<(string Field, string Commitment)> Lost(AgreementBook state, AgreementText text)
    {
        var (ends, then) = (EndRules.EndOf(state), EndRules.EndOf(state with { Text = text }));
        return state.Commitments.InOrder.Select(ledger => ledger.Commitment)
            .Where(commitment => commitment.State != CommitmentState.Cancelled)
            .SelectMany(commitment => Lost(commitment, state.Text!, text, ends, then), (commitment, field) => (field, commitment.Id))
            .DistinctBy(lost => lost.field);
    }

    /// <summary>Why a text is not taken that would; null when it is.</summary>
    public static Decision? Refuses(AgreementBook state, AgreementText text, Func<string, string?> pointer)
    {
        foreach (var (field, commitment) in Lost(state, text))
            return Decision.At(pointer(field), RefusalCodes.NeededByCommitment, ("commitment", commitment), ("field", field));
        return null;
    }

    private static IEnumerable<string> Lost(
        Commitment commitment, AgreementText before, AgreementText after, PartialDate? ends, PartialDate? then)
    {
        if (commitment.Basis is { Kind: BasisKind.Clause, Clause: { } clause } && Rests(commitment, before) && !Rests(commitment, after))
            yield return TextFields.OfClause(clause);
        if (then is { } end && commitment.Targets.Any(target => Reaches(target, end) && !(ends is { } now && Reaches(target, now))))
            yield return TextFields.Term;
    }

    private static bool Rests(Commitment commitment, AgreementText text) =>
        CommitmentRules.Rests(commitment.Basis, commitment.Sources, text.Clauses.Select(clause => clause.Id));

    private static bool Reaches(Target target, PartialDate end) => target.Period.To?.Last > end.Last;
}
