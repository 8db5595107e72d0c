using TestKit;

namespace EndToEnd.Tests.Migrate;

public sealed class OrleansScriptsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task An_operator_migrates_with_the_scripts_of_his_Orleans_release_and_may_do_so_again()
    {
        File.WriteAllText(_folder.PathOf("PostgreSQL-Main.sql"),
            "CREATE TABLE OrleansQuery (QueryKey varchar(64) PRIMARY KEY, QueryText varchar(8000) NOT NULL);");
        File.WriteAllText(_folder.PathOf("PostgreSQL-Clustering.sql"),
            "CREATE TABLE OrleansMembershipVersionTable (a int); CREATE TABLE OrleansMembershipTable (a int);");
        var site = await PostgresServer.Shared.CreateEmptyAsync();
        string[] migrate = ["migrate", "--database", site.Owner, "--orleans-scripts", _folder.Path];

        var first = await Site.CoopAsync(migrate);
        Assert.Contains("applied PostgreSQL-Main.sql", first, StringComparison.Ordinal);
        Assert.Contains("applied PostgreSQL-Clustering.sql", first, StringComparison.Ordinal);
        Assert.Contains("applied 0004_orleans.sql", first, StringComparison.Ordinal);
        Assert.Contains("nothing to do", await Site.CoopAsync(migrate), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
