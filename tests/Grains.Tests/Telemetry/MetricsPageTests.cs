using System.Diagnostics.Metrics;
using System.Text;
using CoopGrains.Hosting.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Grains.Tests.Telemetry;

public sealed class MetricsPageTests : TelemetryTest
{
    [Fact]
    public async Task Every_line_is_well_formed_counters_end_with_total_and_buckets_are_cumulative()
    {
        await using var services = await StartAsync(Settings(), TestRuntime.AddRelay);
        await services.GetRequiredService<IGrainFactory>().GetGrain<IRelayGrain>("a-key-nobody-may-see").WorkAsync();
        using var meter = new Meter("CoopGrains.MetricsPageTests");
        var waits = meter.CreateHistogram<double>("coop.test.wait", "s", "A wait");
        foreach (var wait in new[] { 0.0004, 0.003, 0.003, 7, 700 })
            waits.Record(wait, new KeyValuePair<string, object?>("how", "long"));

        var text = await ReadAsync(services);
        var page = PrometheusPage.Parse(text);

        string[] bounds = ["0.001", "0.005", "10", "+Inf"];
        Assert.Equal(
            ["1", "3", "4", "5"],
            bounds.Select(bound => page.Value($"coop_test_wait_seconds_bucket{{how=\"long\",le=\"{bound}\"}}")));
        Assert.Equal("5", page.Value("coop_test_wait_seconds_count{how=\"long\"}"));
        Assert.Contains("orleans_catalog_activations", page.Families.Keys);
        Assert.Contains("dotnet_gc_collections_total", page.Families.Keys);
        Assert.Contains("target_info", page.Families.Keys);
        Assert.DoesNotContain("a-key-nobody-may-see", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Odd_names_units_and_label_values_are_written_so_that_they_can_be_read()
    {
        await using var services = await StartAsync(Settings());
        using var meter = new Meter("CoopGrains.MetricsPageTests.Odd");
        meter.CreateCounter<long>("coop.test.odd-bytes", "By", "Two\nlines \\ and \"quotes\"")
            .Add(7, new("coop.text", "a \"quoted\" \\ path\nand a line\r"), new("1st", true), new("nothing", null));
        meter.CreateUpDownCounter<long>("coop.test.queue.count", "{item}").Add(-3);
        meter.CreateGauge<double>("coop.test.share", "1").Record(double.PositiveInfinity);
        meter.CreateHistogram<double>("coop.test.turn", "ms").Record(75);
        meter.CreateGauge<long>("coop.test.age", "ms").Record(1_500);
        using var same = new Meter("CoopGrains.MetricsPageTests.Same");
        same.CreateGauge<double>("coop.test_share", "1").Record(1);

        var page = PrometheusPage.Parse(await ReadAsync(services));

        const string labels = "_1st=\"true\",coop_text=\"a \\\"quoted\\\" \\\\ path\\nand a line \",nothing=\"\"";
        Assert.Equal("7", page.Samples.Single(s => s.Key.StartsWith("coop_test_odd_bytes_total{", StringComparison.Ordinal)).Value);
        Assert.Equal(labels, page.SortedLabels("coop_test_odd_bytes_total"));
        Assert.Equal("-3", page.Value("coop_test_queue_count_now"));
        Assert.Equal("+Inf", page.Value("coop_test_share_ratio"));
        Assert.Equal("0.075", page.Value("coop_test_turn_seconds_sum"));
        Assert.Equal("1", page.Value("coop_test_turn_seconds_bucket{le=\"0.075\"}"));
        Assert.Equal("1.5", page.Value("coop_test_age_seconds"));
    }

    [Fact]
    public async Task Scrapes_at_the_same_moment_each_get_a_whole_page()
    {
        await using var services = await StartAsync(Settings());
        var pages = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ReadAsync(services))));
        Assert.All(pages, page => Assert.Contains("target_info", PrometheusPage.Parse(page).Families.Keys));
    }

    private static async Task<string> ReadAsync(IServiceProvider services)
    {
        using var stream = new MemoryStream();
        await services.GetRequiredService<MetricsPage>().WriteAsync(stream, CancellationToken.None);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
