using CoopGrains.Contracts;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>Sources that disagree, over HTTP.</summary>
[Collection(nameof(Site))]
public sealed class ConflictTests(Site site)
{
    private const string Conflict = """
        {"id":"students","title":{"en":"Number of students"},"about":"commitments/students","readings":[
         {"text":{"en":"30 a year"},"sources":[{"source":"S0","line":11,"quote":"mỗi tỉnh 30 cán bộ, học sinh"}]},
         {"text":{"en":"30 in two years"},"sources":[{"source":"S2","line":6,"quote":"đã cử 30 học sinh"}]}]}
        """;

    [Fact]
    public async Task Both_quotes_are_shown_while_it_is_open_and_after_it_is_settled()
    {
        var program = await site.NewProgramAsync();
        var made = (await site.As(People.Recorder).PostAsync($"/v1/programs/{program}/conflicts", Conflict)).MustBe(201);
        Assert.Equal($"/v1/programs/{program}/conflicts/students", made.Header("Location"));
        Assert.Equal(2, await ReadingsAsync(made));
        Assert.Contains("program/" + program, await ListAsync(People.Confirmer, "open"), StringComparison.Ordinal);
        (await site.As(People.Recorder).PostAsync($"/v1/programs/{program}/conflicts/students/resolution", """{"reason":"x"}""")).Is(403, "roleMissing");
        var settled = (await site.As(People.LaoCoordinator).PostAsync(
            $"/v1/programs/{program}/conflicts/students/resolution", """{"reason":"the minutes say so","reading":1}""")).MustBe(200);
        Assert.Equal(2, await ReadingsAsync(made, settled.Header("Coop-Version")));
        var shown = (await site.As(People.Recorder).GetAsync(made.Header("Location")!)).MustBe(200).Json.GetProperty("conflict").GetProperty("resolution");
        Assert.Equal(("kham", "the minutes say so", 1), (shown.GetProperty("by").GetProperty("user").GetString(),
            shown.GetProperty("reason").GetString(), shown.GetProperty("reading").GetInt32()));
        Assert.DoesNotContain("program/" + program, await ListAsync(People.Confirmer, "open"), StringComparison.Ordinal);
        Assert.Contains("program/" + program, await ListAsync(People.Confirmer, "resolved"), StringComparison.Ordinal);
        var listed = (await site.As(People.Confirmer).GetAsync("/v1/network/conflicts?limit=200&state=resolved")).MustBe(200).Json.GetProperty("items")
            .EnumerateArray().Single(item => item.GetProperty("book").GetString() == "program/" + program);
        var one = (await site.As(People.Confirmer).GetAsync(made.Header("Location")!)).MustBe(200).Json;
        Assert.Equal(one.GetProperty("conflict").GetRawText(), listed.GetProperty("conflict").GetRawText());
        (await site.As(People.Recorder).GetAsync($"/v1/programs/{program}/conflicts/none")).Is(404, "itemUnknown");
        (await site.As(People.Recorder).GetAsync("/v1/network/conflicts?state=old")).Is(400, "queryInvalid");
    }

    [Fact]
    public async Task A_conflict_in_a_restricted_book_is_for_the_cleared_only()
    {
        var path = (await site.As(People.Coordinator).PostAsync("/v1/programs", Bodies.RestrictedProgram)).MustBe(201).Header("Location")!;
        (await site.As(People.Coordinator).PostAsync(path + "/commitments", Bodies.Commitment)).MustBe(201);
        var made = (await site.As(People.Coordinator).PostAsync(path + "/conflicts", Conflict)).MustBe(201);
        (await site.As(People.Coordinator).GetAsync(path, ("Coop-After", made.Header("Coop-Version")!))).MustBe(200);
        var book = made.Json.GetProperty("book").GetString()!;
        Assert.Contains(book, await ListAsync(People.LaoCoordinator, "open"), StringComparison.Ordinal);
        Assert.DoesNotContain(book, await ListAsync(People.Uncleared, "open"), StringComparison.Ordinal);
        (await site.As(People.Uncleared).GetAsync(path + "/conflicts/students")).Is(404, "unknown");
    }

    [Fact]
    public async Task An_open_one_waits_in_the_work_list_of_coordinators_and_one_about_a_locked_period_is_423()
    {
        var program = await site.NewProgramAsync();
        var path = $"/v1/programs/{program}";
        var entry = (await site.As(People.Recorder).PostAsync(path + "/commitments/students/entries", Bodies.Entry)).MustBe(201);
        var about = Conflict.Replace("commitments/students", "entries/" + entry.Json.GetProperty("id").GetString(), StringComparison.Ordinal);
        var made = (await site.As(People.Recorder).PostAsync(path + "/conflicts", about)).MustBe(201);
        Assert.Equal(1, await WaitingAsync(People.LaoCoordinator, made.Header("Coop-Version")!));
        (await site.As(People.Coordinator).PostAsync(path + "/commitments/students/locks",
            """{"period":{"from":"2025","to":"2025"},"reason":"settled"}""")).MustBe(201);
        (await site.As(People.LaoCoordinator).PostAsync(path + "/conflicts/students/resolution", """{"reason":"x"}""")).Is(423, "periodLocked");
        (await site.As(People.Recorder).PostAsync(path + "/conflicts", about.Replace("\"students\"", "\"again\"", StringComparison.Ordinal)))
            .Is(423, "periodLocked");

        // Page by page: other tests leave work too.
        async Task<int> WaitingAsync(Actor reader, string after)
        {
            var count = 0;
            for (string? next = ""; next is not null;)
            {
                var page = (await site.As(reader).GetAsync("/v1/worklist?limit=200" + next, ("Coop-After", after))).MustBe(200).Json;
                count += page.GetProperty("items").EnumerateArray().Count(item => item.GetProperty("kind").GetString() == "settleConflict"
                    && item.GetProperty("book").GetString() == "program/" + program && item.GetProperty("item").GetString() == "conflicts/students");
                next = page.GetProperty("next").GetString() is { } cursor ? "&cursor=" + cursor : null;
            }
            return count;
        }
    }

    private async Task<int> ReadingsAsync(Reply made, string? after = null) =>
        (await site.As(People.Confirmer).GetAsync(made.Header("Location")!, ("Coop-After", after ?? made.Header("Coop-Version")!))).MustBe(200).Json
            .GetProperty("conflict").GetProperty("readings").GetArrayLength();

    private async Task<string> ListAsync(Actor actor, string state) =>
        (await site.As(actor).GetAsync($"/v1/network/conflicts?limit=200&state={state}")).MustBe(200).Text;
}
