using System.Globalization;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace CoopGrains.Hosting.Telemetry;

/// <summary>
/// The <c>OTEL_EXPORTER_OTLP_*</c> settings of one signal, which go before the common ones. The library reads those only for all
/// signals together, and would then send signals without an endpoint to a default one.
/// </summary>
internal sealed class OtlpSignal
{
    private readonly IConfiguration _configuration;
    private readonly string _signal;

    private OtlpSignal(IConfiguration configuration, string signal) => (_configuration, _signal) = (configuration, signal);

    /// <summary>Null if the signal has no endpoint, or <c>OTEL_SDK_DISABLED</c> or <c>OTEL_{signal}_EXPORTER=none</c> forbids it.</summary>
    public static OtlpSignal? From(IConfiguration configuration, string signal)
    {
        var settings = new OtlpSignal(configuration, signal);
        var isOff = configuration[$"OTEL_{signal}_EXPORTER"] == "none"
            || string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase);
        return isOff || (settings.Own("ENDPOINT") ?? settings.Common("ENDPOINT")) is null ? null : settings;
    }

    /// <summary>Sets what differs from what the library has read, which is the common settings.</summary>
    /// <exception cref="InvalidOperationException">A setting cannot be understood.</exception>
    public void Apply(OtlpExporterOptions options)
    {
        options.Protocol = (Own("PROTOCOL") ?? Common("PROTOCOL") ?? "http/protobuf") switch
        {
            "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            "grpc" => OtlpExportProtocol.Grpc,
            var other => throw new InvalidOperationException($"OTLP protocol '{other}' is neither http/protobuf nor grpc."),
        };
        if (Own("ENDPOINT") is { } endpoint)
            options.Endpoint = Uri.TryCreate(endpoint, UriKind.Absolute, out var address)
                ? address
                : throw new InvalidOperationException($"OTEL_EXPORTER_OTLP_{_signal}_ENDPOINT is no address: '{endpoint}'.");
        if (Own("HEADERS") is { } headers)
            options.Headers = headers;
        if (int.TryParse(Own("TIMEOUT"), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
            options.TimeoutMilliseconds = milliseconds;
    }

    private string? Own(string what) => Read($"OTEL_EXPORTER_OTLP_{_signal}_{what}");

    private string? Common(string what) => Read($"OTEL_EXPORTER_OTLP_{what}");

    private string? Read(string name) => _configuration[name] is { Length: > 0 } value ? value : null;
}
