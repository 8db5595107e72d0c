using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>Invariant 11: time ends an agreement by an event, and a reverted one does not fire again for the same day.</summary>
public sealed class EndProperties
{
    [Fact]
    public void Every_end_by_time_is_an_event_and_a_reverted_one_never_fires_again_for_its_day()
    {
        var (expired, reverted) = (0, 0);
        Check.Holds(40, 150, steps =>
        {
            var trial = Trial<AgreementBook>.Live(BookKey.Agreement("db-psl"), Any, steps);
            var over = new HashSet<PartialDate>();
            foreach (var happened in trial.History)
                if (happened is EndReverted { EndedOn: { } day })
                    Assert.True(over.Add(day), $"{day} was reverted twice");
                else if (happened is AgreementExpired { EndedOn: var end })
                    Assert.DoesNotContain(end, over);
            if (trial.State.State is AgreementState.Expired or AgreementState.ExpiredAsStated)
                Assert.Contains(trial.History, happened => happened is AgreementExpired);
            expired += trial.History.Count(happened => happened is AgreementExpired);
            reverted += over.Count;
        });
        Assert.True(expired > 0 && reverted > 0, $"{expired} expired, {reverted} reverted: the trials are not sensible enough");
    }

    private static Command Any(Choices choices, AgreementBook state)
    {
        if (!state.Exists)
            return Books.Stated(World.Years(2024, 2025)) with { Parties = ["vn-db", "la-lpb"] };
        return choices.Next(12) switch
        {
            0 or 1 or 2 => new ExpireAgreement
            {
                EndedOn = PartialDate.Of(EndRules.DueOn(state) is { } due && choices.Often(90) ? due.AddDays(-1) : new(2025, 12, 31)),
            },
            3 or 4 or 5 => new RevertEnd { Reason = "nhầm" },
            6 => new SuspendAgreement { Reason = "lũ" },
            7 => new ResumeAgreement { Reason = "khô" },
            8 when choices.Often(20) => new TerminateAgreement { Reason = "thôi" },
            _ => Arbitrary.Amending(choices, state),
        };
    }
}
