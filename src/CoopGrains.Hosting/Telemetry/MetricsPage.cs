using System.Text;
using OpenTelemetry.Metrics;

namespace CoopGrains.Hosting.Telemetry;

/// <summary>The process's metrics for a Prometheus scrape. It is for operators: guard the endpoint.</summary>
public sealed class MetricsPage
{
    /// <summary>Media type of the page.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly Lock _oneAtATime = new();
    private readonly MetricsPageReader _reader;

    // Resolving the provider attaches the reader to it, with or without a host.
    internal MetricsPage(MeterProvider provider, MetricsPageReader reader)
    {
        ArgumentNullException.ThrowIfNull(provider);
        _reader = reader;
    }

    /// <summary>Collects and writes the page. May be called concurrently.</summary>
    public async Task WriteAsync(Stream stream, CancellationToken cancellation)
    {
        string text;
        lock (_oneAtATime)
            text = _reader.Read();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
    }
}

/// <summary>Collects only when asked.</summary>
internal sealed class MetricsPageReader : BaseExportingMetricReader
{
    private readonly PrometheusText _text;

    public MetricsPageReader()
        : this(new PrometheusText())
    {
    }

    private MetricsPageReader(PrometheusText text)
        : base(text) => _text = text;

    public string Read()
    {
        _text.Clear();
        Collect();
        return _text.ToString();
    }
}
