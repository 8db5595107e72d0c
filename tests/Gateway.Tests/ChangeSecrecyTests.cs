using System.Text;
using System.Text.RegularExpressions;
using CoopGrains.Contracts;
using CoopGrains.Network;
using Gateway.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Gateway.Tests;

/// <summary>What is restricted is on the streams of those who may see it, recorded, and moves no byte of anyone else's.</summary>
public sealed partial class ChangeSecrecyTests
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Restricted_changes_change_no_byte_and_no_moment_of_the_streams_of_the_uncleared()
    {
        foreach (var actor in new[] { People.LaoUncleared, People.Overseer, People.Recorder })
        {
            var without = await TwinAsync(actor, restricted: false);
            Assert.Contains("entryReported", without, StringComparison.Ordinal);
            Assert.Equal(without, await TwinAsync(actor, restricted: true));
        }
    }

    [Fact]
    public async Task Who_may_see_a_restricted_book_gets_its_changes_and_is_recorded_once_for_each_connection_and_book_before()
    {
        var clock = new FakeClock();
        var site = new Site(clock);
        await site.InitializeAsync();
        try
        {
            using var stream = await site.StreamAsync(People.LaoCoordinator, "?kind=program");
            var book = await RestrictedAsync(site);
            (await site.As(People.ClearedRecorder).PostAsync($"/v1/programs/{book}/commitments/students/entries", Bodies.Entry)).MustBe(201);
            for (var version = 1; version <= 3; version++)
                Assert.Equal($"program/{book}@{version}", (await NextAsync(stream, clock)).Version);
            var read = Assert.Single(await AccessAsync(site, book));
            Assert.Equal((People.LaoCoordinator.User, "/v1/changes"), read);

            using var again = await site.StreamAsync(People.LaoCoordinator, "?kind=program", stream.LastId);
            (await site.As(People.ClearedRecorder).PostAsync($"/v1/programs/{book}/commitments/students/entries", Bodies.Entry)).MustBe(201);
            Assert.Equal($"program/{book}@4", (await NextAsync(again, clock)).Version);
            Assert.Equal(2, (await AccessAsync(site, book)).Count);
        }
        finally
        {
            await site.DisposeAsync();
        }
    }

    // A world of its own: the same open changes at the same moments, with restricted ones between them or without.
    private static async Task<string> TwinAsync(Actor actor, bool restricted)
    {
        var clock = new FakeClock();
        var site = new Site(clock);
        await site.InitializeAsync();
        try
        {
            // Provinces are told of programs side by side, in no order of their own.
            using var stream = await site.StreamAsync(actor, "?kind=program,agreement");
            var text = new StringBuilder();
            var program = "";
            for (var step = 0; step < 6; step++)
            {
                if (restricted)
                    await RestrictedAsync(site);
                clock.Advance(TimeSpan.FromSeconds(7));
                if (step == 1)
                    program = await site.NewProgramAsync();
                if (step == 4)
                    await site.NewEntryAsync(program);
                // A write is answered a moment before the view has seen it.
                await site.Services.GetRequiredService<ICourier>().WaitQuietAsync(default);
                if (restricted)
                    await RestrictedAsync(site);
                clock.Advance(Beat);
            }
            // The sign of life that must come last, for a sequence that can be waited for.
            await site.NewProgramAsync();
            await site.Services.GetRequiredService<ICourier>().WaitQuietAsync(default);
            for (SentEvent? sent = null; sent?.Name != "commitmentAdded" || !sent.Data!.Contains("program-2", StringComparison.Ordinal);)
            {
                sent = await NextBlockAsync(stream, clock);
                text.Append(Chance().Replace(sent.Text, "")).Append('\n');
            }
            return text.ToString();
        }
        finally
        {
            await site.DisposeAsync();
        }
    }

    private static async Task<SentEvent> NextBlockAsync(EventStream stream, FakeClock clock)
    {
        var next = stream.NextAsync();
        while (await Task.WhenAny(next, Task.Delay(20)) != next)
            clock.Advance(Beat);
        return (await next)!;
    }

    private static async Task<SentEvent> NextAsync(EventStream stream, FakeClock clock)
    {
        SentEvent sent;
        do
            sent = await NextBlockAsync(stream, clock);
        while (sent.IsEmpty);
        return sent;
    }

    private static async Task<string> RestrictedAsync(Site site)
    {
        var coordinator = site.As(People.Coordinator);
        var id = (await coordinator.PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201).Json.GetProperty("id").GetString()!;
        var last = (await coordinator.PostAsync($"/v1/programs/{id}/commitments", Bodies.Commitment)).MustBe(201);
        (await coordinator.GetAsync($"/v1/programs/{id}", ("Coop-After", last.Header("Coop-Version")!))).MustBe(200);
        return id;
    }

    private static async Task<List<(string?, string?)>> AccessAsync(Site site, string book) =>
        [.. (await site.As(People.LaoCoordinator).GetAsync($"/v1/access?book=program/{book}")).MustBe(200).Json.GetProperty("items").EnumerateArray()
            .Where(read => read.GetProperty("path").GetString() == "/v1/changes")
            .Select(read => (read.GetProperty("user").GetString(), read.GetProperty("path").GetString()))];

    [GeneratedRegex("(?<=^id: ).*$|(?<=\"(traceId|entry)\":\")[^\"]*", RegexOptions.Multiline)]
    private static partial Regex Chance();
}
