using CoopGrains.Gateway;
using CoopGrains.Gateway.Operations;
using CoopGrains.Gateway.Safety;
using CoopGrains.Hosting;
using CoopGrains.Hosting.Secrets;
using CoopGrains.Hosting.Telemetry;
using CoopGrains.Hosting.Telemetry.Traces;
using CoopGrains.Network;

// A process that serves the API: the books and the view that follows them, behind HTTP.
SecretArguments.Refuse(args);
var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(Limits.BoundKestrel);
builder.WebHost.ConfigureKestrel(GatewayMetrics.WatchCertificate);
// What is written goes out where it is written, and not by way of a queue behind a thousand others that write. Completions of sockets
// still go to the thread pool, so a request that takes long holds up no other.
builder.WebHost.UseSockets(options => options.UnsafePreferInlineScheduling = true);
var options = builder.AddCoopGrains();
builder.AddCoopTelemetry("coopgrains-gateway").AddTraceStore(builder.Configuration);
// It writes down addresses with their queries, in which somebody may put what is secret.
builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
builder.Services.AddOpenMetrics();
builder.Services.AddNetwork();
builder.Services.AddGateway(options, builder.Environment);

var app = builder.Build();
app.UseGateway();
app.MapGateway();
await app.RunAsync();

/// <summary>The process; public for tests that start it.</summary>
public partial class Program;
