using System.Text;
using OpenTelemetry.Metrics;

namespace CoopGrains.Hosting.Telemetry;

/// <summary>How OpenTelemetry names and units read in Prometheus.</summary>
internal static class PrometheusNames
{
    private const string Milliseconds = "ms";

    // Endings that Prometheus gives to parts of a metric; a gauge must not have them.
    private static readonly string[] Reserved = ["_total", "_count", "_sum", "_bucket"];

    /// <summary>Null for what the page cannot show (exponential histograms, which no view of ours asks for).</summary>
    public static string? TypeOf(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.Histogram => "histogram",
        MetricType.LongGauge or MetricType.DoubleGauge => "gauge",
        MetricType.LongSumNonMonotonic or MetricType.DoubleSumNonMonotonic => "gauge",
        _ => null,
    };

    public static string NameOf(Metric metric, string type)
    {
        var name = Clean(metric.Name);
        if (UnitOf(metric.Unit, type) is { } unit && !name.EndsWith("_" + unit, StringComparison.Ordinal))
            name = $"{name}_{unit}";
        if (type == "counter")
            return name.EndsWith("_total", StringComparison.Ordinal) ? name : name + "_total";
        return Reserved.Any(ending => name.EndsWith(ending, StringComparison.Ordinal)) ? name + "_now" : name;
    }

    /// <summary>By what values are divided: Prometheus measures time in seconds, and some libraries in milliseconds.</summary>
    public static double DivisorOf(Metric metric) => metric.Unit == Milliseconds ? 1_000 : 1;

    public static string Label(string name) => Clean(name);

    /// <summary>Backslash, line feed and, in label values, quotes have an escape. A carriage return has none and becomes a blank.</summary>
    public static string Escape(string text, bool quotes)
    {
        var escaped = text.Replace("\\", @"\\").Replace("\n", @"\n").Replace('\r', ' ');
        return quotes ? escaped.Replace("\"", "\\\"") : escaped;
    }

    private static string? UnitOf(string? unit, string type) => unit switch
    {
        "s" or Milliseconds => "seconds",
        "By" => "bytes",
        "Cel" => "celsius",
        "%" => "percent",
        "1" when type == "gauge" => "ratio",
        _ => null,
    };

    private static string Clean(string name)
    {
        var clean = new StringBuilder(name.Length + 1);
        foreach (var c in name)
        {
            var isAllowed = char.IsAsciiLetterOrDigit(c) || c == '_';
            if (clean.Length == 0 && char.IsAsciiDigit(c))
                clean.Append('_');
            clean.Append(isAllowed ? c : '_');
        }

        return clean.ToString();
    }
}
