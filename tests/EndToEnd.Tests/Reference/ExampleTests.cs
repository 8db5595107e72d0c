using TestKit;

namespace EndToEnd.Tests.Reference;

/// <summary>The examples of the API document are what a seeded site takes and answers.</summary>
public sealed class ExampleTests(SeededSite seeded) : IClassFixture<SeededSite>
{
    private static readonly string Kept = RepositoryRoot.PathOf("src", "CoopGrains.Gateway", "Reference", "examples.json");

    /// <summary>To accept a change, run this test with COOP_ACCEPT_EXAMPLES=1, accept the API document after it, and commit both.</summary>
    [Fact]
    public async Task The_examples_of_the_document_are_what_the_seed_network_takes_and_answers()
    {
        using var run = new ExampleRun(seeded.Site, new());
        var recorded = await run.RecordAsync();
        if (Environment.GetEnvironmentVariable("COOP_ACCEPT_EXAMPLES") == "1")
            await File.WriteAllTextAsync(Kept, recorded);
        var (kept, now) = ((await File.ReadAllTextAsync(Kept)).Split('\n'), recorded.Split('\n'));
        var at = kept.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.True(kept.AsSpan().SequenceEqual(now),
            $"""
            The site answers otherwise than line {at + 1} of {Kept} shows: {now.ElementAtOrDefault(at)} where {kept.ElementAtOrDefault(at)} stands.
            If that is meant: COOP_ACCEPT_EXAMPLES=1 dotnet test tests/EndToEnd.Tests --filter ExampleTests, and then
            COOP_ACCEPT_OPENAPI=1 dotnet test tests/Gateway.Tests --filter ApiDocumentTests
            """);
    }
}
