using System.Diagnostics;
using System.Diagnostics.Metrics;
using CoopGrains.Hosting.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Grains.Tests.Telemetry;

public sealed class ExportTests : TelemetryTest
{
    [Fact]
    public async Task Spans_metrics_and_logs_reach_the_endpoint_under_the_services_name()
    {
        await using var collector = await Collector.StartAsync();
        await using var services = await StartAsync(Settings(("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address)));
        using var meter = new Meter("CoopGrains.ExportTests");

        Activity.Current = null;
        using (var span = RelayGrain.Source.StartActivity("a span for the collector")!)
        {
            meter.CreateCounter<int>("coop.test.exports").Add(1);
            services.GetRequiredService<ILogger<ExportTests>>().LogWarning("a line for {Whom}", "the collector");
            Flush(services);
            Assert.True(collector.GotId("/v1/logs", span.TraceId.ToHexString()));
        }

        Flush(services);
        Assert.True(collector.Got("/v1/traces", "a span for the collector"));
        Assert.True(collector.Got("/v1/metrics", "coop.test.exports"));
        Assert.True(collector.Got("/v1/logs", "a line for the collector"));
        foreach (var path in collector.Paths)
        {
            Assert.True(collector.Got(path, "coop-test"));
            Assert.True(collector.Got(path, "service.instance.id"));
            Assert.True(collector.Got(path, "coopgrains"));
        }

        Assert.Equal(["application/x-protobuf"], collector.Types);
    }

    [Fact]
    public async Task A_signal_without_an_endpoint_stays_at_home_and_the_standard_names_hold()
    {
        await using var collector = await Collector.StartAsync();
        var settings = Settings(
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.Address + "/only/traces"),
            ("OTEL_SERVICE_NAME", "named-by-the-site"),
            ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=border"));
        await using var services = await StartAsync(settings);

        Activity.Current = null;
        RelayGrain.Source.StartActivity("one span")!.Dispose();
        Flush(services);

        Assert.Equal(["/only/traces"], collector.Paths);
        Assert.True(collector.Got("/only/traces", "named-by-the-site"));
        Assert.True(collector.Got("/only/traces", "border"));
        Assert.False(collector.Got("/only/traces", "coop-test"));
    }

    [Fact]
    public async Task An_http_request_is_exported_by_its_route_and_a_probe_is_not()
    {
        await using var collector = await Collector.StartAsync();
        await using var site = Site(collector.Address);
        await site.StartAsync();
        using var client = new HttpClient { BaseAddress = new(site.Urls.Single()) };

        const string caller = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";
        Activity.Current = null;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/programs/hidden-key") { Headers = { { "traceparent", caller } } };
        using var reply = await client.SendAsync(request);
        using var probe = await client.GetAsync("/health/live");

        // The request's span ends after its reply has left; stopping waits for it.
        await site.StopAsync();
        Flush(site.Services);
        Assert.True(collector.Got("/v1/traces", "GET /v1/programs/{id}"));
        Assert.True(collector.Got("/v1/traces", "coop.slow"));
        Assert.True(collector.GotId("/v1/traces", "4bf92f3577b34da6a3ce929d0e0e4736"));
        Assert.False(collector.Got("/v1/traces", "/health/live"));
        Assert.False(collector.Got("/v1/traces", "hidden-key"));
    }

    [Theory]
    [InlineData("OTEL_SDK_DISABLED", "true")]
    [InlineData("OTEL_TRACES_EXPORTER", "none")]
    public async Task What_the_site_switches_off_is_not_exported(string name, string value)
    {
        await using var services = await StartAsync(Settings(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"), (name, value)));
        Assert.Null(services.GetService<TracerProvider>());
        Assert.Equal(name == "OTEL_SDK_DISABLED", services.GetService<LoggerProvider>() is null);
    }

    [Fact]
    public async Task An_endpoint_that_is_no_address_is_named_at_start()
    {
        var settings = Settings(("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "somewhere"));
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(settings));
        Assert.Contains("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", error.Message, StringComparison.Ordinal);
    }

    private static WebApplication Site(string endpoint)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddCoopTelemetry(builder.Configuration, "coop-test");
        var site = builder.Build();
        site.Use(async (context, next) =>
        {
            var span = context.Features.Get<IHttpActivityFeature>()?.Activity;
            HttpSpan.Begin(span, context.Request.Path);
            await next(context);
            var route = context.GetEndpoint() is Microsoft.AspNetCore.Routing.RouteEndpoint endpoint ? endpoint.RoutePattern.RawText : null;
            HttpSpan.Finish(span, new(context.Request.Method, context.Request.Scheme, route), context.Response.StatusCode, null, TimeSpan.FromSeconds(2));
        });
        site.MapGet("/v1/programs/{id}", (string id) => id);
        site.MapGet("/health/live", () => "live");
        return site;
    }

    private static void Flush(IServiceProvider services)
    {
        services.GetService<TracerProvider>()?.ForceFlush();
        services.GetService<MeterProvider>()?.ForceFlush();
        services.GetService<LoggerProvider>()?.ForceFlush();
    }
}
