using System.Text.RegularExpressions;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>What a caller is told: the form that a value takes, instants in one form, and the texts of an entry.</summary>
[Collection(nameof(Site))]
public sealed partial class PlainWordsTests(Site site)
{
    [Fact]
    public async Task The_future_has_no_status() =>
        (await site.As(People.Confirmer).GetAsync("/v1/network/status?asOf=2999-01-01T00:00:00Z")).Is(422, "asOfInFuture");

    [Theory]
    [InlineData("/v1/agreements?expiringWithin=soon", "450d")]
    [InlineData("/v1/agreements?limit=201", "1–200")]
    [InlineData("/v1/network/status?asOf=yesterday", "2026-11-21T00:00:00Z")]
    [InlineData("/v1/network/status?by=colour", "province, area, side, agreement, period, state")]
    [InlineData("/v1/programs?state=lost", "open, suspended, closed")]
    [InlineData("/v1/programs?agreement=town/x", "agreement/<id>")]
    [InlineData("/v1/provinces?national=perhaps", "true, false")]
    [InlineData("/v1/provinces/vn-db?lang=fr", "vi, lo, en")]
    public async Task A_wrong_parameter_is_answered_with_the_form_it_takes(string path, string form) => Assert.Contains(
        form, (await site.As(People.Confirmer).GetAsync(path)).Is(400, "queryInvalid").Json.GetProperty("detail").GetString(),
        StringComparison.Ordinal);

    [Fact]
    public async Task An_unknown_parameter_is_called_unknown() => Assert.Contains(
        "\"colour\"", (await site.As(People.Confirmer).GetAsync("/v1/programs?colour=red")).Is(400, "queryUnknown").Json
            .GetProperty("detail").GetString(), StringComparison.Ordinal);

    [Fact]
    public async Task Every_instant_ends_with_Z()
    {
        var program = await site.NewProgramAsync();
        var entry = await site.NewEntryAsync(program);
        foreach (var (actor, path) in new[]
        {
            (People.Recorder, "/v1/worklist"), (People.Confirmer, "/v1/worklist"), (People.Recorder, $"/v1/programs/{program}"),
            (People.Recorder, $"/v1/programs/{program}/entries/{entry}"), (People.Recorder, "/v1/network/status"),
        })
        {
            var text = (await site.As(actor).GetAsync(path)).MustBe(200).Text;
            Assert.All(Instant().Matches(text), instant => Assert.Equal("Z", instant.Groups[1].Value));
        }
        Assert.Contains("\"kind\":\"report\"", (await site.As(People.Recorder).GetAsync("/v1/worklist")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Chi", 422, "userIdInvalid", "/user")]
    [InlineData("a%20b", 422, "userIdInvalid", "/user")]
    [InlineData("%E2%80%AEa", 422, "userIdInvalid", "/user")]
    [InlineData("minh@example.org", 422, "userIdInvalid", "/user")]
    public async Task A_user_is_named_in_plain_letters(string user, int status, string code, string pointer)
    {
        var path = $"/v1/provinces/vn-db/agencies/{People.Coordinator.Agency}/users/{user}";
        Assert.Contains(pointer, (await site.As(People.Coordinator).WriteAsync("PUT", path, """{"roles":["recorder"]}"""))
            .Is(status, code).Pointers);
        Assert.Contains("/agency", (await site.As(People.Coordinator).WriteAsync("PUT", "/v1/provinces/vn-db/agencies/VN_DB/users/chi",
            """{"roles":["recorder"]}""")).Is(422, "idInvalid").Pointers);
    }

    [Fact]
    public async Task A_users_id_may_be_long_and_dotted_but_no_longer()
    {
        var path = $"/v1/provinces/vn-db/agencies/{People.Coordinator.Agency}/users/";
        var longest = "nguyen.van_minh-" + new string('a', 48);
        (await site.As(People.Coordinator).WriteAsync("PUT", path + longest, """{"roles":["recorder"]}""")).MustBe(200);
        (await site.As(People.Coordinator).WriteAsync("PUT", path + longest + "a", """{"roles":["recorder"]}""")).Is(422, "userIdInvalid");
    }

    [Fact]
    public async Task A_malformed_key_is_answered_with_the_form_of_keys()
    {
        var reply = await site.As(People.Confirmer).PostAsync("/v1/confirmations", """{"items":[{"book":"nothing","entry":"e"}]}""");
        Assert.Contains("agreement/<id>", reply.Is(422, "idInvalid").Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("empty", (await site.As(People.Confirmer).PostAsync("/v1/confirmations", """{"items":[]}""")).Json
            .GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task National_bodies_have_no_scorecard() =>
        (await site.As(People.Confirmer).GetAsync("/v1/provinces/vn/scorecard")).Is(404, "noScorecard");

    [Fact]
    public async Task An_entry_is_told_with_its_texts()
    {
        var program = await site.NewProgramAsync();
        var path = $"/v1/programs/{program}/entries/";
        const string Told = """
            {"amount":{"value":"30","unit":"person"},"occurred":{"from":"2025-01","to":"2025-12"},"meaning":"new places",
             "evidence":["minutes 7"],"sources":[{"source":"S2","line":3,"quote":"30 học bổng"}]}
            """;
        await site.NewEntryAsync(program);
        var made = (await site.As(People.Recorder).PostAsync($"/v1/programs/{program}/commitments/students/entries", Told)).MustBe(201);
        var entry = made.Json.GetProperty("id").GetString()!;
        var first = (await site.As(People.Confirmer).GetAsync(path + entry, ("Coop-After", made.Header("Coop-Version")!))).MustBe(200);
        Assert.Equal("new places", first.Json.GetProperty("meaning").GetString());
        Assert.Equal("minutes 7", first.Json.GetProperty("evidence")[0].GetString());
        Assert.Equal("30 học bổng", first.Json.GetProperty("sources")[0].GetProperty("quote").GetString());
        Assert.Equal(304, (await site.As(People.Confirmer).GetAsync(path + entry, ("If-None-Match", first.Header("ETag")!))).StatusCode);
        await AnswerAsync("dispute", """{"ownFigure":{"value":"28","unit":"person"},"reason":"two left"}""", "disputeReason", "two left");
        entry = await site.NewEntryAsync(program);
        await AnswerAsync("sendBack", """{"note":"which year?"}""", "sendBackNote", "which year?");

        async Task AnswerAsync(string answer, string body, string member, string text)
        {
            var write = (await site.As(People.Confirmer).PostAsync($"{path}{entry}/{answer}", body)).MustBe(200);
            var told = await site.As(People.Recorder).GetAsync(path + entry, ("Coop-After", write.Header("Coop-Version")!));
            Assert.Equal(text, told.MustBe(200).Json.GetProperty(member).GetString());
            Assert.NotEqual(first.Header("ETag"), told.Header("ETag"));
        }
    }

    [Fact]
    public async Task The_document_says_what_parameters_take()
    {
        var paths = (await site.With(null).GetAsync("/openapi/v1.json")).Json.GetProperty("paths");
        System.Text.Json.JsonElement Parameter(string path, string name) => paths.GetProperty(path).GetProperty("get")
            .GetProperty("parameters").EnumerateArray().Single(parameter => parameter.GetProperty("name").GetString() == name);
        var figure = Parameter("/v1/network/explain", "figure");
        Assert.True(figure.GetProperty("required").GetBoolean());
        Assert.Matches(figure.GetProperty("schema").GetProperty("pattern").GetString()!, "students:person:sum@province=la-lpb");
        Assert.Equal(6, Parameter("/v1/network/status", "by").GetProperty("schema").GetProperty("enum").GetArrayLength());
        Assert.Contains("RFC 3339", Parameter("/v1/network/status", "asOf").GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Contains("inForce", Parameter("/v1/agreements", "state").GetRawText(), StringComparison.Ordinal);
        Assert.Contains("closed", Parameter("/v1/programs", "state").GetRawText(), StringComparison.Ordinal);
        Assert.Equal(200, Parameter("/v1/programs", "limit").GetProperty("schema").GetProperty("maximum").GetInt32());
        Assert.Matches(Parameter("/v1/agreements", "expiringWithin").GetProperty("schema").GetProperty("pattern").GetString()!, "450d");
        Assert.DoesNotContain("Idempotency-Key", paths.GetProperty("/v1/operations/quiet").GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/programs/%01")]
    [InlineData("/v1/programs/%E2%80%AE")]
    [InlineData("/v1/programs/a%2Fb/commitments/c")]
    public async Task An_odd_path_is_an_unknown_book_with_a_trace(string path) =>
        Assert.Matches("^[0-9a-f]{32}$", (await site.As(People.Confirmer).GetAsync(path)).Is(404, "unknown").Header("Trace-Id"));

    [GeneratedRegex("\"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+([^\"]*)\"")]
    private static partial Regex Instant();
}
