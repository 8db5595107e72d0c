using CoopGrains.Hosting;
using CoopGrains.Hosting.Telemetry;

// A process that serves books to gateways, as one silo of an Orleans cluster. HTTP is for probes only.
var builder = WebApplication.CreateBuilder(args);
builder.AddCoopSilo();
builder.AddCoopTelemetry("coopgrains-silo");

var app = builder.Build();
app.MapSiloHealth();
await app.RunAsync();
