using CoopGrains.Storage;
using CoopGrains.Storage.Cluster;
using CoopGrains.Storage.Postgres;
using Npgsql;
using TestKit;

namespace Storage.Tests.Cluster;

public sealed class OrleansScriptTests : PostgresStoreTest, IDisposable
{
    // In the shape of Orleans' scripts: tables without a schema, functions between dollars, statements with parameters in texts.
    private const string Main = "CREATE TABLE OrleansQuery (QueryKey varchar(64) NOT NULL, QueryText varchar(8000) NOT NULL, "
        + "CONSTRAINT OrleansQuery_Key PRIMARY KEY(QueryKey));";

    private const string Clustering = """
        CREATE TABLE OrleansMembershipVersionTable (DeploymentId varchar(150) NOT NULL PRIMARY KEY, Version integer NOT NULL DEFAULT 0);
        CREATE TABLE OrleansMembershipTable (DeploymentId varchar(150) NOT NULL, Port integer NOT NULL);
        CREATE FUNCTION touch_membership(deployment_id varchar) RETURNS void AS $func$
        BEGIN
          UPDATE OrleansMembershipVersionTable SET Version = Version + 1 WHERE DeploymentId = deployment_id;
        END $func$ LANGUAGE plpgsql;
        INSERT INTO OrleansQuery(QueryKey, QueryText) VALUES ('MembershipReadAllKey', 'SELECT @DeploymentId');
        """;

    private static readonly string[] Both = [OrleansScripts.Main, OrleansScripts.Clustering];

    private readonly TempFolder _folder = new();

    public OrleansScriptTests()
    {
        File.WriteAllText(_folder.PathOf(OrleansScripts.Main), Main);
        File.WriteAllText(_folder.PathOf(OrleansScripts.Clustering), Clustering);
    }

    [Fact]
    public async Task Before_the_first_migration_and_after_it_the_scripts_are_applied_once()
    {
        var site = await PostgresServer.Shared.CreateEmptyAsync();
        Assert.Equal(Both, await OrleansScripts.ApplyAsync(site.Owner, _folder.Path, default));
        await PostgresMigrations.ApplyAsync(site.Owner, TimeProvider.System, default);
        await AssertUsableAsync(site);
        Assert.Empty(await OrleansScripts.ApplyAsync(site.Owner, _folder.Path, default));

        Assert.Equal(Both, await OrleansScripts.ApplyAsync(Site.Owner, _folder.Path, default));
        await OrleansScripts.InstallStatementsAsync(Site.Owner, default);
        await AssertUsableAsync(Site);
    }

    [Fact]
    public async Task Scripts_that_were_applied_by_hand_are_left_as_they_are()
    {
        var site = await PostgresServer.Shared.CreateEmptyAsync();
        await using (var owner = await ConnectAsync(site.Owner))
            await AskAsync(owner, Main + Clustering);
        Assert.Empty(await OrleansScripts.ApplyAsync(site.Owner, _folder.Path, default));
        await PostgresMigrations.ApplyAsync(site.Owner, TimeProvider.System, default);
        await AssertUsableAsync(site);
    }

    [Fact]
    public async Task Our_statements_can_be_installed_again_and_replace_others()
    {
        await using var owner = await ConnectAsync(Site.Owner);
        var before = await OrleansStatements.TextsAsync(owner);
        await AskAsync(owner, "UPDATE OrleansQuery SET QueryText = 'SELECT 1'");
        await OrleansScripts.InstallStatementsAsync(Site.Owner, default);
        await OrleansScripts.InstallStatementsAsync(Site.Owner, default);
        Assert.Equal(before, await OrleansStatements.TextsAsync(owner));
    }

    [Fact]
    public async Task Scripts_of_another_release_are_refused_and_a_script_that_fails_leaves_nothing_behind()
    {
        await OrleansScripts.ApplyAsync(Site.Owner, _folder.Path, default);
        await File.AppendAllTextAsync(_folder.PathOf(OrleansScripts.Clustering), "-- another");
        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => OrleansScripts.ApplyAsync(Site.Owner, _folder.Path, default));
        Assert.Contains(OrleansScripts.Clustering, refused.Message, StringComparison.Ordinal);

        var site = await PostgresServer.Shared.CreateEmptyAsync();
        await File.AppendAllTextAsync(_folder.PathOf(OrleansScripts.Clustering), "\nSELECT 1 / 0");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => OrleansScripts.ApplyAsync(site.Owner, _folder.Path, default));
        await using var owner = await ConnectAsync(site.Owner);
        Assert.Equal(0L, await AskAsync(owner, "SELECT count(*) FROM pg_tables WHERE schemaname IN ('public', 'coop')"));
    }

    [Fact]
    public async Task A_folder_without_the_scripts_is_refused_by_the_name_of_what_it_lacks()
    {
        File.Delete(_folder.PathOf(OrleansScripts.Main));
        var missing = await Assert.ThrowsAsync<FileNotFoundException>(() => OrleansScripts.ApplyAsync(Site.Owner, _folder.Path, default));
        Assert.Contains(OrleansScripts.Main, missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_owner_who_may_not_use_the_public_schema_migrates_all_the_same()
    {
        var site = await PostgresServer.Shared.CreateEmptyAsync();
        await using var owner = await ConnectAsync(site.Owner);
        await AskAsync(owner,
            $"CREATE ROLE {site.Database}_owner LOGIN CREATEROLE; GRANT CREATE ON DATABASE {site.Database} TO {site.Database}_owner");
        var other = new NpgsqlConnectionStringBuilder(site.Owner) { Username = $"{site.Database}_owner" }.ConnectionString;
        Assert.NotEmpty(await PostgresMigrations.ApplyAsync(other, TimeProvider.System, default));
        Assert.Equal(DBNull.Value, await AskAsync(owner, "SELECT to_regclass('public.orleansquery')::text"));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task AssertUsableAsync(PostgresSite site)
    {
        await using var application = await ConnectAsync(site.Application);
        Assert.Equal(4, (await OrleansStatements.TextsAsync(application)).Count);
        Assert.Equal(5L, await AskAsync(application, "SELECT count(*) FROM OrleansQuery"));
        await AskAsync(application, "INSERT INTO OrleansMembershipVersionTable VALUES ('site', 1); SELECT touch_membership('site')");
        Assert.Equal(2, await AskAsync(application, "SELECT Version FROM OrleansMembershipVersionTable"));
    }
}
