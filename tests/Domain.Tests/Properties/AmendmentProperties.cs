using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>Amendments over random lives of agreements.</summary>
public sealed class AmendmentProperties
{
    [Fact]
    public void Each_is_applied_once_signed_by_all_on_the_very_values_it_was_proposed_on()
    {
        var applied = 0;
        Check.Holds(40, 200, steps =>
        {
            var trial = Trial<AgreementBook>.Live(BookKey.Agreement("db-psl"), Any, steps);
            var state = AgreementBook.Empty;
            var proposed = new Dictionary<int, Amendment>();
            foreach (var happened in trial.History)
            {
                if (happened is AmendmentProposed { Amendment: var amendment })
                    proposed.Add(amendment.Number, amendment);
                if (happened is AmendmentApplied change)
                {
                    applied++;
                    Assert.True(proposed.Remove(change.Number, out var was), "applied twice, or never proposed");
                    Assert.Equal(was.Changes, change.Changes);
                    Assert.All(change.Changes, one => Assert.Equal(one.Before, TextFields.Of(state.Text!, one.Field)));
                    var signed = state.Amendments.Single(one => one.Number == change.Number).Signatures.Select(signature => signature.Party);
                    Assert.Equal(state.Parties.Order(), signed.Order());
                }
                state = AgreementBook.Evolve(state, happened);
                if (happened is AmendmentApplied after)
                    Assert.All(after.Changes, one => Assert.Equal(one.After, TextFields.Of(state.Text!, one.Field)));
            }
        });
        Assert.True(applied > 0, "nothing was applied: the trials are not sensible enough");
    }

    private static Command Any(Choices choices, AgreementBook state) => !state.Exists
        ? Books.Stated(World.Years(2024, 2040)) with { Parties = ["vn-db", "la-lpb"] }
        : choices.Often(10) ? Arbitrary.ForAgreement(choices, state) : Arbitrary.Amending(choices, state);
}
