using System.Globalization;

namespace CoopGrains.Cli.Commands;

/// <summary>What <c>coop verify</c> found, as a file that Prometheus' node exporter shows (its textfile collector).</summary>
internal static class VerifyMetrics
{
    /// <summary>Replaces the file as a whole, so that nobody reads half of one.</summary>
    public static Task WriteAsync(string file, bool isDamaged, long rows, TimeProvider clock) => FileOptions.WholeAsync(file, async part =>
    {
        await File.WriteAllTextAsync(part, string.Create(CultureInfo.InvariantCulture, $"""
            # HELP coop_verify_damaged 1 when the last coop verify found damage.
            # TYPE coop_verify_damaged gauge
            coop_verify_damaged {(isDamaged ? 1 : 0)}
            # HELP coop_verify_rows Rows of the journal that the last coop verify checked, up to the damage if there was any.
            # TYPE coop_verify_rows gauge
            coop_verify_rows {rows}
            # HELP coop_verify_finished_timestamp_seconds When the last coop verify came to its end.
            # TYPE coop_verify_finished_timestamp_seconds gauge
            coop_verify_finished_timestamp_seconds {clock.GetUtcNow().ToUnixTimeSeconds()}

            """));
        return part;
    });
}
