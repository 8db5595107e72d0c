using System.Diagnostics;
using System.Text.Json;
using CoopGrains.Hosting.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Grains.Tests.Telemetry;

public sealed class ConsoleTests : TelemetryTest
{
    private const string Nasty = "Mường Ảng ຫຼວງ\nfail forged\r\u001b[2J\u009b31m\u202e\u2028end";

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public void An_entry_is_one_line_with_its_trace_id_and_without_control_characters(string environment)
    {
        using var activity = new Activity("request").Start();
        var line = Format(environment, new InvalidOperationException("broken\nin two"));

        Assert.EndsWith("\n", line, StringComparison.Ordinal);
        Assert.DoesNotContain(line[..^1], c => char.IsControl(c) || c is '\u202e' or '\u2028');
        Assert.Contains(activity.TraceId.ToHexString(), line, StringComparison.Ordinal);
        Assert.Contains("Mường Ảng ຫຼວງ", line, StringComparison.Ordinal);
        Assert.Contains("broken", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Outside_development_an_entry_is_JSON_that_gives_the_text_back()
    {
        using var entry = JsonDocument.Parse(Format("Production", null));
        Assert.Equal(Nasty, entry.RootElement.GetProperty("Message").GetString());
        Assert.Equal("Warning", entry.RootElement.GetProperty("LogLevel").GetString());
        Assert.EndsWith("Z", entry.RootElement.GetProperty("Timestamp").GetString(), StringComparison.Ordinal);
    }

    // Formats with the formatter that the environment chose, in the scopes that the logger factory makes.
    private static string Format(string environment, Exception? error)
    {
        var catcher = new Catcher();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddCoopConsole(new Surroundings(environment)).AddProvider(catcher));
        using var provider = services.BuildServiceProvider();
        var name = provider.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName;
        catcher.Formatter = provider.GetServices<ConsoleFormatter>().Single(formatter => formatter.Name == name);
        provider.GetRequiredService<ILoggerFactory>().CreateLogger("test").Log(LogLevel.Warning, 0, Nasty, error, (state, _) => state);
        return catcher.Text.ToString();
    }

    private sealed class Catcher : ILoggerProvider, ISupportExternalScope, ILogger
    {
        private IExternalScopeProvider? _scopes;

        public ConsoleFormatter? Formatter { get; set; }

        public StringWriter Text { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? error, Func<TState, Exception?, string> formatter) =>
            Formatter!.Write(new LogEntry<TState>(level, "test", id, state, error, formatter), _scopes, Text);

        public void Dispose()
        {
        }
    }

    private sealed class Surroundings(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "test";

        public string ContentRootPath { get; set; } = "/";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
