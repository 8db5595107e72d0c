using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace CoopGrains.Hosting.Telemetry;

/// <summary>Logs on the console.</summary>
public static class CoopConsole
{
    /// <summary>
    /// One line an entry, trace id in each, control characters escaped: readable lines in Development, JSON otherwise, both in UTC.
    /// </summary>
    public static ILoggingBuilder AddCoopConsole(this ILoggingBuilder logging, IHostEnvironment environment)
    {
        logging.Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        // A line for each request would hold its address: names of restricted books, and whatever somebody put into the query.
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        if (environment.IsDevelopment())
        {
            return logging
                .AddConsole(options => options.FormatterName = LineFormatter.FormatterName)
                .AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        }

        return logging.AddJsonConsole(options =>
        {
            options.IncludeScopes = true;
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            options.JsonWriterOptions = new() { Encoder = Readable() };
        });
    }

    // Vietnamese and Lao stay as they are. Control characters are escaped by every encoder, marks that turn the reading direction are not.
    private static JavaScriptEncoder Readable()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.All);
        settings.ForbidCharacters([.. "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"]);
        return JavaScriptEncoder.Create(settings);
    }
}
