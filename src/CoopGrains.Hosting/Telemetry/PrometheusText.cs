using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace CoopGrains.Hosting.Telemetry;

/// <summary>Writes collected metrics in the Prometheus text format, version 0.0.4.</summary>
/// <remarks>A name may appear once on a page: of instruments whose names come out equal, the first one is shown.</remarks>
internal sealed class PrometheusText : BaseExporter<Metric>
{
    private readonly StringBuilder _page = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public void Clear()
    {
        _page.Clear();
        _names.Clear();
    }

    public override string ToString() => _page.ToString();

    public override ExportResult Export(in Batch<Metric> batch)
    {
        WriteTarget();
        foreach (var metric in batch)
            Write(metric);
        return ExportResult.Success;
    }

    private void WriteTarget()
    {
        Begin("target_info", "What this process is", "gauge");
        Sample("target_info", Labels(ParentProvider.GetResource().Attributes), "1");
    }

    private void Write(Metric metric)
    {
        var type = PrometheusNames.TypeOf(metric.MetricType);
        if (type is null)
            return;
        var (name, divisor) = (PrometheusNames.NameOf(metric, type), PrometheusNames.DivisorOf(metric));
        var isBegun = false;
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            if (!isBegun && !Begin(name, string.IsNullOrEmpty(metric.Description) ? metric.Name : metric.Description, type))
                return;
            isBegun = true;
            if (metric.MetricType == MetricType.Histogram)
                WriteHistogram(name, point, divisor);
            else
                Sample(name, Labels(point.Tags), ValueOf(metric.MetricType, point, divisor));
        }
    }

    private void WriteHistogram(string name, in MetricPoint point, double divisor)
    {
        var labels = Labels(point.Tags);
        var comma = labels.Length == 0 ? "" : ",";
        var count = 0L;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            count += bucket.BucketCount;
            Sample(name + "_bucket", $"{labels}{comma}le=\"{Number(bucket.ExplicitBound / divisor)}\"", Number(count));
        }

        Sample(name + "_sum", labels, Number(point.GetHistogramSum() / divisor));
        Sample(name + "_count", labels, Number(count));
    }

    private bool Begin(string name, string help, string type)
    {
        if (!_names.Add(name))
            return false;
        _page.Append("# HELP ").Append(name).Append(' ').Append(PrometheusNames.Escape(help, quotes: false)).Append('\n');
        _page.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        return true;
    }

    private void Sample(string name, string labels, string value)
    {
        _page.Append(name);
        if (labels.Length > 0)
            _page.Append('{').Append(labels).Append('}');
        _page.Append(' ').Append(value).Append('\n');
    }

    private static string ValueOf(MetricType type, in MetricPoint point, double divisor) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => Number(point.GetSumLong(), divisor),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => Number(point.GetSumDouble() / divisor),
        MetricType.LongGauge => Number(point.GetGaugeLastValueLong(), divisor),
        _ => Number(point.GetGaugeLastValueDouble() / divisor),
    };

    private static string Labels(ReadOnlyTagCollection tags)
    {
        if (tags.Count == 0)
            return "";
        var labels = new List<KeyValuePair<string, object>>(tags.Count);
        foreach (var tag in tags)
            labels.Add(new(tag.Key, tag.Value ?? ""));
        return Labels(labels);
    }

    private static string Labels(IEnumerable<KeyValuePair<string, object>> tags) => string.Join(',', tags.Select(tag =>
        $"{PrometheusNames.Label(tag.Key)}=\"{PrometheusNames.Escape(TextOf(tag.Value), quotes: true)}\""));

    private static string TextOf(object value) =>
        value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    // Whole numbers stay exact where nothing is divided.
    private static string Number(long value, double divisor) => divisor == 1 ? Number(value) : Number(value / divisor);

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);
}
