namespace Benchmarks.Peer;

/// <summary>What a start is compared with: Kestrel and one route, nothing else.</summary>
internal static class BareKestrel
{
    public const string Verb = "serve-bare";

    public static void Run()
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        app.MapGet("/health/ready", () => Results.Text("ready"));
        app.Run();
    }
}
