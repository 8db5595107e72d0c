using CoopGrains.Contracts;
using CoopGrains.Network;
using CoopGrains.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using TestKit;

namespace CoopGrains.Grains.Tests.Network;

public sealed class FollowingTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private static readonly DateOnly Today = new(2026, 11, 21);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_write_is_seen_by_a_read_that_waits_for_its_version()
    {
        await using var host = await NetworkHost.StartAsync(_folder.Path);
        await host.LoadAsync();
        await host.Grains.GetGrain<IProgramGrain>(SmallNetwork.Scholarship.ToString())
            .AddCommitmentAsync(host.By(SmallNetwork.Db), SmallNetwork.Places("places", ["la-lpb"]));
        for (var i = 1; i <= 20; i++)
        {
            var written = await host.ReportAsync(SmallNetwork.Scholarship, "places", i);
            Assert.True(await host.View.WaitForAsync(written.Book, written.Version, SmallNetwork.Db, Long, default));
            Assert.True(host.View.Now.Find(written.Book, SmallNetwork.Db)!.Version >= written.Version);
            Assert.Equal(i, host.View.Now.Status(null, SmallNetwork.Db, Today).Counts.Entries.Reported);
        }
    }

    [Fact]
    public async Task A_start_from_a_kept_view_gives_the_same_answers_as_folding_everything()
    {
        NetworkStatus before;
        await using (var host = await NetworkHost.StartAsync(_folder.Path))
        {
            await host.LoadAsync();
            await host.Courier.WaitQuietAsync(default);
            await host.View.WaitForPositionAsync((await host.Store.HeadAsync(default)).Position, default);
            before = host.View.Now.Status(StatusBy.Province, SmallNetwork.Db, Today);
        }
        await using (var again = await NetworkHost.StartAsync(_folder.Path))
        {
            await again.View.Ready.WaitAsync(Long);
            var after = again.View.Now.Status(StatusBy.Province, SmallNetwork.Db, Today);
            Assert.Equal(before with { Stamp = after.Stamp }, after);
            Assert.Equal(before.Stamp.Position, after.Stamp.Position);
            Assert.NotNull(await again.Store.ReadCheckpointAsync("view", default));
            await again.OpenAsync(SmallNetwork.Support, SmallNetwork.Agreement);
            Assert.True(await again.View.WaitForAsync(SmallNetwork.Support, 1, SmallNetwork.Db, Long, default));
        }
    }

    [Fact]
    public async Task A_process_that_stops_keeps_the_view_only_when_much_came_since_it_was_kept_and_no_start_misses_anything()
    {
        await using (var host = await NetworkHost.StartAsync(_folder.Path))
        {
            await host.LoadAsync();
            await host.Grains.GetGrain<IProgramGrain>(SmallNetwork.Scholarship.ToString())
                .AddCommitmentAsync(host.By(SmallNetwork.Db), SmallNetwork.Places("places", ["la-lpb"]));
        }

        var (many, few) = (await KeptAfterReportsAsync(from: 1, to: 40), await KeptAfterReportsAsync(from: 41, to: 42));
        Assert.Equal(many, few);
        Assert.True(await KeptAfterReportsAsync(from: 43, to: 52) > many + 10);
    }

    [Fact]
    public async Task A_kept_view_of_another_build_is_replaced_when_the_process_stops()
    {
        await using (var host = await NetworkHost.StartAsync(_folder.Path))
        {
            await host.LoadAsync();
            await host.Courier.WaitQuietAsync(default);
            var head = await host.Store.HeadAsync(default);
            await host.View.WaitForPositionAsync(head.Position, default);
        }

        await using (var host = await NetworkHost.StartAsync(_folder.Path))
        {
            var ours = (await host.Store.ReadCheckpointAsync("view", default))!;
            await host.Store.WriteCheckpointAsync("view", ours with { Body = "{\"schema\":3,\"books\":[]}"u8.ToArray() }, default);
        }

        await using (var host = await NetworkHost.StartAsync(_folder.Path))
            await host.View.Ready.WaitAsync(Long);
        await using (var host = await NetworkHost.StartAsync(_folder.Path))
            Assert.NotNull(ViewCheckpoints.Read((await host.Store.ReadCheckpointAsync("view", default))!));
    }

    [Fact]
    public void A_kept_view_is_read_back_as_it_was()
    {
        var snapshot = RandomHistory.Of(Enumerable.Range(1, 80).Select(number => number * 104_729)).Fold().Snapshot;
        var kept = new ViewCheckpoint(snapshot.Position, snapshot.Epoch, ViewCheckpoints.TextOf(snapshot));
        var back = new NetworkReading(new(ViewCheckpoints.Read(kept)!), () => (default, TimeSpan.Zero));
        var there = new NetworkReading(new(snapshot), () => (default, TimeSpan.Zero));
        foreach (var by in Enum.GetValues<StatusBy>())
            Assert.Equal(there.Status(by, SmallNetwork.ClearedDb, Today), back.Status(by, SmallNetwork.ClearedDb, Today));
        Assert.Equal(there.Worklist(SmallNetwork.Lpb, snapshot.AsOf!.Value), back.Worklist(SmallNetwork.Lpb, snapshot.AsOf!.Value));
    }

    [Fact]
    public async Task Rows_that_did_not_fit_into_memory_are_read_from_the_store_and_none_is_lost_or_twice()
    {
        var store = new ListedStore(SmallNetwork.Begin().Rows.Count);
        var rows = SmallNetwork.Begin().Rows;
        using var feed = new RowFeed(store, TimeProvider.System, NullLogger.Instance);
        await using var reading = feed.ReadAsync(0, default).GetAsyncEnumerator();
        var seen = new List<long>();
        store.Commit(rows.Take(2));
        await NextAsync();
        // Nobody reads meanwhile: more batches than are kept.
        for (var i = 2; i < rows.Count; i++)
            store.Commit([rows[i]]);
        for (var i = 0; i < 3_000; i++)
            store.Commit([rows[^1] with { Position = rows.Count + i + 1 }]);
        while (seen[^1] < rows.Count + 3_000)
            await NextAsync();
        store.Commit([rows[^1] with { Position = rows.Count + 3_001 }]);
        await NextAsync();
        Assert.Equal(Enumerable.Range(1, rows.Count + 3_001).Select(number => (long)number), seen);

        async Task NextAsync()
        {
            Assert.True(await reading.MoveNextAsync().AsTask().WaitAsync(Long));
            seen.AddRange(reading.Current.Select(row => row.Position));
        }
    }

    [Fact]
    public async Task An_unknown_book_and_one_that_may_not_be_seen_wait_alike()
    {
        var clock = new FakeClock();
        var waiters = new ViewWaiters(clock);
        var view = RestrictedView(out _);
        foreach (var book in (BookKey[])[SmallNetwork.Secret, BookKey.Program("never-was")])
        {
            var waiting = waiters.WaitAsync(book, () => view.Snapshot.Find(book, SmallNetwork.Db) is not null,
                TimeSpan.FromSeconds(2), default);
            waiters.Tell([book]);
            Assert.False(waiting.IsCompleted);
            clock.Advance(TimeSpan.FromSeconds(2));
            Assert.False(await waiting);
        }
    }

    [Fact]
    public async Task A_probe_finds_a_book_that_is_stored_and_hides_one_that_may_not_be_seen()
    {
        await using var host = await NetworkHost.StartAsync(_folder.Path);
        await host.LoadAsync();
        Assert.NotNull(await host.View.ProbeAsync(SmallNetwork.Scholarship, SmallNetwork.Psl, default));
        Assert.Null(await host.View.ProbeAsync(BookKey.Program("never-was"), SmallNetwork.Db, default));
        var key = SmallNetwork.Secret;
        NetworkHost.Accepted(await host.Grains.GetGrain<IProgramGrain>(key.ToString()).OpenAsync(host.By(SmallNetwork.ClearedDb), new()
        {
            Title = new() { En = "secret" },
            Parties = ["vn-db", "la-lpb"],
            Restricted = true,
        }));
        Assert.Null(await host.View.ProbeAsync(key, SmallNetwork.Db, default));
        Assert.NotNull(await host.View.ProbeAsync(key, SmallNetwork.ClearedDb, default));
    }

    [Fact]
    public async Task The_network_of_a_past_instant_is_folded_up_to_it()
    {
        await using var host = await NetworkHost.StartAsync(_folder.Path);
        var start = host.Time.GetUtcNow();
        await host.LoadAsync();
        await host.Courier.WaitQuietAsync(default);
        var loaded = (await host.Store.HeadAsync(default)).RecordedAt;
        await host.OpenAsync(SmallNetwork.Support, SmallNetwork.Agreement);
        Assert.Equal(1, (await AsOfAsync(loaded)).Status(null, SmallNetwork.Db, Today).Programs);
        Assert.Equal(1, (await AsOfAsync(loaded)).Status(null, SmallNetwork.Db, Today).Programs);
        Assert.Equal(2, (await AsOfAsync(host.Time.GetUtcNow())).Status(null, SmallNetwork.Db, Today).Programs);
        var nothing = (await AsOfAsync(start.AddDays(-1))).Status(StatusBy.Province, SmallNetwork.Db, Today);
        Assert.Equal((0, 0, 0, 0), (nothing.Provinces, nothing.Instruments, nothing.Programs, nothing.Groups.Count));
        Assert.Equal(0, nothing.Stamp.Position);

        async Task<INetworkReading> AsOfAsync(DateTimeOffset instant) =>
            await host.View.AsOfAsync((await host.View.PointAsync(instant, default))!.Value, default);
    }

    [Fact]
    public async Task Rights_come_from_the_register_and_end_with_it()
    {
        await using var host = await NetworkHost.StartAsync(_folder.Path);
        await host.LoadAsync();
        var province = host.Grains.GetGrain<IProvinceGrain>("province/la-lpb");
        NetworkHost.Accepted(await province.RegisterAgencyAsync(
            host.By(NetworkJournal.Operator), new() { Id = "la-lpb-edu", Name = new() { En = "Education" } }));
        var appointed = NetworkHost.Accepted(await province.AppointUserAsync(
            host.By(NetworkJournal.Operator), new() { Agency = "la-lpb-edu", User = "kham", Roles = Roles.Coordinator, Cleared = true }));
        await host.View.WaitForAsync(appointed.Book, appointed.Version, SmallNetwork.Db, Long, default);
        Assert.Equal(
            new Registered { Body = "la-lpb", Side = Side.La, Roles = Roles.Coordinator, Cleared = true },
                host.View.RightsOf("la-lpb-edu", "kham"));
        Assert.Null(host.View.RightsOf("la-lpb-edu", "nobody"));
        Assert.Null(host.View.RightsOf("la-lpb-office", "kham"));
        var coordinator = new Actor { User = "other", Agency = "la-lpb-edu", Side = Side.La, Body = "la-lpb", Roles = Roles.Coordinator };
        var dismissed = NetworkHost.Accepted(await province.AppointUserAsync(
            host.By(coordinator), new() { Agency = "la-lpb-edu", User = "kham", Roles = Roles.None }));
        await host.View.WaitForAsync(dismissed.Book, dismissed.Version, SmallNetwork.Db, Long, default);
        Assert.Null(host.View.RightsOf("la-lpb-edu", "kham"));
    }

    // Reports so many and stops; answers how far the view is kept then. A start from it counts all of them.
    private async Task<long> KeptAfterReportsAsync(int from, int to)
    {
        await using (var host = await NetworkHost.StartAsync(_folder.Path))
        {
            for (var i = from; i <= to; i++)
                await host.ReportAsync(SmallNetwork.Scholarship, "places", i);
            await host.Courier.WaitQuietAsync(default);
            await host.View.WaitForPositionAsync((await host.Store.HeadAsync(default)).Position, default);
        }

        await using (var again = await NetworkHost.StartAsync(_folder.Path))
        {
            await again.View.Ready.WaitAsync(Long);
            Assert.Equal(to, again.View.Now.Status(null, SmallNetwork.Db, Today).Counts.Entries.Reported);
            return (await again.Store.ReadCheckpointAsync("view", default))!.Position;
        }
    }

    private static ViewState RestrictedView(out NetworkJournal journal)
    {
        journal = SmallNetwork.Begin();
        SmallNetwork.Open(journal, SmallNetwork.Secret, "secret", ["vn-db", "la-lpb"], SmallNetwork.ClearedDb, restricted: true);
        return journal.Fold();
    }
}
