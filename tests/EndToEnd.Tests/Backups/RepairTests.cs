using CoopGrains.Hosting;
using EndToEnd.Tests.Processes;
using Microsoft.Data.Sqlite;
using Npgsql;
using TestKit;

namespace EndToEnd.Tests.Backups;

/// <summary><c>coop repair --book</c>: a broken row hurts one book, and that is mended by its journal.</summary>
public sealed class RepairTests
{
    private const string Book = "program/db-lpb-scholarship";
    private const string Path = "/v1/programs/db-lpb-scholarship";
    private const string Break = "UPDATE book SET version = version + 1, hash = 'broken' WHERE book_key = 'program/db-lpb-scholarship'";

    [Fact]
    public async Task A_broken_book_of_a_SQLite_site_is_mended_and_every_book_and_row_is_as_before()
    {
        await using var site = await EndToEnd.Tests.Site.StartSeededAsync();
        await site.Api.UntilQuietAsync(EndToEnd.Tests.Site.Operator);
        var (books, rows) = (await AllBooks.ReadAsync(site.Api), await site.JournalAsync());
        string[] repair = ["repair", "--book", Book, "--data", site.Data, "--reason", "a drill"];
        await AssertFailsAsync("written by", repair);
        await site.StopAsync();
        Tamper(new CoopOptions { Data = site.Data }.StorePath);
        await site.StartAgainAsync();
        await AssertOneIsBrokenAsync(site.Api, books.Count);
        await AssertFailsAsync(Book, "verify", "--data", site.Data);
        await site.StopAsync();

        Assert.Contains("Mended", await EndToEnd.Tests.Site.CoopAsync(repair), StringComparison.Ordinal);
        AssertEvidence(site.Data);
        Assert.Contains("nothing was changed", await EndToEnd.Tests.Site.CoopAsync(repair), StringComparison.Ordinal);
        await site.StartAgainAsync();
        Assert.Equal(books, await AllBooks.ReadAsync(site.Api));
        Assert.Equal(rows, await site.JournalAsync());
        await site.AssertWholeAsync();
    }

    [Fact]
    public async Task A_broken_book_of_a_database_is_mended_beside_a_running_process_and_every_book_and_row_is_as_before()
    {
        await using var one = await OneProcess.StartSeededAsync();
        await one.Api.UntilQuietAsync(EndToEnd.Tests.Site.Operator);
        var (books, rows) = (await AllBooks.ReadAsync(one.Api), await one.JournalAsync());
        await one.StopAsync();
        await using (var owner = new NpgsqlConnection(one.Database.Owner))
        {
            await owner.OpenAsync();
            await using var command = new NpgsqlCommand($"SET search_path = coop; {Break}", owner);
            await command.ExecuteNonQueryAsync();
        }
        await one.Process.StartAsync();
        await AssertOneIsBrokenAsync(one.Api, books.Count);
        await AssertFailsAsync("coop_app", Repair(one.Database.Application));

        Assert.Contains("Mended", await EndToEnd.Tests.Site.CoopAsync(Repair(one.Database.Owner)), StringComparison.Ordinal);
        AssertEvidence(one.Data);
        Assert.Equal(books, await AllBooks.ReadAsync(one.Api));
        Assert.Equal(rows, await one.JournalAsync());
        await one.AssertWholeAsync();

        string[] Repair(string database) => ["repair", "--book", Book, "--data", one.Data, "--database", database, "--reason", "a drill"];
    }

    private static void Tamper(string store)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = store, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Break;
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    private static async Task AssertOneIsBrokenAsync(ApiClient api, int books)
    {
        Assert.Equal((503, "stateUnreadable"), await api.GetAsync(EndToEnd.Tests.Site.DienBien, Path) is var reply ? (reply.Status,
            reply.Code) : default);
        var metrics = (await api.GetAsync(EndToEnd.Tests.Site.Operator, "/metrics")).Ok().Text;
        Assert.DoesNotContain("\ncoop_gateway_books_unreadable_total 0\n", metrics, StringComparison.Ordinal);
        var served = 0;
        foreach (var kind in new[] { "provinces?national=true", "agreements", "programs" })
            foreach (var item in await api.ListAsync(EndToEnd.Tests.Site.DienBien, $"/v1/{kind}"))
                if (item.GetProperty("book").GetString() is var book && book != Book)
                {
                    (await api.GetAsync(EndToEnd.Tests.Site.DienBien, "/v1/" + book!.Replace("/", "s/", StringComparison.Ordinal))).Ok();
                    served++;
                }
        Assert.Equal(books - 1, served);
    }

    private static void AssertEvidence(string data)
    {
        var file = Assert.Single(Directory.GetFiles(data, "repair-program-db-lpb-scholarship-*.json"));
        Assert.Contains("\"hash\": \"broken\"", File.ReadAllText(file), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    private static async Task AssertFailsAsync(string says, params string[] arguments)
    {
        await using var coop = ChildProcess.Start(RepositoryRoot.Built("src/CoopGrains.Cli", "coop.dll"), arguments);
        Assert.Equal(1, await coop.ExitAsync());
        Assert.Contains(says, coop.Output, StringComparison.Ordinal);
    }
}
