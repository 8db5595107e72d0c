using System.Text;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>Bodies that are not what they have to be: always 400 or 422 with a stable code, never 500, and nothing is written.</summary>
[Collection(nameof(Site))]
public sealed class MalformedBodyTests(Site site)
{
    [Fact]
    public async Task A_corpus_of_wrong_bodies_is_refused_and_changes_nothing()
    {
        var program = await site.NewProgramAsync();
        var recorder = site.As(People.Recorder);
        var before = (await recorder.GetAsync($"/v1/programs/{program}/history")).Json.GetProperty("items").GetArrayLength();
        var corpus = Truncations().Concat(Texts().Select(Encoding.UTF8.GetBytes)).Concat(Bytes()).ToList();
        Assert.True(corpus.Count >= 200);
        foreach (var body in corpus)
        {
            var reply = await recorder.SendBytesAsync(
                "POST", $"/v1/programs/{program}/commitments/students/entries", body, "application/json", ("Idempotency-Key",
                    Client.NewKey()));
            var shown = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(200, body.Length)));
            Assert.True(reply.StatusCode is 400 or 422, $"{reply.StatusCode} to {shown}: {reply.Text}");
            Assert.NotNull(reply.Code);
        }
        Assert.Equal(before, (await recorder.GetAsync($"/v1/programs/{program}/history")).Json.GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"amount":{"value":"30","unit":"person"},"occurred":{"from":"2025"},"extra":1}""", 400, "unknownField", "/extra")]
    [InlineData("""{"amount":{"value":"30","unit":"person","colour":"red"},"occurred":{"from":"2025"}}""", 400, "unknownField",
        "/amount/colour")]
    [InlineData("""{"commitment":"other","amount":{"value":"30","unit":"person"},"occurred":{"from":"2025"}}""", 400, "unknownField",
        "/commitment")]
    [InlineData("""{"Amount":{"value":"30","unit":"person"},"occurred":{"from":"2025"}}""", 400, "unknownField", "/Amount")]
    [InlineData("""{"amount":{"value":"30","value":"31","unit":"person"},"occurred":{"from":"2025"}}""", 400, "duplicateField",
        "/amount/value")]
    [InlineData("""{"amount":{"value":"30"},"occurred":{"from":"2025"}}""", 400, "fieldMissing", "/amount/unit")]
    [InlineData("""{"amount":{"value":"30","unit":"person"}}""", 400, "fieldMissing", "/occurred")]
    [InlineData("""{"amount":{"value":"30","unit":7},"occurred":{"from":"2025"}}""", 400, "wrongType", "/amount/unit")]
    [InlineData("""{"amount":{"value":"30","unit":"person"},"occurred":"2025"}""", 400, "wrongType", "/occurred")]
    [InlineData("""{"amount":{"value":"30","unit":"person"},"occurred":{"from":"2025"},"evidence":"one"}""", 400, "wrongType", "/evidence")]
    [InlineData("""{"amount":{"value":"30","unit":"person"},"occurred":{"from":"2025"},"evidence":["one",2]}""", 400, "wrongType",
        "/evidence/1")]
    [InlineData("""{"amount":{"value":"30","unit":"person","bound":"nearly"},"occurred":{"from":"2025"}}""", 400, "valueUnknown",
        "/amount/bound")]
    [InlineData("""{"amount":{"value":"30","unit":"person","bound":1},"occurred":{"from":"2025"}}""", 400, "wrongType", "/amount/bound")]
    [InlineData("""{"amount":{"value":30,"unit":"person"},"occurred":{"from":"2025"}}""", 422, "amountInvalid", "/amount/value")]
    [InlineData("""{"amount":{"value":"thirty","unit":"person"},"occurred":{"from":"2025"}}""", 422, "amountInvalid", "/amount/value")]
    [InlineData("""{"amount":{"value":"NaN","unit":"person"},"occurred":{"from":"2025"}}""", 422, "amountInvalid", "/amount/value")]
    [InlineData("""{"amount":{"value":"3e1","unit":"person"},"occurred":{"from":"2025"}}""", 422, "amountInvalid", "/amount/value")]
    [InlineData("""{"amount":{"value":"1,5","unit":"person"},"occurred":{"from":"2025"}}""", 422, "amountInvalid", "/amount/value")]
    [InlineData("""{"amount":{"value":"30","unit":"person"},"occurred":{"from":"2025-13"}}""", 422, "dateInvalid", "/occurred/from")]
    [InlineData("""{"amount":{"value":"30.5","unit":"person"},"occurred":{"from":"2025"}}""", 422, "amountScale", "/amount/value")]
    [InlineData("""{"amount":{"value":"-1","unit":"person"},"occurred":{"from":"2025"}}""", 422, "amountNegative", "/amount/value")]
    [InlineData("""{"amount":{"value":"30","unit":"VND"},"occurred":{"from":"2025"}}""", 422, "unitMismatch", "/amount/unit")]
    [InlineData(
        """{"amount":{"value":"30","unit":"person"},"parts":[{"name":"w1","amount":{"value":"x","unit":"person"}}],"occurred":{"from":"2025"}}""",
        422, "amountInvalid", "/parts/0/amount/value")]
    public async Task A_wrong_member_is_named_by_a_pointer(string body, int status, string code, string pointer)
    {
        var program = await site.NewProgramAsync();
        var reply = await site.As(People.Recorder).PostAsync($"/v1/programs/{program}/commitments/students/entries", body);
        Assert.Contains(pointer, reply.Is(status, code).Pointers);
    }

    [Fact]
    public async Task Every_wrong_member_is_named_at_once()
    {
        var reply = await site.As(People.Coordinator).PostAsync("/v1/programs", """{"title":"x","parties":[1],"areas":{},"nothing":0}""");
        Assert.Equal(["/areas", "/nothing", "/parties/0", "/title"], reply.Is(400, reply.Code!).Pointers.Order());
    }

    [Theory]
    [InlineData("a\\u0000b")]
    [InlineData("a\\u0007b")]
    [InlineData("a\\tb")]
    [InlineData("a\\u007fb")]
    [InlineData("a\\u0085b")]
    [InlineData("a\\u202eb")]
    [InlineData("a\\u2066b")]
    [InlineData("a\\ud800b")]
    [InlineData("a\\udc00\\ud800b")]
    public async Task Characters_that_cannot_be_kept_alike_everywhere_are_refused(string text)
    {
        var program = await site.NewProgramAsync();
        var reply = await site.As(People.Coordinator).PostAsync($"/v1/programs/{program}/suspension", $$"""{"reason":"{{text}}"}""");
        Assert.Contains("/reason", reply.Is(400, "characterNotTaken").Pointers);
    }

    [Fact]
    public async Task Text_is_kept_in_NFC_with_line_breaks_in_prose_and_zero_width_space()
    {
        var program = await site.NewProgramAsync();
        var decomposed = "Đie\u0323\u0302n Bie\u0302n".Normalize(NormalizationForm.FormD);
        var reply = await site.As(People.Coordinator).PostAsync($"/v1/programs/{program}/suspension",
            $$"""{"reason":"{{decomposed}}\nກ\u200bຂ"}""");
        Assert.Equal(200, reply.StatusCode);
        var history = await site.As(People.Coordinator).GetAsync($"/v1/programs/{program}/history");
        var kept = history.Json.GetProperty("items").EnumerateArray().Last().GetProperty("content").GetProperty("reason").GetString();
        Assert.Equal(decomposed.Normalize(NormalizationForm.FormC) + "\nກ\u200bຂ", kept);
        (await site.As(People.Coordinator).PostAsync("/v1/programs", """{"id":"a\nb","title":{"vi":"x"},"parties":["vn-db","la-lpb"]}"""))
            .Is(400, "characterNotTaken");
    }

    private static IEnumerable<byte[]> Truncations()
    {
        var whole = Encoding.UTF8.GetBytes(Bodies.Entry);
        for (var length = 1; length < whole.Length; length++)
            yield return whole[..length];
    }

    private static IEnumerable<string> Texts()
    {
        foreach (var text in new[]
        {
            " ", "null", "true", "7", "\"text\"", "[]", "[{}]", "{", "}", "{}}", "{}{}", "{} x", "{'a':1}", "{a:1}", "{\"a\"}",
                "{\"a\":}", "{\"a\":1,}",
            "{\"a\":[1,]}", "{,}", "// x\n{}", "/* x */{}", "{\"a\":NaN}", "{\"a\":Infinity}", "{\"a\":-}", "{\"a\":01}", "{\"a\":1.}",
                "{\"a\":.5}",
            "{\"a\":+1}", "{\"a\":0x1}", "{\"a\":1e}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}", "{\"a\":\"\n\"}", "{\"a\":\"\t\"}",
                "{\"a\":tru}",
            "{\"a\":nul}", "{\"a\":undefined}", "\u00a0{}", "{\"amount\":1e400}", "{\"\\ud800\":1}", "{\"\\u0000\":1}",
                "{\"__proto__\":{}}",
        })
            yield return text;
        foreach (var depth in new[] { 33, 100, 1_000, 100_000 })
        {
            yield return new string('[', depth);
            yield return string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);
        }
        yield return "{\"evidence\":[" + string.Join(",", Enumerable.Repeat("\"x\"", 1_001)) + "]}";
        foreach (var value in new[]
        {
            "", " ", "-", ".", "1.", ".1", "+1", "1 000", "1_000", "1,000", "0x10", "1e3", "1E3", "Infinity", "-Infinity", "NaN", "١٢",
                "１２",
            "1.2.3", "--1", "1-", "٣", "1\u200b", "79228162514264337593543950336", "0.00000000000000000000000000001",
                "99999999999999999999999999999999",
        })
            yield return $$"""{"amount":{"value":"{{value}}","unit":"person"},"occurred":{"from":"2025"} }""";
        foreach (var date in new[] { "", "25", "2025-1", "2025-00", "2025-13", "2025-02-30", "2025-04-24T00:00", "0000", "12025",
            "2025/04", "2025-04-", "?2025", "2025?-?" })
            yield return $$"""{"amount":{"value":"1","unit":"person"},"occurred":{"from":"{{date}}"} }""";
    }

    private static IEnumerable<byte[]> Bytes()
    {
        yield return [0xEF, 0xBB, 0xBF, .. "{}"u8];
        yield return [.. "{\"meaning\":\""u8, 0xFF, .. "\"}"u8];
        yield return [.. "{\"meaning\":\""u8, 0xC0, 0x80, .. "\"}"u8];
        yield return [.. "{\"meaning\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8];
        yield return [.. "{\"meaning\":\""u8, 0xF4, 0x90, 0x80, 0x80, .. "\"}"u8];
        yield return [.. "{\"meaning\":\""u8, 0xE1, 0xBB, .. "\"}"u8];
        yield return [.. "{\"meaning\":\"a"u8, 0x00, .. "b\"}"u8];
        yield return Encoding.Unicode.GetBytes("{}");
        yield return [0x00];
        yield return [0x80];
    }
}
