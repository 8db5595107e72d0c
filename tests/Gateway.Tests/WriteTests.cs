using System.Net;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>What every write promises: one effect for one key, and answers that can be repeated.</summary>
[Collection(nameof(Site))]
public sealed class WriteTests(Site site)
{
    [Fact]
    public async Task A_write_without_a_key_is_400_and_one_with_a_bad_key_too()
    {
        var program = await site.NewProgramAsync();
        var path = $"/v1/programs/{program}/suspension";
        var coordinator = site.As(People.Coordinator);
        (await coordinator.SendAsync("POST", path, """{"reason":"flood"}""")).Is(400, "idempotencyKeyMissing");
        foreach (var key in new[] { "", new string('k', 129), "with space", "tab\tkey" })
            (await coordinator.SendAsync("POST", path, """{"reason":"flood"}""", ("Idempotency-Key", key))).Is(400,
                "idempotencyKeyInvalid");
        Assert.Equal(200, (await coordinator.SendAsync("POST", path, """{"reason":"flood"}""", ("Idempotency-Key", new string('k', 128))))
            .StatusCode);
    }

    [Fact]
    public async Task The_same_write_again_is_answered_with_the_same_bytes_and_marked()
    {
        var program = await site.NewProgramAsync();
        var (path, key) = ($"/v1/programs/{program}/commitments/students/entries", ("Idempotency-Key", Client.NewKey()));
        var first = await site.As(People.Recorder).SendAsync("POST", path, Bodies.Entry, key);
        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.Null(first.Header("Idempotency-Replayed"));
        await site.NewEntryAsync(program);
        var spaced = Bodies.Entry.Replace(",", " ,\n ", StringComparison.Ordinal);
        foreach (var body in new[] { Bodies.Entry, spaced })
        {
            var again = await site.As(People.Recorder).SendAsync("POST", path + "?lang=lo", body, key);
            Assert.Equal((first.Status, first.Text), (again.Status, again.Text));
            Assert.Equal("true", again.Header("Idempotency-Replayed"));
            Assert.Equal(first.Header("Location"), again.Header("Location"));
            Assert.Equal(first.Header("Coop-Version"), again.Header("Coop-Version"));
        }
    }

    [Fact]
    public async Task The_order_of_members_does_not_make_another_request()
    {
        var key = ("Idempotency-Key", Client.NewKey());
        var id = site.NewId("order");
        var first = await site.As(People.Coordinator).SendAsync(
            "POST", "/v1/programs", $$"""{"id":"{{id}}","title":{"vi":"a","en":"b"},"parties":["vn-db","la-lpb"]}""", key);
        var second = await site.As(People.Coordinator).SendAsync(
            "POST", "/v1/programs", $$"""{"parties":["vn-db","la-lpb"],"title":{"en":"b","vi":"a"},"id":"{{id}}"}""", key);
        Assert.Equal(first.Text, second.Text);
        Assert.Equal(201, second.StatusCode);
    }

    [Fact]
    public async Task The_same_key_with_another_body_path_or_user_is_422()
    {
        var program = await site.NewProgramAsync();
        var path = $"/v1/programs/{program}/commitments/students/entries";
        var key = ("Idempotency-Key", Client.NewKey());
        Assert.Equal(201, (await site.As(People.Recorder).SendAsync("POST", path, Bodies.Entry, key)).StatusCode);
        var other = Bodies.Entry.Replace("\"30\"", "\"31\"", StringComparison.Ordinal);
        (await site.As(People.Recorder).SendAsync("POST", path, other, key)).Is(422, "operationIdReused");
        (await site.As(People.Coordinator).SendAsync("POST", $"/v1/programs/{program}/suspension", """{"reason":"x"}""", key)).Is(422,
            "operationIdReused");
    }

    [Fact]
    public async Task Fifty_at_once_with_one_key_make_one_entry()
    {
        var program = await site.NewProgramAsync();
        var path = $"/v1/programs/{program}/commitments/students/entries";
        var key = ("Idempotency-Key", Client.NewKey());
        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => site.As(People.Recorder).SendAsync("POST", path,
            Bodies.Entry, key)));
        Assert.All(replies, reply => Assert.Equal(201, reply.StatusCode));
        Assert.Single(replies.Select(reply => reply.Text).Distinct());
        Assert.Equal(49, replies.Count(reply => reply.Header("Idempotency-Replayed") == "true"));
        var after = ("Coop-After", replies[0].Header("Coop-Version")!);
        Assert.Equal(1, (await site.As(People.Recorder).GetAsync(path, after)).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_creation_says_where_it_is_and_the_place_answers()
    {
        var coordinator = site.As(People.Coordinator);
        var made = await coordinator.MustAsync(HttpStatusCode.Created, "POST", "/v1/programs",
            """{"title":{"vi":"x"},"parties":["vn-db","la-lpb"]}""");
        Assert.Equal($"/v1/programs/{made.Json.GetProperty("id").GetString()}", made.Header("Location"));
        var program = await site.NewProgramAsync();
        var commitment = await coordinator.MustAsync(HttpStatusCode.Created, "POST", $"/v1/programs/{program}/commitments",
            Bodies.Commitment.Replace("\"id\":\"students\",", "", StringComparison.Ordinal));
        var entry = await site.As(People.Recorder).MustAsync(
            HttpStatusCode.Created, "POST", $"/v1/programs/{program}/commitments/students/entries", Bodies.Entry);
        var draft = await coordinator.MustAsync(HttpStatusCode.Created, "POST", "/v1/agreements", Bodies.Draft(site.NewId("draft")));
        foreach (var created in new[] { made, commitment, entry, draft })
        {
            var version = created.Header("Coop-Version")!;
            Assert.Equal($"{created.Json.GetProperty("book").GetString()}@{created.Json.GetProperty("version").GetInt64()}", version);
            await coordinator.MustAsync(HttpStatusCode.OK, "GET", created.Header("Location")!, null, ("Coop-After", version));
        }
        Assert.Equal(["entryReported"], entry.Json.GetProperty("events").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task An_id_that_is_taken_is_409_and_a_restricted_book_gets_its_id_from_the_site()
    {
        var program = await site.NewProgramAsync();
        (await site.As(People.Coordinator).PostAsync("/v1/programs", Bodies.Program(program))).Is(409, "alreadyExists");
        (await site.As(People.Coordinator).PostAsync("/v1/programs", Bodies.Program("A B"))).Is(422, "idInvalid");
        var restricted = Bodies.RestrictedProgram.Replace("{\"title\"", "{\"id\":\"named\",\"title\"", StringComparison.Ordinal);
        (await site.As(People.Coordinator).PostAsync("/v1/programs", restricted)).Is(422, "restrictedIdNotTaken");
        var made = await site.As(People.Coordinator).MustAsync(HttpStatusCode.Created, "POST", "/v1/programs", Bodies.RestrictedProgram);
        Assert.Matches("^r-[0-9a-z]{26}$", made.Json.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Edits_need_the_revision_and_a_stale_one_is_told_what_differs()
    {
        var coordinator = site.As(People.Coordinator);
        var id = site.NewId("draft");
        await coordinator.MustAsync(HttpStatusCode.Created, "POST", "/v1/agreements", Bodies.Draft(id));
        var path = $"/v1/agreements/{id}/text";
        (await coordinator.WriteAsync("PUT", path, Bodies.Text("New"))).Is(428, "revisionMissing");
        foreach (var bad in new[] { "3", "W/\"1\"", "\"x\"", "\"1\", \"2\"", "*", "\"\"", "\"-1\"", "\"9999999999\"" })
            (await coordinator.WriteAsync("PUT", path, Bodies.Text("New"), ("If-Match", bad))).Is(400, "revisionInvalid");
        (await coordinator.WriteAsync("PUT", path, """{"nothing":1}""")).Is(400, "unknownField");
        Assert.Equal(200, (await coordinator.WriteAsync("PUT", path, Bodies.Text("New"), ("If-Match", "\"1\""))).StatusCode);
        var stale = (await coordinator.WriteAsync("PUT", path, Bodies.Text("Newer"), ("If-Match", "\"1\""))).Is(412, "revisionStale");
        Assert.Equal("2", stale.Json.GetProperty("details").GetProperty("revision").GetString());
        Assert.Contains("title", stale.Json.GetProperty("details").GetProperty("fields").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_spelling_of_a_province_is_taken_and_an_unknown_one_gets_suggestions()
    {
        var made = await site.As(People.Coordinator).MustAsync(
            HttpStatusCode.Created, "POST", "/v1/programs", """{"title":{"vi":"x"},"parties":["điện biên","Luang Prabang"]}""");
        var program = await site.As(People.Coordinator).GetAsync(made.Header("Location")!);
        Assert.Equal(["vn-db", "la-lpb"], program.Json.GetProperty("parties").EnumerateArray().Select(party => party.GetString()));
        var unknown = await site.As(People.Coordinator).PostAsync("/v1/programs",
            """{"title":{"vi":"x"},"parties":["vn-db","Luong Pha Bangg"]}""");
        var error = unknown.Is(422, "provinceUnknown").Json.GetProperty("errors")[0];
        Assert.Equal("/parties/1", error.GetProperty("pointer").GetString());
        Assert.Contains("la-lpb", error.GetProperty("details").GetProperty("suggestions").GetString(), StringComparison.Ordinal);
        (await site.As(People.Coordinator).PostAsync("/v1/programs", """{"title":{"vi":"x"},"parties":["vn-db","la-nowhere"]}"""))
            .Is(422, "provinceUnknown");
    }

    [Fact]
    public async Task Wrong_content_types_are_415_and_bodies_over_a_mebibyte_413()
    {
        var program = await site.NewProgramAsync();
        var path = $"/v1/programs/{program}/suspension";
        var body = """{"reason":"flood"}"""u8.ToArray();
        foreach (var type in new[] { null, "text/plain", "application/xml", "application/json; charset=utf-16",
            "application/x-www-form-urlencoded" })
            (await site.As(People.Coordinator).SendBytesAsync("POST", path, body, type, ("Idempotency-Key", Client.NewKey()))).Is(415,
                "contentTypeNotTaken");
        (await site.As(People.Coordinator).SendBytesAsync(
            "POST", path, body, "application/json", ("Idempotency-Key", Client.NewKey()), ("Content-Encoding", "gzip"))).Is(415,
                "contentTypeNotTaken");
        (await site.As(People.Coordinator).PostAsync(path, $$"""{"reason":"{{new string('x', 1024 * 1024)}}"}""")).Is(413, "bodyTooLarge");
        (await site.As(People.Coordinator).SendBytesAsync(
            "POST", path, body, "application/json; charset=UTF-8", ("Idempotency-Key", Client.NewKey()))).MustBe(200);
    }

    [Fact]
    public async Task A_caller_without_the_role_is_refused_before_the_body_is_read()
    {
        var program = await site.NewProgramAsync();
        (await site.As(People.Recorder).SendAsync("POST", $"/v1/programs/{program}/suspension", "{ malformed")).Is(403, "roleMissing");
    }

    [Fact]
    public async Task A_wrong_state_is_409_naming_the_guard()
    {
        var program = await site.NewProgramAsync();
        var problem = (await site.As(People.Coordinator).PostAsync($"/v1/programs/{program}/resumption", """{"reason":"dry"}""")).Is(409,
            "wrongState");
        Assert.Equal("open", problem.Json.GetProperty("details").GetProperty("state").GetString());
        Assert.Equal("suspended, closed", problem.Json.GetProperty("details").GetProperty("needed").GetString());
    }
}
