using CoopGrains.Hosting.History;
using CoopGrains.Storage;
using Gateway.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Gateway.Tests;

/// <summary>A read of something restricted that cannot be recorded is not answered.</summary>
public sealed class UnrecordedReadTests : IAsyncLifetime
{
    private readonly Site _site;
    private FaultyStore? _store;

    public UnrecordedReadTests() => _site = new(userRequestsPerSecond: 0, publicReads: false, services => services.AddSingleton(provider =>
        new AccessLog(_store = new(provider.GetRequiredService<IBookStore>()), provider.GetRequiredService<TimeProvider>())));

    public Task InitializeAsync() => _site.InitializeAsync();

    public Task DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_read_of_something_restricted_that_cannot_be_recorded_is_503_and_shows_nothing()
    {
        var (book, hash) = await RestrictedAsync();
        var path = "/v1/programs/" + book;
        var (reader, uncleared) = (_site.As(People.LaoCoordinator), _site.As(People.Uncleared));
        string[] reads =
        [
            path, path + "/history", path + "/commitments/students", path + "/commitments/students/entries", path + "/attachments",
            "/v1/documents/" + hash, "/v1/programs?limit=200", "/v1/network/status", "/v1/network/oversight?what=unconfirmed",
        ];
        var tags = new List<string>();
        foreach (var read in reads)
            tags.Add((await reader.GetAsync(read)).MustBe(200).Header("ETag")!);
        var recorded = await RecordedAsync(book);

        _store!.BeforeAccess = _ => throw new StoreUnavailableException("The disk is full (injected).", outcomeKnown: true);
        foreach (var (read, tag) in reads.Zip(tags))
        {
            var hidden = (await reader.GetAsync(read)).Is(503, "unavailable");
            foreach (var told in (string[])[book, hash, "Biên giới", "students"])
                Assert.DoesNotContain(told, hidden.Text, StringComparison.Ordinal);
            Assert.Null(hidden.Header("ETag"));
            Assert.NotNull(hidden.Header("Retry-After"));
            // Nor is it said whether what the reader has is still so.
            (await reader.GetAsync(read, ("If-None-Match", tag))).Is(503, "unavailable");
        }
        using var stream = await _site.StreamAsync(People.LaoCoordinator, "?kind=program");
        (await _site.As(People.ClearedRecorder).PostAsync(path + "/commitments/students/entries", Bodies.Entry)).MustBe(201);
        Assert.Equal("unavailable", (await stream.NextEventAsync()).EndCode);
        // Who is shown nothing restricted is answered as ever.
        (await uncleared.GetAsync(path)).Is(404, "unknown");
        (await uncleared.GetAsync("/v1/programs?limit=200")).MustBe(200);
        (await reader.GetAsync("/v1/provinces/vn-db")).MustBe(200);

        _store.BeforeAccess = null;
        using var again = await _site.StreamAsync(People.LaoCoordinator, "?kind=program", stream.LastId);
        Assert.Equal("entryReported", (await again.NextEventAsync()).Name);
        recorded++;
        Assert.Equal(recorded, await RecordedAsync(book));
        (await reader.GetAsync(path)).MustBe(200);
        Assert.Equal(recorded + 1, await RecordedAsync(book));
    }

    private async Task<int> RecordedAsync(string book) => (await _site.As(People.Coordinator)
        .GetAsync($"/v1/access?book=program/{book}&limit=200")).MustBe(200).Json.GetProperty("items").GetArrayLength();

    private async Task<(string Book, string Hash)> RestrictedAsync()
    {
        var coordinator = _site.As(People.Coordinator);
        var book = (await coordinator.PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201).Json.GetProperty("id").GetString()!;
        var path = "/v1/programs/" + book;
        (await coordinator.PostAsync(path + "/commitments", Bodies.Commitment)).MustBe(201);
        (await _site.As(People.ClearedRecorder).PostAsync(path + "/commitments/students/entries", Bodies.Entry)).MustBe(201);
        var hash = await _site.NewScanAsync(People.Coordinator);
        var attached = (await coordinator.PostAsync(path + "/attachments", $$"""{"hash":"{{hash}}"}""")).MustBe(200);
        (await coordinator.GetAsync(path, ("Coop-After", attached.Header("Coop-Version")!))).MustBe(200);
        return (book, hash);
    }
}
