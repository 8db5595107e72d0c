using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class LockTests
{
    private static readonly Window Year2025 = Window.Year(2025);

    private static readonly FoundDocument Scan = new()
    {
        Hash = new('a', 64),
        Name = "bien-ban.pdf",
        MediaType = "application/pdf",
        Size = 9,
        UploadedBy = "vn-db-office",
    };

    private readonly Play<ProgramBook> _play = Books.Program();

    /// <summary>Every way into a figure, each accepted while nothing is locked.</summary>
    private static readonly Dictionary<string, Func<Play<ProgramBook>, (Actor By, Command Command)>> Paths = new()
    {
        [nameof(SetTarget)] = play => (World.Db, new SetTarget { Commitment = "places", Revision = 1, Period = Year2025, Amount = World.Of(40) }),
        ["set target, what is asked for given up"] = play =>
            (World.Db, Asked(play) with { Revision = 2, Amount = play.View("places").Periods[0].Target }),
        ["set target, agreed"] = play => (World.Lpb, Asked(play) with { Revision = 2 }),
        [nameof(AgreeToCommitment)] = play => (World.Lpb, new AgreeToCommitment { Commitment = Asked(play).Commitment, Revision = 2 }),
        [nameof(CancelCommitment)] = _ => (World.Db, new CancelCommitment { Commitment = "places", Reason = "thôi" }),
        ["cancel, by both"] = play => (World.Lpb, new CancelCommitment { Commitment = GivenUp(play), Reason = "thôi" }),
        [nameof(WithdrawCancellation)] = play => (World.Db, new WithdrawCancellation { Commitment = GivenUp(play), Reason = "làm tiếp" }),
        [nameof(ReportFulfilment)] = _ => (World.Db, World.Report("places", World.Of(5))),
        ["report, on behalf"] = _ => (World.Db, World.Report("places", World.Of(5)) with { OnBehalfOf = "la-lpb" }),
        ["report, breakdown"] = play => (World.Db, World.Report("places", World.Of(5)) with { BreakdownOf = Reported(play) }),
        ["report, partly in the period"] = _ => (World.Db, World.Report("places", World.Of(5), "2024-12", "2025-01")),
        ["report, still open"] = _ => (World.Db, World.Report("places", World.Of(5), "2024-12", null)),
        ["report, correction"] = play => (World.Db, World.Report("places", World.Of(29)) with { Corrects = Disputed(play) }),
        ["report, correction to another period"] = play =>
            (World.Db, World.Report("places", World.Of(29), "2026-03", "2026-04") with { Corrects = SentBack(play) }),
        ["confirm, correction to another period"] = play => (World.Lpb, new ConfirmEntry
        {
            Entry = play.Report(World.Db, World.Report("places", World.Of(29), "2026-03", "2026-04") with { Corrects = Disputed(play) }),
        }),
        [nameof(ConfirmEntry)] = play => (World.Lpb, new ConfirmEntry { Entry = Reported(play) }),
        [nameof(DisputeEntry)] = play => (World.Lpb, new DisputeEntry { Entry = Reported(play), OwnFigure = World.Of(28), Reason = "khác" }),
        [nameof(SendBackEntry)] = play => (World.Lpb, new SendBackEntry { Entry = Reported(play), Note = "thiếu" }),
        [nameof(WithdrawEntry)] = play => (World.Db, new WithdrawEntry { Entry = Reported(play), Reason = "nhầm" }),
        [nameof(ReverseEntry)] = play => (World.Db, new ReverseEntry { Entry = Confirmed(play), Reason = "nhầm" }),
        ["confirm, reversal"] = play => (World.Lpb, new ConfirmEntry { Entry = Reversal(play) }),
        [nameof(MarkDuplicate)] = play => (World.Db, new MarkDuplicate { Entry = Reported(play), Of = Reported(play), Reason = "trùng" }),
        ["duplicate, asked by the other side"] = play =>
            (World.Lpb, new MarkDuplicate { Entry = Reported(play), Of = Reported(play), Reason = "trùng" }),
        [nameof(AttachDocument)] = play => (World.Db, new AttachDocument { Hash = Scan.Hash, Found = Scan, To = "entries/" + Reported(play) }),
        [nameof(RaiseConflict)] = play => (World.Lpb, Conflict("entries/" + Reported(play))),
        [nameof(ResolveConflict)] = play => (World.Db, new ResolveConflict { Conflict = Raised(play), Reason = "theo biên bản" }),
        [nameof(MarkDistinct)] = play => (World.Db, new MarkDistinct { Entry = Duplicate(play), Reason = "khác" }),
    };

    /// <summary>What changes no figure of a period; a new command about commitments has to be in one of the two tables.</summary>
    private static readonly string[] Harmless =
        [nameof(AddCommitment), nameof(CarryForward), nameof(LockPeriod), nameof(UnlockPeriod), nameof(WithdrawUnlock)];

    public static TheoryData<string> AllPaths() => new(Paths.Keys);

    [Theory]
    [MemberData(nameof(AllPaths))]
    public void A_locked_period_is_closed_on_every_path_and_open_again_while_it_is_unlocked(string path)
    {
        var (by, command) = Paths[path](_play);
        Assert.Null(_play.Try(by, command).Refusal);
        _play.Do(World.Lpb, Lock(Year2025));
        var refusal = _play.Refused(by, command, RefusalCodes.PeriodLocked);
        Assert.Equal(("2025", "la-lpb", "đã chốt", "places"),
            (refusal.Detail("period"), refusal.Detail("party"), refusal.Detail("reason"), refusal.Detail("commitment")));
        Unlock();
        Assert.Null(_play.Try(by, command).Refusal);
        _play.Now = World.At(2026, 12, 2);
        _play.Refused(by, command, RefusalCodes.PeriodLocked);
    }

    [Fact]
    public void Every_command_about_commitments_stands_in_one_of_the_tables()
    {
        var taken = typeof(ICommitmentsGrain).GetMethods().Where(method => method.ReturnType == typeof(Task<Outcome>)).Select(method => method.GetParameters()[1].ParameterType.Name).ToHashSet();
        Assert.Empty(taken.Except(Paths.Keys).Except(Harmless));
    }

    [Fact]
    public void Other_periods_and_other_commitments_stay_open()
    {
        _play.Do(World.Db, Lock(Year2025));
        _play.Do(World.Db, World.Report("places", World.Of(5), "2026-01", "2026-02"));
        _play.Do(World.Db, World.Report("support", World.Of(5, "VND")));
        _play.Do(World.Db, new SetTarget { Commitment = "places", Revision = 1, Period = Window.Year(2027), Amount = World.Of(40) });
        _play.Do(World.Db, Conflict("commitments/places")).Do(World.Lpb, new ResolveConflict { Conflict = "students", Reason = "theo biên bản" });
        _play.Do(World.Db, World.Commit("more") with { Yearly = new() { From = 2025, To = 2025, Amount = World.Of(1) } });
    }

    [Fact]
    public void Unlocking_takes_both_sides_and_the_earlier_of_their_days_counts()
    {
        _play.Do(World.Db, Lock(Year2025));
        _play.Do(World.Db, Ask("2026-12-05"));
        Assert.Null(Known().UnlockedUntil);
        _play.Do(World.Who("vn-db", user: "chi", agency: "other"), Ask("2026-12-03"));
        Assert.Equal((1, (PartialDate?)null), (Known().Unlocking.Count, Known().UnlockedUntil));
        _play.Do(World.Vientiane, Ask("2026-12-24"));
        Assert.Equal((2, World.Date("2026-12-03")), (Known().Unlocking.Count, Known().UnlockedUntil));
        Assert.Equal(["chi", "an"], Known().Unlocking.Select(consent => consent.By.User));
        _play.Refused(World.Db, Ask("2026-12-24"), RefusalCodes.WrongState);
        _play.Now = World.At(2026, 12, 3);
        _play.Do(World.Db, World.Report("places", World.Of(5)));
        _play.Now = World.At(2026, 12, 4);
        _play.Refused(World.Db, World.Report("places", World.Of(5)), RefusalCodes.PeriodLocked);
        Assert.Equal(((PartialDate?)null, 0), (Known().UnlockedUntil, Known().Unlocking.Count));
        // The next time both are asked again.
        _play.Do(World.Db, Ask("2026-12-24"));
        Assert.Equal(((PartialDate?)null, 1), (Known().UnlockedUntil, Known().Unlocking.Count));
    }

    [Fact]
    public void A_consent_whose_day_is_over_is_none_and_a_lock_ends_an_unlock_at_once()
    {
        _play.Do(World.Db, Lock(Year2025)).Do(World.Db, Ask("2026-11-22"));
        _play.Now = World.At(2026, 11, 23);
        Assert.Empty(Known().Unlocking);
        _play.Do(World.Lpb, Ask("2026-12-01"));
        Assert.Null(Known().UnlockedUntil);
        _play.Do(World.Db, Ask("2026-12-01"));
        _play.Do(World.Lpb, Lock(Year2025));
        _play.Refused(World.Db, World.Report("places", World.Of(5)), RefusalCodes.PeriodLocked);
        _play.Refused(World.Db, Lock(Year2025), RefusalCodes.AlreadyExists);
    }

    [Fact]
    public void Only_coordinators_of_the_parties_lock_a_period_with_an_end_and_a_reason_and_locks_do_not_overlap()
    {
        _play.Refused(World.Who("vn-db", Roles.Recorder), Lock(Year2025), RefusalCodes.RoleMissing);
        _play.Refused(World.Psl, Lock(Year2025), RefusalCodes.NotOfTheProvince);
        _play.Refused(World.Db, Lock(Year2025) with { Commitment = "none" }, RefusalCodes.CommitmentUnknown);
        _play.Refused(World.Db, Lock(Year2025) with { Reason = "" }, RefusalCodes.TextMissing, "/reason");
        _play.Refused(World.Db, Lock(World.Span("2025-02", "2025-01")), RefusalCodes.WindowInvalid, "/period");
        _play.Refused(World.Db, Lock(World.Span("2025", null)), RefusalCodes.WindowInvalid, "/period/to");
        _play.Do(World.Hanoi, Lock(World.Span("2025-01", "2025-03")));
        Assert.Equal("2025-01..2025-03", Known().Id);
        _play.Refused(World.Db, Lock(Year2025), RefusalCodes.LocksOverlap, "/period");
        for (var i = 0; i < 59; i++)
            _play.Do(World.Db, Lock(Window.Year(1900 + i)));
        _play.Refused(World.Db, Lock(Window.Year(2000)), RefusalCodes.TooManyItems, "/period");
    }

    [Fact]
    public void An_unlock_names_a_lock_a_reason_and_a_day_within_a_year()
    {
        _play.Do(World.Db, Lock(Year2025));
        _play.Refused(World.Db, Ask("2026-12-01") with { Lock = "2024" }, RefusalCodes.ItemUnknown);
        _play.Refused(World.Db, Ask("2026-12-01") with { Reason = " " }, RefusalCodes.TextMissing, "/reason");
        foreach (var until in (string[])["2026-11-20", "2026-12", "2027-11-23"])
            _play.Refused(World.Db, Ask(until), RefusalCodes.UnlockEndInvalid, "/until");
        _play.Refused(World.Who("vn-db", Roles.Recorder), Ask("2026-12-01"), RefusalCodes.RoleMissing);
        _play.Refused(World.Psl, Ask("2026-12-01"), RefusalCodes.NotOfTheProvince);
        _play.Do(World.Db, Ask("2026-11-21"));
    }

    private PeriodLock Known() => Assert.Single(_play.View("places").Locks);

    private void Unlock() => _play.Do(World.Db, Ask("2026-12-01")).Do(World.Lpb, Ask("2026-12-01"));

    private static LockPeriod Lock(Window period) => new() { Commitment = "places", Period = period, Reason = "đã chốt" };

    private static UnlockPeriod Ask(string until) => new() { Commitment = "places", Lock = "2025", Reason = "thiếu một lớp", Until = World.Date(until) };

    private static SetTarget Asked(Play<ProgramBook> play)
    {
        var set = new SetTarget { Commitment = "places", Revision = 1, Period = Year2025, Amount = World.Of(40) };
        play.Do(World.Db, set);
        return set;
    }

    private static string GivenUp(Play<ProgramBook> play)
    {
        play.Do(World.Db, new CancelCommitment { Commitment = "places", Reason = "thôi" });
        return "places";
    }

    private static RaiseConflict Conflict(string about) => new()
    {
        Id = "students",
        Title = World.Vi("số học sinh"),
        About = about,
        Readings = [Reading(28), Reading(30)],
    };

    private static Reading Reading(int number) => new()
    {
        Text = World.Vi($"{number} học sinh"),
        Sources = [new() { Source = "S0", Quote = $"{number} học sinh" }],
    };

    private static string Raised(Play<ProgramBook> play)
    {
        play.Do(World.Lpb, Conflict("entries/" + Reported(play)));
        return "students";
    }

    private static string Reported(Play<ProgramBook> play) => play.Report(World.Db, World.Report("places", World.Of(30)));

    private static string Disputed(Play<ProgramBook> play)
    {
        var id = Reported(play);
        play.Do(World.Lpb, new DisputeEntry { Entry = id, OwnFigure = World.Of(28), Reason = "khác" });
        return id;
    }

    private static string SentBack(Play<ProgramBook> play)
    {
        var id = Reported(play);
        play.Do(World.Lpb, new SendBackEntry { Entry = id, Note = "thiếu" });
        return id;
    }

    private static string Confirmed(Play<ProgramBook> play)
    {
        var id = Reported(play);
        play.Do(World.Lpb, new ConfirmEntry { Entry = id });
        return id;
    }

    private static string Reversal(Play<ProgramBook> play)
    {
        play.Do(World.Db, new ReverseEntry { Entry = Confirmed(play), Reason = "nhầm" });
        return play.LastEntry;
    }

    private static string Duplicate(Play<ProgramBook> play)
    {
        var (of, id) = (Reported(play), Reported(play));
        play.Do(World.Db, new MarkDuplicate { Entry = id, Of = of, Reason = "trùng" });
        return id;
    }
}
