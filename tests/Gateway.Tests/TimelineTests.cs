using System.Text.Json;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>Moments of recorded time in requests, and what the lights of a commitment are made of.</summary>
[Collection(nameof(Site))]
public sealed class TimelineTests(Site site)
{
    [Theory]
    [InlineData("/v1/network/status")]
    [InlineData("/v1/network/proposals")]
    [InlineData("/v1/network/trade")]
    [InlineData("/v1/provinces")]
    [InlineData("/v1/agreements")]
    [InlineData("/v1/programs")]
    [InlineData("/v1/offices")]
    [InlineData("/v1/events")]
    [InlineData("/v1/provinces/la-lpb/units")]
    [InlineData("/v1/provinces/la-lpb/scorecard")]
    public async Task Every_aggregate_and_list_that_promises_it_takes_a_moment(string path)
    {
        var reader = site.As(People.Confirmer);
        (await reader.GetAsync(path + "?asOf=yesterday")).Is(400, "queryInvalid");
        (await reader.GetAsync(path + "?asOf=2999-01-01T00:00:00Z")).Is(422, "asOfInFuture");
        (await reader.GetAsync(path + "?asOf=program/never-was@1")).Is(404, "unknown");
        (await reader.GetAsync(path + "?asOf=province/la-lpb@999999")).Is(404, "versionUnknown");
        (await reader.GetAsync(path + "?asOf=province/la-lpb@7.1")).Is(410, "historyReplaced");
        var begun = (await reader.GetAsync(path + "?asOf=province/la-lpb@1")).MustBe(200);
        Assert.True(begun.Json.TryGetProperty("asOf", out _));
    }

    [Fact]
    public async Task What_an_answer_is_as_of_gives_it_again_to_its_reader()
    {
        (await site.As(People.Coordinator).PostAsync("/v1/programs", Bodies.Program(site.NewId("seen")))).MustBe(201);
        // The cleared see this one, and their answer is as of it; to others it is not there.
        var hidden = (await site.As(People.Coordinator).PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201);
        await site.As(People.Coordinator).GetAsync("/v1/provinces", ("Coop-After", hidden.Header("Coop-Version")!));
        var stamps = new List<string>();
        foreach (var reader in (Client[])[site.As(People.Coordinator), site.As(People.Confirmer), site.As(People.Uncleared)])
            foreach (var path in (string[])["/v1/network/status?by=area", "/v1/network/trade?lang=en", "/v1/provinces?limit=200",
                "/v1/agreements?limit=200", "/v1/programs?limit=200", "/v1/provinces/la-lpb/scorecard?lang=en"])
            {
                var shown = (await reader.GetAsync(path)).MustBe(200);
                stamps.Add(shown.Json.GetProperty("asOf").GetString()!);
                var again = (await reader.GetAsync($"{path}&asOf={stamps[^1]}")).MustBe(200);
                Assert.Equal(stamps[^1], again.Json.GetProperty("asOf").GetString());
                Assert.Equal(Unsealed(shown.Text), Unsealed(again.Text));
            }
        Assert.NotEqual(stamps[0], stamps[^1]);

        // A cursor belongs to its list, and asOf makes that another.
        static string Unsealed(string text) => System.Text.RegularExpressions.Regex.Replace(text, "\"(lag|next)\":(\"[^\"]*\"|[0-9]+)", "");
    }

    [Fact]
    public async Task One_book_as_of_a_version_is_what_its_reader_was_told_then()
    {
        var (program, draft) = (await site.NewProgramAsync(), site.NewId("draft"));
        await site.NewEntryAsync(program);
        (await site.As(People.Coordinator).PostAsync("/v1/agreements", Bodies.Draft(draft))).MustBe(201);
        var hidden = await HiddenAsync();
        var told = new List<(Client Reader, string Path, string AsOf, Reply Then)>();
        foreach (var reader in (Client[])[site.As(People.Coordinator), site.As(People.Uncleared), site.As(People.Overseer)])
            foreach (var (path, version) in ((string, string?)[])[($"/v1/programs/{program}?lang=vi", null), ($"/v1/agreements/{draft}?lang=lo", null),
                ("/v1/provinces/vn-db?lang=en", null), ($"/v1/programs/{program}/commitments/students?lang=vi", $"program/{program}@3"),
                ($"/v1/programs/{hidden}?lang=vi", null)])
                if ((await reader.GetAsync(path)) is { StatusCode: 200 } then)
                    told.Add((reader, path, version ?? $"{then.Json.GetProperty("book").GetString()}@{then.Json.GetProperty("version").GetInt64()}", then));
        Assert.Equal(13, told.Count); // the hidden one by one reader

        await site.NewEntryAsync(program);
        (await site.As(People.Coordinator).PostAsync($"/v1/agreements/{draft}/withdrawal", """{"reason":"x"}""")).MustBe(200);
        (await site.As(People.Coordinator).PostAsync($"/v1/programs/{hidden}/closure", """{"reason":"x"}""")).MustBe(200);
        (await site.As(People.Coordinator).PostAsync("/v1/provinces/vn-db/agencies", Bodies.Agency(site.NewId("vn-db-late")))).MustBe(200);
        foreach (var (reader, path, asOf, then) in told)
        {
            Assert.NotEqual(then.Text, (await reader.GetAsync(path)).MustBe(200).Text);
            var past = (await reader.GetAsync($"{path}&asOf={asOf}")).MustBe(200);
            Assert.Equal((then.Text, then.Header("ETag")), (past.Text, past.Header("ETag")));
        }
        var reads = (await site.As(People.LaoCoordinator).GetAsync($"/v1/access?book=program/{hidden}")).MustBe(200).Json.GetProperty("items");
        Assert.Equal(3, reads.EnumerateArray().Count(read => read.GetProperty("path").GetString() == $"/v1/programs/{hidden}"));
    }

    [Fact]
    public async Task A_book_that_was_not_there_then_is_missing_like_one_that_never_was_or_is_hidden()
    {
        var program = await site.NewProgramAsync();
        var hidden = await HiddenAsync();
        await site.NewEntryAsync(program);
        foreach (var part in (string[])["", "/commitments/students", "/commitments/students/entries", "/cases", "/twinnings", "/twinnings/counts"])
        {
            var reader = site.As(People.Uncleared);
            var early = (await reader.GetAsync($"/v1/programs/{program}{part}?asOf=province/la-lpb@1")).Is(404, "unknown");
            var never = (await reader.GetAsync($"/v1/programs/never-was{part}?asOf=province/la-lpb@1")).Is(404, "unknown");
            var secret = (await reader.GetAsync($"/v1/programs/{hidden}{part}?asOf=program/{program}@3")).Is(404, "unknown");
            Assert.Equal([never.WithoutTrace(), never.WithoutTrace()], new[] { early.WithoutTrace(), secret.WithoutTrace() });
            (await reader.GetAsync($"/v1/programs/{program}{part}?asOf=yesterday")).Is(400, "queryInvalid");
            (await reader.GetAsync($"/v1/programs/{program}{part}?asOf=2999-01-01T00:00:00Z")).Is(422, "asOfInFuture");
            (await reader.GetAsync($"/v1/programs/{program}{part}?asOf=program/{hidden}@1")).Is(404, "unknown");
        }
        Assert.Equal((0, 1), (await EntriesAsync(2), await EntriesAsync(3)));
        // What was said of one thing stands in the history, as before.
        (await site.As(People.Uncleared).GetAsync($"/v1/programs/{program}/history?asOf=program/{program}@1")).Is(400, "queryUnknown");

        async Task<int> EntriesAsync(int version) => (await site.As(People.Uncleared)
            .GetAsync($"/v1/programs/{program}/commitments/students/entries?asOf=program/{program}@{version}"))
            .MustBe(200).Json.GetProperty("items").GetArrayLength();
    }

    [Fact]
    public async Task A_version_of_a_hidden_book_is_no_moment_for_who_may_not_see_it()
    {
        var hidden = (await site.As(People.Coordinator).PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201);
        var version = hidden.Header("Coop-Version")!;
        (await site.As(People.Coordinator).GetAsync($"/v1/network/status?asOf={version}")).MustBe(200);
        var unknown = (await site.As(People.Uncleared).GetAsync($"/v1/network/status?asOf={version}")).Is(404, "unknown");
        Assert.Equal(
            (await site.As(People.Uncleared).GetAsync("/v1/network/status?asOf=program/r-0000000000000000000000000z@1")).WithoutTrace(),
            unknown.WithoutTrace());
        Assert.DoesNotContain(
            hidden.Json.GetProperty("id").GetString()!,
            (await site.As(People.Uncleared).GetAsync("/v1/network/compare?from=2020-01-01T00:00:00Z&to=" + await LastAsync() + "&limit=200")).MustBe(200).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comparison_needs_two_moments_in_order_and_is_paged()
    {
        var program = await site.NewProgramAsync();
        var reader = site.As(People.Confirmer);
        await site.NewEntryAsync(program);
        (await reader.GetAsync("/v1/network/compare")).Is(400, "queryMissing");
        (await reader.GetAsync("/v1/network/compare?from=2020-01-01T00:00:00Z")).Is(400, "queryMissing");
        (await reader.GetAsync($"/v1/network/compare?from=program/{program}@2&to=program/{program}@1")).Is(422, "momentsReversed");
        var whole = (await reader.GetAsync($"/v1/network/compare?from=program/{program}@2&to=program/{program}@3")).MustBe(200).Json;
        var item = whole.GetProperty("items").EnumerateArray().Single(one => one.GetProperty("book").GetString() == $"program/{program}");
        Assert.Equal(JsonValueKind.Null, item.GetProperty("before").GetProperty("overall").GetProperty("reported").ValueKind);
        Assert.Equal("30", item.GetProperty("after").GetProperty("overall").GetProperty("reported").GetProperty("value").GetString());
        Assert.Equal("entryReported", item.GetProperty("changes")[0].GetProperty("event").GetString());
        var first = (await reader.GetAsync($"/v1/network/compare?from=2020-01-01T00:00:00Z&to=program/{program}@3&limit=1")).MustBe(200);
        Assert.Single(first.Json.GetProperty("items").EnumerateArray());
        Assert.Contains("rel=\"next\"", first.Header("Link")!, StringComparison.Ordinal);
        var next = Uri.EscapeDataString(first.Json.GetProperty("next").GetString()!);
        var second = (await reader.GetAsync($"/v1/network/compare?from=2020-01-01T00:00:00Z&to=program/{program}@3&limit=1&cursor={next}")).MustBe(200);
        Assert.NotEqual(first.Json.GetProperty("items")[0].GetRawText(), second.Json.GetProperty("items")[0].GetRawText());
        (await reader.GetAsync($"/v1/network/compare?from=2021-01-01T00:00:00Z&to=program/{program}@3&limit=1&cursor={next}")).Is(400, "cursorInvalid");
    }

    [Fact]
    public async Task A_light_comes_with_what_it_is_made_of()
    {
        var program = await site.NewProgramAsync();
        var entry = await site.NewEntryAsync(program);
        var reader = site.As(People.Confirmer);
        var before = (await reader.GetAsync($"/v1/programs/{program}")).MustBe(200).Json;
        Assert.Equal("red", Period(before).GetProperty("light").GetString()); // 2025 is over and nothing is confirmed
        Assert.Equal("red", before.GetProperty("light").GetString());
        var confirmed = (await site.As(People.Confirmer).PostAsync($"/v1/programs/{program}/entries/{entry}/confirmation", "{}")).MustBe(200);
        var after = (await reader.GetAsync($"/v1/programs/{program}", ("Coop-After", confirmed.Header("Coop-Version")!))).MustBe(200).Json;
        var period = Period(after);
        Assert.Equal(
            ("green", "30", "30", "30", 1),
            (period.GetProperty("light").GetString()!, Value("target"), Value("expected"), Value("confirmed"), period.GetProperty("entries").GetInt32()));
        Assert.Equal("grey", after.GetProperty("light").GetString()); // of 2026, under way, there is no data
        var listed = (await reader.GetAsync("/v1/programs?limit=200")).MustBe(200).Json.GetProperty("items").EnumerateArray()
            .Single(one => one.GetProperty("book").GetString() == $"program/{program}");
        Assert.Equal("grey", listed.GetProperty("light").GetString());
        var counts = (await reader.GetAsync("/v1/network/status")).MustBe(200).Json.GetProperty("counts");
        Assert.True(counts.GetProperty("lights").GetProperty("grey").GetInt32() > 0);

        string Value(string name) => period.GetProperty(name).GetProperty("value").GetString()!;
    }

    private static JsonElement Period(JsonElement program) => program.GetProperty("commitments")[0].GetProperty("periods")[0];

    private async Task<string> HiddenAsync() =>
        (await site.As(People.Coordinator).PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201).Json.GetProperty("id").GetString()!;

    private async Task<string> LastAsync() => $"program/{await site.NewProgramAsync()}@2";
}
