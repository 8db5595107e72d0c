using CoopGrains.Storage;
using CoopGrains.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Storage.Tests;

public sealed class PostgresRoleTests : PostgresStoreTest
{
    [Theory]
    [InlineData("UPDATE coop.journal SET event = 'x'")]
    [InlineData("DELETE FROM coop.journal")]
    [InlineData("TRUNCATE coop.journal")]
    [InlineData("INSERT INTO coop.journal (position) VALUES (2)")]
    [InlineData("INSERT INTO coop.book (book_key) VALUES ('program/z')")]
    [InlineData("UPDATE coop.book SET version = 7")]
    [InlineData("DELETE FROM coop.book")]
    [InlineData("INSERT INTO coop.book_snapshot VALUES ('program/a', 1, '', '', '')")]
    [InlineData("UPDATE coop.access_journal SET at = 0")]
    [InlineData("DELETE FROM coop.access_journal")]
    [InlineData("UPDATE coop.store_secret SET value = ''")]
    [InlineData("UPDATE coop.site_item SET body = ''")]
    [InlineData("INSERT INTO coop.journal_epoch VALUES (2, 0, '')")]
    [InlineData("DROP TABLE coop.journal")]
    [InlineData("ALTER TABLE coop.journal DISABLE TRIGGER ALL")]
    [InlineData("CREATE TABLE coop.mine (a int)")]
    public async Task The_application_cannot_change_what_was_recorded(string sql)
    {
        await using (var store = await OpenAsync())
            await FillAsync(store, Book, 1);
        await using var application = await ConnectAsync(Site.Application);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => AskAsync(application, sql));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        await AssertSoundAsync();
    }

    [Fact]
    public async Task The_application_waits_for_nothing_without_an_end()
    {
        await using var application = await ConnectAsync(Site.Application);
        foreach (var setting in new[] { "lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout" })
            Assert.NotEqual("0", await AskAsync(application, $"SHOW {setting}"));
    }

    [Fact]
    public async Task A_table_of_the_same_name_elsewhere_does_not_mislead_the_commit()
    {
        await using var owner = await ConnectAsync(Site.Owner);
        await AskAsync(owner, "GRANT CREATE ON SCHEMA public TO coop_app");
        await using (var application = await ConnectAsync(Site.Application))
            await AskAsync(application, "CREATE TABLE public.journal (position bigint); CREATE TABLE public.book (version bigint)");
        await using (var store = await OpenAsync())
            await FillAsync(store, Book, 2);
        Assert.Equal(2, (await AssertSoundAsync()).Rows);
    }

    [Fact]
    public async Task A_commit_in_another_isolation_is_refused()
    {
        await using var owner = await ConnectAsync(Site.Owner);
        await AskAsync(owner, "BEGIN ISOLATION LEVEL REPEATABLE READ");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => AskAsync(
            owner, "SELECT coop.commit_books(0, '{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}')"));
        Assert.Contains("READ COMMITTED", refused.MessageText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("synchronous_commit = off", "synchronous_commit")]
    [InlineData("default_transaction_isolation = serializable", "read committed")]
    public async Task A_server_that_is_set_up_unsafely_is_refused(string setting, string said)
    {
        await using var owner = await ConnectAsync(Site.Owner);
        await AskAsync(owner, $"ALTER ROLE coop_app IN DATABASE {Site.Database} SET {setting}");
        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => OpenAsync("one"));
        Assert.Equal(StoreRefusal.Unsafe, refused.Refusal);
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_elsewhere_is_refused_unless_the_way_to_it_is_encrypted()
    {
        // An address of documentation: nobody is asked there.
        var elsewhere = Site.Application.Replace("127.0.0.1", "192.0.2.1", StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => PostgresBookStore.OpenAsync(
            elsewhere, new StoreOptions { Path = Under.Path }, Clock, NullLogger<PostgresBookStore>.Instance));
        Assert.Equal(StoreRefusal.Unsafe, refused.Refusal);
        Assert.Contains("SSL Mode", refused.Message, StringComparison.Ordinal);
    }
}
