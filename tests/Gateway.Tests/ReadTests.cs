using System.Net;
using System.Text.Json;
using CoopGrains.Contracts;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>What every read promises: freshness on request, entity tags, languages, and silence about what is hidden.</summary>
[Collection(nameof(Site))]
public sealed class ReadTests(Site site)
{
    [Fact]
    public async Task A_read_after_a_write_includes_it()
    {
        var program = await site.NewProgramAsync();
        var write = await site.As(People.Coordinator).MustAsync(
            HttpStatusCode.OK, "POST", $"/v1/programs/{program}/suspension", """{"reason":"flood"}""");
        var after = ("Coop-After", write.Header("Coop-Version")!);
        Assert.Equal("suspended", (await site.As(People.Confirmer).GetAsync($"/v1/programs/{program}", after)).Json.GetProperty("state")
            .GetString());
        var list = await site.As(People.Confirmer).GetAsync("/v1/programs?state=suspended&limit=200", after);
        Assert.Contains("program/" + program, list.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("book")
            .GetString()));
    }

    [Fact]
    public async Task Cursors_hold_however_many_readers_page_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            for (var i = 0; i < 40; i++)
            {
                var first = await site.As(People.Confirmer).MustAsync(HttpStatusCode.OK, "GET", "/v1/provinces?limit=1", null);
                await site.As(People.Confirmer).MustAsync(
                    HttpStatusCode.OK, "GET", $"/v1/provinces?limit=1&cursor={first.Json.GetProperty("next").GetString()}", null);
            }
        }));
    }

    [Fact]
    public async Task Waiting_for_what_does_not_come_is_503_alike_for_hidden_and_unknown_books()
    {
        var program = await site.NewProgramAsync();
        var hidden = await HiddenAsync();
        var replies = await Task.WhenAll(new[] { $"program/{program}@9999", "program/unknown-book@1", $"program/{hidden}@1" }
            .Select(after => site.As(People.Uncleared).GetAsync("/v1/provinces", ("Coop-After", after))));
        Assert.All(replies, reply => reply.Is(503, "notYetVisible"));
        Assert.All(replies, reply => Assert.Equal("1", reply.Header("Retry-After")));
        Assert.Single(replies.Select(reply => reply.WithoutTrace()).Distinct());
        foreach (var bad in new[] { "x", "program/x", "program/x@", "program/x@0", "program/x@-1", "town/x@1", "@1" })
            (await site.As(People.Uncleared).GetAsync("/v1/provinces", ("Coop-After", bad))).Is(400, "coopAfterInvalid");
    }

    [Fact]
    public async Task Hidden_and_unknown_books_are_the_same_404_everywhere()
    {
        var hidden = await HiddenAsync();
        await site.As(People.LaoCoordinator).MustAsync(HttpStatusCode.OK, "GET", $"/v1/programs/{hidden}", null);
        var entry = Bodies.Entry;
        foreach (var (method, path, body) in new[]
        {
            ("GET", "", null), ("GET", "/history", null), ("GET", "/commitments/x", null), ("GET", "/commitments/x/entries", null), (
                "GET", "/entries/x", null),
            ("POST", "/commitments/x/entries", entry), ("POST", "/suspension", """{"reason":"x"}"""), ("POST", "/entries/x/confirmation",
                "{}"),
            ("POST", "/suspension", "{ malformed"), ("PUT", "/commitments/x/targets", "{}"),
        })
            foreach (var actor in new[] { People.Uncleared, People.Recorder, People.Confirmer })
            {
                var replies = new List<Reply>();
                foreach (var id in new[] { hidden, "r-" + new string('0', 26), "unknown-program", "NOT-AN-ID" })
                    replies.Add((await site.As(actor).WriteAsync(method, $"/v1/programs/{id}{path}", body)).Is(404, "unknown"));
                Assert.Single(replies.Select(reply => reply.WithoutTrace()).Distinct());
                Assert.Single(replies.Select(reply => string.Join('\n', reply.Headers.Where(header => header.Key is not (
                    "Trace-Id" or "Date"))
                    .OrderBy(header => header.Key).Select(header => $"{header.Key}: {header.Value}"))).Distinct());
            }
    }

    [Fact]
    public async Task Hidden_writes_leave_the_entity_tags_of_others_as_they_are()
    {
        var reader = site.As(People.Uncleared);
        var before = await reader.GetAsync("/v1/network/status");
        await HiddenAsync();
        var write = await site.NewProgramAsync();
        await HiddenAsync();
        var with = await reader.GetAsync("/v1/network/status", ("Coop-After", $"program/{write}@2"));
        Assert.NotEqual(before.Header("ETag"), with.Header("ETag"));
        var hidden = await HiddenAsync();
        await site.As(People.LaoCoordinator).GetAsync("/v1/provinces", ("Coop-After", $"program/{hidden}@1"));
        Assert.Equal(with.Header("ETag"), (await reader.GetAsync("/v1/network/status")).Header("ETag"));
        Assert.False(with.Json.TryGetProperty("stamp", out _));
        Assert.Equal(0, with.Json.GetProperty("lag").GetInt32());
        Assert.EndsWith("Z", with.Json.GetProperty("asOf").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entity_tag_covers_the_bytes_and_language_and_gives_304()
    {
        var program = await site.NewProgramAsync();
        var reader = site.As(People.Confirmer);
        var path = $"/v1/programs/{program}";
        var first = await reader.GetAsync(path);
        var tag = first.Header("ETag")!;
        Assert.StartsWith("\"", tag, StringComparison.Ordinal);
        var unchanged = await reader.GetAsync(path, ("If-None-Match", tag));
        Assert.Equal((304, 0), (unchanged.StatusCode, unchanged.Body.Length));
        Assert.Equal(tag, unchanged.Header("ETag"));
        Assert.Equal(304, (await reader.GetAsync(path, ("If-None-Match", "\"other\", W/" + tag))).StatusCode);
        Assert.Equal(200, (await reader.GetAsync(path, ("If-None-Match", "\"other\""))).StatusCode);
        Assert.NotEqual(tag, (await reader.GetAsync(path + "?lang=lo")).Header("ETag"));
        var write = await site.As(People.Coordinator).MustAsync(HttpStatusCode.OK, "POST", path + "/suspension", """{"reason":"x"}""");
        Assert.Equal(200, (await reader.GetAsync(path, ("If-None-Match", tag), ("Coop-After", write.Header("Coop-Version")!))).StatusCode);
    }

    [Fact]
    public async Task A_page_that_goes_on_has_the_same_tag_until_something_on_it_changes()
    {
        await site.NewProgramAsync();
        var program = await site.NewProgramAsync();
        await site.NewEntryAsync(program);
        await site.NewEntryAsync(program);
        var reader = site.As(People.Confirmer);
        foreach (var path in (string[])["/v1/programs?limit=1", "/v1/worklist?limit=1", $"/v1/programs/{program}/commitments/students/entries?limit=1"])
        {
            var first = (await reader.GetAsync(path)).MustBe(200);
            Assert.NotNull(first.Header("Link"));
            Assert.Equal(first.Json.GetProperty("next").GetString(), (await reader.GetAsync(path)).Json.GetProperty("next").GetString());
            Assert.Equal(304, (await reader.GetAsync(path, ("If-None-Match", first.Header("ETag")!))).StatusCode);
            Assert.Equal(200, (await reader.GetAsync(path + "&lang=lo", ("If-None-Match", first.Header("ETag")!))).StatusCode);
            // A cursor is its reader's.
            var other = (await site.As(People.Coordinator).GetAsync(path, ("If-None-Match", first.Header("ETag")!))).MustBe(200);
            Assert.NotEqual(first.Json.GetProperty("next").GetString(), other.Json.GetProperty("next").GetString());
        }
        var entries = $"/v1/programs/{program}/commitments/students/entries?limit=1";
        var before = (await reader.GetAsync(entries)).MustBe(200);
        var confirmed = (await reader.PostAsync(
            $"/v1/programs/{program}/entries/{before.Json.GetProperty("items")[0].GetProperty("id").GetString()}/confirmation", "{}")).MustBe(200);
        (await reader.GetAsync(entries, ("If-None-Match", before.Header("ETag")!), ("Coop-After", confirmed.Header("Coop-Version")!))).MustBe(200);
    }

    [Theory]
    [InlineData("?lang=vi", null, "Điện Biên", "vi")]
    [InlineData("?lang=lo", "vi", "ດຽນບຽນ", "lo")]
    [InlineData("", "lo-LA,vi;q=0.5", "ດຽນບຽນ", "lo")]
    [InlineData("", "fr, vi-VN;q=0.8, en;q=0.3", "Điện Biên", "vi")]
    [InlineData("", "fr", "Dien Bien", "en")]
    [InlineData("", null, "Dien Bien", "en")]
    public async Task Names_come_in_three_languages_and_in_the_one_asked_for(string query, string? accepted, string name, string language)
    {
        var reply = accepted is null
            ? await site.As(People.Recorder).GetAsync("/v1/provinces/vn-db" + query)
            : await site.As(People.Recorder).GetAsync("/v1/provinces/vn-db" + query, ("Accept-Language", accepted));
        var shown = reply.Json.GetProperty("name");
        Assert.Equal((name, language), (shown.GetProperty("name").GetString(), shown.GetProperty("nameLanguage").GetString()));
        Assert.Equal("Điện Biên", shown.GetProperty("vi").GetString());
    }

    [Fact]
    public async Task A_missing_language_is_null_and_another_one_is_shown()
    {
        var program = await site.NewProgramAsync();
        var title = (await site.As(People.Recorder).GetAsync($"/v1/programs/{program}?lang=lo")).Json.GetProperty("title");
        Assert.Equal(JsonValueKind.Null, title.GetProperty("lo").ValueKind);
        Assert.Equal("vi", title.GetProperty("nameLanguage").GetString());
        (await site.As(People.Recorder).GetAsync($"/v1/programs/{program}?lang=fr")).Is(400, "queryInvalid");
    }

    [Fact]
    public async Task Problems_speak_the_asked_language()
    {
        foreach (var (language, title) in new[] { ("vi", "Không tìm thấy"), ("lo", "ບໍ່ພົບ"), ("en", "Not found") })
            Assert.Equal(title, (await site.As(People.Recorder).GetAsync($"/v1/programs/none?lang={language}")).Json.GetProperty("title")
                .GetString());
    }

    [Fact]
    public async Task History_is_gap_free_and_says_who_and_what()
    {
        var program = await site.NewProgramAsync();
        for (var i = 0; i < 3; i++)
            await site.NewEntryAsync(program);
        var reader = site.As(People.Confirmer);
        var events = new List<JsonElement>();
        for (long? from = 1; from is not null;)
        {
            var page = (await reader.GetAsync($"/v1/programs/{program}/history?from={from}&limit=2")).MustBe(200).Json;
            events.AddRange(page.GetProperty("items").EnumerateArray());
            from = page.GetProperty("next").ValueKind == JsonValueKind.Null ? null : page.GetProperty("next").GetInt64();
        }
        Assert.Equal(Enumerable.Range(1, 5).Select(i => (long)i), events.Select(happened => happened.GetProperty("sequence").GetInt64()));
        Assert.Equal(["programOpened", "commitmentAdded", "entryReported", "entryReported", "entryReported"],
            events.Select(happened => happened.GetProperty("event").GetString()!));
        Assert.Equal((People.Recorder.User, People.Recorder.Agency), (events[4].GetProperty("user").GetString(), events[4].GetProperty(
            "agency").GetString()));
        Assert.Matches("^[0-9a-f]{32}$", events[4].GetProperty("traceId").GetString());
        Assert.Equal("30", events[4].GetProperty("content").GetProperty("amount").GetProperty("value").GetString());
    }

    [Fact]
    public async Task The_trace_of_a_write_is_in_its_reply_and_in_the_history()
    {
        var program = await site.NewProgramAsync();
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var write = await site.As(People.Coordinator).PostAsync(
            $"/v1/programs/{program}/suspension", """{"reason":"x"}""", ("traceparent", $"00-{Trace}-00f067aa0ba902b7-01"));
        Assert.Equal(Trace, write.Header("Trace-Id"));
        var history = await site.As(People.Coordinator).GetAsync($"/v1/programs/{program}/history");
        Assert.Equal(Trace, history.Json.GetProperty("items").EnumerateArray().Last().GetProperty("traceId").GetString());
    }

    [Fact]
    public async Task Users_are_named_to_those_who_manage_them_only()
    {
        async Task<JsonElement> Content(Actor actor) => (await site.As(actor).GetAsync("/v1/provinces/vn-db/history")).Json.GetProperty(
            "items")
            .EnumerateArray().First(item => item.GetProperty("event").GetString() == "userAppointed").GetProperty("content");
        Assert.Equal(JsonValueKind.Object, (await Content(People.Coordinator)).ValueKind);
        Assert.Equal(JsonValueKind.Null, (await Content(People.Recorder)).ValueKind);
        Assert.Equal(JsonValueKind.Null, (await Content(People.LaoCoordinator)).ValueKind);
    }

    [Fact]
    public async Task Spellings_resolve_and_unknown_ones_bring_suggestions()
    {
        var reader = site.As(People.Recorder);
        Assert.Equal("la-lpb", (await reader.GetAsync("/v1/provinces/resolve?name=luang%20prabang")).Json.GetProperty("province")
            .GetString());
        var unknown = (await reader.GetAsync("/v1/provinces/resolve?name=Luang%20Prabank")).MustBe(200).Json;
        Assert.Equal(JsonValueKind.Null, unknown.GetProperty("province").ValueKind);
        Assert.NotEqual(0, unknown.GetProperty("suggestions").GetArrayLength());
        (await reader.GetAsync("/v1/provinces/resolve")).Is(400, "queryMissing");
    }

    [Fact]
    public async Task The_network_answers_every_question_of_this_release()
    {
        await site.NewEntryAsync(await site.NewProgramAsync());
        var reader = site.As(People.Confirmer);
        foreach (var path in new[]
        {
            "/v1/network/status", "/v1/network/status?by=province", "/v1/network/status?by=area", "/v1/network/status?by=side",
            "/v1/network/status?by=agreement", "/v1/network/status?by=period", "/v1/network/status?by=state", "/v1/network/proposals",
            "/v1/network/trade", "/v1/worklist", "/v1/provinces/la-lpb/scorecard",
                "/v1/network/explain?figure=students:person:sum:all:reported",
            "/v1/agreements?state=inForce&party=la-lpb&expiringWithin=450d", "/v1/programs?area=education&party=la-lpb&state=open",
        })
        {
            var reply = (await reader.GetAsync(path)).MustBe(200);
            Assert.True(reply.Json.TryGetProperty("asOf", out _), path);
            Assert.DoesNotContain("\"position\"", reply.Text, StringComparison.Ordinal);
        }
        (await reader.GetAsync("/v1/network/status?by=colour")).Is(400, "queryInvalid");
        (await reader.GetAsync("/v1/network/explain?figure=nothing")).Is(400, "figureInvalid");
        (await reader.GetAsync("/v1/provinces/la-none/scorecard")).Is(404, "unknown");
        (await reader.GetAsync("/v1/agreements?expiringWithin=soon")).Is(400, "queryInvalid");
    }

    [Fact]
    public async Task As_of_before_the_first_write_there_is_nothing()
    {
        var past = (await site.As(People.Confirmer).GetAsync("/v1/network/status?asOf=2020-01-01T00:00:00Z")).MustBe(200).Json;
        Assert.Equal(0, past.GetProperty("provinces").GetInt32());
        Assert.Equal("2020-01-01T00:00:00Z", past.GetProperty("asOf").GetString());
        (await site.As(People.Confirmer).GetAsync("/v1/network/status?asOf=yesterday")).Is(400, "queryInvalid");
    }

    private async Task<string> HiddenAsync()
    {
        var made = await site.As(People.Coordinator).MustAsync(HttpStatusCode.Created, "POST", "/v1/programs", Bodies.RestrictedProgram);
        return made.Json.GetProperty("id").GetString()!;
    }
}
