using System.Globalization;
using TestKit;
using YamlDotNet.RepresentationModel;

namespace EndToEnd.Tests.Operations;

/// <summary>What operators are called for: <c>infra/alerts</c>, and <c>infra/runbook.md</c>, which says what to do then.</summary>
public sealed class AlertTests(MeasuredSite site) : IClassFixture<MeasuredSite>
{
    // Prometheus' own.
    private static readonly HashSet<string> OfPrometheus = ["up"];
    private static readonly HashSet<string> LabelsOfPrometheus = ["job", "instance"];

    private static readonly string Rules = RepositoryRoot.PathOf("infra", "alerts", "coopgrains.yml");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Prometheus_accepts_the_page_of_metrics(bool onPostgres)
    {
        var (code, output) = await Promtool.RunAsync(onPostgres ? site.Postgres : site.Sqlite, "check", "metrics");
        Assert.True(code == 0 && output.Length == 0, output);
        // As it does not accept one that is named wrong.
        const string wrong = "# HELP coop_wrong A counter.\n# TYPE coop_wrong counter\ncoop_wrong 1\n";
        (code, output) = await Promtool.RunAsync(site.Sqlite + wrong, "check", "metrics");
        Assert.True(code != 0, output);
    }

    [Fact]
    public async Task The_rules_are_rules_and_each_fires_when_it_should_and_only_then()
    {
        var (code, output) = await Promtool.RunAsync(null, "check", "rules", Rules);
        Assert.True(code == 0, output);
        (code, output) = await Promtool.RunAsync(null, "test", "rules", Rules.Replace(".yml", ".test.yml", StringComparison.Ordinal));
        Assert.True(code == 0, output);
        var days = Yaml.Read("alerts", "coopgrains.test.yml")[0].Items("tests").ToDictionary(day => day.Text("name"));
        foreach (var (name, _, _) in Alerts())
        {
            var fires = days[$"{name} fires"].Items("promql_expr_test").Single().Items("exp_samples").Single();
            Assert.Contains($"alertname=\"{name}\"", fires.Text("labels"), StringComparison.Ordinal);
            Assert.Empty(days[$"{name} is silent"].Items("promql_expr_test").Single().Items("exp_samples"));
            Assert.NotEmpty(days[$"{name} is silent"].Items("input_series"));
        }
    }

    [Fact]
    public void Every_metric_and_label_that_an_alert_names_is_on_the_page_of_a_running_process_on_both_stores()
    {
        foreach (var (name, expression, _) in Alerts())
        {
            var metrics = PromQl.Metrics(expression);
            Assert.NotEmpty(metrics);
            foreach (var metric in metrics.Where(metric => !OfPrometheus.Contains(metric)))
                Assert.True(site.Metrics.ContainsKey(metric), $"{name} asks for {metric}, which no page shows");
            var labels = metrics.SelectMany(metric => site.Metrics.GetValueOrDefault(metric) ?? []).ToHashSet();
            Assert.DoesNotContain(PromQl.Labels(expression), label => !LabelsOfPrometheus.Contains(label) && !labels.Contains(label));
        }
    }

    [Fact]
    public void Every_alert_has_a_section_in_the_runbook_and_every_section_an_alert()
    {
        var sections = File.ReadLines(RepositoryRoot.PathOf("infra", "runbook.md"))
            .Where(line => line.StartsWith("## Coop", StringComparison.Ordinal)).Select(line => line[3..]).ToList();
        Assert.Equal(Alerts().Select(alert => alert.Name).Order(), sections.Order());
        foreach (var (name, _, alert) in Alerts())
        {
            Assert.Equal($"infra/runbook.md#{name.ToLowerInvariant()}", alert.Text("annotations", "runbook"));
            Assert.Contains(alert.Text("labels", "severity"), (string[])["page", "ticket"]);
            Assert.NotEmpty(alert.Text("annotations", "summary"));
        }
    }

    [Fact]
    public void The_end_of_the_certificate_that_is_shown_and_of_the_ring_of_keys_are_measured()
    {
        foreach (var page in (string[])[site.Sqlite, site.Postgres])
        {
            Assert.Equal(MeasuredSite.CertificateEnds, TimeOf(page, "coop_certificate_expiry_timestamp_seconds"));
            // Made a moment ago, for 90 days.
            var ring = TimeOf(page, "coop_keyring_expiry_timestamp_seconds") - TimeProvider.System.GetUtcNow();
            Assert.Equal(90, ring.TotalDays, tolerance: 1);
        }
    }

    [Fact]
    public void One_process_alone_has_courier_calendar_view_and_anchor_and_nothing_is_wrong_with_it()
    {
        foreach (var page in (string[])[site.Sqlite, site.Postgres])
        {
            foreach (var well in (string[])[
                "coop_view_following 1", "coop_courier_owner 1", "coop_calendar_owner 1", "coop_storage_anchor_failing 0",
                "coop_storage_commit_errors_total 0", "coop_courier_undelivered_total 0", "coop_storage_commit_full_total 0",
                "coop_gateway_defects_total 0", "coop_storage_damage_total{what=\"chain\"} 0"])
                Assert.Contains($"\n{well}\n", page, StringComparison.Ordinal);
            Assert.DoesNotContain("\ncoop_storage_disk_free_bytes 0\n", page, StringComparison.Ordinal);
        }
    }

    private static DateTimeOffset TimeOf(string page, string metric)
    {
        var line = page.Split('\n').Single(line => line.StartsWith(metric + " ", StringComparison.Ordinal));
        return DateTimeOffset.FromUnixTimeSeconds(long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
    }

    private static IEnumerable<(string Name, string Expression, YamlNode Alert)> Alerts() =>
        Yaml.Read("alerts", "coopgrains.yml")[0].Items("groups").SelectMany(group => group.Items("rules"))
            .Select(rule => (rule.Text("alert"), rule.Text("expr"), rule));
}
