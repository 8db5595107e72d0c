using System.Text.Json;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>What becomes of agreements after they were signed, over HTTP.</summary>
[Collection(nameof(Site))]
public sealed class AgreementLifeTests(Site site)
{
    private const string Reason = """{"reason":"nhầm"}""";

    [Fact]
    public async Task A_wrong_end_is_reverted_by_both_sides_who_find_it_in_their_work_lists()
    {
        var id = site.NewId("end");
        var path = $"/v1/agreements/{id}";
        var (vietnamese, lao) = (site.As(People.Coordinator), site.As(People.LaoCoordinator));
        (await vietnamese.PostAsync("/v1/agreements", Bodies.Draft(id))).MustBe(201);
        (await vietnamese.PostAsync(path + "/reversion", Reason)).Is(409, "wrongState");
        (await vietnamese.PostAsync(path + "/withdrawal", Reason)).MustBe(200);
        var asked = (await lao.PostAsync(path + "/reversion", Reason)).MustBe(200);
        Assert.Contains("la-lpb", (await lao.PostAsync(path + "/reversion", Reason)).Is(409, "otherSideHasToAgree").Text, StringComparison.Ordinal);
        (await vietnamese.GetAsync(path, ("Coop-After", asked.Header("Coop-Version")!))).MustBe(200);
        Assert.Equal(["agreeToReversion"], await WorkAsync(vietnamese, id));
        Assert.Equal("la-lpb", (await vietnamese.GetAsync(path)).MustBe(200).Json.GetProperty("reversion").GetProperty("by").GetString());
        var alien = (await vietnamese.PostAsync(path + "/reversion/withdrawal", Reason)).Is(403, "notTheAsker");
        Assert.Contains("la-lpb", alien.Text, StringComparison.Ordinal);
        var back = (await lao.PostAsync(path + "/reversion/withdrawal", Reason)).MustBe(200);
        (await lao.PostAsync(path + "/reversion/withdrawal", Reason)).Is(409, "nothingAsked");
        (await vietnamese.GetAsync(path, ("Coop-After", back.Header("Coop-Version")!))).MustBe(200);
        Assert.Empty(await WorkAsync(vietnamese, id));
        (await lao.PostAsync(path + "/reversion", Reason)).MustBe(200);
        (await vietnamese.PostAsync(path + "/reversion", Reason)).MustBe(200);
        Assert.Equal("draft", (await vietnamese.GetAsync(path)).MustBe(200).Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_signature_links_to_who_held_the_office()
    {
        var id = site.NewId("sign");
        var path = $"/v1/agreements/{id}";
        var vietnamese = site.As(People.Coordinator);
        var drafted = (await vietnamese.PostAsync("/v1/agreements", Bodies.Draft(id))).MustBe(201);
        foreach (var party in new[] { vietnamese, site.As(People.LaoCoordinator) })
            (await party.PostAsync(path + "/acceptances", "{}", ("If-Match", "\"1\""))).MustBe(200);
        var holder = (await vietnamese.PostAsync("/v1/provinces/vn-db/offices",
            """{"person":"Lê Thành Đô","office":{"vi":"Chủ tịch UBND tỉnh"},"validity":{"from":"2021","to":"2025-06"}}""")).MustBe(201);
        var made = holder.Json.GetProperty("id").GetString()!;
        (await vietnamese.GetAsync("/v1/provinces/vn-db/offices/" + made, ("Coop-After", holder.Header("Coop-Version")!))).MustBe(200);
        (await vietnamese.PostAsync(path + "/signatures", Sign("none", "2024-12-25"))).Is(422, "referenceUnknown");
        (await vietnamese.PostAsync(path + "/signatures", Sign(made, "2025-12-25"))).Is(422, "holderNotInOffice");
        var signed = (await vietnamese.PostAsync(path + "/signatures", Sign(made, "2024-12-25"))).MustBe(200);
        var shown = (await vietnamese.GetAsync(path, ("Coop-After", signed.Header("Coop-Version")!))).MustBe(200).Json;
        Assert.Equal(made, shown.GetProperty("signatures")[0].GetProperty("holder").GetString());
        Assert.NotNull(drafted.Header("Location"));
    }

    [Fact]
    public async Task An_amendment_is_proposed_on_a_revision_accepted_signed_and_shown_before_and_after()
    {
        var id = site.NewId("amend");
        var path = $"/v1/agreements/{id}";
        var (vietnamese, lao) = (site.As(People.Coordinator), site.As(People.LaoCoordinator));
        (await vietnamese.PostAsync("/v1/agreements", Bodies.Draft(id))).MustBe(201);
        foreach (var party in new[] { vietnamese, lao })
            (await party.PostAsync(path + "/acceptances", "{}", ("If-Match", "\"1\""))).MustBe(200);
        foreach (var party in new[] { vietnamese, lao })
            (await party.PostAsync(path + "/signatures", Signature)).MustBe(200);
        const string Longer = """{"changes":[{"field":"term","term":{"from":"2025","to":"2028"} }],"reason":"gia hạn"}""";
        (await vietnamese.PostAsync(path + "/amendments", Longer)).Is(428, "revisionMissing");
        var proposed = (await vietnamese.PostAsync(path + "/amendments", Longer, ("If-Match", "\"1\""))).MustBe(201);
        Assert.Equal(path + "/amendments/1", proposed.Header("Location"));
        var shown = (await lao.GetAsync(path + "/amendments/1", ("Coop-After", proposed.Header("Coop-Version")!))).MustBe(200).Json;
        var change = shown.GetProperty("amendment").GetProperty("changes")[0];
        Assert.Equal(("2027", "2028"), (To(change, "before"), To(change, "after")));
        Assert.Equal(["acceptAmendment"], await WorkAsync(lao, id));
        Assert.Contains("changeInvalid", (await lao.PostAsync(path + "/amendments", """{"changes":[{"field":"parties"}],"reason":"x"}""",
            ("If-Match", "\"1\""))).Is(422, "changeInvalid").Text, StringComparison.Ordinal);
        var second = (await lao.PostAsync(path + "/amendments", Longer.Replace("2028", "2029", StringComparison.Ordinal), ("If-Match", "\"1\""))).MustBe(201);
        var accepted = (await lao.PostAsync(path + "/amendments/1/acceptances", "{}")).MustBe(200);
        (await lao.GetAsync(path, ("Coop-After", accepted.Header("Coop-Version")!))).MustBe(200);
        Assert.Equal(["signAmendment"], await WorkAsync(lao, id));
        Assert.Equal(["acceptAmendment", "signAmendment"], await WorkAsync(vietnamese, id));
        foreach (var party in new[] { vietnamese, lao })
            accepted = (await party.PostAsync(path + "/amendments/1/signatures", Signature)).MustBe(200);
        // What conflicts now can only be withdrawn.
        (await vietnamese.GetAsync(path, ("Coop-After", accepted.Header("Coop-Version")!))).MustBe(200);
        Assert.Empty(await WorkAsync(vietnamese, id));
        Assert.Contains("term", (await vietnamese.PostAsync(path + "/amendments/2/acceptances", "{}")).Is(409, "amendmentConflict").Text, StringComparison.Ordinal);
        var gone = (await vietnamese.PostAsync(path + "/amendments/2/withdrawal", Reason)).MustBe(200);
        var withdrawn = (await vietnamese.GetAsync(path + "/amendments/2", ("Coop-After", gone.Header("Coop-Version")!))).MustBe(200).Json;
        Assert.Equal(("withdrawn", "vn-db", "nhầm"), (withdrawn.GetProperty("state").GetString(), withdrawn.GetProperty("withdrawnBy").GetString(),
            withdrawn.GetProperty("withdrawnFor").GetString()));
        Assert.Equal(("2027", "2029"), Changed(withdrawn));
        var applied = (await lao.GetAsync(path + "/amendments/1")).MustBe(200).Json;
        Assert.Equal(("applied", 2, 2), (applied.GetProperty("state").GetString(), applied.GetProperty("amendment").GetProperty("acceptedBy").GetArrayLength(),
            applied.GetProperty("amendment").GetProperty("signatures").GetArrayLength()));
        Assert.Equal(("2027", "2028"), Changed(applied));
        (await lao.GetAsync(path + "/amendments/3")).Is(404, "itemUnknown");
        var agreement = (await vietnamese.GetAsync(path)).MustBe(200).Json;
        Assert.Equal("2028", agreement.GetProperty("text").GetProperty("term").GetProperty("to").GetString());
        Assert.Equal("applied", agreement.GetProperty("amendments")[0].GetProperty("state").GetString());
        Assert.Equal("withdrawn", agreement.GetProperty("amendments")[1].GetProperty("state").GetString());
        Assert.NotNull(second.Header("Location"));

        static (string?, string?) Changed(JsonElement shown) =>
            shown.GetProperty("amendment").GetProperty("changes")[0] is var field ? (To(field, "before"), To(field, "after")) : default;

        static string? To(JsonElement change, string when) => change.GetProperty(when).GetProperty("term").GetProperty("to").GetString();
    }

    [Fact]
    public async Task What_waits_in_an_agreement_keeps_its_age_whatever_else_happens_there()
    {
        var id = site.NewId("age");
        var path = $"/v1/agreements/{id}";
        var (vietnamese, lao) = (site.As(People.Coordinator), site.As(People.LaoCoordinator));
        var drafted = (await vietnamese.PostAsync("/v1/agreements", Bodies.Draft(id))).MustBe(201);
        (await lao.GetAsync(path, ("Coop-After", drafted.Header("Coop-Version")!))).MustBe(200);
        var waits = Assert.Single(await WorkItemsAsync(lao, id));
        var added = (await vietnamese.PostAsync(path + "/commitments", Bodies.Commitment)).MustBe(201);
        var accepted = (await vietnamese.PostAsync(path + "/acceptances", "{}", ("If-Match", "\"2\""))).MustBe(200);
        (await lao.GetAsync(path, ("Coop-After", accepted.Header("Coop-Version")!))).MustBe(200);
        var still = Assert.Single(await WorkItemsAsync(lao, id), item => Kind(item) == "accept");
        Assert.Equal((Kind(waits), Since(waits)), (Kind(still), Since(still)));
        Assert.NotNull(added.Header("Location"));
        accepted = (await lao.PostAsync(path + "/acceptances", "{}", ("If-Match", "\"2\""))).MustBe(200);
        (await lao.GetAsync(path, ("Coop-After", accepted.Header("Coop-Version")!))).MustBe(200);
        Assert.True(Since(Assert.Single(await WorkItemsAsync(lao, id), item => Kind(item) == "sign")) > Since(waits));

        static string? Kind(JsonElement item) => item.GetProperty("kind").GetString();
        static DateTimeOffset Since(JsonElement item) => item.GetProperty("since").GetDateTimeOffset();
    }

    [Fact]
    public async Task A_paper_follows_what_its_parties_had_in_force_and_nothing_of_others()
    {
        var (vietnamese, id) = (site.As(People.Coordinator), site.NewId("followed"));
        var drafted = (await vietnamese.PostAsync("/v1/agreements", Bodies.Draft(id))).MustBe(201);
        (await vietnamese.GetAsync($"/v1/agreements/{id}", ("Coop-After", drafted.Header("Coop-Version")!))).MustBe(200);
        var next = Bodies.Draft(site.NewId("next")).Replace("\"text\"", $"\"predecessor\":\"agreement/{id}\",\"text\"", StringComparison.Ordinal)
            .Replace("2025", "2026", StringComparison.Ordinal);
        Assert.Contains("draft", (await vietnamese.PostAsync("/v1/agreements", next)).Is(409, "predecessorNeverInForce").Text, StringComparison.Ordinal);
        var others = next.Replace("la-lpb", "la-psl", StringComparison.Ordinal);
        Assert.Contains("la-lpb", (await vietnamese.PostAsync("/v1/agreements", others)).Is(422, "predecessorOfOthers").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_amendment_waits_for_nobody_while_the_agreement_is_suspended_and_leaves_no_commitment_without_its_clause()
    {
        var id = site.NewId("needed");
        var path = $"/v1/agreements/{id}";
        var (vietnamese, lao) = (site.As(People.Coordinator), site.As(People.LaoCoordinator));
        (await vietnamese.PostAsync("/v1/agreements", Bodies.Draft(id))).MustBe(201);
        (await vietnamese.PostAsync(path + "/commitments", Bodies.Commitment)).MustBe(201);
        var shorter = Bodies.Text("Biên bản").Replace("2027", "2026", StringComparison.Ordinal);
        Assert.Contains("students", (await vietnamese.WriteAsync("PUT", path + "/text", shorter, ("If-Match", "\"2\"")))
            .Is(409, "neededByCommitment").Text, StringComparison.Ordinal);
        foreach (var party in new[] { vietnamese, lao })
            (await party.PostAsync(path + "/acceptances", "{}", ("If-Match", "\"2\""))).MustBe(200);
        foreach (var party in new[] { vietnamese, lao })
            (await party.PostAsync(path + "/signatures", Signature)).MustBe(200);
        (await vietnamese.PostAsync(path + "/amendments",
            """{"changes":[{"field":"term","term":{"from":"2025","to":"2026"} }],"reason":"rút ngắn"}""", ("If-Match", "\"2\""))).Is(409, "neededByCommitment");
        (await vietnamese.PostAsync(path + "/amendments",
            """{"changes":[{"field":"title","text":{"vi":"Tên mới"} }],"reason":"đổi tên"}""", ("If-Match", "\"2\""))).MustBe(201);
        foreach (var (step, work) in new[] { ("suspension", false), ("resumption", true) })
        {
            var done = (await vietnamese.PostAsync($"{path}/{step}", Reason)).MustBe(200);
            (await lao.GetAsync(path, ("Coop-After", done.Header("Coop-Version")!))).MustBe(200);
            Assert.Equal(work, (await WorkAsync(lao, id)).Contains("acceptAmendment"));
            var accepted = await lao.PostAsync(path + "/amendments/1/acceptances", "{}");
            Assert.Equal(work ? 200 : 409, accepted.StatusCode);
        }
    }

    [Fact]
    public async Task What_stands_in_a_draft_is_accepted_with_it_counts_once_it_is_in_force_and_goes_with_it()
    {
        var (vietnamese, lao) = (site.As(People.Coordinator), site.As(People.LaoCoordinator));
        foreach (var signed in (bool[])[true, false])
        {
            var id = site.NewId("drafted");
            var path = $"/v1/agreements/{id}";
            (await vietnamese.PostAsync("/v1/agreements", Bodies.Draft(id))).MustBe(201);
            var added = (await lao.PostAsync(path + "/commitments", Bodies.Commitment)).MustBe(201);
            Assert.Equal("drafted", await StateAsync(added));
            Assert.Equal(["accept"], await WorkAsync(vietnamese, id));
            Assert.DoesNotContain(id, (await vietnamese.GetAsync("/v1/provinces/la-lpb/scorecard")).MustBe(200).Text, StringComparison.Ordinal);
            var under = Bodies.Program(site.NewId("under")).Replace("\"areas\"", $"\"agreement\":\"agreement/{id}\",\"areas\"", StringComparison.Ordinal);
            Assert.Contains("draft", (await vietnamese.PostAsync("/v1/programs", under)).Is(409, "wrongState").Text, StringComparison.Ordinal);
            var stale = (await vietnamese.PostAsync(path + "/acceptances", "{}", ("If-Match", "\"1\""))).Is(412, "revisionStale");
            Assert.Equal("commitments", stale.Json.GetProperty("details").GetProperty("fields").GetString());
            foreach (var party in new[] { vietnamese, lao })
                (await party.PostAsync(path + "/acceptances", "{}", ("If-Match", "\"2\""))).MustBe(200);
            (await lao.PostAsync(path + "/commitments/students/cancellation", Reason)).Is(409, "textIsAccepted");
            if (signed)
                foreach (var party in new[] { vietnamese, lao })
                    added = (await party.PostAsync(path + "/signatures", Signature)).MustBe(200);
            else
                added = (await lao.PostAsync(path + "/withdrawal", Reason)).MustBe(200);
            Assert.Equal(signed ? "active" : "cancelled", await StateAsync(added));
            Assert.Equal(signed, (await vietnamese.GetAsync("/v1/provinces/la-lpb/scorecard")).MustBe(200).Text.Contains(id, StringComparison.Ordinal));

            async Task<string?> StateAsync(Reply after) =>
                (await vietnamese.GetAsync(path + "/commitments/students", ("Coop-After", after.Header("Coop-Version")!))).MustBe(200).Json
                    .GetProperty("commitment").GetProperty("state").GetString();
        }
    }

    [Theory]
    [InlineData("withdrawal", "withdrawn")]
    [InlineData("unlock", "draft")]
    public async Task Of_the_last_signature_and_a_word_against_it_at_once_one_happens(string away, string otherwise)
    {
        var (vietnamese, lao) = (site.As(People.Coordinator), site.As(People.LaoCoordinator));
        for (var i = 0; i < 10; i++)
        {
            var path = "/v1/agreements/" + site.NewId("race");
            (await vietnamese.PostAsync("/v1/agreements", Bodies.Draft(path.Split('/')[^1]))).MustBe(201);
            foreach (var party in new[] { vietnamese, lao })
                (await party.PostAsync(path + "/acceptances", "{}", ("If-Match", "\"1\""))).MustBe(200);
            (await vietnamese.PostAsync(path + "/signatures", Signature)).MustBe(200);
            var both = await Task.WhenAll(lao.PostAsync(path + "/signatures", Signature), vietnamese.PostAsync($"{path}/{away}", Reason));
            var won = Assert.Single(both, reply => reply.StatusCode == 200);
            Assert.Single(both, reply => reply.StatusCode == 409).Is(409, "wrongState");
            var shown = (await lao.GetAsync(path, ("Coop-After", won.Header("Coop-Version")!))).MustBe(200).Json;
            var signed = won == both[0];
            Assert.Equal((signed ? "inForce" : otherwise), shown.GetProperty("state").GetString());
            var inForce = (await lao.GetAsync(path + "/history")).Json.GetProperty("items").EnumerateArray()
                .Count(item => item.GetProperty("event").GetString() == "agreementEnteredIntoForce");
            Assert.Equal(signed ? 1 : 0, inForce);
        }
    }

    private const string Signature = """{"signedBy":"Lê Thành Đô","office":{"vi":"Chủ tịch UBND tỉnh"},"datedOn":"2024-12-25"}""";

    // What the agency has to do about one agreement.
    private static async Task<List<string?>> WorkAsync(Client by, string id) =>
        (await WorkItemsAsync(by, id)).ConvertAll(item => item.GetProperty("kind").GetString());

    private static async Task<List<JsonElement>> WorkItemsAsync(Client by, string id) =>
        (await by.WorkAsync()).FindAll(item => item.GetProperty("book").GetString() == "agreement/" + id);

    private static string Sign(string holder, string on) =>
        $$"""{"signedBy":"Lê Thành Đô","office":{"vi":"Chủ tịch UBND tỉnh"},"datedOn":"{{on}}","holder":"{{holder}}"}""";
}
