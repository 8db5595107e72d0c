using CoopGrains.Hosting;
using CoopGrains.Hosting.Telemetry;
using Microsoft.Extensions.Configuration;

namespace EndToEnd.Tests.Deployment;

/// <summary>What a deployment gives a process in its environment, as the process would read it.</summary>
internal static class ProcessSettings
{
    private static readonly HashSet<string> OfTheFrameworks =
    [
        "ASPNETCORE_URLS", "DOTNET_EnableDiagnostics", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
        "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", CoopTelemetry.ChildRatioKey.Replace(":", "__", StringComparison.Ordinal),
    ];

    /// <summary>The options of a production site, once every key is known to exist and every value to be taken.</summary>
    public static CoopOptions Read(IEnumerable<(string Key, string Value)> environment)
    {
        var given = environment.ToList();
        foreach (var (key, _) in given)
            Assert.True(OfTheFrameworks.Contains(key) || IsSetting(key), $"there is no setting {key}");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(given.Select(setting =>
            new KeyValuePair<string, string?>(setting.Key.Replace("__", ":", StringComparison.Ordinal), setting.Value)))
            // It is read at once, and lies where processes run.
            .AddInMemoryCollection([new("Coop:Identity:ClientSecretFile", null), new("Coop:Identity:ClientSecret",
                "of the issuer")]).Build();
        return CoopOptions.Read(configuration, isDevelopment: false);
    }

    /// <summary>Seconds within which a process ends that is told to: README, "Stopping and rolling".</summary>
    public static double StopsWithin(CoopOptions options) => (options.DrainTime + options.AnswerTime).TotalSeconds + 10;

    /// <summary>The files that settings name, connection strings included.</summary>
    public static IEnumerable<string> Files(IEnumerable<(string Key, string Value)> environment) => environment
        .SelectMany(setting => setting.Value.Split(';').Select(part => part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..]))
        .Where(value => value.StartsWith('/'));

    private static bool IsSetting(string key)
    {
        var parts = key.Split("__");
        if (parts[0] != CoopOptions.Section || parts.Length < 2)
            return false;
        var type = typeof(CoopOptions);
        foreach (var part in parts[1..])
        {
            if (type.GetProperty(part) is not { } property)
                return false;
            type = property.PropertyType;
        }

        return true;
    }
}
