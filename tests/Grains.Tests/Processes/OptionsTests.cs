using CoopGrains.Hosting;
using Microsoft.Extensions.Configuration;
using TestKit;

namespace CoopGrains.Grains.Tests.Processes;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("Host=db;Database=coop;Username=coop_app;Password=hush;hush=more")]
    [InlineData("Host=db;Port=hush;Database=coop;Username=coop_app")]
    [InlineData("Database=coop;Username=coop_app;Password=hush")]
    [InlineData("Host=db;Username=coop_app;Password=hush")]
    [InlineData("hush")]
    public void A_wrong_database_is_named_by_its_key_and_none_of_its_text_is_repeated(string wrong)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Read(("Database", wrong)));
        Assert.Contains("Coop:Database", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_are_in_the_data_folder_unless_another_is_named()
    {
        Assert.Equal("here", Read(("Data", "here")).KeysFolder);
        Assert.Equal("there", Read(("Data", "here"), ("Keys", "there")).KeysFolder);
    }

    [Fact]
    public void A_site_drains_in_production_and_stops_at_once_in_development()
    {
        Assert.Equal(TimeSpan.Zero, Read().DrainTime);
        Assert.Equal(TimeSpan.FromSeconds(5), CoopOptions.Read(new ConfigurationBuilder().Build(), isDevelopment: false).DrainTime);
        Assert.Throws<InvalidOperationException>(() => Read(("DrainSeconds", "-1")));
    }

    [Fact]
    public void Two_processes_do_not_share_a_data_folder()
    {
        using var folder = new TempFolder();
        using (new DataFolder(folder.Path))
            Assert.Contains("Coop:Keys", Assert.Throws<InvalidOperationException>(() => new DataFolder(folder.Path)).Message, StringComparison.Ordinal);
        new DataFolder(folder.Path).Dispose();
    }

    private static CoopOptions Read(params (string Key, string Value)[] settings) => CoopOptions.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(one => "Coop:" + one.Key, one => (string?)one.Value)).Build(),
        isDevelopment: true);
}
