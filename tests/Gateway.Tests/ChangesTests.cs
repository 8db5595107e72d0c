using System.Globalization;
using System.Text.Json;
using CoopGrains.Contracts;
using Gateway.Tests.Kit;
using TestKit;

namespace Gateway.Tests;

/// <summary>The stream of changes: what is on it, for whom, and from where.</summary>
public sealed class ChangesTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task What_happens_is_on_the_stream_as_the_history_has_it()
    {
        using var stream = await site.StreamAsync(People.Confirmer);
        Assert.Equal("text/event-stream", stream.MediaType);
        var program = await site.NewProgramAsync();
        await site.NewEntryAsync(program);
        var history = (await site.As(People.Confirmer).GetAsync($"/v1/programs/{program}/history")).MustBe(200).Json.GetProperty("items");
        foreach (var happened in history.EnumerateArray())
        {
            var sent = await NextOfAsync(stream, "program/" + program);
            Assert.Equal(happened.GetProperty("event").GetString(), sent.Name);
            var shown = sent.Json.EnumerateObject().Where(member => member.Name != "book").ToDictionary(member => member.Name, member => member.Value);
            Assert.Equal(happened.EnumerateObject().Select(member => member.Name).Order(), shown.Keys.Order());
            Assert.All(happened.EnumerateObject(), member => Assert.True(JsonElement.DeepEquals(member.Value, shown[member.Name])));
        }
    }

    [Fact]
    public async Task A_reader_that_was_away_gets_all_that_it_missed_and_nothing_twice()
    {
        string id;
        using (var stream = await site.StreamAsync(People.Confirmer))
            id = stream.LastId!;
        var programs = new[] { await site.NewProgramAsync(), await site.NewProgramAsync() };
        var expected = programs.SelectMany(program => (string[])[$"program/{program}@1", $"program/{program}@2"]).ToList();
        var got = new List<string>();
        while (got.Count < expected.Count)
            using (var stream = await site.StreamAsync(People.Confirmer, lastId: id))
            {
                // The courier tells others of these in the meantime.
                var sent = await stream.NextEventAsync();
                id = stream.LastId!;
                if (sent.Json.GetProperty("book").GetString()!.StartsWith("program/", StringComparison.Ordinal))
                    got.Add(sent.Version);
            }
        Assert.Equal(expected, got);
        using var byQuery = await site.StreamAsync(People.Confirmer, "?after=" + id);
        var last = await site.NewProgramAsync();
        Assert.Equal($"program/{last}@1", (await NextOfAsync(byQuery, "program/" + last)).Version);
    }

    [Fact]
    public async Task A_stream_without_an_id_begins_now()
    {
        await site.NewProgramAsync();
        using var stream = await site.StreamAsync(People.Confirmer, "?kind=programOpened");
        var program = await site.NewProgramAsync();
        Assert.Equal($"program/{program}@1", (await stream.NextEventAsync()).Version);
    }

    [Fact]
    public async Task It_is_filtered_by_event_by_kind_of_book_and_by_province_in_any_spelling()
    {
        using var entries = await site.StreamAsync(People.Confirmer, "?kind=entryReported,entryConfirmed");
        using var agreements = await site.StreamAsync(People.Confirmer, "?kind=agreement");
        using var elsewhere = await site.StreamAsync(People.Confirmer, "?province=phong%20sa%20ly");
        using var here = await site.StreamAsync(People.Confirmer, "?province=luang%20prabang&kind=agreementDrafted");
        var program = await site.NewProgramAsync();
        await site.NewEntryAsync(program);
        var draft = site.NewId("drafted");
        (await site.As(People.Coordinator).PostAsync("/v1/agreements", Bodies.Draft(draft))).MustBe(201);
        var other = site.NewId("elsewhere");
        (await site.As(People.Coordinator).PostAsync("/v1/programs",
            Bodies.Program(other).Replace("la-lpb", "la-psl", StringComparison.Ordinal))).MustBe(201);
        Assert.Equal($"program/{program}@3", (await entries.NextEventAsync()).Version);
        Assert.Equal($"agreement/{draft}@1", (await agreements.NextEventAsync()).Version);
        Assert.Equal($"program/{other}@1", (await elsewhere.NextEventAsync()).Version);
        Assert.Equal($"agreement/{draft}@1", (await here.NextEventAsync()).Version);
    }

    [Fact]
    public async Task A_wrong_filter_or_id_is_a_problem_and_no_stream()
    {
        var reader = site.As(People.Confirmer);
        (await reader.GetAsync("/v1/changes?kind=entryreported")).Is(400, "queryInvalid");
        (await reader.GetAsync("/v1/changes?party=la-lpb")).Is(400, "queryUnknown");
        (await reader.GetAsync("/v1/changes?province=nowhere")).Is(422, "provinceUnknown");
        (await site.As(People.Operator).GetAsync("/v1/changes")).Is(403, "roleMissing");
        string id;
        using (var stream = await site.StreamAsync(People.Confirmer))
            id = stream.LastId!;
        var page = (await reader.GetAsync("/v1/provinces?limit=1")).MustBe(200).Json.GetProperty("next").GetString()!;
        var tampered = (id[0] == 'A' ? 'B' : 'A') + id[1..];
        foreach (var wrong in new[] { "", "7", "x", page, tampered, id[1..], id + "AAAA" })
        {
            (await reader.GetAsync("/v1/changes", ("Last-Event-ID", wrong))).Is(400, "cursorInvalid");
            if (wrong.Length > 0)
                (await reader.GetAsync("/v1/changes?after=" + wrong)).Is(400, "cursorInvalid");
        }
        (await site.As(People.Recorder).GetAsync("/v1/changes", ("Last-Event-ID", id))).Is(400, "cursorInvalid");
        (await reader.GetAsync("/v1/provinces?cursor=" + id)).Is(400, "cursorInvalid");
    }

    [Fact]
    public async Task A_user_has_so_many_streams_and_others_have_theirs()
    {
        var open = new List<EventStream>();
        for (var i = 0; i < 4; i++)
            open.Add(await site.StreamAsync(People.Overseer));
        var refused = (await site.As(People.Overseer).GetAsync("/v1/changes")).Is(429, "tooManyStreams");
        Assert.Equal("1", refused.Header("Retry-After"));
        using (await site.StreamAsync(People.Recorder))
        {
        }
        open.ForEach(stream => stream.Dispose());
        // The site notices in its own time.
        await Until.TrueAsync(
            async () => (await site.As(People.Overseer).GetAsync("/v1/changes")).StatusCode == 200, "no place was ever free again");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stream_ends_when_its_token_does(bool compressed)
    {
        // Skew is a minute.
        var now = TimeProvider.System.GetUtcNow();
        var token = site.Key.Issue(People.Recorder, now - TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(9) + TimeSpan.FromSeconds(3));
        using var stream = await EventStream.OpenAsync(site.Address, token, compressed: compressed);
        Assert.Equal(compressed ? "deflate" : "", stream.Coding);
        await site.NewProgramAsync();
        SentEvent? last = null;
        // Of a compressed one the end has the sum of it all, which is looked at.
        while (await stream.NextAsync() is { } sent)
            last = sent;
        Assert.Equal("unauthenticated", last?.EndCode);
    }

    [Fact]
    public async Task When_rights_change_it_ends_and_goes_on_with_those_that_are_left()
    {
        var user = site.NewId("user");
        var actor = People.Recorder with { User = user, Roles = Roles.Recorder | Roles.Confirmer };
        await AppointAsync(actor);
        using var stream = await site.StreamAsync(actor);
        await AppointAsync(actor with { Roles = Roles.Recorder });
        var program = await site.NewProgramAsync();
        SentEvent sent;
        do
            sent = await stream.NextEventAsync();
        while (sent.EndCode is null);
        Assert.Equal("rightsChanged", sent.EndCode);
        using var again = await site.StreamAsync(actor, lastId: stream.LastId);
        Assert.Equal($"program/{program}@1", (await NextOfAsync(again, "program/" + program)).Version);
    }

    [Fact]
    public async Task Who_is_appointed_is_shown_to_coordinators_of_the_province_alone()
    {
        using var own = await site.StreamAsync(People.Coordinator);
        using var other = await site.StreamAsync(People.LaoCoordinator);
        await AppointAsync(People.Recorder with { User = site.NewId("user") });
        Assert.Equal(JsonValueKind.Object, (await NextOfAsync(own, "province/vn-db", "userAppointed")).Json.GetProperty("content").ValueKind);
        Assert.Equal(JsonValueKind.Null, (await NextOfAsync(other, "province/vn-db", "userAppointed")).Json.GetProperty("content").ValueKind);
    }

    [Fact]
    public async Task Ids_tell_nothing_of_how_much_was_recorded_not_even_by_their_length()
    {
        using var stream = await site.StreamAsync(People.Confirmer, "?kind=program");
        var ids = new HashSet<string> { stream.LastId! };
        for (var i = 0; i < 12; i++)
        {
            await site.NewProgramAsync();
            ids.Add((await stream.NextEventAsync()).Id!);
        }
        Assert.Equal(13, ids.Count);
        Assert.Single(ids.Select(id => id.Length).Distinct());
        Assert.Equal(ids.Count, ids.Select(id => id[..8]).Distinct().Count());
    }

    private async Task AppointAsync(Actor actor) => (await site.As(People.Coordinator).WriteAsync(
        "PUT", $"/v1/provinces/{actor.Body}/agencies/{actor.Agency}/users/{actor.User}", Bodies.Rights(actor))).MustBe(200);

    private static async Task<SentEvent> NextOfAsync(EventStream stream, string book, string? name = null)
    {
        while (true)
        {
            var sent = await stream.NextEventAsync();
            Assert.True(sent.EndCode is null, string.Create(CultureInfo.InvariantCulture, $"the stream has ended: {sent.Data}"));
            if (sent.Json.GetProperty("book").GetString() == book && (name ?? sent.Name) == sent.Name)
                return sent;
        }
    }
}
