using CoopGrains.Contracts;
using CoopGrains.Domain;
using CoopGrains.Hosting;
using CoopGrains.Network;
using CoopGrains.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using TestKit;

namespace CoopGrains.Grains.Tests.Network;

/// <summary>Books begin from what the view of their process has folded, and are none the worse for it.</summary>
public sealed class FoldedBooksTests : IDisposable
{
    private const string KeptView = "UPDATE view_checkpoint SET body = replace(body, '\"2\"', '\"3\"') WHERE body LIKE '%\"2\"%'";
    private const string Unkept = "DELETE FROM view_checkpoint;";

    private readonly TempFolder _folder = new();
    private FaultyStore? _store;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_book_that_is_active_again_answers_as_before_without_being_read_anew()
    {
        Caller sent;
        Outcome.Accepted first;
        ProgramView before;
        await using (var host = await LoadedAsync())
        {
            sent = host.By(SmallNetwork.Db);
            first = NetworkHost.Accepted(await Program(host).ReportAsync(sent, Six));
            before = await ViewAsync(host);
        }

        await using var again = await StartAsync();
        await again.View.Ready;
        Assert.Equal(before, await ViewAsync(again));
        var repeated = NetworkHost.Accepted(await Program(again).ReportAsync(sent, Six));
        Assert.Equal((first.Version, true), (repeated.Version, repeated.Replayed));
        Assert.Equal(first.Version + 1, (await again.ReportAsync(SmallNetwork.Scholarship, "places", 7)).Version);
        Assert.Equal(0, _store!.WholeReads);
    }

    [Fact]
    public async Task What_came_behind_it_is_read_and_what_is_not_of_this_book_is_not_used()
    {
        FoldedBook folded;
        ProgramView after;
        await using (var host = await LoadedAsync())
        {
            await host.View.WaitForPositionAsync((await host.Store.HeadAsync(default)).Position, default);
            folded = ((IFoldedBooks)host.View).Find(SmallNetwork.Scholarship)!;
            await host.ReportAsync(SmallNetwork.Scholarship, "places", 7);
            after = await ViewAsync(host);
        }
        foreach (var (here, wholeReads) in ((FoldedBook, int)[])[(folded, 0), (folded with { Hash = new('0', 64), State = "no state" }, 1)])
        {
            await using var again = await StartAsync(here);
            Assert.Equal(after, await ViewAsync(again));
            Assert.Equal(wholeReads, _store!.WholeReads);
        }
    }

    [Fact]
    public async Task A_kept_view_that_was_changed_decides_nothing()
    {
        ProgramView before;
        await using (var host = await LoadedAsync())
            before = await ViewAsync(host);
        Assert.NotEqual(0, Tamper(KeptView));

        await using var again = await StartAsync();
        await again.View.Ready;
        Assert.Equal(before, await ViewAsync(again));
        Assert.Equal(before.Version + 1, (await again.ReportAsync(SmallNetwork.Scholarship, "places", 7)).Version);
    }

    [Fact]
    public async Task A_row_that_was_changed_is_damage_of_its_book_also_to_who_has_folded_it()
    {
        await using (await LoadedAsync())
        {
        }
        Tamper(Unkept + "UPDATE journal SET event = replace(event, '\"2\"', '\"3\"') WHERE kind = 'entryReported' AND event LIKE '%\"2\"%'");

        await using var again = await StartAsync();
        await again.View.Ready;
        await Assert.ThrowsAsync<BookDamagedException>(() => again.ReportAsync(SmallNetwork.Scholarship, "places", 7));
        Assert.Equal([SmallNetwork.Scholarship], again.View.Now.Status(null, SmallNetwork.Db, new(2026, 11, 21)).Unreadable);
        NetworkHost.Accepted(await again.OpenAsync(SmallNetwork.Support, SmallNetwork.Agreement));
    }

    // Were the index of what is alike one for both, each entry would be in it twice and the oldest would be let go of too early; and two
    // threads would be in it at once.
    [Fact]
    public async Task What_a_book_decides_on_is_not_touched_by_the_view_that_it_began_from()
    {
        await using (var host = await LoadedAsync())
            for (var people = 101; people <= 110; people++)
                await host.ReportAsync(SmallNetwork.Scholarship, "places", people);

        await using var again = await StartAsync();
        await again.View.Ready;
        var first = await ReportAsync(again, SmallNetwork.Db);
        for (var count = 0; count < 4; count++)
        {
            var alike = await ReportAsync(again, SmallNetwork.Db);
            NetworkHost.Accepted(await Program(again).WithdrawEntryAsync(
                again.By(SmallNetwork.Db), new() { Entry = alike.Entry, Reason = "not held" }));
        }
        Assert.Equal(first.Entry, (await ReportAsync(again, SmallNetwork.Lpb)).Resembles);
        Assert.Equal(0, _store!.WholeReads);
    }

    private static ReportFulfilment Six => new()
    {
        Commitment = "places",
        Amount = SmallNetwork.People(6),
        Occurred = SmallNetwork.Month(2025, 4),
    };

    private static async Task<EntryReported> ReportAsync(NetworkHost host, Actor by)
    {
        var reported = NetworkHost.Accepted(await Program(host).ReportAsync(host.By(by), Six));
        await host.View.WaitForPositionAsync((await host.Store.HeadAsync(default)).Position, default);
        return Assert.IsType<EntryReported>(Assert.Single(reported.Events));
    }

    private static IProgramGrain Program(NetworkHost host) => host.Grains.GetGrain<IProgramGrain>(SmallNetwork.Scholarship.ToString());

    private static async Task<ProgramView> ViewAsync(NetworkHost host) =>
        Assert.IsType<ProgramView>(await Program(host).ReadAsync(new() { Actor = SmallNetwork.Db }));

    private Task<NetworkHost> StartAsync(FoldedBook? folded = null) => NetworkHost.StartAsync(_folder.Path, services =>
    {
        if (folded is not null)
            services.AddSingleton<IFoldedBooks>(new One(folded));
        var opening = services.Last(service => service.ServiceType == typeof(IBookStore)).ImplementationFactory!;
        services.AddSingleton<IBookStore>(provider => _store = new FaultyStore((IBookStore)opening(provider)));
    });

    private async Task<NetworkHost> LoadedAsync()
    {
        var host = await StartAsync();
        await host.LoadAsync();
        NetworkHost.Accepted(await Program(host).AddCommitmentAsync(host.By(SmallNetwork.Db), SmallNetwork.Places("places", ["la-lpb"])));
        for (var people = 1; people <= 5; people++)
            await host.ReportAsync(SmallNetwork.Scholarship, "places", people);
        await host.Courier.WaitQuietAsync(default);
        return host;
    }

    private int Tamper(string sql)
    {
        var source = new SqliteConnectionStringBuilder { DataSource = new CoopOptions { Data = _folder.Path }.StorePath, Pooling = false };
        using var connection = new SqliteConnection(source.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "DROP TRIGGER IF EXISTS journal_rows_never_change; " + sql;
        return command.ExecuteNonQuery();
    }

    private sealed class One(FoldedBook folded) : IFoldedBooks
    {
        public FoldedBook? Find(BookKey book) => book == SmallNetwork.Scholarship ? folded : null;
    }
}
