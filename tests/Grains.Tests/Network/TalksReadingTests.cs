using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Network;
using Orleans;
using TestKit;

namespace CoopGrains.Grains.Tests.Network;

/// <summary>The series of yearly talks, the calendar, and what the courier tells of outcomes.</summary>
public sealed class TalksReadingTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 11, 21);
    private static readonly BookKey Next = BookKey.Agreement("db-lpb-2028");
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_year_without_a_record_says_so_and_the_next_is_the_other_sides_turn()
    {
        var journal = SmallNetwork.Begin();
        journal.Do(SmallNetwork.Agreement, Held("2024"), SmallNetwork.Db);
        Assert.Equal(["2024 Held vn-db", "2025 NoRecord ", "2026 Proposed la-lpb"], Years(journal, Today));
        Assert.Equal(["2024 Held vn-db", "2025 NoRecord ", "2026 NoRecord ", "2027 Proposed la-lpb"], Years(journal, new(2027, 1, 1)));
        // The term ends with 2027.
        Assert.Equal("2027 NoRecord ", Years(journal, new(2028, 1, 1))[^1]);
        journal.Do(SmallNetwork.Agreement, new PlanTalks { On = PartialDate.OfYear(2026), Host = "la-lpb" }, SmallNetwork.Lpb);
        Assert.Equal(["2026 Planned la-lpb", "2027 Proposed vn-db"], Years(journal, Today)[2..]);
        journal.Do(SmallNetwork.Agreement, new HoldTalks { Number = 2, On = PartialDate.OfYear(2026) }, SmallNetwork.Lpb);
        Assert.Equal(["2026 Held la-lpb", "2027 Proposed vn-db"], Years(journal, Today)[2..]);
    }

    [Fact]
    public void Talks_whose_day_went_by_without_a_record_read_so_and_take_no_turn()
    {
        var journal = SmallNetwork.Begin();
        journal.Do(SmallNetwork.Agreement, Held("2024"), SmallNetwork.Db);
        journal.Do(SmallNetwork.Agreement, new PlanTalks { On = PartialDate.Of(new(2026, 12, 10)), Host = "la-lpb" }, SmallNetwork.Lpb);
        foreach (var (on, state, tentative) in ((DateOnly, string, bool)[])[(new(2026, 12, 10), "Planned", false), (new(2026, 12, 11), "NoRecord", true)])
        {
            Assert.Equal($"2026 {state} la-lpb", Years(journal, on)[2]);
            Assert.Equal(tentative, journal.Read().Calendar(SmallNetwork.Db, on).Single(entry => entry.Id.EndsWith("/talks/2", StringComparison.Ordinal)).Tentative);
        }
        Assert.Equal("2027 Proposed la-lpb", Years(journal, new(2026, 12, 11))[3]);
    }

    [Fact]
    public void What_a_later_instrument_took_onto_its_agenda_is_left_by_that_one_alone()
    {
        var journal = SmallNetwork.Begin();
        journal.Do(SmallNetwork.Agreement, new PlanTalks
        {
            On = PartialDate.OfYear(2026),
            Host = "vn-db",
            Agenda = [new() { Id = "trade", Title = new() { En = "trade" } }],
        }, SmallNetwork.Db);
        journal.Do(SmallNetwork.Agreement, new HoldTalks { Number = 1, On = PartialDate.OfYear(2026) }, SmallNetwork.Db);
        journal.Do(Next, Following(2028), SmallNetwork.Db);
        var last = BookKey.Agreement("db-lpb-2031");
        journal.Do(last, Following(2031) with { Id = last.Id, Predecessor = Next }, SmallNetwork.Db);
        var left = Assert.Single(journal.Read().UnfinishedBefore(last, SmallNetwork.Db));
        Assert.Equal((SmallNetwork.Agreement, "trade"), (left.From.Agreement, left.From.Item));
        journal.Do(Next, new PlanTalks { On = PartialDate.OfYear(2028), Host = "vn-db", Unfinished = [left] }, SmallNetwork.Db);
        Assert.Empty(journal.Read().UnfinishedBefore(last, SmallNetwork.Db));
        Assert.True(journal.Read().Has(left.From, SmallNetwork.Db));
        Assert.False(journal.Read().Has(left.From with { Item = "none" }, SmallNetwork.Db));
    }

    [Fact]
    public void Of_two_instruments_that_follow_one_the_first_takes_an_unfinished_matter_until_it_gives_it_back()
    {
        var journal = SmallNetwork.Begin();
        journal.Do(SmallNetwork.Agreement, Held("2026-05-04"), SmallNetwork.Db);
        var sibling = BookKey.Agreement("db-lpb-2028-other");
        foreach (var next in (BookKey[])[Next, sibling])
            journal.Do(next, Following(2028) with { Id = next.Id }, SmallNetwork.Db);
        var road = Assert.Single(journal.Read().UnfinishedBefore(sibling, SmallNetwork.Db));
        journal.Do(Next, new PlanTalks { On = PartialDate.OfYear(2028), Host = "vn-db", Unfinished = [road] }, SmallNetwork.Db);
        Assert.Empty(journal.Read().UnfinishedBefore(sibling, SmallNetwork.Db));
        journal.Do(Next, new CancelTalks { Number = 1, Reason = "flood" }, SmallNetwork.Db);
        Assert.Equal(road, Assert.Single(journal.Read().UnfinishedBefore(sibling, SmallNetwork.Db)));
        journal.Do(sibling, new PlanTalks { On = PartialDate.OfYear(2028), Host = "vn-db", Unfinished = [road] }, SmallNetwork.Db);
        Assert.Equal("road", Assert.Single(journal.StateOf<AgreementBook>(sibling).Talks[0].Agenda).CarriedFrom!.Outcome);
        // The one that gave it back does not take it again meanwhile.
        Assert.Empty(journal.Read().UnfinishedBefore(Next, SmallNetwork.Db));
        journal.Do(Next, new PlanTalks { On = PartialDate.OfYear(2028), Host = "vn-db" }, SmallNetwork.Db);
        Assert.Empty(journal.StateOf<AgreementBook>(Next).Talks[1].Agenda);
    }

    [Fact]
    public void An_outcome_that_is_settled_where_it_was_recorded_comes_onto_no_agenda_again()
    {
        var journal = SmallNetwork.Begin();
        journal.Do(SmallNetwork.Agreement, Held("2026-05-04"), SmallNetwork.Db);
        journal.Do(Next, Following(2028), SmallNetwork.Db);
        var road = Assert.Single(journal.Read().UnfinishedBefore(Next, SmallNetwork.Db));
        journal.Do(Next, new PlanTalks { On = PartialDate.OfYear(2028), Host = "vn-db", Unfinished = [road] }, SmallNetwork.Db);
        journal.Do(SmallNetwork.Agreement, new SettleOutcome { Number = 1, Outcome = "road", Done = true, Note = "built" }, SmallNetwork.Db);
        journal.Do(Next, new CancelTalks { Number = 1, Reason = "flood" }, SmallNetwork.Db);
        Assert.Empty(journal.Read().UnfinishedBefore(Next, SmallNetwork.Db));
    }

    [Fact]
    public void What_a_restricted_instrument_has_on_its_agenda_moves_no_open_one()
    {
        var journal = SmallNetwork.Begin();
        journal.Do(SmallNetwork.Agreement, Held("2026-05-04"), SmallNetwork.Db);
        var secret = BookKey.Agreement("r-" + new string('a', 32));
        journal.Do(Next, Following(2028), SmallNetwork.Db);
        var next = Following(2028);
        journal.Do(secret, new DraftAgreement
        {
            Type = next.Type,
            Parties = next.Parties,
            Text = next.Text,
            Predecessor = next.Predecessor,
            Restricted = true,
        }, SmallNetwork.ClearedDb);
        var road = Assert.Single(journal.Read().UnfinishedBefore(secret, SmallNetwork.ClearedDb));
        journal.Do(secret, new PlanTalks { On = PartialDate.OfYear(2028), Host = "vn-db", Unfinished = [road] }, SmallNetwork.ClearedDb);
        Assert.Equal(road, Assert.Single(journal.Read().UnfinishedBefore(Next, SmallNetwork.ClearedDb)));
        Assert.Empty(journal.Read().UnfinishedBefore(secret, SmallNetwork.ClearedDb));
    }

    [Fact]
    public void Cancelled_talks_leave_the_year_to_a_new_proposal_of_the_next()
    {
        var journal = SmallNetwork.Begin();
        journal.Do(SmallNetwork.Agreement, new PlanTalks { On = PartialDate.OfYear(2026), Host = "la-lpb" }, SmallNetwork.Lpb);
        journal.Do(SmallNetwork.Agreement, new CancelTalks { Number = 1, Reason = "flood" }, SmallNetwork.Lpb);
        Assert.Equal(["2026 Cancelled la-lpb"], Years(journal, Today));
    }

    [Fact]
    public void The_series_goes_on_over_a_renewal_and_the_calendar_shows_both()
    {
        var journal = SmallNetwork.Begin();
        journal.Do(SmallNetwork.Agreement, Held("2026-05-04"), SmallNetwork.Db);
        journal.Do(Next, Following(2028), SmallNetwork.Db);
        journal.Do(SmallNetwork.Agreement, new NoteSuccessor { Successor = Next }, Actor.System);
        var series = journal.Read().TalksSeries(Next, SmallNetwork.Db, Today)!;
        Assert.Equal(["2026 Held vn-db", "2027 Proposed la-lpb"], series.Years.Select(Words));
        var calendar = journal.Read().Calendar(SmallNetwork.Db, Today);
        Assert.Equal(["agreement/db-lpb-2025-2027/talks/1", "agreement/db-lpb-2025-2027/talks/proposed/2027", "agreement/db-lpb-2028/talks/proposed/2027"],
            calendar.Select(entry => entry.Id));
        Assert.Equal([false, true, true], calendar.Select(entry => entry.Tentative));
        Assert.Equal("road", Assert.Single(journal.Read().UnfinishedBefore(Next, SmallNetwork.Db)).From.Outcome);
    }

    [Fact]
    public void Talks_of_a_restricted_agreement_are_in_no_list_or_calendar_of_the_uncleared()
    {
        var secret = BookKey.Agreement("r-0123456789abcdefghjkmnpqrs");
        var journal = SmallNetwork.Begin();
        var before = journal.Read().Calendar(SmallNetwork.Db, Today).Count;
        journal.Do(secret, new DraftAgreement
        {
            Type = InstrumentType.MinutesOfCooperation,
            Parties = ["vn-db", "la-lpb"],
            Text = new() { Title = new() { En = "secret" } },
            Restricted = true,
        }, SmallNetwork.ClearedDb);
        journal.Do(secret, new PlanTalks { On = PartialDate.OfYear(2026), Host = "vn-db" }, SmallNetwork.ClearedDb);
        var reading = journal.Read();
        Assert.Equal(before, reading.Calendar(SmallNetwork.Db, Today).Count);
        Assert.True(reading.Calendar(SmallNetwork.ClearedDb, Today).Count > before);
        Assert.Null(reading.TalksSeries(secret, SmallNetwork.Db, Today));
        Assert.Null(reading.Talks(secret, 1, SmallNetwork.Db));
        Assert.False(reading.Has(new() { Agreement = secret, Number = 1 }, SmallNetwork.Db));
        Assert.True(reading.Has(new() { Agreement = secret, Number = 1 }, SmallNetwork.ClearedDb));
    }

    [Fact]
    public async Task An_agreement_hears_what_became_of_its_outcomes_elsewhere()
    {
        await using var host = await NetworkHost.StartAsync(_folder.Path);
        await host.LoadAsync();
        var agreement = host.Grains.GetGrain<IAgreementGrain>(SmallNetwork.Agreement.ToString());
        NetworkHost.Accepted(await agreement.RegisterTalksAsync(host.By(SmallNetwork.Db), Held("2026-05")));
        var road = new TalksRef { Agreement = SmallNetwork.Agreement, Number = 1, Outcome = "road" };
        NetworkHost.Accepted(await host.Grains.GetGrain<IProgramGrain>(SmallNetwork.Scholarship.ToString())
            .AddCommitmentAsync(host.By(SmallNetwork.Db), SmallNetwork.Places("road", ["la-lpb"]) with { Talks = road }));
        NetworkHost.Accepted(await host.RegisterAsync(Next, 2030, SmallNetwork.Agreement));
        NetworkHost.Accepted(await host.Grains.GetGrain<IAgreementGrain>(Next.ToString()).PlanTalksAsync(host.By(SmallNetwork.Db),
            new() { On = PartialDate.OfYear(2031), Host = "la-lpb", Unfinished = [new() { From = road, Title = new() { En = "road" } }] }));
        await host.Courier.WaitQuietAsync(default);
        var outcome = Assert.Single(host.View.Now.Talks(SmallNetwork.Agreement, 1, SmallNetwork.Db)!.Talks.Outcomes);
        Assert.Equal(SmallNetwork.Scholarship, Assert.Single(outcome.Commitments).Book);
        Assert.Equal((OutcomeState.Carried, Next), (outcome.State, outcome.CarriedTo!.Agreement));
        Assert.Empty((await host.Courier.StatusAsync(default)).Undelivered);
    }

    private static RegisterTalks Held(string on) => new()
    {
        On = PartialDate.TryParse(on, out var date) ? date : default,
        Host = "vn-db",
        Outcomes = [new() { Id = "road", Title = new() { En = "road" } }],
        Sources = [new() { Source = "S2" }],
    };

    private static RegisterInstrument Following(int from) => new()
    {
        Id = Next.Id,
        Type = InstrumentType.MinutesOfCooperation,
        Parties = ["vn-db", "la-lpb"],
        Text = new() { Title = new() { En = "next" }, Term = new() { From = PartialDate.OfYear(from), To = PartialDate.OfYear(from + 2) } },
        Predecessor = SmallNetwork.Agreement,
        Sources = [new() { Source = "S2" }],
    };

    private static string[] Years(NetworkJournal journal, DateOnly on) =>
        [.. journal.Read().TalksSeries(SmallNetwork.Agreement, SmallNetwork.Db, on)!.Years.Select(Words)];

    private static string Words(TalksYear year) => $"{year.Year} {year.State} {year.Host}";
}
