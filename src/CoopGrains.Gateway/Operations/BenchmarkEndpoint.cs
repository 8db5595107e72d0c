using CoopGrains.Gateway.Replies;

namespace CoopGrains.Gateway.Operations;

/// <summary>What benchmarks compare a read with: constant bytes behind the same identification and headers.</summary>
internal static class BenchmarkEndpoint
{
    /// <summary>Development only: names the file whose bytes are answered.</summary>
    public const string Setting = "Coop:Benchmark";

    /// <summary>Maps the endpoint on a development site that was told of a file, and nothing on any other.</summary>
    public static void MapBenchmark(this RouteGroupBuilder v1, IConfiguration configuration, IHostEnvironment environment)
    {
        if (!environment.IsDevelopment() || configuration[Setting] is not { Length: > 0 } file)
            return;
        var constant = RenderedReply.OfBytes(File.ReadAllBytes(file));
        v1.MapGet("/benchmark", (HttpContext http) => Json.WriteTaggedAsync(http, constant)).ExcludeFromDescription();
    }
}
