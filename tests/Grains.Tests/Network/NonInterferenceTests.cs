using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Network;
using FsCheck;
using FsCheck.Fluent;

namespace CoopGrains.Grains.Tests.Network;

/// <summary>Whatever happens in restricted books, nothing that a reader without clearance is told depends on it.</summary>
/// <remarks>A failure prints the steps and the triple that replays them.</remarks>
public sealed class NonInterferenceTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);
    private static readonly BookKey SecretAgreement = BookKey.Agreement("r-0123456789abcdefghjkmnpqrt");
    private static readonly Actor Overseer = NetworkJournal.User("vn", roles: Roles.Overseer);
    private static readonly Actor Stranger = new() { User = "", Agency = "", Side = Side.None, Body = "", Roles = Roles.None };
    private static readonly Actor Guest = SmallNetwork.Psl with { Granted = [SmallNetwork.Secret] };

    [Fact]
    public void Taking_every_restricted_book_away_changes_nothing_that_the_uncleared_are_told() => Holds(journal =>
    {
        var open = Without(journal, key => DerivedIds.IsRestricted(key));
        foreach (var reader in (Actor[])[SmallNetwork.Db, SmallNetwork.Psl, Overseer, Stranger])
            Same(journal, journal.Rows, open, reader);
    });

    [Fact]
    public void Whoever_was_let_read_one_restricted_book_is_told_nothing_of_another() => Holds(journal =>
        Same(journal, journal.Rows, Without(journal, key => key == SecretAgreement), Guest));

    [Fact]
    public void The_cleared_are_told_so_the_comparison_sees_what_is_there()
    {
        var journal = With([1, 2, 3]);
        var open = Without(journal, key => DerivedIds.IsRestricted(key));
        foreach (var reader in (Actor[])[SmallNetwork.ClearedDb, Guest])
        {
            var observer = new Observer(journal, reader, Today);
            var differing = observer.Everything(Reading(journal.Rows)).Except(observer.Everything(Reading(open)))
                .Select(said => said[..said.IndexOf('(', StringComparison.Ordinal)]).ToHashSet();
            foreach (var question in (string[])["Find", "Programs", "Entries", "Entry", "Status", "Scorecard", "Explain", "Oversight", "Cases", "Restricted"])
                Assert.Contains(question, differing);
            // What anybody may read is the same for them.
            Assert.DoesNotContain("Published", differing);
            if (reader == SmallNetwork.ClearedDb)
                foreach (var question in (string[])["Agreements", "Calendar", "TalksSeries", "Talks", "Has", "Worklist", "Proposals", "Grants"])
                    Assert.Contains(question, differing);
        }
    }

    private static void Holds(Action<NetworkJournal> property) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(25),
        Prop.ForAll(Arb.From(Gen.ListOf(Gen.Choose(0, int.MaxValue - 1))), steps => property(With(steps))));

    // Restricted books that differ in all that a reader could be told of; what happens in them comes among what happens elsewhere.
    private static NetworkJournal With(IEnumerable<int> steps)
    {
        var journal = RandomHistory.Of(steps);
        journal.Do(SecretAgreement, new DraftAgreement
        {
            Type = InstrumentType.MinutesOfCooperation,
            Parties = ["vn-db", "la-psl"],
            Text = new() { Title = new() { En = "secret", Vi = "mật" }, Term = new() { From = PartialDate.OfYear(2026) } },
            Restricted = true,
        }, SmallNetwork.ClearedDb);
        journal.Do(SecretAgreement, new PlanTalks { On = PartialDate.OfYear(2026), Host = "vn-db" }, SmallNetwork.ClearedDb);
        journal.Do(SecretAgreement, SmallNetwork.Places("wish", ["la-psl"], basis: BasisKind.Proposal), SmallNetwork.ClearedDb);
        journal.Do(SecretAgreement, Grant(SecretAgreement, "guest"), SmallNetwork.ClearedDb);
        journal.Try(SmallNetwork.Secret, new ReportFulfilment
        {
            Commitment = "places",
            Amount = SmallNetwork.People(7),
            Occurred = SmallNetwork.Month(2026, 3),
        }, SmallNetwork.ClearedDb);
        journal.Do(SmallNetwork.Secret, Grant(SmallNetwork.Secret, Guest.User) with { Agency = Guest.Agency }, SmallNetwork.ClearedDb);
        return journal;
    }

    private static GrantAccess Grant(BookKey book, string user) => new()
    {
        Book = book,
        Agency = "la-bko-office",
        User = user,
        Reason = "inspection",
        Until = PartialDate.Of(Today.AddDays(30)),
        UserIsKnown = true,
    };

    private static void Same(NetworkJournal all, IReadOnlyList<Storage.JournalRow> rows, IReadOnlyList<Storage.JournalRow> fewer, Actor reader)
    {
        var observer = new Observer(all, reader, Today);
        Assert.Equal(observer.Everything(Reading(fewer)), observer.Everything(Reading(rows)));
    }

    private static List<Storage.JournalRow> Without(NetworkJournal journal, Func<BookKey, bool> isGone) =>
        RowChain.Of(journal.Rows.Where(row => BookKey.TryParse(row.BookKey, out var key) && !isGone(key))
            .Select((row, i) => row with { Position = i + 1 }));

    private static NetworkReading Reading(IReadOnlyList<Storage.JournalRow> rows)
    {
        var view = new ViewState(ViewSnapshot.Empty);
        // One by one: sums and indexes are kept by differences.
        foreach (var row in rows)
            view.Apply([row]);
        return new(view, () => (default, TimeSpan.Zero));
    }
}
