using CoopGrains.Contracts;
using CoopGrains.Hosting;
using CoopGrains.Hosting.Cluster;
using CoopGrains.Storage;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace CoopGrains.Grains.Tests.Processes;

public sealed class ClusterSettingsTests
{
    private const string Database = "Host=127.0.0.1;Database=coop;Username=coop_app";

    [Theory]
    [InlineData("SiloPort", "0")]
    [InlineData("SiloPort", "many")]
    [InlineData("GatewayPort", "70000")]
    [InlineData("GatewayPort", "11111")]
    [InlineData("Address", "here")]
    [InlineData("Primary", "127.0.0.1")]
    [InlineData("Gateways", "127.0.0.1:30000")]
    [InlineData("Storage", "Elsewhere")]
    [InlineData("Placement", "Anywhere")]
    [InlineData("CollectEverySeconds", "0")]
    [InlineData("CollectEverySeconds", "900")]
    [InlineData("StopSeconds", "0")]
    [InlineData("ProbeSeconds", "0")]
    [InlineData("ProbeSeconds", "61")]
    [InlineData("Service", " ")]
    [InlineData("SiloPorts", "1")]
    public void A_wrong_value_or_a_key_that_there_is_not_is_refused_by_its_name(string key, string value)
    {
        var refused = Assert.ThrowsAny<Exception>(() => Read(("Database", Database), ("Cluster:Id", "one"), ("Cluster:" + key, value)));
        Assert.Contains(key, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_needs_a_database_and_a_primary_silo_is_for_development_only()
    {
        Assert.Contains("Coop:Database", Assert.Throws<InvalidOperationException>(() => Read(("Cluster:Id", "one"))).Message, StringComparison.Ordinal);
        (string, string)[] primary = [("Database", Database), ("Cluster:Id", "one"),
            ("Cluster:Primary", "127.0.0.1:11111"), ("Cluster:Gateways", "127.0.0.1:30000, 127.0.0.1:30001")];
        var settings = Read(primary).Cluster;
        Assert.Equal(11111, settings.PrimaryEndpoint!.Port);
        Assert.Equal([30000, 30001], settings.GatewayEndpoints.Select(gateway => gateway.Port));
        var refused = Assert.Throws<InvalidOperationException>(() => Read(false, primary));
        Assert.Contains("Coop:Cluster:Primary", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_id_there_is_no_cluster_and_books_are_kept_by_group_commit()
    {
        var settings = Read().Cluster;
        Assert.False(settings.IsNamed);
        Assert.Equal(BookKeeping.GroupCommit, settings.Storage);
        Assert.Equal(BookPlacement.ResourceOptimized, settings.Placement);
    }

    [Theory]
    [InlineData("CG003", typeof(DeadlinePassedException))]
    [InlineData("CG004", typeof(UnstorableException))]
    [InlineData("22021", typeof(UnstorableException))]
    [InlineData("55P03", typeof(NotAppliedException))]
    public void A_refusal_of_the_database_is_told_to_a_book_in_words_that_it_knows(string code, Type told) =>
        Assert.IsType(told, AdoNetFaults.OfWrite(new PostgresException("no", "ERROR", "ERROR", code)));

    [Fact]
    public void A_write_that_may_have_taken_effect_is_left_as_it_is()
    {
        Assert.Null(AdoNetFaults.OfWrite(new PostgresException("gone", "FATAL", "FATAL", "57P01")));
        Assert.Null(AdoNetFaults.OfWrite(new NpgsqlException("the connection broke")));
        Assert.IsType<NotAppliedException>(AdoNetFaults.OfRead(new NpgsqlException("the connection broke")));
        Assert.IsType<BookDamagedException>(AdoNetFaults.OfRead(new BookUnreadableException("program/a", 1, "torn")));
        Assert.Null(AdoNetFaults.OfRead(new InvalidOperationException()));
    }

    private static CoopOptions Read(params (string Key, string Value)[] settings) => Read(true, settings);

    private static CoopOptions Read(bool isDevelopment, params (string Key, string Value)[] settings) => CoopOptions.Read(
        new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create($"Coop:{setting.Key}", (string?)setting.Value))).Build(),
        isDevelopment);
}
