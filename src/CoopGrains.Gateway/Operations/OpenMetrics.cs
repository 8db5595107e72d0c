using OpenTelemetry.Metrics;

namespace CoopGrains.Gateway.Operations;

/// <summary>What operators measure. They are not cleared, so no metric may tell them how many rows or books are restricted.</summary>
/// <remarks>
/// Instruments of the store and of the runtime that count rows and books of all kinds are dropped here, from <c>/metrics</c> and from
/// export alike; <c>coop.view.rows</c> counts the rows of open books. What remains counts work (requests, calls, commits and their
/// size, retries): that books are restricted does not show in it, and operators read no books whose rows they could take away from it.
/// </remarks>
internal static class OpenMetrics
{
    private static readonly HashSet<string> CountAllBooks = new(
        [
            "coop.storage.rows", "orleans-grains", "orleans-catalog-activations", "orleans-catalog-activation-working-set",
            "orleans-directory-partition-size", "orleans-messaging-processing-activation-data",
        ],
        StringComparer.Ordinal);

    public static void AddOpenMetrics(this IServiceCollection services) => services.ConfigureOpenTelemetryMeterProvider(
        metrics => metrics.AddView(instrument => CountAllBooks.Contains(instrument.Name) ? MetricStreamConfiguration.Drop : null));
}
