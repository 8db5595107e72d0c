using System.Text.Json;
using TestKit;

namespace EndToEnd.Tests.Operations;

/// <summary>Dashboards as code: every query is Prometheus' language, and asks for what processes show.</summary>
public sealed class DashboardTests(MeasuredSite site) : IClassFixture<MeasuredSite>
{
    // Prometheus' own, and what it calls alerts.
    private static readonly HashSet<string> OfPrometheus = ["up", "ALERTS"];
    private static readonly HashSet<string> LabelsOfPrometheus = ["job", "instance", "alertstate", "alertname"];

    public static TheoryData<string> Dashboards() =>
        [.. Files()];

    [Theory]
    [MemberData(nameof(Dashboards))]
    public async Task Every_query_is_understood_and_asks_for_metrics_and_labels_of_a_running_process(string file)
    {
        var queries = Panels(file).SelectMany(panel => panel.GetProperty("targets").EnumerateArray()
            .Select(target => target.GetProperty("expr").GetString()!.Replace("$__rate_interval", "5m",
                StringComparison.Ordinal))).ToList();
        Assert.InRange(queries.Count, 5, 200);
        foreach (var query in queries)
        {
            var metrics = PromQl.Metrics(query);
            Assert.NotEmpty(metrics);
            foreach (var metric in metrics.Where(metric => !OfPrometheus.Contains(metric)))
                Assert.True(site.Metrics.ContainsKey(metric), $"{file} asks for {metric}, which no page shows: {query}");
            var labels = metrics.SelectMany(metric => site.Metrics.GetValueOrDefault(metric) ?? []).Concat(LabelsOfPrometheus).ToHashSet();
            Assert.DoesNotContain(PromQl.Labels(query), label => !labels.Contains(label));
        }

        // As rules, for promtool reads no dashboards. Single quotes are doubled in YAML.
        var rules = queries.Select((query, number) =>
            $"  - record: query_{number}\n    expr: '{query.Replace("'", "''", StringComparison.Ordinal)}'\n");
        using var folder = new TempFolder();
        var path = folder.PathOf("queries.yml");
        await File.WriteAllTextAsync(path, $"groups:\n- name: queries\n  rules:\n{string.Concat(rules)}");
        var (code, output) = await Promtool.RunAsync(null, "check", "rules", path);
        Assert.True(code == 0, output);
    }

    [Fact]
    public void Each_dashboard_and_panel_is_itself_and_asks_the_source_that_is_provisioned()
    {
        var source = Yaml.Read("grafana", "provisioning", "datasources", "prometheus.yml")[0].Items("datasources").Single().Text("uid");
        var files = Files().ToList();
        Assert.Equal(files.Count, files.Select(file => Read(file).GetProperty("uid").GetString()).Distinct().Count());
        foreach (var file in files)
        {
            var panels = Panels(file);
            Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
            Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("title").GetString()).Distinct().Count());
            Assert.All(panels, panel => Assert.Equal(source, panel.GetProperty("datasource").GetProperty("uid").GetString()));
        }
    }

    private static IEnumerable<string> Files() =>
        Directory.GetFiles(RepositoryRoot.PathOf("infra", "grafana", "dashboards")).Select(path => Path.GetFileName(path)).Order();

    private static List<JsonElement> Panels(string file) => [.. Read(file).GetProperty("panels").EnumerateArray()];

    private static JsonElement Read(string file) =>
        JsonElement.Parse(File.ReadAllText(RepositoryRoot.PathOf("infra", "grafana", "dashboards", file)));
}
