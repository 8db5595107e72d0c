using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>Random lives of programs that are mostly about twinnings.</summary>
public sealed class TwinningProperties
{
    [Fact]
    public void Two_places_are_twinned_once_at_a_time_whoever_says_so()
    {
        var (both, again) = (0, 0);
        Check.Holds(20, 200, steps =>
        {
            var trial = Trial<ProgramBook>.Live(BookKey.Program("db-north"), Any, steps);
            Assert.Equal(ProgramBook.Write(trial.State), ProgramBook.Write(trial.FoldedFromText()));
            var twinnings = trial.State.Twinnings;
            foreach (var pair in twinnings.GroupBy(one => (TwinningRules.KeyOf(one.Lao), TwinningRules.KeyOf(one.Vietnamese))))
            {
                var times = pair.Select(one => one.Validity).ToList();
                for (var i = 0; i < times.Count; i++)
                    for (var j = 0; j < i; j++)
                        Assert.False(times[i].MayOverlap(times[j]), $"{pair.Key} is twinned twice");
                again += times.Count - 1;
            }
            foreach (var one in twinnings)
            {
                Assert.Equal(one.EnteredBy.Count, one.EnteredBy.Select(Parties.SideOf).Distinct().Count());
                var logged = trial.History.OfType<ActivityLogged>().Where(happened => happened.Twinning == one.Id)
                    .Select(happened => happened.Activity.Number);
                Assert.Equal(Enumerable.Range(1, one.Activities), logged);
            }
            both += twinnings.Count(one => one.EnteredBy.Count == 2);
        });
        Assert.True(both > 0 && again > 0, $"{both} by both, {again} again: the trials are not sensible enough");
    }

    private static Command Any(Choices choices, ProgramBook state) => state.Exists && choices.Often(85)
        ? ArbitraryTwinning.Command(choices, state)
        : Arbitrary.ForProgram(choices, state);
}
