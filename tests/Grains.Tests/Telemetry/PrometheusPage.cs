using System.Globalization;
using System.Text.RegularExpressions;

namespace Grains.Tests.Telemetry;

/// <summary>Reads the Prometheus text format and asserts its rules on the way.</summary>
internal sealed partial class PrometheusPage
{
    private const string LabelPattern = """(?<label>[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\]|\\["\\n])*")""";

    private static readonly string[] HistogramParts = ["_bucket", "_sum", "_count"];

    /// <summary>Types by name.</summary>
    public Dictionary<string, string> Families { get; } = [];

    /// <summary>Values by name and labels.</summary>
    public Dictionary<string, string> Samples { get; } = [];

    public static PrometheusPage Parse(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var page = new PrometheusPage();
        var (family, helped) = ("", "");
        foreach (var line in text[..^1].Split('\n'))
        {
            if (Help().Match(line) is { Success: true } help)
            {
                helped = help.Groups["name"].Value;
            }
            else if (Type().Match(line) is { Success: true } type)
            {
                family = type.Groups["name"].Value;
                Assert.Equal(helped, family);
                page.Families.Add(family, type.Groups["type"].Value);
            }
            else
            {
                page.Add(family, line);
            }
        }

        page.CheckHistograms();
        return page;
    }

    public string Value(string sample) => Samples[sample];

    public string SortedLabels(string name)
    {
        var sample = Sample().Match(Samples.Keys.Single(key => key.StartsWith(name + "{", StringComparison.Ordinal)) + " 0");
        return string.Join(',', sample.Groups["label"].Captures.Select(label => label.Value).Order(StringComparer.Ordinal));
    }

    private void Add(string family, string line)
    {
        var sample = Sample().Match(line);
        Assert.True(sample.Success, line);
        var name = sample.Groups["name"].Value;
        var isHistogram = Families[family] == "histogram";
        Assert.Contains(name, isHistogram ? HistogramParts.Select(part => family + part) : [family]);
        Assert.Equal(Families[family] == "counter", name.EndsWith("_total", StringComparison.Ordinal));
        Number(sample.Groups["value"].Value);
        Samples.Add(line[..line.LastIndexOf(' ')], sample.Groups["value"].Value);
    }

    private void CheckHistograms()
    {
        foreach (var name in Families.Where(family => family.Value == "histogram").Select(family => family.Key))
        {
            var buckets = Samples.Where(sample => sample.Key.StartsWith(name + "_bucket{", StringComparison.Ordinal));
            foreach (var series in buckets.GroupBy(sample => Bound().Replace(sample.Key, "")))
            {
                var points = series.Select(s => (Bound: Number(Bound().Match(s.Key).Groups["bound"].Value), Count: Number(s.Value)));
                Assert.Equal(points.OrderBy(point => point.Bound), points);
                Assert.Equal(points.OrderBy(point => point.Count), points);
                Assert.Equal(double.PositiveInfinity, points.Last().Bound);
                var labels = series.Key[(name.Length + "_bucket".Length)..];
                Assert.Equal(points.Last().Count, Number(Samples[name + "_count" + (labels == "{}" ? "" : labels)]));
            }
        }
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(@"^# HELP (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?:[^\\]|\\\\|\\n)+$")]
    private static partial Regex Help();

    [GeneratedRegex(@"^# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<type>counter|gauge|histogram)$")]
    private static partial Regex Type();

    [GeneratedRegex($"^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{{{LabelPattern}(?:,{LabelPattern})*\\}})? (?<value>\\S+)$")]
    private static partial Regex Sample();

    [GeneratedRegex(@",?le=""(?<bound>[^""]*)""")]
    private static partial Regex Bound();
}
