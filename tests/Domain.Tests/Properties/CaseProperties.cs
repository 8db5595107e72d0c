using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>Random lives of books that are mostly about cases.</summary>
public sealed class CaseProperties
{
    [Fact]
    public void No_side_closes_for_the_other_no_doer_verifies_and_what_ended_is_not_open()
    {
        var ends = new HashSet<CaseState>();
        Check.Holds(25, 150, steps =>
        {
            var trial = Trial<AgreementBook>.Live(BookKey.Agreement("db-psl"), Any, steps);
            Assert.Equal(AgreementBook.Write(trial.State), AgreementBook.Write(trial.FoldedFromText()));
            if (trial.State.Cases is not { } cases)
                return;
            Assert.DoesNotContain(cases.Open, CaseFold.HasEnded);
            Assert.All(cases.Ended, one => Assert.True(CaseFold.HasEnded(one)));
            Assert.Equal(cases.All.Count(), cases.All.Select(one => one.Id).Distinct().Count());
            Assert.Equal(cases.Taken, trial.History.Count(happened => happened is CaseRaised));
            foreach (var one in cases.All)
            {
                Assert.Equal(one.Steps, trial.History.Count(happened => IdOf(happened) == one.Id));
                if (one is { State: CaseState.Closed } && (one.Kind == CaseKind.Issue || one.TwoSided))
                    Assert.Equal([Side.Vn, Side.La], one.ClosedBy.Order());
                if (one.State == CaseState.Verified)
                {
                    var by = trial.History.OfType<ActionVerified>().Last(verified => verified.Case == one.Id).By;
                    Assert.NotEqual((one.DoneBy!.User, one.DoneBy.Agency), (by.User, by.Agency));
                    Assert.False(one.TwoSided && by.Side == one.DoneBy.Side);
                }
                if (one.Escalated is { } escalated)
                    Assert.True(escalated.Due.First <= trial.Today);
            }
            ends.UnionWith(cases.Ended.Select(one => one.State));
        });
        Assert.Equal([CaseState.Acknowledged, CaseState.Replied, CaseState.Verified, CaseState.Closed], ends.Order());
    }

    internal static string? IdOf(Event happened) => happened switch
    {
        CaseRaised raised => raised.Case.Id,
        CaseDelivered delivered => delivered.Case,
        CaseAcknowledged acknowledged => acknowledged.Case,
        ResolutionProposed proposed => proposed.Case,
        CaseClosed closed => closed.Case,
        CaseReopened reopened => reopened.Case,
        CaseReplied replied => replied.Case,
        ActionCompleted done => done.Case,
        ActionVerified verified => verified.Case,
        CaseEscalated escalated => escalated.Case,
        EscalationReverted reverted => reverted.Case,
        _ => null,
    };

    private static Command Any(Choices choices, AgreementBook state)
    {
        if (!state.Exists)
            return Books.Draft(["vn-db", "la-psl"]);
        if (choices.Often(5))
            return Arbitrary.ForAgreement(choices, state);
        var known = state.Cases?.All.ToList() ?? [];
        var one = known.Count == 0 || choices.Often(15) ? null : choices.Pick(choices.Often(90) && state.Cases!.Open.Count > 0 ? [.. state.Cases.Open] : known);
        return one is null ? Arbitrary.Raise(choices) : Arbitrary.AboutCase(choices, one);
    }
}
