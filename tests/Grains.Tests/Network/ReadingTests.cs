using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Network;
using CoopGrains.Storage;

namespace CoopGrains.Grains.Tests.Network;

public sealed class ReadingTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Fact]
    public void A_figure_of_a_set_counts_once_in_the_network_and_is_shown_whole_and_apart_in_each_member()
    {
        var journal = SmallNetwork.Begin();
        SmallNetwork.Open(journal, SmallNetwork.Support, "support", ["vn-db", "la-psl", "la-odx", "la-lpb"], SmallNetwork.Db);
        journal.Do(SmallNetwork.Support,
            SmallNetwork.Places("places", ["la-psl", "la-odx", "la-lpb"]) with { Indicator = "support" }, SmallNetwork.Db);
        SmallNetwork.Report(journal, SmallNetwork.Support, "places", 12, SmallNetwork.Month(2025, 3), SmallNetwork.Db);
        var status = journal.Read().Status(StatusBy.Province, SmallNetwork.Db, Today);
        Assert.Equal(SmallNetwork.People(12), status.Figures.Single(figure => figure.Indicator == "support").Overall.Reported);
        foreach (var member in (string[])["la-psl", "la-odx", "la-lpb"])
        {
            var group = status.Groups.Single(one => one.Value == member);
            Assert.DoesNotContain(group.Figures, figure => figure.Indicator == "support");
            Assert.Equal(SmallNetwork.People(12), group.Shared.Single(figure => figure.Indicator == "support").Overall.Reported);
        }
        Assert.Equal(SmallNetwork.People(12), status.Groups.Single(one => one.Value == "vn-db").Figures
            .Single(figure => figure.Indicator == "support").Overall.Reported);
        Assert.Equal(4, status.Provinces);
        Assert.Equal((1, 3), (status.VnProvinces, status.LaoPartners));
    }

    [Fact]
    public void What_is_said_of_one_of_a_set_counts_for_that_one_alone_and_not_as_shared()
    {
        var journal = SmallNetwork.Begin();
        SmallNetwork.Open(journal, SmallNetwork.Support, "support", ["vn-db", "la-psl", "la-odx", "la-lpb"], SmallNetwork.Db);
        journal.Do(SmallNetwork.Support,
            SmallNetwork.Places("places", ["la-psl", "la-odx", "la-lpb"]) with { Indicator = "support" }, SmallNetwork.Db);
        journal.Do(SmallNetwork.Support, new ReportFulfilment
        {
            Commitment = "places",
            Amount = SmallNetwork.People(5),
            Occurred = SmallNetwork.Month(2025, 3),
            Beneficiaries = ["la-psl"],
        }, SmallNetwork.Db);
        journal.Do(SmallNetwork.Support, new ConfirmEntry { Entry = journal.CommitmentsOf(SmallNetwork.Support).Ledgers["places"].Entries.Keys.Single() },
            SmallNetwork.Psl);
        SmallNetwork.Report(journal, SmallNetwork.Support, "places", 12, SmallNetwork.Month(2025, 3), SmallNetwork.Db);
        var reading = journal.Read();
        var status = reading.Status(StatusBy.Province, SmallNetwork.Db, Today);
        Assert.Equal(SmallNetwork.People(17), status.Figures.Single(figure => figure.Indicator == "support").Overall.Reported);
        foreach (var (province, own, shared) in new[] { ("la-psl", 5, 12), ("la-odx", 0, 12), ("la-lpb", 0, 12), ("vn-db", 17, 0) })
        {
            var group = status.Groups.Single(one => one.Value == province);
            Assert.Equal((own, shared), (Reported(group.Figures), Reported(group.Shared)));
            Assert.Equal((own == 0 ? 1 : 2), group.Counts.Entries.Reported);
            var card = reading.Scorecard(province, SmallNetwork.Db, Today)!;
            Assert.Equal(group, card.Status);
            var line = Assert.Single(card.Commitments, one => one.Book == SmallNetwork.Support).Commitment;
            Assert.Equal(SmallNetwork.People(own + shared), line.Overall.Reported);
            Assert.Equal(own == 0 ? null : SmallNetwork.People(5), line.Overall.Confirmed);
        }
        Assert.Equal(1, Explained("@shared=la-odx"));
        Assert.Equal(0, Explained("@province=la-odx"));
        Assert.Equal((1, 1), (Explained("@shared=la-psl"), Explained("@province=la-psl")));
        Assert.Equal(2, Explained("@province=vn-db"));

        int Explained(string scope) => reading.Explain("support:person:sum" + scope, SmallNetwork.Db, Today)?.Total ?? 0;

        static int Reported(ValueList<NetworkFigure> figures) =>
            (int)(figures.FirstOrDefault(figure => figure.Indicator == "support")?.Overall.Reported?.Value ?? 0);
    }

    [Fact]
    public void The_lights_of_lists_are_of_open_books_and_the_same_for_all_who_look()
    {
        var journal = SmallNetwork.Begin();
        SmallNetwork.Open(journal, SmallNetwork.Secret, "secret", ["vn-db", "la-lpb"],
            SmallNetwork.ClearedDb, SmallNetwork.Agreement, restricted: true);
        journal.Do(SmallNetwork.Secret, SmallNetwork.Places("hidden", ["la-lpb"]), SmallNetwork.ClearedDb);
        SmallNetwork.Report(journal, SmallNetwork.Secret, "hidden", 7, SmallNetwork.Month(2025, 3), SmallNetwork.ClearedDb);
        var reading = journal.Read();
        Assert.Equal(StatusLight.Red, reading.Programs(new(), SmallNetwork.ClearedDb, Today, null, 50).Items.Single(one => one.Restricted).Light);
        Assert.Equal(StatusLight.Red, reading.Scorecard("la-lpb", SmallNetwork.ClearedDb, Today)!.Status.Counts.Light);
        foreach (var reader in (Actor[])[SmallNetwork.Db, SmallNetwork.ClearedDb])
        {
            Assert.Equal(StatusLight.Grey, reading.Provinces(new(), reader, Today, null, 50).Items.Single(one => one.Book.Id == "la-lpb").Light);
            Assert.Equal(StatusLight.Grey, reading.Agreements(new(), reader, Today, null, 50).Items.Single().Light);
        }
    }

    [Fact]
    public void A_period_without_entries_is_no_data_and_no_zero()
    {
        var figure = SmallNetwork.Begin().Read().Status(null, SmallNetwork.Db, Today).Figures.Single();
        Assert.True(figure.Overall.NoData);
        Assert.Null(figure.Overall.Reported);
        Assert.Equal(["2025", "2026", "2027"], figure.Periods.Select(period => period.Period));
        Assert.All(figure.Periods, period => Assert.Equal(SmallNetwork.People(30), period.Target));
        Assert.Equal((1, 2, 1), CountsAt(Today));
        Assert.Equal((1, 1, 0), CountsAt(new(2025, 6, 1)));

        static (int NoData, int TargetsWithoutData, int Overdue) CountsAt(DateOnly day)
        {
            var counts = SmallNetwork.Begin().Read().Status(null, SmallNetwork.Db, day).Counts;
            return (counts.NoData, counts.TargetsWithoutData, counts.Overdue);
        }
    }

    [Fact]
    public void A_reader_without_clearance_learns_nothing_of_a_restricted_book()
    {
        var journal = SmallNetwork.Begin();
        var without = journal.Read();
        var before = without.Status(StatusBy.Agreement, SmallNetwork.Db, Today);
        SmallNetwork.Open(journal, SmallNetwork.Secret, "secret", ["vn-db", "la-lpb"],
            SmallNetwork.ClearedDb, SmallNetwork.Agreement, restricted: true);
        journal.Do(SmallNetwork.Secret, SmallNetwork.Places("hidden", ["la-lpb"]), SmallNetwork.ClearedDb);
        journal.Do(SmallNetwork.Secret, SmallNetwork.Places("idea", ["la-lpb"], basis: BasisKind.Proposal), SmallNetwork.ClearedDb);
        SmallNetwork.Report(journal, SmallNetwork.Secret, "hidden", 7, SmallNetwork.Month(2025, 3), SmallNetwork.ClearedDb);
        var reading = journal.Read();
        var after = reading.Status(StatusBy.Agreement, SmallNetwork.Db, Today);
        Assert.Equal(before with { Stamp = after.Stamp }, after);
        Assert.Null(reading.Find(SmallNetwork.Secret, SmallNetwork.Db));
        Assert.Null(reading.Find(SmallNetwork.Secret, NetworkJournal.User("la-psl", cleared: true)));
        Assert.DoesNotContain(reading.Programs(new(), SmallNetwork.Db, Today, null, 50).Items, program => program.Restricted);
        Assert.Empty(reading.Proposals(SmallNetwork.Db).Proposals);
        Assert.Null(reading.Explain($"{SmallNetwork.Secret}:hidden:all:reported", SmallNetwork.Db, Today));
        Assert.DoesNotContain(reading.Worklist(SmallNetwork.Lpb, journal.Now).Items, item => item.Book == SmallNetwork.Secret);

        Assert.Equal(2, reading.Status(null, SmallNetwork.ClearedDb, Today).Counts.Commitments);
        Assert.Single(reading.Proposals(SmallNetwork.ClearedDb).Proposals);
        Assert.True(reading.Find(SmallNetwork.Secret, SmallNetwork.ClearedDb)!.Restricted);
    }

    [Fact]
    public void A_book_that_cannot_be_read_is_named_and_left_out_while_the_others_live_on()
    {
        var journal = SmallNetwork.Begin();
        SmallNetwork.Open(journal, SmallNetwork.Support, "support", ["vn-db", "la-lpb"], SmallNetwork.Db);
        SmallNetwork.Report(journal, SmallNetwork.Scholarship, "places", 5, SmallNetwork.Month(2025, 3), SmallNetwork.Db);
        var damaged = journal.Rows[^1];
        journal.Rows[^1] = damaged with { Text = "{\"schema\":99}" };
        journal.Do(SmallNetwork.Support, SmallNetwork.Places("places", ["la-lpb"]), SmallNetwork.Db);
        var reading = journal.Read();
        var status = reading.Status(null, SmallNetwork.Db, Today);
        Assert.Equal([SmallNetwork.Scholarship], status.Unreadable);
        Assert.Equal((1, 1), (status.Programs, status.Counts.Commitments));
        Assert.True(reading.Find(SmallNetwork.Scholarship, SmallNetwork.Db)!.Unreadable);
        Assert.Equal(SmallNetwork.Support, reading.Programs(new(), SmallNetwork.Db, Today, null, 10).Items.Single().Book);
    }

    [Fact]
    public void Lists_are_in_the_order_of_keys_and_go_on_behind_the_last_one()
    {
        var journal = SmallNetwork.Begin();
        foreach (var id in (string[])["zz", "bb", "aa"])
            SmallNetwork.Open(journal, BookKey.Program(id), id, ["vn-db", "la-psl"], SmallNetwork.Db);
        var reading = journal.Read();
        var first = reading.Programs(new(), SmallNetwork.Db, Today, null, 2);
        Assert.Equal(["aa", "bb"], first.Items.Select(program => program.Book.Id));
        SmallNetwork.Open(journal, BookKey.Program("ab"), "late", ["vn-db", "la-psl"], SmallNetwork.Db);
        var second = journal.Read().Programs(new(), SmallNetwork.Db, Today, first.Next, 9);
        Assert.Equal(["db-lpb-scholarship", "zz"], second.Items.Select(program => program.Book.Id));
        Assert.Null(second.Next);
        Assert.Equal(["db-lpb-scholarship"], reading.Programs(new() { Agreement = SmallNetwork.Agreement }, SmallNetwork.Db, Today, null, 9)
            .Items.Select(program => program.Book.Id));
        Assert.Single(reading.Agreements(new() { ExpiringWithin = 450 }, SmallNetwork.Db, Today, null, 9).Items,
            item => item.DaysLeft == 405);
        Assert.Empty(reading.Agreements(new() { ExpiringWithin = 404 }, SmallNetwork.Db, Today, null, 9).Items);
        Assert.Equal(SmallNetwork.Bodies.Order(), reading.Provinces(new(), SmallNetwork.Db, Today, null, 9).Items.Select(province => province.Book.Id));
    }

    [Fact]
    public void Entries_are_listed_by_number_and_paged_behind_a_number()
    {
        var journal = SmallNetwork.Begin();
        for (var month = 1; month <= 5; month++)
            SmallNetwork.Report(journal, SmallNetwork.Scholarship, "places", month, SmallNetwork.Month(2025, month), SmallNetwork.Db);
        var page = journal.Read().Entries(SmallNetwork.Scholarship, "places", SmallNetwork.Db, 1, 2)!;
        Assert.Equal([2, 3], page.Items.Select(entry => entry.Number));
        Assert.Equal("3", page.Next);
        Assert.Null(journal.Read().Entries(SmallNetwork.Scholarship, "unknown", SmallNetwork.Db, 0, 2));
    }

    [Fact]
    public void The_work_list_follows_an_entry_from_side_to_side()
    {
        var journal = SmallNetwork.Begin();
        var entry = SmallNetwork.Report(journal, SmallNetwork.Scholarship, "places", 30, SmallNetwork.Month(2025, 3), SmallNetwork.Db);
        var reported = journal.Now;
        journal.Now += TimeSpan.FromDays(3);
        var toConfirm = Work(SmallNetwork.Lpb).Single(item => item.Kind == WorkKind.Confirm);
        Assert.Equal((entry, reported, 3), (toConfirm.Entry, toConfirm.Since, toConfirm.AgeDays));
        Assert.Contains(Work(SmallNetwork.Db), item => item.Kind == WorkKind.Unanswered && item.Entry == entry);
        Assert.DoesNotContain(Work(SmallNetwork.Psl), item => item.Entry == entry);
        Assert.Contains(Work(SmallNetwork.Db), item => item is { Kind: WorkKind.Report, Period: "2026" });
        Assert.DoesNotContain(Work(SmallNetwork.Db), item => item.Kind == WorkKind.Report && item.Period is "2025" or "2027");

        journal.Do(SmallNetwork.Scholarship,
            new DisputeEntry { Entry = entry, OwnFigure = SmallNetwork.People(28), Reason = "28 came" }, SmallNetwork.Lpb);
        Assert.Contains(Work(SmallNetwork.Lpb), item => item.Kind == WorkKind.Disputed && item.Entry == entry);
        Assert.Contains(Work(SmallNetwork.Db), item => item.Kind == WorkKind.Disputed && item.Entry == entry);
        Assert.Equal(journal.Now, journal.Read().Status(null, SmallNetwork.Db, Today).OldestDispute);

        journal.Do(SmallNetwork.Scholarship, new ReportFulfilment
        {
            Commitment = "places",
            Amount = SmallNetwork.People(28),
            Occurred = SmallNetwork.Month(2025, 3),
            Corrects = entry,
        }, SmallNetwork.Db);
        Assert.Equal((1, 0, 1, 1), Entries(journal));
        var correction = Work(SmallNetwork.Lpb).Single(item => item.Kind == WorkKind.ConfirmCorrection);
        journal.Do(SmallNetwork.Scholarship, new ConfirmEntry { Entry = correction.Entry! }, SmallNetwork.Lpb);
        Assert.DoesNotContain(Work(SmallNetwork.Lpb), item => item.Entry is not null);
        Assert.Null(journal.Read().Status(null, SmallNetwork.Db, Today).OldestDispute);
        Assert.Equal((1, 0, 0, 0), Entries(journal));

        static (int Reported, int Awaiting, int Disputed, int Corrections) Entries(NetworkJournal journal)
        {
            var counts = journal.Read().Status(null, SmallNetwork.Db, Today).Counts.Entries;
            return (counts.Reported, counts.Awaiting, counts.Disputed, counts.Corrections);
        }

        List<WorkItem> Work(Actor reader) => [.. journal.Read().Worklist(reader, journal.Now).Items];
    }

    [Fact]
    public void Trade_shows_its_parts_and_never_takes_the_rest_for_exports()
    {
        var journal = SmallNetwork.Begin();
        SmallNetwork.Open(journal, SmallNetwork.Support, "trade", ["vn-db", "la-psl", "la-odx", "la-lpb"], SmallNetwork.Db);
        journal.Do(SmallNetwork.Support, SmallNetwork.Places("trade", ["la-psl", "la-odx", "la-lpb"], Measure.ToDate) with
        {
            Unit = "USD",
            Yearly = null,
        }, SmallNetwork.Db);
        var window = new Window { From = new() { Year = 2022, Month = 8 }, To = new() { Year = 2025, Month = 4 } };
        journal.Do(SmallNetwork.Support, new ReportFulfilment
        {
            Commitment = "trade",
            AmountAsWritten = "ước đạt trên 140 triệu USD",
            Occurred = window,
            Parts = [new() { Name = "imports", Amount = new() { Value = 50_000_000, Unit = "USD", Bound = Bound.AtLeast } }],
        }, SmallNetwork.Db);
        var series = journal.Read().Trade(SmallNetwork.Db).Series.Single();
        Assert.Equal(new Amount { Value = 140_000_000, Unit = "USD", Bound = Bound.AtLeast, Estimate = true }, series.Turnover);
        Assert.Equal(new Amount { Value = 50_000_000, Unit = "USD", Bound = Bound.AtLeast }, series.Imports);
        Assert.Null(series.Exports);
        Assert.Null(series.Confirmed);
        Assert.Equal(window, series.Window);
        Assert.Equal(4, series.Provinces.Count);
    }

    [Fact]
    public void A_scorecard_holds_what_the_province_gives_and_receives()
    {
        var card = SmallNetwork.Begin().Read().Scorecard("la-lpb", SmallNetwork.Db, Today)!;
        Assert.False(card.Commitments.Single().Gives);
        Assert.Equal(1, card.Status.Counts.Overdue);
        Assert.Null(SmallNetwork.Begin().Read().Scorecard("la-xx", SmallNetwork.Db, Today));
        Assert.Null(SmallNetwork.Begin().Read().Scorecard("vn", SmallNetwork.Db, Today));
    }
}
