using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace CoopGrains.Hosting.Telemetry;

/// <summary><c>09:30:00.125 warn CoopGrains.Grains.Book: text [trace id]</c></summary>
/// <remarks>Logs keep real time, also under a development clock.</remarks>
internal sealed class LineFormatter() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "coop-line";

    public override void Write<TState>(in LogEntry<TState> entry, IExternalScopeProvider? scopes, TextWriter writer)
    {
        var line = new StringBuilder();
        line.Append(TimeProvider.System.GetUtcNow().ToString("HH:mm:ss.fff ", CultureInfo.InvariantCulture));
        line.Append(NameOf(entry.LogLevel)).Append(' ').Append(entry.Category).Append(": ");
        AppendEscaped(line, entry.Formatter(entry.State, entry.Exception));
        if (entry.Exception is not null)
            AppendEscaped(line.Append(" | "), entry.Exception.ToString());
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
            line.Append(" [").Append(activity.TraceId.ToHexString()).Append(']');
        writer.Write(line.Append('\n'));
    }

    /// <summary>A text as it stands in a line, no longer than so many characters and a few.</summary>
    public static string Escaped(string text, int longest)
    {
        var line = new StringBuilder();
        AppendEscaped(line, text.Length <= longest ? text : text[..longest] + "…");
        return line.ToString();
    }

    // Text from outside must neither forge a line nor speak to the terminal, and must not hide by turning the reading direction.
    private static void AppendEscaped(StringBuilder line, string text)
    {
        foreach (var c in text)
        {
            switch (c)
            {
                case '\n':
                    line.Append(@"\n");
                    break;
                case '\r':
                    line.Append(@"\r");
                    break;
                default:
                    if (IsUnsafe(c))
                        line.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
                    else
                        line.Append(c);
                    break;
            }
        }
    }

    private static bool IsUnsafe(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
