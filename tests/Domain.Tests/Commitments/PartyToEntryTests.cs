using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>Of a set of provinces on one side, none acts for another that an entry names alone.</summary>
public sealed class PartyToEntryTests
{
    private static readonly ReportFulfilment ForPsl = World.Report("support", World.Of(30, "VND")) with { Beneficiaries = ["la-psl"] };

    private readonly Play<ProgramBook> _play = Books.Program();

    [Fact]
    public void A_neighbor_reports_nothing_for_a_province_named_alone()
    {
        Assert.Equal("la-lpb", _play.Refused(World.Lpb, ForPsl, RefusalCodes.NotAPartyToTheEntry).Detail("province"));
        _play.Refused(World.Lpb, ForPsl with { Beneficiaries = ["la-psl", "la-odx"] }, RefusalCodes.NotAPartyToTheEntry);
        foreach (var party in (Actor[])[World.Db, World.Psl, World.Hanoi, World.Vientiane])
            _play.Do(party, ForPsl);
        _play.Do(World.Lpb, ForPsl with { Beneficiaries = ["la-psl", "la-lpb"] }).Do(World.Lpb, ForPsl with { Beneficiaries = default });
    }

    [Fact]
    public void A_neighbor_corrects_nothing_that_a_province_named_alone_disputes()
    {
        var id = _play.Report(World.Db, ForPsl);
        _play.Do(World.Psl, new DisputeEntry { Entry = id, OwnFigure = World.Of(20, "VND"), Reason = "khác" });
        var correction = ForPsl with { Corrects = id, Amount = World.Of(25, "VND") };
        _play.Refused(World.Lpb, correction, RefusalCodes.NotAPartyToTheEntry);
        _play.Refused(World.Lpb, correction with { Beneficiaries = default }, RefusalCodes.NotAPartyToTheEntry);
        _play.Refused(World.Lpb, correction with { Beneficiaries = ["la-psl", "la-lpb"] }, RefusalCodes.CorrectionForOthers);
        var corrected = _play.Report(World.Psl, correction);
        _play.Do(World.Db, new ConfirmEntry { Entry = corrected });
        Assert.Equal(EntryStatus.Corrected, _play.Entry(id).Status);
    }

    [Fact]
    public void A_correction_is_for_those_whom_the_corrected_entry_is_for()
    {
        var id = _play.Report(World.Db, ForPsl with { Beneficiaries = ["la-psl", "la-lpb"] });
        _play.Do(World.Psl, new DisputeEntry { Entry = id, OwnFigure = World.Of(20, "VND"), Reason = "khác" });
        foreach (var others in (ValueList<string>[])[["la-lpb"], ["la-odx", "la-lpb"], ["la-psl", "la-odx", "la-lpb"]])
            Assert.Equal(id, _play.Refused(
                World.Db, ForPsl with { Corrects = id, Beneficiaries = others }, RefusalCodes.CorrectionForOthers, "/beneficiaries").Detail("entry"));
        var correction = _play.Report(World.Db, ForPsl with { Corrects = id, Beneficiaries = ["la-lpb", "la-psl"] });
        _play.Do(World.Psl, new SendBackEntry { Entry = correction, Note = "thiếu" });
        _play.Refused(World.Db, ForPsl with { Corrects = correction, Beneficiaries = ["la-lpb"] }, RefusalCodes.CorrectionForOthers);
        var mended = _play.Report(World.Db, ForPsl with { Corrects = correction, Beneficiaries = default });
        Assert.Equal((["la-lpb", "la-psl"], ["la-lpb", "la-psl"]), (_play.Entry(mended).Beneficiaries, _play.Entry(mended).ToConfirm));
    }

    [Fact]
    public void A_neighbor_reverses_nothing_that_a_province_named_alone_confirmed()
    {
        var id = _play.Report(World.Db, ForPsl);
        _play.Do(World.Psl, new ConfirmEntry { Entry = id });
        _play.Refused(World.Lpb, Reversal(id), RefusalCodes.NotAPartyToTheEntry);
        _play.Do(World.Psl, Reversal(id));
        var shared = _play.Report(World.Lpb, ForPsl with { Beneficiaries = ["la-psl", "la-lpb"] });
        _play.Do(World.Db, new ConfirmEntry { Entry = shared }).Do(World.Psl, new ConfirmEntry { Entry = shared });
        _play.Refused(World.Odx, Reversal(shared), RefusalCodes.NotAPartyToTheEntry);
        _play.Do(World.Vientiane, Reversal(shared));
    }

    [Fact]
    public void A_neighbor_calls_nothing_of_a_province_named_alone_a_duplicate_or_distinct()
    {
        var ours = _play.Report(World.Psl, ForPsl);
        var shared = _play.Report(World.Lpb, ForPsl with { Beneficiaries = ["la-psl", "la-lpb"] });
        var mark = new MarkDuplicate { Entry = ours, Of = shared, Reason = "một bản" };
        _play.Refused(World.Lpb, mark, RefusalCodes.NotAPartyToTheEntry);
        _play.Do(World.Psl, mark);
        _play.Refused(World.Lpb, new MarkDistinct { Entry = ours, Reason = "hai bản" }, RefusalCodes.NotAPartyToTheEntry);
        _play.Do(World.Vientiane, new MarkDistinct { Entry = ours, Reason = "hai bản" });
    }

    [Fact]
    public void What_its_own_side_called_a_duplicate_is_not_found_distinct_and_confirmed_by_the_other()
    {
        var first = _play.Report(World.Lpb, World.Report("places", World.Of(30)));
        var second = _play.Report(World.Vientiane, World.Report("places", World.Of(30)));
        _play.Do(World.Lpb, new MarkDuplicate { Entry = second, Of = first, Reason = "một danh sách" });
        var distinct = new MarkDistinct { Entry = second, Reason = "hai danh sách" };
        Assert.Equal("la", _play.Refused(World.Db, distinct, RefusalCodes.NotOfTheReportingSide).Detail("by"));
        _play.Refused(World.Hanoi, distinct, RefusalCodes.NotOfTheReportingSide);
        Assert.Equal((World.Of(30), 1), (_play.View("places").Overall.Reported, _play.View("places").Overall.Entries));
        _play.Do(World.Lpb, distinct).Do(World.Db, new ConfirmEntry { Entry = second });
    }

    [Fact]
    public void A_breakdown_is_for_some_of_those_whom_its_whole_is_for()
    {
        var whole = _play.Report(World.Db, ForPsl with { Beneficiaries = ["la-psl", "la-lpb"] });
        var part = ForPsl with { BreakdownOf = whole, Amount = World.Of(10, "VND") };
        foreach (var others in (ValueList<string>[])[["la-odx"], ["la-psl", "la-odx"]])
            Assert.Equal("la-odx",
                _play.Refused(World.Db, part with { Beneficiaries = others }, RefusalCodes.NotAParty, "/beneficiaries").Detail("party"));
        _play.Do(World.Db, part);
        Assert.Equal(["la-psl", "la-lpb"], _play.Entry(_play.Report(World.Db, part with { Beneficiaries = default })).Beneficiaries);
    }

    private static ReverseEntry Reversal(string id) => new() { Entry = id, Reason = "đã tính nhầm" };
}
