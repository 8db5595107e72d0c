using System.Globalization;
using System.Net;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>Entries: answered by the other side, one by one or many at once.</summary>
[Collection(nameof(Site))]
public sealed class EntryTests(Site site)
{
    [Fact]
    public async Task Confirming_ones_own_sides_entry_is_403_and_the_other_sides_200()
    {
        var program = await site.NewProgramAsync();
        var path = $"/v1/programs/{program}/entries/{await site.NewEntryAsync(program)}/confirmation";
        (await site.As(People.Recorder).PostAsync(path, null)).Is(403, "roleMissing");
        (await site.As(People.Confirmer).PostAsync(path, null)).MustBe(200);
        (await site.As(People.Confirmer).PostAsync(path, "{}")).Is(409, "alreadyConfirmed");
    }

    [Fact]
    public async Task An_entry_is_read_as_it_was_answered_right_before()
    {
        var program = await site.NewProgramAsync();
        for (var i = 0; i < 20; i++)
        {
            var path = $"/v1/programs/{program}/entries/{await site.NewEntryAsync(program)}";
            (await site.As(People.Confirmer).PostAsync(path + "/confirmation", null)).MustBe(200);
            Assert.Equal("confirmed", (await site.As(People.Confirmer).GetAsync(path)).MustBe(200).Json.GetProperty("status").GetString());
        }
    }

    [Fact]
    public async Task Evidence_by_hash_is_a_document_that_the_reporter_may_read()
    {
        var program = await site.NewProgramAsync();
        var path = $"/v1/programs/{program}/commitments/students/entries";
        string Body(string hash) => Bodies.Entry.Replace("\"meaning\"", $"\"evidence\":[\"minutes 7\",\"{hash}\"],\"meaning\"", StringComparison.Ordinal);
        var own = await site.NewScanAsync(People.Recorder);
        (await site.As(People.Recorder).PostAsync(path, Body(own))).MustBe(201);
        (await site.As(People.Uncleared).PostAsync(path, Body(own))).Is(422, "referenceUnknown");
        (await site.As(People.Recorder).PostAsync(path, Body(new('0', 64)))).Is(422, "referenceUnknown");
    }

    [Fact]
    public async Task A_disputed_entry_is_corrected_and_a_sent_back_one_withdrawn()
    {
        var program = await site.NewProgramAsync();
        var disputed = await site.NewEntryAsync(program);
        (await site.As(People.Confirmer).PostAsync($"/v1/programs/{program}/entries/{disputed}/dispute",
            """{"ownFigure":{"value":"28","unit":"person"},"reason":"two left"}""")).MustBe(200);
        var correction = await site.As(People.Recorder).PostAsync($"/v1/programs/{program}/entries/{disputed}/correction",
            Bodies.Entry.Replace("\"30\"", "\"28\"", StringComparison.Ordinal));
        var entry = await site.As(People.Recorder).GetAsync(
            correction.MustBe(201).Header("Location")!, ("Coop-After", correction.Header("Coop-Version")!));
        Assert.Equal(disputed, entry.Json.GetProperty("corrects").GetString());
        var sentBack = await site.NewEntryAsync(program);
        (await site.As(People.Confirmer).PostAsync($"/v1/programs/{program}/entries/{sentBack}/sendBack", """{"note":"which year?"}"""))
            .MustBe(200);
        (await site.As(People.Recorder).PostAsync($"/v1/programs/{program}/entries/{sentBack}/withdrawal",
            """{"reason":"counted twice"}""")).MustBe(200);
    }

    [Fact]
    public async Task Many_confirmations_have_a_result_each_and_can_be_repeated()
    {
        var program = await site.NewProgramAsync();
        var (one, two) = (await site.NewEntryAsync(program), await site.NewEntryAsync(program));
        string Item(string book, string entry) => $$"""{"book":"{{book}}","entry":"{{entry}}"}""";
        var here = "program/" + program;
        var items = string.Join(",", Item(here, one), Item(here, "e-none"), Item("program/none", one), Item(here, two));
        var body = $$"""{"items":[{{items}}]}""";
        var key = ("Idempotency-Key", Client.NewKey());
        var first = (await site.As(People.Confirmer).SendAsync("POST", "/v1/confirmations", body, key)).MustBe(200);
        var results = first.Json.GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal([200, 404, 404, 200], results.Select(item => item.GetProperty("status").GetInt32()));
        Assert.Equal("entryUnknown", results[1].GetProperty("code").GetString());
        Assert.Equal("unknown", results[2].GetProperty("code").GetString());
        Assert.Contains("e-none", results[1].GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(["title", "title"], results[1..3].Select(one => one.GetProperty("title").GetString()!.Length > 0 ? "title" : ""));
        Assert.Null(first.Header("Idempotency-Replayed"));
        var again = await site.As(People.Confirmer).SendAsync("POST", "/v1/confirmations", body, key);
        Assert.Equal((first.Text, "true"), (again.Text, again.Header("Idempotency-Replayed")));
        var lao = await site.As(People.Confirmer).SendAsync("POST", "/v1/confirmations?lang=lo", body, key);
        Assert.NotEqual(results[1].GetProperty("title").GetString(), lao.Json.GetProperty("items")[1].GetProperty("title").GetString());
        // The key stands for those entries: with others nothing happens.
        var three = await site.NewEntryAsync(program);
        (await site.As(People.Confirmer).SendAsync("POST", "/v1/confirmations", $$"""{"items":[{{Item(here, three)}}]}""", key))
            .Is(422, "operationIdReused");
        (await site.As(People.Confirmer).SendAsync("POST", "/v1/confirmations", $$"""{"items":[{{Item(here, one)}}]}""", key))
            .Is(422, "operationIdReused");
        Assert.Equal("reported", (await site.As(People.Confirmer).GetAsync($"/v1/programs/{program}/entries/{three}")).MustBe(200).Json
            .GetProperty("status").GetString());
        (await site.As(People.Recorder).PostAsync("/v1/confirmations", body)).Is(403, "roleMissing");
    }

    [Fact]
    public async Task A_key_that_one_of_several_books_knows_from_other_entries_confirms_nothing_in_any()
    {
        var (first, second) = (await site.NewProgramAsync(), await site.NewProgramAsync());
        var (one, two, three) = (await site.NewEntryAsync(first), await site.NewEntryAsync(second), await site.NewEntryAsync(second));
        var key = ("Idempotency-Key", Client.NewKey());
        (await ConfirmAsync((second, two))).MustBe(200);
        (await ConfirmAsync((first, one), (second, three))).Is(422, "operationIdReused");
        (await ConfirmAsync((first, one), (second, two))).Is(422, "operationIdReused");
        Assert.Equal("reported", await StatusAsync(first, one));
        Assert.Equal("reported", await StatusAsync(second, three));
        // A book that is not asked cannot say so: what is asked of another is done, and said of each.
        var other = (await ConfirmAsync((first, one))).MustBe(200).Json.GetProperty("items")[0];
        Assert.Equal((200, one), (other.GetProperty("status").GetInt32(), other.GetProperty("entry").GetString()));
        Assert.Equal("confirmed", await StatusAsync(first, one));

        Task<Reply> ConfirmAsync(params (string Program, string Entry)[] entries) => site.As(People.Confirmer).SendAsync("POST", "/v1/confirmations",
            $$"""{"items":[{{string.Join(",", entries.Select(entry => $$"""{"book":"program/{{entry.Program}}","entry":"{{entry.Entry}}"}"""))}}]}""", key);

        async Task<string?> StatusAsync(string program, string entry) =>
            (await site.As(People.Confirmer).GetAsync($"/v1/programs/{program}/entries/{entry}")).MustBe(200).Json.GetProperty("status").GetString();
    }

    [Fact]
    public async Task More_than_two_hundred_confirmations_are_refused()
    {
        var items = string.Join(",", Enumerable.Repeat("""{"book":"program/none","entry":"e-1"}""", 201));
        (await site.As(People.Confirmer).PostAsync("/v1/confirmations", $$"""{"items":[{{items}}]}""")).Is(422, "tooManyItems");
        (await site.As(People.Confirmer).PostAsync("/v1/confirmations", """{"items":[]}""")).Is(400, "fieldMissing");
        (await site.As(People.Confirmer).PostAsync("/v1/confirmations", """{"items":[{"book":"nothing","entry":"e"}]}""")).Is(422,
            "idInvalid");
    }

    [Fact]
    public async Task Entries_come_in_pages_that_stay_whole_while_others_report()
    {
        var program = await site.NewProgramAsync();
        var recorder = site.As(People.Recorder);
        var path = $"/v1/programs/{program}/commitments/students/entries";
        var last = "";
        for (var i = 0; i < 5; i++)
            last = (await recorder.MustAsync(HttpStatusCode.Created, "POST", path, Bodies.Entry)).Header("Coop-Version")!;
        var seen = new List<int>();
        for (string? next = path + "?limit=2"; next is not null;)
        {
            var page = (await recorder.GetAsync(next, ("Coop-After", last))).MustBe(200);
            seen.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("number").GetInt32()));
            next = page.Header("Link") is { } link ? link[1..link.IndexOf('>', StringComparison.Ordinal)] : null;
            Assert.Equal(next is null, page.Json.GetProperty("next").ValueKind == System.Text.Json.JsonValueKind.Null);
            if (seen.Count == 2)
                last = (await recorder.MustAsync(HttpStatusCode.Created, "POST", path, Bodies.Entry)).Header("Coop-Version")!;
        }
        Assert.Equal(Enumerable.Range(1, 6), seen);
    }

    [Fact]
    public async Task A_cursor_serves_its_own_reader_and_list_only()
    {
        var page = (await site.As(People.Recorder).GetAsync("/v1/provinces?limit=1")).MustBe(200);
        var cursor = page.Json.GetProperty("next").GetString()!;
        Assert.DoesNotContain("la-lpb", cursor, StringComparison.Ordinal);
        (await site.As(People.Recorder).GetAsync("/v1/provinces?limit=2&cursor=" + cursor)).MustBe(200);
        (await site.As(People.Confirmer).GetAsync("/v1/provinces?limit=1&cursor=" + cursor)).Is(400, "cursorInvalid");
        (await site.As(People.Recorder).GetAsync("/v1/programs?limit=1&cursor=" + cursor)).Is(400, "cursorInvalid");
        (await site.As(People.Recorder).GetAsync("/v1/provinces?national=true&cursor=" + cursor)).Is(400, "cursorInvalid");
        foreach (var forged in new[] { "x", "!!!!", cursor[..^1], cursor + "A", new string('A', 800) })
            (await site.As(People.Recorder).GetAsync("/v1/provinces?cursor=" + forged)).Is(400, "cursorInvalid");
        foreach (var limit in new[] { "0", "-1", "201", "x", "1e2", "" })
            (await site.As(People.Recorder).GetAsync("/v1/provinces?limit=" + limit)).Is(400, "queryInvalid");
        (await site.As(People.Recorder).GetAsync("/v1/provinces?limt=" + 1.ToString(CultureInfo.InvariantCulture))).Is(400, "queryUnknown");
    }
}
