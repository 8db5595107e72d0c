using CoopGrains.Storage;
using CoopGrains.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using TestKit;

namespace Storage.Tests;

public sealed class PostgresMigrationTests : PostgresStoreTest
{
    [Fact]
    public async Task Of_three_processes_that_migrate_at_once_one_does()
    {
        var site = await PostgresServer.Shared.CreateEmptyAsync();
        var applied = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => MigrateAsync(site)));
        Assert.NotEmpty(Assert.Single(applied, names => names.Count > 0));
        await using var store = await OpenAsync("one", site);
        await FillAsync(store, Book, 1);
        Assert.Empty(await MigrateAsync(site));
    }

    [Fact]
    public async Task A_database_without_migrations_is_refused_and_says_what_to_do()
    {
        var unavailable = await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await OpenAsync("one", await PostgresServer.Shared.CreateEmptyAsync()));
        Assert.Contains("coop migrate", unavailable.Message, StringComparison.Ordinal);

        await Under.TamperAsync("DELETE FROM schema_migration WHERE number = (SELECT max(number) FROM schema_migration)");
        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => OpenAsync("one"));
        Assert.Equal(StoreRefusal.OlderSchema, refused.Refusal);
        Assert.Contains("coop migrate", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_a_newer_or_another_build_is_not_migrated()
    {
        await Under.TamperAsync("UPDATE schema_migration SET checksum = 'x' WHERE number = 1");
        Assert.Equal(StoreRefusal.OtherSchema, (await Assert.ThrowsAsync<StoreRefusedException>(() => MigrateAsync(Site))).Refusal);
        await Under.TamperAsync(Under.NewerMigration);
        Assert.Equal(StoreRefusal.NewerSchema, (await Assert.ThrowsAsync<StoreRefusedException>(() => MigrateAsync(Site))).Refusal);
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_nothing_behind()
    {
        var site = await PostgresServer.Shared.CreateEmptyAsync();
        await using var owner = await ConnectAsync(site.Owner);
        await AskAsync(owner, "CREATE SCHEMA coop; CREATE TABLE coop.view_checkpoint (a int)");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => MigrateAsync(site));
        Assert.Equal(1L, await AskAsync(owner, "SELECT count(*) FROM pg_tables WHERE schemaname = 'coop'"));
    }

    private static Task<IReadOnlyList<string>> MigrateAsync(PostgresSite site) =>
        PostgresMigrations.ApplyAsync(site.Owner, TimeProvider.System, default);
}
