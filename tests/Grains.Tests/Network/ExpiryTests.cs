using CoopGrains.Contracts;
using CoopGrains.Network;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using TestKit;

namespace CoopGrains.Grains.Tests.Network;

public sealed class ExpiryTests : IDisposable
{
    private static readonly BookKey Hidden = BookKey.Agreement("r-hidden");
    private readonly TempFolder _folder = new();
    private readonly ShiftedClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task When_the_term_is_over_the_calendar_writes_it_once_and_programs_hear_of_it()
    {
        long version;
        await using (var host = await StartAsync())
        {
            await host.LoadAsync();
            await QuietAsync(host);
            Assert.Equal(AgreementState.InForceAsStated, (await TermsAsync(host)).State);
            // Its term ends with 2030.
            _clock.Set(new(2030, 12, 31, 3, 0, 0, TimeSpan.Zero));
            await QuietAsync(host);
            Assert.Equal(AgreementState.InForceAsStated, (await TermsAsync(host)).State);
            _clock.Set(new(2030, 12, 31, 17, 0, 0, TimeSpan.Zero));
            await QuietAsync(host);
            Assert.Equal(AgreementState.ExpiredAsStated, (await TermsAsync(host)).State);
            version = (await TermsAsync(host)).Version;
            var program = await host.Grains.GetGrain<IProgramGrain>(SmallNetwork.Scholarship.ToString()).ReadAsync(new() { Actor = SmallNetwork.Db });
            Assert.Equal(AgreementState.ExpiredAsStated, program!.AgreementTerms!.State);
        }
        await using var again = await StartAsync();
        await QuietAsync(again);
        Assert.Equal(version, (await TermsAsync(again)).Version);
    }

    [Fact]
    public async Task What_is_over_when_it_is_entered_expires_at_once_and_a_reverted_expiry_stays_reverted()
    {
        await using var host = await StartAsync();
        var key = BookKey.Agreement("old");
        NetworkHost.Accepted(await host.RegisterAsync(key, 2010, null));
        await QuietAsync(host);
        var grain = host.Grains.GetGrain<IAgreementGrain>(key.ToString());
        Assert.Equal(AgreementState.ExpiredAsStated, (await grain.ReadTermsAsync())!.State);
        foreach (var party in (Actor[])[SmallNetwork.Db, SmallNetwork.Lpb])
            NetworkHost.Accepted(await grain.RevertEndAsync(host.By(party), new() { Reason = "extended by letter" }));
        _clock.Set(_clock.GetUtcNow().AddDays(400));
        await QuietAsync(host);
        Assert.Equal(AgreementState.InForceAsStated, (await grain.ReadTermsAsync())!.State);
    }

    [Fact]
    public void What_is_due_follows_the_journal_and_is_found_again_in_a_kept_view()
    {
        var journal = SmallNetwork.Begin();
        var due = Assert.Single(journal.Fold().Snapshot.Timed);
        Assert.Equal(SmallNetwork.Agreement, due.Book);
        Assert.Equal(due, Assert.Single(ViewSnapshot.From(journal.Fold().Snapshot.Books.Values, 1, 1, null).Timed));
        journal.Do(SmallNetwork.Agreement, new TerminateAgreement { Reason = "x" }, SmallNetwork.Db);
        Assert.Empty(journal.Fold().Snapshot.Timed);
        foreach (var party in (Actor[])[SmallNetwork.Db, SmallNetwork.Lpb])
            journal.Do(SmallNetwork.Agreement, new RevertEnd { Reason = "x" }, party);
        Assert.Equal([due], journal.Fold().Snapshot.Timed);
        journal.Do(Hidden, new DraftAgreement
        {
            Type = InstrumentType.MemorandumOfUnderstanding,
            Parties = ["vn-db", "la-lpb"],
            Text = new() { Title = new() { En = "hidden" }, Term = new() { From = PartialDate.OfYear(2020), To = PartialDate.OfYear(2021) } },
            Restricted = true,
        }, SmallNetwork.ClearedDb);
        Assert.Equal([due], journal.Fold().Snapshot.Timed);
    }

    private Task<NetworkHost> StartAsync() =>
        NetworkHost.StartAsync(_folder.Path, services => services.AddSingleton<TimeProvider>(_clock));

    // What the calendar writes is the courier's next: nothing is due, and then nothing is left to tell.
    private static async Task QuietAsync(NetworkHost host)
    {
        await host.Courier.WaitQuietAsync(default);
        await Until.TrueAsync(() => Task.FromResult(host.DueDates.IsQuiet), "the calendar did not come to rest", TimeSpan.FromMinutes(1));
        await host.Courier.WaitQuietAsync(default);
    }

    private static async Task<AgreementTerms> TermsAsync(NetworkHost host) =>
        (await host.Grains.GetGrain<IAgreementGrain>(SmallNetwork.Agreement.ToString()).ReadTermsAsync())!;

    // Real timers: what looks every second would have to be woken for every second of four years.
    private sealed class ShiftedClock : TimeProvider
    {
        private TimeSpan _by = new DateTimeOffset(2026, 11, 21, 5, 0, 0, TimeSpan.Zero) - System.GetUtcNow();

        public void Set(DateTimeOffset now) => _by = now - System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _by;
    }
}
