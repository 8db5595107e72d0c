using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Changes;
using CoopGrains.Network;
using CoopGrains.Storage;
using Gateway.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Gateway.Tests;

/// <summary>What is restricted is on the streams of those who may see it, recorded, and moves no byte of anyone else's.</summary>
public sealed partial class ChangeSecrecyTests
{
    private static readonly TimeSpan Beat = ChangeFanOut.Beat;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restricted_changes_change_no_byte_and_no_moment_of_the_streams_of_the_uncleared(bool compressed)
    {
        foreach (var actor in new[] { People.LaoUncleared, People.Overseer, People.Recorder })
        {
            var without = await TwinAsync(actor, restricted: false, compressed);
            Assert.Contains("entryReported", without, StringComparison.Ordinal);
            Assert.Equal(without, await TwinAsync(actor, restricted: true, compressed));
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
            using var told = await Told.AfterAsync(site);
            var book = await RestrictedAsync(site);
            (await site.As(People.ClearedRecorder).PostAsync($"/v1/programs/{book}/commitments/students/entries", Bodies.Entry)).MustBe(201);
            await told.UntilAllAsync();
            clock.Advance(Beat);
            for (var version = 1; version <= 3; version++)
                Assert.Equal($"program/{book}@{version}", (await stream.NextEventAsync()).Version);
            var read = Assert.Single(await AccessAsync(site, book));
            Assert.Equal((People.LaoCoordinator.User, "/v1/changes"), read);

            using var again = await site.StreamAsync(People.LaoCoordinator, "?kind=program", stream.LastId);
            (await site.As(People.ClearedRecorder).PostAsync($"/v1/programs/{book}/commitments/students/entries", Bodies.Entry)).MustBe(201);
            await told.UntilAllAsync();
            clock.Advance(Beat);
            Assert.Equal($"program/{book}@4", (await again.NextEventAsync()).Version);
            Assert.Equal(2, (await AccessAsync(site, book)).Count);
        }
        finally
        {
            await site.DisposeAsync();
        }
    }

    // A world of its own: the same open changes at the same moments, with restricted ones between them or without.
    private static async Task<string> TwinAsync(Actor actor, bool restricted, bool compressed)
    {
        var clock = new FakeClock();
        var site = new Site(clock);
        await site.InitializeAsync();
        try
        {
            // Provinces are told of programs side by side, in no order of their own.
            using var stream = await site.StreamAsync(actor, "?kind=program,agreement", compressed: compressed);
            using var told = await Told.AfterAsync(site);
            var text = new StringBuilder();
            var program = "";
            for (var step = 0; step < 6; step++)
            {
                if (restricted)
                    await RestrictedAsync(site);
                await told.UntilAllAsync();
                clock.Advance(TimeSpan.FromSeconds(7));
                if (step == 1)
                    program = await site.NewProgramAsync();
                if (step == 4)
                    await site.NewEntryAsync(program);
                if (restricted)
                    await RestrictedAsync(site);
                // On both sides of it, within one beat.
                if (step == 4)
                    await site.NewEntryAsync(program);
                await told.UntilAllAsync();
                clock.Advance(Beat);
            }
            // The sign of life that must come last, for a sequence that can be waited for.
            await site.NewProgramAsync();
            await told.UntilAllAsync();
            clock.Advance(Beat);
            for (SentEvent? sent = null; sent?.Name != "commitmentAdded" || !sent.Data!.Contains("program-2", StringComparison.Ordinal);)
            {
                sent = (await stream.NextAsync())!;
                text.Append(Chance().Replace(sent.Text, "")).Append('\n');
            }
            return text.Append(CultureInfo.InvariantCulture, $"{stream.Parts} parts").ToString();
        }
        finally
        {
            await site.DisposeAsync();
        }
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

    /// <summary>A write is answered a moment before streams are told of it. This one is told behind those that were open before.</summary>
    private sealed class Told : IDisposable
    {
        private readonly Site _site;
        private readonly IDisposable _following;
        private readonly Lock _gate = new();
        private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long _position;

        private Told(Site site, long position)
        {
            (_site, _position) = (site, position);
            _following = site.Services.GetRequiredService<IViewFollowing>().Follow(rows =>
            {
                lock (_gate)
                {
                    _position = rows[^1].Position;
                    _more.SetResult();
                    _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
                }
            });
        }

        /// <summary>Begins when nothing is on its way.</summary>
        public static async Task<Told> AfterAsync(Site site) => new(site, await EndAsync(site));

        /// <summary>Until streams know all that is written, also what the courier brings.</summary>
        public async Task UntilAllAsync()
        {
            var end = await EndAsync(_site);
            while (true)
            {
                Task more;
                lock (_gate)
                {
                    if (_position >= end)
                        return;
                    more = _more.Task;
                }
                await more;
            }
        }

        public void Dispose() => _following.Dispose();

        private static async Task<long> EndAsync(Site site)
        {
            await site.Services.GetRequiredService<ICourier>().WaitQuietAsync(default);
            return (await site.Services.GetRequiredService<IBookStore>().HeadAsync(default)).Position;
        }
    }
}
