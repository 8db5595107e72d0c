using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class DuplicateTests
{
    private static readonly Actor Health = World.Who("vn-db", agency: "health");

    private readonly Play<ProgramBook> _play = Books.Program();

    [Fact]
    public void The_same_from_another_agency_is_accepted_and_names_the_entry_it_resembles()
    {
        var first = Report(World.Db);
        Assert.Null(_play.Entry(first).Links);
        Assert.Equal(first, _play.Entry(Report(Health)).Links!.Resembles);
        Assert.Equal(Report(Health), _play.Entry(Report(World.Lpb)).Links!.Resembles);
    }

    [Theory]
    [InlineData("same agency")]
    [InlineData("other window")]
    [InlineData("other amount")]
    [InlineData("other beneficiary")]
    [InlineData("withdrawn")]
    [InlineData("attestation")]
    [InlineData("breakdown")]
    public void What_is_not_the_same_warns_of_nothing(string difference)
    {
        var set = World.Report("support", World.Of(30, "VND")) with { Beneficiaries = ["la-psl"] };
        var first = _play.Report(World.Db, set);
        var (actor, report) = difference switch
        {
            "same agency" => (World.Who("vn-db", user: "binh"), set),
            "other window" => (Health, set with { Occurred = World.Span("2025-03", "2025-05") }),
            "other amount" => (Health, set with { Amount = World.Of(31, "VND") }),
            "other beneficiary" => (Health, set with { Beneficiaries = ["la-odx", "la-lpb"] }),
            "attestation" => (Health, World.Report("duty", null)),
            "breakdown" => (Health, set with { BreakdownOf = first }),
            _ => (Health, set),
        };
        if (difference == "withdrawn")
            _play.Do(World.Db, new WithdrawEntry { Entry = first, Reason = "nhầm" });
        Assert.Null(_play.Entry(_play.Report(actor, report)).Links);
    }

    [Fact]
    public void What_is_about_to_be_reversed_takes_no_duplicates()
    {
        var first = Report(World.Db);
        _play.Do(World.Lpb, new ConfirmEntry { Entry = first });
        _play.Do(World.Db, new ReverseEntry { Entry = first, Reason = "nhầm" });
        var second = Report(Health);
        _play.Refused(Health, new MarkDuplicate { Entry = second, Of = first, Reason = "x" }, RefusalCodes.ReversalPending);
    }

    [Fact]
    public void A_book_read_from_its_snapshot_warns_of_the_same_entry()
    {
        for (var i = 0; i < 40; i++)
            Report(World.Who("vn-db", agency: i % 2 == 0 ? "education" : "health"));
        _play.Do(World.Lpb, new ConfirmEntry { Entry = _play.LastEntry });
        var copy = ProgramBook.Read(System.Text.Encoding.UTF8.GetBytes(ProgramBook.Write(_play.State)));
        var report = World.Report("places", World.Of(30));
        var decided = ProgramBook.Decide(copy, report, _play.Context(World.Db)).Events;
        Assert.Equal(_play.Try(World.Db, report).Events, decided);
        Assert.Equal(_play.LastEntry, Assert.IsType<EntryReported>(decided[0]).Resembles);
    }

    [Fact]
    public void A_duplicate_counts_once_until_it_is_found_distinct()
    {
        var (first, second) = (Report(World.Db), Report(Health));
        Assert.Equal((World.Of(60), 2), Figures());
        _play.Do(World.Db, Duplicate(second, first));
        Assert.Equal((World.Of(30), 1), Figures());
        Assert.Equal((EntryStatus.Duplicate, first, (string?)null), (_play.Entry(second).Status, _play.Entry(second).Links!.DuplicateOf, _play.Entry(second).Links!.Resembles));
        Assert.Equal([second], _play.Entry(first).Links!.Duplicates);
        _play.Refused(World.Lpb, new ConfirmEntry { Entry = second }, RefusalCodes.WrongState);
        _play.Do(Health, new MarkDistinct { Entry = second, Reason = "lớp khác" });
        Assert.Equal((World.Of(60), 2), Figures());
        Assert.Equal((EntryStatus.Reported, null, null), (_play.Entry(second).Status, _play.Entry(second).Links, _play.Entry(first).Links));
        _play.Refused(Health, new MarkDistinct { Entry = second, Reason = "lớp khác" }, RefusalCodes.NothingChanges);
    }

    [Fact]
    public void A_question_is_settled_as_distinct_and_either_of_the_two_may_be_the_duplicate()
    {
        var (first, second) = (Report(World.Db), Report(Health));
        _play.Do(World.Db, new MarkDistinct { Entry = second, Reason = "hai lớp" });
        Assert.Equal(((World.Of(60), 2), (EntryLinks?)null), (Figures(), _play.Entry(second).Links));
        var third = Report(World.Lpb);
        Assert.Equal(second, _play.Entry(third).Links!.Resembles);
        _play.Do(World.Db, new ConfirmEntry { Entry = third });
        _play.Do(World.Db, Duplicate(second, third));
        Assert.Equal((World.Of(60), 2), Figures());
        Assert.Null(_play.Entry(third).Links!.Resembles);
        Assert.Equal(EntryStatus.Reported, _play.Entry(first).Status);
    }

    [Fact]
    public void What_a_duplicate_rests_on_stays_until_that_is_settled()
    {
        var (first, second) = (Report(World.Db), Report(Health));
        _play.Do(World.Db, Duplicate(second, first));
        foreach (var (actor, command) in new (Actor, Command)[]
        {
            (World.Db, new WithdrawEntry { Entry = first, Reason = "x" }),
            (World.Lpb, new SendBackEntry { Entry = first, Note = "x" }),
            (World.Db, Duplicate(first, Report(World.Lpb))),
        })
            Assert.Equal(second, _play.Refused(actor, command, RefusalCodes.HasDuplicates).Detail("entry"));
        _play.Do(World.Lpb, new ConfirmEntry { Entry = first });
        _play.Refused(World.Db, new ReverseEntry { Entry = first, Reason = "x" }, RefusalCodes.HasDuplicates);
        _play.Do(World.Db, new MarkDistinct { Entry = second, Reason = "x" });
        _play.Do(World.Db, new ReverseEntry { Entry = first, Reason = "x" });
    }

    [Fact]
    public void Only_an_unconfirmed_entry_becomes_the_duplicate_of_one_that_counts()
    {
        var (first, second) = (Report(World.Db), Report(Health));
        _play.Refused(World.Db, Duplicate(second, second), RefusalCodes.DuplicateOfItself, "/of");
        _play.Refused(World.Db, Duplicate(second, "e-none"), RefusalCodes.DuplicateOfUncounted, "/of");
        _play.Refused(World.Db, Duplicate("e-none", first), RefusalCodes.EntryUnknown);
        _play.Refused(World.Db, Duplicate(second, first) with { Reason = "" }, RefusalCodes.TextMissing, "/reason");
        _play.Refused(World.Psl, Duplicate(second, first), RefusalCodes.NotOfTheProvince);
        _play.Refused(World.Who("vn-db", Roles.Overseer), Duplicate(second, first), RefusalCodes.RoleMissing);
        _play.Refused(World.Db, new MarkDistinct { Entry = second, Reason = "" }, RefusalCodes.TextMissing, "/reason");
        _play.Do(World.Lpb, new ConfirmEntry { Entry = second });
        Assert.Equal("confirmed", _play.Refused(World.Db, Duplicate(second, first), RefusalCodes.WrongState).Detail("state"));
        _play.Do(World.Who("vn-db", Roles.Coordinator), Duplicate(first, second));
        Assert.Equal((World.Of(30), 1), Figures());
    }

    [Fact]
    public void What_one_side_reported_leaves_the_totals_only_by_its_own_word()
    {
        var (ours, theirs) = (Report(World.Db), Report(World.Lpb));
        _play.Do(World.Db, Duplicate(theirs, ours));
        Assert.Equal((World.Of(60), 2), Figures());
        Assert.Equal((EntryStatus.Reported, ours, "vn-db"),
            (_play.Entry(theirs).Status, _play.Entry(theirs).Links!.Asked!.Of, _play.Entry(theirs).Links!.Asked!.By));
        Assert.Equal("vn-db", _play.Refused(Health, Duplicate(theirs, ours), RefusalCodes.OtherSideHasToAgree).Detail("by"));
        _play.Do(World.Lpb, new MarkDistinct { Entry = theirs, Reason = "lớp khác" });
        Assert.Null(_play.Entry(theirs).Links);
        _play.Do(World.Db, Duplicate(theirs, ours));
        _play.Do(World.Lpb, Duplicate(theirs, ours));
        Assert.Equal((World.Of(30), 1), Figures());
        Assert.Null(_play.Entry(theirs).Links!.Asked);
    }

    [Theory]
    [InlineData("confirmed")]
    [InlineData("disputed")]
    [InlineData("sent back")]
    [InlineData("withdrawn")]
    public void A_request_to_mark_a_duplicate_is_void_once_the_entry_is_answered(string answer)
    {
        var (ours, theirs) = (Report(World.Db), Report(World.Lpb));
        _play.Do(World.Db, Duplicate(theirs, ours));
        _play.Do(answer == "withdrawn" ? World.Lpb : World.Db, answer switch
        {
            "confirmed" => new ConfirmEntry { Entry = theirs },
            "disputed" => new DisputeEntry { Entry = theirs, OwnFigure = World.Of(3), Reason = "khác" },
            "sent back" => new SendBackEntry { Entry = theirs, Note = "thiếu" },
            _ => new WithdrawEntry { Entry = theirs, Reason = "nhầm" },
        });
        Assert.Null(_play.Entry(theirs).Links?.Asked);
    }

    [Theory]
    [InlineData("other window")]
    [InlineData("other amount")]
    [InlineData("other beneficiary")]
    [InlineData("other commitment")]
    public void What_is_not_alike_is_no_duplicate(string difference)
    {
        var set = World.Report("support", World.Of(30, "VND")) with { Beneficiaries = ["la-psl"] };
        var first = _play.Report(World.Db, set);
        var second = _play.Report(World.Db, difference switch
        {
            "other window" => set with { Occurred = World.Span("2025-05", "2025-06") },
            "other amount" => set with { Amount = World.Of(31, "VND") },
            "other beneficiary" => set with { Beneficiaries = ["la-odx", "la-lpb"] },
            _ => World.Report("trade", World.Of(30, "USD")),
        });
        _play.Refused(World.Db, Duplicate(second, first),
            difference == "other commitment" ? RefusalCodes.DuplicateOfUncounted : RefusalCodes.EntriesNotAlike, "/of");
    }

    [Fact]
    public void Windows_that_overlap_are_alike_enough_for_whoever_knows_it_to_be_one_thing()
    {
        var first = _play.Report(World.Db, World.Report("places", World.Of(30), "2025", "2025"));
        _play.Do(World.Db, Duplicate(Report(Health), first));
    }

    private (Amount? Reported, int Entries) Figures() => (_play.View("places").Overall.Reported, _play.View("places").Overall.Entries);

    private string Report(Actor actor) => _play.Report(actor, World.Report("places", World.Of(30)));

    private static MarkDuplicate Duplicate(string entry, string of) => new() { Entry = entry, Of = of, Reason = "cùng một danh sách" };
}
