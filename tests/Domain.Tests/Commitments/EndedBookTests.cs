using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>What the end of its book cuts off is not overdue; what was over before stays what it was.</summary>
public sealed class EndedBookTests
{
    private static readonly AgreementTerms Over =
        World.Terms with { Version = 8, State = AgreementState.Terminated, EndedOn = World.Date("2026-11-21") };

    [Fact]
    public void In_a_closed_program_nothing_that_ends_later_is_overdue()
    {
        var play = Books.Program();
        play.Do(World.Lpb, new ConfirmEntry { Entry = play.Report(World.Db, World.Report("places", World.Of(3))) });
        Ended(play, () => play.Do(World.Db, new CloseProgram { Reason = "xong" }));
    }

    [Fact]
    public void Under_an_agreement_that_ended_nothing_that_ends_later_is_overdue_until_the_end_is_reverted()
    {
        var play = Books.Program();
        play.Do(World.Lpb, new ConfirmEntry { Entry = play.Report(World.Db, World.Report("places", World.Of(3))) });
        Ended(play, () => play.Do(Actor.System, new NoteAgreement { Terms = Over }));
        play.Do(Actor.System, new NoteAgreement { Terms = World.Terms with { Version = 9 } });
        Assert.Equal([StatusLight.Red, StatusLight.Red, StatusLight.Grey], Lights(play));
        // Closed on a day before, it ends there.
        play.Do(Actor.System, new NoteAgreement { Terms = Over with { Version = 10, State = AgreementState.ExpiredAsStated, EndedOn = null } });
        play.Do(World.Db, new CloseProgram { Reason = "xong" });
        Assert.Equal(World.Date("2027").Last, play.State.Commitments.Find("places")!.EndedOn);
    }

    [Fact]
    public void Of_a_terminated_agreement_itself_nothing_that_ends_later_is_overdue_until_the_end_is_reverted()
    {
        var play = Books.Agreement()
            .Do(World.Db, World.Commit("places", to: ["la-psl"]) with { Yearly = new() { From = 2025, To = 2027, Amount = World.Of(30) } });
        foreach (var party in (Actor[])[World.Db, World.Psl])
            play.Do(party, new AcceptText { Revision = 2 });
        foreach (var party in (Actor[])[World.Db, World.Psl])
            play.Do(party, Books.Signature);
        play.Do(World.Psl, new ConfirmEntry { Entry = play.Report(World.Db, World.Report("places", World.Of(3))) });
        Ended(play, () => play.Do(World.Db, new TerminateAgreement { Reason = "thôi" }));
        play.Now = World.Now;
        var revert = new RevertEnd { Reason = "nhầm" };
        play.Do(World.Db, revert).Do(World.Psl, revert);
        play.Now = new(2028, 2, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal([StatusLight.Red, StatusLight.Red, StatusLight.Grey], Lights(play));
        Assert.Equal([true, true, true], play.View("places").Periods.Select(period => period.Overdue));
    }

    // 3 of 30 in 2025, 5 of 30 in 2026, nothing in 2027: ended on 2026-11-21 and looked at in 2028.
    private static void Ended<TBook>(Play<TBook> play, Action end)
        where TBook : class, IBookState<TBook>
    {
        play.Report(World.Db, World.Report("places", World.Of(5), "2026-01", "2026-02"));
        var before = play.View("places").Periods;
        Assert.Equal([StatusLight.Red, StatusLight.Amber, null], before.Select(period => period.Light));
        end();
        Assert.Equal(World.Date("2026-11-21").Last, play.State.Commitments.Find("places")!.EndedOn);
        play.Now = new(2028, 2, 1, 0, 0, 0, TimeSpan.Zero);
        var after = play.View("places");
        Assert.Equal(
            before.Select(period => (period.Light, period.Expected, period.Overdue)),
            after.Periods.Select(period => (period.Light, period.Expected, period.Overdue)));
        Assert.Equal([true, false, false], after.Periods.Select(period => period.Overdue));
        Assert.Equal(StatusLight.Red, after.Light);
        var ledger = play.State.Commitments.Find("places")!;
        Assert.Equal([true, false, false], Enumerable.Range(0, 3).Select(i => FiguresOf.IsMissed(ledger, i, DateOnly.MaxValue)));
        Assert.Equal(
            after.Periods.Select(period => period.Light),
            Enumerable.Range(0, 3).Select(i => FiguresOf.Light(ledger, i, CivilTime.DateOf(play.Now))));
    }

    private static IEnumerable<StatusLight?> Lights<TBook>(Play<TBook> play)
        where TBook : class, IBookState<TBook> => play.View("places").Periods.Select(period => period.Light);
}
