using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>
/// Each trial already proves: deciding is total and changes nothing, an accepted command has events that fold,
/// and a book read from its snapshot decides and folds like the book itself.
/// </summary>
public abstract class BookProperties<TBook>(BookKey book)
    where TBook : class, IBookState<TBook>
{
    private const int Runs = 14;
    private const int Longest = 200;

    [Fact]
    public void State_is_the_fold_of_the_history_read_back_from_text() => Hold(trial =>
        Assert.Equal(TBook.Write(trial.State), TBook.Write(trial.FoldedFromText())));

    [Fact]
    public void Running_sums_equal_sums_taken_anew() => Hold(trial =>
    {
        foreach (var ledger in trial.State.Commitments.Ledgers.Values)
        {
            var anew = Tally.Of(ledger.Commitment, ledger.Entries.Values);
            Assert.Equal(anew.Outside, ledger.Tally.Outside);
            Assert.Equal([All(anew.Overall), .. anew.Periods.Select(All)], [All(ledger.Tally.Overall), .. ledger.Tally.Periods.Select(All)]);
        }
    });

    [Fact]
    public void Figures_equal_a_naive_recount_of_the_entries() => Hold(trial =>
    {
        foreach (var ledger in trial.State.Commitments.Ledgers.Values)
            Recount.Agrees(ledger, trial.Today);
    });

    [Fact]
    public void Every_confirmation_has_each_partys_word_and_somebodys_of_the_other_side() => Hold(trial => trial.EveryConfirmationIsTwoSided());

    [Fact]
    public void Nobody_is_bound_without_a_word() => Hold(trial => trial.NobodyIsBoundWithoutAWord());

    [Fact]
    public void Breakdowns_never_exceed_an_exact_whole() => Hold(trial => trial.NoBreakdownExceedsItsExactWhole());

    [Fact]
    public void Nothing_changes_in_a_locked_period_and_every_resemblance_is_told() => Hold(trial => Assert.True(trial.LockedLooks >= 0));

    [Fact]
    public void A_duplicate_rests_on_an_entry_that_knows_it_and_is_there() => Hold(trial =>
    {
        foreach (var ledger in trial.State.Commitments.Ledgers.Values)
            foreach (var entry in ledger.Entries.Values)
            {
                if (entry.Links?.DuplicateOf is { } of)
                    Assert.Contains(entry.Id, ledger.Entries[of].Links!.Duplicates);
                foreach (var duplicate in entry.Links?.Duplicates ?? default)
                    Assert.Equal(entry.Id, ledger.Entries[duplicate].Links!.DuplicateOf);
                if (entry.Links is { Duplicates.IsEmpty: false })
                    Assert.True(entry.Status is EntryStatus.Reported or EntryStatus.Confirmed or EntryStatus.Disputed or EntryStatus.Corrected);
                Assert.NotEqual(new EntryLinks(), entry.Links);
            }
    });

    [Fact]
    public void A_dispute_always_has_a_way_out() => Hold(trial =>
    {
        foreach (var ledger in trial.State.Commitments.Ledgers.Values)
            foreach (var entry in ledger.Entries.Values)
                if (entry.Status == EntryStatus.Disputed && entry.CorrectedBy is { } id)
                    Assert.True(Last(ledger, id).Status is EntryStatus.Reported or EntryStatus.Disputed or EntryStatus.SentBack);
    });

    private protected abstract Command Any(Choices choices, TBook state);

    private protected void Hold(Action<Trial<TBook>> property, int runs = Runs) =>
        Check.Holds(runs, Longest, steps => property(Trial<TBook>.Live(book, Any, steps)));

    private static EntryView Last(Ledger ledger, string id)
    {
        var entry = ledger.Entries[id];
        while (entry.CorrectedBy is { } next)
            entry = ledger.Entries[next];
        return entry;
    }

    private static (Sum, Sum, Sum, int, int, string) All(Bucket bucket) => (
        bucket.Awaiting, bucket.Confirmed, bucket.Disputed, bucket.Entries, bucket.ConfirmedEntries,
        string.Join(' ', bucket.Parts.Where(part => part.Value.Count > 0).OrderBy(part => part.Key.ToString(), StringComparer.Ordinal)
            .Select(part => $"{part.Key}={part.Value.ToAmount("x")}")));
}

public sealed class ProgramProperties() : BookProperties<ProgramBook>(BookKey.Program("db-north"))
{
    [Fact]
    public void Trials_reach_confirmed_disputed_and_corrected_entries()
    {
        var seen = new HashSet<EntryStatus>();
        var (accepted, refused, lockedLooks, resembling) = (0, 0, 0, 0);
        var ownSide = 0;
        Hold(trial =>
        {
            lockedLooks += trial.LockedLooks;
            resembling += trial.History.Count(happened => happened is EntryReported { Resembles: not null });
            seen.UnionWith(trial.State.Commitments.Ledgers.Values.SelectMany(ledger => ledger.Entries.Values).Select(entry => entry.Status));
            ownSide += trial.State.Commitments.Ledgers.Values.SelectMany(ledger => ledger.Entries.Values)
                .Count(entry => entry.ConfirmedBy.Any(body => Parties.SideOf(body) == entry.By.Side));
            accepted += trial.History.Count;
            refused += trial.Refusals;
        }, runs: 40);
        Assert.Equal(Enum.GetValues<EntryStatus>(), seen.Order());
        Assert.True(lockedLooks > 20 && resembling > 5, $"{lockedLooks} steps under locks, {resembling} resemblances");
        Assert.True(ownSide > 5, $"{ownSide} confirmed by their own side too");
        Assert.True(accepted > refused / 5, $"{accepted} events, {refused} refusals: the commands are not sensible enough");
    }

    [Fact]
    public void Nobody_is_bound_without_a_word_where_four_ask_and_answer()
    {
        var (joined, bound) = (0, 0);
        Check.Holds(40, 200, steps =>
        {
            var trial = Trial<ProgramBook>.Live(BookKey.Program("db-north"), Arbitrary.Consenting, steps);
            trial.NobodyIsBoundWithoutAWord();
            joined += trial.History.Count(happened => happened is CommitmentAskJoined);
            bound += trial.TimesBound;
        });
        Assert.True(joined > 50 && bound > 20, $"{joined} joined, {bound} bound");
    }

    private protected override Command Any(Choices choices, ProgramBook state) => Arbitrary.ForProgram(choices, state);
}

public sealed class ProvinceProperties() : BookProperties<ProvinceBook>(BookKey.Province("vn-db"))
{
    [Fact]
    public void Units_and_office_holders_are_known_by_one_id_have_times_in_order_and_follow_each_other_in_no_circle()
    {
        var (closed, followed) = (0, 0);
        Hold(trial =>
        {
            var (units, holders) = (trial.State.Units, trial.State.Holders);
            Assert.Equal(units.Count, units.Select(unit => unit.Id).Distinct().Count());
            Assert.Equal(holders.Count, holders.Select(holder => holder.Id).Distinct().Count());
            foreach (var time in units.Select(unit => unit.Validity).Concat(holders.Select(holder => holder.Validity)))
            {
                Assert.True(time is not { From: { } from, To: { } to } || from.First <= to.Last);
                Assert.All(time.SeenOn, seen => Assert.True(time.MayHold(seen)));
            }
            foreach (var unit in units)
            {
                Ends(unit.Id, id => units.Single(one => one.Id == id).Succeeds);
                Ends(unit.Id, id => units.Single(one => one.Id == id).Within is { } next ? [next] : default);
            }
            foreach (var holder in holders)
                Ends(holder.Id, id => holders.Single(one => one.Id == id).Succeeds is { } next ? [next] : default);
            closed += units.Count(unit => unit.Validity.To is not null);
            followed += units.Count(unit => !unit.Succeeds.IsEmpty) + holders.Count(holder => holder.Succeeds is not null);
        });
        Assert.True(closed > 0 && followed > 0, $"{closed} closed, {followed} followed: the trials are not sensible enough");
    }

    // A way that is longer than there are ids would go round.
    private static void Ends(string from, Func<string, ValueList<string>> next)
    {
        ValueList<string> at = [from];
        for (var steps = 0; !at.IsEmpty; steps++)
        {
            Assert.True(steps < 100, $"{from} leads back to itself");
            at = at.SelectMany(id => next(id)).Distinct().ToValueList();
        }
    }

    private protected override Command Any(Choices choices, ProvinceBook state) => Arbitrary.ForProvince(choices, state);
}

public sealed class AgreementProperties() : BookProperties<AgreementBook>(BookKey.Agreement("db-psl"))
{
    [Fact]
    public void In_force_needs_every_signature_and_happens_once() => Hold(trial =>
    {
        var entered = trial.History.Count(happened => happened is AgreementEnteredIntoForce);
        var signed = trial.State.Signatures.Select(signature => signature.Party).ToList();
        Assert.Equal(signed.Count, signed.Distinct().Count());
        Assert.True(entered <= 1);
        Assert.Equal(entered == 1, trial.State.Drafted is not null && trial.State.Parties.All(signed.Contains));
        if (trial.State.State is AgreementState.InForce)
            Assert.Equal(1, entered);
        if (trial.State.Registered is not null)
            Assert.Empty(signed);
    });

    [Fact]
    public void No_text_changes_once_a_party_has_accepted_it() => Hold(trial =>
    {
        var accepted = false;
        foreach (var happened in trial.History)
        {
            Assert.False(accepted && happened is TextEdited);
            accepted = happened is TextAccepted || (accepted && happened is not TextUnlocked);
        }
    });

    private protected override Command Any(Choices choices, AgreementBook state) => Arbitrary.ForAgreement(choices, state);
}
