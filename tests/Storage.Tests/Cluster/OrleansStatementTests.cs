using System.Text.RegularExpressions;
using CoopGrains.Storage;
using CoopGrains.Storage.Cluster;
using Npgsql;

namespace Storage.Tests.Cluster;

public sealed partial class OrleansStatementTests : PostgresStoreTest
{
    private NpgsqlConnection? _connection;

    [Fact]
    public async Task Statements_name_only_parameters_that_Orleans_binds_and_the_columns_that_it_reads()
    {
        await AskAsync();
        var texts = await OrleansStatements.TextsAsync(_connection!);
        Assert.Equal(OrleansStatements.Parameters.Keys.Order(), texts.Keys.Order());
        foreach (var (statement, text) in texts)
            Assert.All(ParameterNames().Matches(text), name => Assert.Contains(name.Value[1..], OrleansStatements.Parameters[statement]));
        Assert.Contains("AS PayloadBinary", texts["ReadFromStorageKey"], StringComparison.Ordinal);
        Assert.Contains("AS Version", texts["ReadFromStorageKey"], StringComparison.Ordinal);
        foreach (var statement in new[] { "WriteToStorageKey", "ClearStorageKey", "DeleteStorageKey" })
            Assert.Contains("AS NewGrainStateVersion", texts[statement], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_Orleans_writes_the_store_reads_and_what_the_store_writes_Orleans_reads()
    {
        var orleans = await AskAsync();
        Assert.Equal((null, null), await orleans.ReadAsync(Book));
        Assert.Equal(2, await orleans.WriteAsync(Commit(0,
            Event("op-1", text: "{\"tên\":\"Sầm Nưa \\\" ຊຳເໜືອ 🌾\"}"), Event("op-1", 1, trace: "00-a-b-01"))));
        await using (var store = await OpenAsync())
        {
            var written = (await store.ReadAsync(Book, default))!;
            Assert.Equal(2, written.Version);
            await FillAsync(store, Book, 2, from: 2);
            var (read, version) = await orleans.ReadAsync(Book);
            Assert.Equal(4, version);
            var stored = (await store.ReadAsync(Book, default))!;
            Assert.Equal(stored.Events.Select(row => row with { Payload = null }), read!.Events);
            Assert.Equal(stored with { Events = read.Events }, read);
        }

        await AssertSoundAsync();
    }

    [Fact]
    public async Task A_snapshot_goes_along_and_later_reads_begin_at_it()
    {
        var orleans = await AskAsync();
        await orleans.ReadAsync(Book);
        await orleans.WriteAsync(Commit(0, Event("op-1")) with { Snapshot = new(1, () => "{\"state\":\"ລາວ\"}") });
        await orleans.WriteAsync(Commit(1, Event("op-2")));
        var (read, version) = await orleans.ReadAsync(Book);
        Assert.Equal(2, version);
        Assert.Equal("{\"state\":\"ລາວ\"}", read!.Snapshot!.Body);
        Assert.Equal(2, Assert.Single(read.Events).Sequence);
        await AssertSoundAsync();
    }

    [Fact]
    public async Task Another_version_or_a_known_operation_is_a_conflict_as_Orleans_sees_one()
    {
        var orleans = await AskAsync();
        await orleans.ReadAsync(Book);
        Assert.Equal(1, await orleans.WriteAsync(Commit(0, Event("op-1"))));
        Assert.Null(await orleans.WriteAsync(Commit(0, Event("op-2"))));
        Assert.Equal(3, await orleans.WriteAsync(Commit(1, Event("op-2"), Event("op-3"))));
        Assert.Equal(1, await orleans.WriteAsync(Commit(1, Event("op-4"))));
        Assert.Equal(3, await orleans.WriteAsync(Commit(3, Event("op-1"))));
        Assert.Equal(3, (await AssertSoundAsync()).Rows);
    }

    [Fact]
    public async Task A_write_after_its_deadline_or_of_another_kind_fails_by_a_code_of_its_own_and_writes_nothing()
    {
        var orleans = await AskAsync();
        await orleans.ReadAsync(Book);
        await RefusedAsync("CG003", Commit(0, Event("op-1")) with { Deadline = Clock.Now.AddSeconds(-1) });
        Assert.Equal(1, await orleans.WriteAsync(Commit(0, Event("op-1")) with { Deadline = Clock.Now.AddMinutes(1) }));
        await RefusedAsync("CG004", Commit(1, Event("op-2")) with { Restricted = true });
        await RefusedAsync("CG004", Commit(1, Event("op-2")) with { Kind = "province" });
        Assert.Equal(1, (await AssertSoundAsync()).Rows);

        async Task RefusedAsync(string code, BookCommit commit) =>
            Assert.Equal(code, (await Assert.ThrowsAsync<PostgresException>(() => orleans.WriteAsync(commit))).SqlState);
    }

    [Theory]
    [InlineData("ClearStorageKey")]
    [InlineData("DeleteStorageKey")]
    public async Task A_book_is_never_cleared(string statement)
    {
        var orleans = await AskAsync();
        await orleans.ReadAsync(Book);
        await orleans.WriteAsync(Commit(0, Event("op-1")));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => orleans.ClearAsync(statement, Book, 1));
        Assert.Contains("never", refused.MessageText, StringComparison.Ordinal);
        Assert.Equal(1, (await orleans.ReadAsync(Book)).Version);
    }

    [Fact]
    public async Task A_damaged_book_is_named_and_others_are_read()
    {
        var orleans = await AskAsync();
        await using (var store = await OpenAsync())
        {
            await FillAsync(store, Book, 2);
            await FillAsync(store, "program/b", 1);
        }

        await Under.TamperAsync("UPDATE journal SET event = '{}' WHERE book_key = 'program/a' AND sequence = 2");
        var damage = await Assert.ThrowsAsync<BookUnreadableException>(() => orleans.ReadAsync(Book));
        Assert.Equal((Book, 2), (damage.BookKey, damage.Sequence));
        Assert.Equal(1, (await orleans.ReadAsync("program/b")).Version);
    }

    [Fact]
    public void What_no_database_keeps_and_what_holds_nothing_is_found_before_it_is_written()
    {
        Assert.NotNull(BookPayload.Reason(Commit(0, Event("op-1", text: "\0"))));
        Assert.NotNull(BookPayload.Reason(Commit(0, Event("op-1", text: "\ud800"))));
        Assert.NotNull(BookPayload.Reason(Commit(1) with { Snapshot = new(1, () => "") }));
        Assert.Throws<InvalidOperationException>(() => new BookPayload(Clock).Write(false, DateTimeOffset.MaxValue, [], null));
    }

    public override async Task DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        await base.DisposeAsync();
    }

    private async Task<OrleansStatements> AskAsync()
    {
        _connection = await ConnectAsync(Site.Application);
        return new(_connection, new BookPayload(Clock));
    }

    [GeneratedRegex("@[A-Za-z0-9_]+")]
    private static partial Regex ParameterNames();
}
