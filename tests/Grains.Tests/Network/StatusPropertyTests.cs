using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Network;
using FsCheck;
using FsCheck.Fluent;

namespace CoopGrains.Grains.Tests.Network;

/// <summary>Whatever happens, totals kept by differences are what counting anew from all entries gives.</summary>
public sealed class StatusPropertyTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Fact]
    public void Totals_equal_a_recount_from_all_entries_for_every_reader() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(60),
        Prop.ForAll(Arb.From(Gen.ListOf(Gen.Choose(0, int.MaxValue - 1))), steps =>
        {
            var journal = RandomHistory.Of(steps);
            var view = new ViewState(ViewSnapshot.Empty);
            var reading = new NetworkReading(view, () => (default, TimeSpan.Zero));
            // Half of the rows come while totals of another date are kept, so that both ways of summing are seen.
            view.Apply(journal.Rows.Take(journal.Rows.Count / 2));
            reading.Status(null, SmallNetwork.Db, Today.AddYears(2));
            reading.Status(null, SmallNetwork.Db, Today);
            foreach (var row in journal.Rows.Skip(journal.Rows.Count / 2))
                view.Apply([row]);
            foreach (var reader in (Actor[])[SmallNetwork.Db, SmallNetwork.ClearedDb, SmallNetwork.Psl])
                Compare(journal, reading, reader);
        }));

    [Fact]
    public void A_running_sum_that_went_apart_from_the_entries_is_found_by_the_recount()
    {
        var state = FigureRecount.Begin();
        state.Apply(RandomHistory.Of(Enumerable.Range(1, 60).Select(number => number * 7_919)).Rows);
        Assert.Null(FigureRecount.Fault(state));

        state.Read(DateOnly.MinValue, static (totals, snapshot) =>
        {
            totals.Add(snapshot.Books.Values.First(book => book is { Restricted: false, Commitments.Ledgers.IsEmpty: false }), 1);
            return 0;
        });
        Assert.NotNull(FigureRecount.Fault(state));
    }

    [Fact]
    public void What_is_folded_from_texts_is_what_the_books_themselves_hold() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(40),
        Prop.ForAll(Arb.From(Gen.ListOf(Gen.Choose(0, int.MaxValue - 1))), steps =>
        {
            var journal = RandomHistory.Of(steps);
            var snapshot = journal.Fold().Snapshot;
            foreach (var key in journal.Books.Where(key => key.Kind == BookKind.Program && journal.VersionOf(key) > 0))
            {
                var book = snapshot.Books[key];
                Assert.Equal(journal.VersionOf(key), book.Version);
                Assert.Equal(
                    ProgramBook.View(journal.StateOf<ProgramBook>(key), key, book.Version, Today),
                    ProgramBook.View(book.Program!, key, book.Version, Today));
            }
        }));

    private static void Compare(NetworkJournal journal, NetworkReading reading, Actor reader)
    {
        var ledgers = journal.Books.Where(key => journal.IsSeen(key, reader))
            .SelectMany(key => journal.CommitmentsOf(key).Ledgers.Values, (key, ledger) => (Key: key, Ledger: ledger)).ToList();
        var real = ledgers.Where(held => held.Ledger.Commitment.State is CommitmentState.Active or CommitmentState.CarriedForward).ToList();
        var status = reading.Status(null, reader, Today);
        Assert.Equal(real.Count, status.Counts.Commitments);
        Assert.Equal(ledgers.Count(held => held.Ledger.Commitment.State == CommitmentState.Proposed), status.Counts.Proposals);
        Same(status.Counts, status.Figures, real);
        var cases = journal.Books.Where(key => key.Kind == BookKind.Program && journal.IsSeen(key, reader))
            .SelectMany(key => journal.StateOf<ProgramBook>(key).Cases?.Open ?? default).ToList();
        Assert.Equal(
            (cases.Count, 0, cases.Count(one => one.Escalated is not null)), (status.Cases.Open, status.Cases.Late, status.Cases.Escalated));
        var next = Today.AddYears(1);
        // What is done by now was done in time.
        Assert.Equal(cases.Count(one => one.State != CaseState.Done && one.Due!.Value.Last < next), reading.Status(null, reader, next).Cases.Late);
        Assert.Equal(
            Enum.GetValues<CaseKind>().Select(kind => cases.Count(one => one.Kind == kind)),
            [status.Cases.Issues, status.Cases.Exchanges, status.Cases.Questions, status.Cases.Recommendations, status.Cases.ActionPoints]);

        foreach (var group in reading.Status(StatusBy.Province, reader, Today).Groups)
        {
            var its = real.Select(held => held.Ledger).Where(ledger => Shares(ledger.Commitment, group.Value) is not null).ToList();
            Assert.Equal(
                (its.Count, its.Sum(ledger => ledger.Commitment.Targets.Count), its.Sum(ledger => Periods(ledger).Count(one => one.Overdue))),
                (group.Counts.Commitments, group.Counts.Targets, group.Counts.Overdue));
            var entries = its.SelectMany(ledger => ledger.Entries.Values.Where(entry => Bucket(ledger.Commitment, entry, group.Value) is not null)).ToList();
            Assert.Equal(
                entries.Count(entry => entry.Links?.Reverses is null && Tally.Counts(entry with { BreakdownOf = null })),
                group.Counts.Entries.Reported);
            Assert.Equal(
                entries.Count(entry => entry.Status == EntryStatus.Confirmed && entry.Links?.Reverses is null), group.Counts.Entries.Confirmed);
            foreach (var shared in (bool[])[false, true])
                SameOfProvince(its, group.Value, shared, shared ? group.Shared : group.Figures);
        }
        foreach (var group in reading.Status(StatusBy.State, reader, Today).Groups)
            Same(group.Counts, group.Figures, [.. real.Where(held => held.Key.Kind == BookKind.Province
                ? group.Value == "none"
                : string.Equals(journal.StateOf<ProgramBook>(held.Key).State.ToString(),
                    group.Value, StringComparison.OrdinalIgnoreCase))]);
        foreach (var group in reading.Status(StatusBy.Period, reader, Today).Groups.Where(group => group.Value != "outside"))
            foreach (var figure in group.Figures)
                Assert.Equal(
                    Sum.Of(real.Where(held => IsOf(held.Ledger, figure))
                        .SelectMany(held => Enumerable.Range(0, held.Ledger.Commitment.Targets.Count)
                        .Where(i => held.Ledger.Commitment.Targets[i].Period.ToString() == group.Value)
                        .Select(i => FiguresOf.Period(held.Ledger, i, Today).Reported).OfType<Amount>())),
                    figure.Overall.Reported);
    }

    // Each figure of a province by what is said of it, alone or with others; targets where the commitment stands.
    private static void SameOfProvince(List<Ledger> its, string province, bool shared, ValueList<NetworkFigure> figures)
    {
        var parts = its.Select(ledger => (
            Ledger: ledger.Only(ledger.Entries.Values.Where(entry => Bucket(ledger.Commitment, entry, province) == shared)),
            Home: Shares(ledger.Commitment, province) == shared)).ToList();
        Assert.Equal(
            parts.Where(part => part.Home || FiguresOf.Overall(part.Ledger).Entries > 0).Select(part => part.Ledger.Commitment)
                .Select(one => (one.Indicator, one.Unit, one.Measure)).Distinct().Count(),
            figures.Count);
        foreach (var figure in figures)
        {
            var here = parts.Where(part => IsOf(part.Ledger, figure)).ToList();
            var ledgers = here.Select(part => part.Ledger).ToList();
            Assert.Equal(here.Count(part => part.Home), figure.Commitments);
            Assert.Equal(Total(ledgers, FiguresOf.Overall, found => found.Reported), figure.Overall.Reported);
            Assert.Equal(Total(ledgers, FiguresOf.Overall, found => found.Confirmed), figure.Overall.Confirmed);
            Assert.Equal(Total(ledgers, FiguresOf.Overall, found => found.Disputed), figure.Overall.Disputed);
            Assert.Equal(Total(ledgers, FiguresOf.Overall, found => found.Awaiting), figure.Overall.Awaiting);
            foreach (var cell in figure.Periods.Where(cell => cell.Period != "outside"))
            {
                var found = ledgers.SelectMany(Periods).Where(period => period.Period.ToString() == cell.Period).ToList();
                var home = here.Where(part => part.Home).SelectMany(part => Periods(part.Ledger)).Where(period => period.Period.ToString() == cell.Period);
                Assert.Equal(Sum.Of(home.Select(period => period.Target).OfType<Amount>()), cell.Target);
                Assert.Equal(Sum.Of(found.Select(period => period.Confirmed).OfType<Amount>()), cell.Confirmed);
                Assert.Equal(Sum.Of(found.Select(period => period.Reported).OfType<Amount>()), cell.Reported);
                Assert.Equal(found.Sum(period => period.Entries), cell.Entries);
            }
        }
    }

    private static bool? Bucket(Commitment commitment, EntryView entry, string province)
    {
        var gives = commitment.Givers.Contains(province);
        var receives = entry.Beneficiaries.Contains(province);
        return gives || receives ? (gives && commitment.Givers.Count > 1) || (receives && entry.Beneficiaries.Count > 1) : null;
    }

    private static void Same(NetworkCounts? counts, ValueList<NetworkFigure> figures, params List<(BookKey Key, Ledger Ledger)>[] parts)
    {
        var ledgers = parts.SelectMany(part => part).Select(held => held.Ledger).ToList();
        if (counts is not null)
        {
            var entries = ledgers.SelectMany(ledger => ledger.Entries.Values).ToList();
            var reversals = entries.Where(entry => entry.Links?.Reverses is not null).ToList();
            entries.RemoveAll(reversals.Contains);
            Assert.Equal(reversals.Count(entry => entry.Status == EntryStatus.Reported), counts.Entries.Reversals);
            Assert.Equal(reversals.Count(entry => entry.Status == EntryStatus.Confirmed), counts.Entries.Reversed);
            Assert.Equal(entries.Count(entry => entry.Status == EntryStatus.Reversed), counts.Entries.Reversed);
            Assert.Equal(entries.Count(entry => entry.Links?.DuplicateOf is not null), counts.Entries.Duplicates);
            Assert.Equal(entries.Count(entry => entry is { Status: EntryStatus.Reported, StandsBy: false }), counts.Entries.Awaiting);
            Assert.Equal(entries.Count(entry => entry.Status == EntryStatus.Confirmed), counts.Entries.Confirmed);
            Assert.Equal(entries.Count(entry => entry is { Status: EntryStatus.Disputed, StandsBy: false }), counts.Entries.Disputed);
            Assert.Equal(counts.Entries.Awaiting + counts.Entries.Confirmed + counts.Entries.Disputed, counts.Entries.Reported);
            // Breakdowns are entries too; besides them, what counts here is what the figures count.
            Assert.Equal(entries.Count(entry => Tally.Counts(entry with { BreakdownOf = null })), counts.Entries.Reported);
            entries.AddRange(reversals.Where(entry => entry.Status != EntryStatus.Confirmed));
            Assert.Equal(entries.Count, counts.Entries.Reported + counts.Entries.SentBack + counts.Entries.Withdrawn
                + counts.Entries.Corrected + counts.Entries.Corrections + counts.Entries.Reversed + counts.Entries.Reversals + counts.Entries.Duplicates);
            Assert.Equal(entries.Count(entry => entry.Status == EntryStatus.SentBack), counts.Entries.SentBack);
            Assert.Equal(entries.Count(entry => entry.Status == EntryStatus.Withdrawn), counts.Entries.Withdrawn);
            Assert.Equal(entries.Count(entry => entry.Status == EntryStatus.Corrected), counts.Entries.Corrected);
            Assert.Equal(ledgers.Sum(ledger => ledger.Commitment.Targets.Count), counts.Targets);
            Assert.Equal(ledgers.Count(ledger => FiguresOf.Overall(ledger).NoData), counts.NoData);
            Assert.Equal(ledgers.Sum(ledger => Periods(ledger).Count(figure => figure.Overdue)), counts.Overdue);
        }
        foreach (var figure in figures)
        {
            var its = parts[0].Select(held => held.Ledger).Where(ledger => IsOf(ledger, figure)).ToList();
            Assert.Equal(its.Count, figure.Commitments);
            Assert.Equal(Total(its, FiguresOf.Overall, found => found.Reported), figure.Overall.Reported);
            Assert.Equal(Total(its, FiguresOf.Overall, found => found.Confirmed), figure.Overall.Confirmed);
            Assert.Equal(Total(its, FiguresOf.Overall, found => found.Disputed), figure.Overall.Disputed);
            Assert.Equal(Total(its, FiguresOf.Overall, found => found.Awaiting), figure.Overall.Awaiting);
            Assert.Equal(its.Sum(ledger => FiguresOf.Overall(ledger).Entries), figure.Overall.Entries);
            foreach (var cell in figure.Periods.Where(cell => cell.Period != "outside"))
            {
                var found = its.SelectMany(Periods).Where(period => period.Period.ToString() == cell.Period).ToList();
                Assert.Equal(Sum.Of(found.Select(period => period.Target).OfType<Amount>()), cell.Target);
                Assert.Equal(Sum.Of(found.Select(period => period.Confirmed).OfType<Amount>()), cell.Confirmed);
                Assert.Equal(found.Sum(period => period.Entries), cell.Entries);
                Assert.Equal(found.Count(period => period.Overdue), cell.Overdue);
            }
        }
        Assert.Equal(
            parts[0].Select(held => held.Ledger.Commitment).Select(one => (one.Indicator, one.Unit, one.Measure))
                .Distinct().Count(), figures.Count);
    }

    private static Amount? Total(List<Ledger> ledgers, Func<Ledger, Figures> figures, Func<Figures, Amount?> amount) =>
        Sum.Of(ledgers.Select(figures).Select(amount).OfType<Amount>());

    private static IEnumerable<Figures> Periods(Ledger ledger) =>
        Enumerable.Range(0, ledger.Commitment.Targets.Count).Select(i => FiguresOf.Period(ledger, i, Today));

    private static bool IsOf(Ledger ledger, NetworkFigure figure) =>
        (ledger.Commitment.Indicator, ledger.Commitment.Unit, ledger.Commitment.Measure) == (figure.Indicator, figure.Unit, figure.Measure);

    private static bool? Shares(Commitment commitment, string province)
    {
        if (!commitment.Givers.Contains(province) && !commitment.Beneficiaries.Contains(province))
            return null;
        return (commitment.Givers.Count > 1 && commitment.Givers.Contains(province))
            || (commitment.Beneficiaries.Count > 1 && commitment.Beneficiaries.Contains(province));
    }
}
