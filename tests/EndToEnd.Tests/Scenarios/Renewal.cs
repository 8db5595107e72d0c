using System.Text.Json;
using EndToEnd.Tests.Retries;
using TestKit;

namespace EndToEnd.Tests.Scenarios;

/// <summary>S-F: a term is renewed, reviewed and compared with the next; what it left is listed as carried, once.</summary>
internal static class Renewal
{
    private const string Lao = "la-lpb-coordination/coordinator";
    private static readonly string[] Coordinators = [Site.DienBien, Lao];

    public static async Task RunAsync(ApiClient api)
    {
        await BeginAsync(api, "s-f-2025-2027", (await DoAsync(api, Site.DienBien, "/v1/agreements", "draft", new
        {
            id = "s-f-2025-2027",
            type = "minutesOfCooperation",
            parties = (string[])["vn-db", "la-lpb"],
            text = Text("Biên bản 2025–2027", "2025", "2027"),
        })));
        await AgreedAsync(api, "/v1/agreements/s-f-2025-2027/commitments", "courses", Commitment("courses", "Lớp tập huấn", 10, null));
        var seen = await DoAsync(api, Site.DienBien, "/v1/programs", "program", new
        {
            id = "s-f-training",
            title = new { vi = "Đào tạo" },
            agreement = "agreement/s-f-2025-2027",
            parties = (string[])["vn-db", "la-lpb"],
        });
        (await api.GetAsync(Site.DienBien, "/v1/programs/s-f-training", seen)).Ok();
        await AgreedAsync(api, "/v1/programs/s-f-training/commitments", "places", Commitment("places", "Học bổng", 30, null));
        await ConfirmedAsync(api, "2025", 30);
        seen = await ConfirmedAsync(api, "2026-03", 12);

        (await api.GetAsync(Site.DienBien, "/v1/agreements?limit=1", seen)).Ok();
        var renewed = await api.PostAsync(Site.DienBien, "/v1/agreements/s-f-2025-2027/renewals", "s-f-renew", new
        {
            id = "s-f-2028-2030",
            type = "minutesOfCooperation",
            text = Text("Biên bản 2028–2030", "2028", "2030"),
            carry = new[] { Ref("agreement/s-f-2025-2027", "courses"), Ref("program/s-f-training", "places") },
        });
        Assert.Equal(201, renewed.Status);
        var draft = (await api.GetAsync(Lao, "/v1/agreements/s-f-2028-2030", renewed.Version)).Ok().Json;
        Assert.Equal(("draft", "agreement/s-f-2025-2027", 2), (draft.Text("state"), draft.Text("predecessor"), draft.At("carries").GetArrayLength()));
        Assert.Equal("agreement/s-f-2025-2027", draft.At("commitments")[0].At("commitment").At("carriedFrom").Text("book"));
        Assert.Equal(0, draft.At("commitments")[0].At("commitment").At("targets").GetArrayLength());

        await FreezeAsync(api);
        await BeginAsync(api, "s-f-2028-2030", renewed.Version!);
        await api.UntilQuietAsync(Site.Operator);
        await DoAsync(api, Site.DienBien, "/v1/programs", "next-program", new
        {
            id = "s-f-training-2028",
            title = new { vi = "Đào tạo" },
            agreement = "agreement/s-f-2028-2030",
            parties = (string[])["vn-db", "la-lpb"],
        });
        await api.UntilQuietAsync(Site.Operator);
        await AgreedAsync(api, "/v1/programs/s-f-training-2028/commitments", "places",
            Commitment("places", "Học bổng", 20, Ref("program/s-f-training", "places"), 2028));
        Assert.Equal(422, (await api.PostAsync(Site.DienBien, "/v1/programs/s-f-training-2028/commitments", "s-f-none",
            Commitment("none", "Học bổng", 20, Ref("program/s-f-training", "none"), 2028))).Status);
        await api.UntilQuietAsync(Site.Operator);
        await TwiceAsync(api);
        await CarriedOnceAsync(api);
        await ReopenedAsync(api);
    }

    // Whoever asks for it once more, in the same program or another of the new term, is refused.
    private static async Task TwiceAsync(ApiClient api)
    {
        var again = Commitment("again", "Học bổng", 20, Ref("program/s-f-training", "places"), 2028);
        var refused = await api.PostAsync(Lao, "/v1/programs/s-f-training-2028/commitments", "s-f-again", again);
        Assert.Equal((409, "alreadyCarried"), Refusal(refused));
        Assert.Contains("places", refused.Text, StringComparison.Ordinal);
        var seen = await DoAsync(api, Lao, "/v1/programs", "other-program", new
        {
            id = "s-f-other-2028",
            title = new { vi = "Đào tạo khác" },
            agreement = "agreement/s-f-2028-2030",
            parties = (string[])["vn-db", "la-lpb"],
        });
        (await api.GetAsync(Lao, "/v1/programs/s-f-other-2028", seen)).Ok();
        refused = await api.PostAsync(Lao, "/v1/programs/s-f-other-2028/commitments", "s-f-elsewhere", again);
        Assert.Equal((409, "alreadyCarried"), Refusal(refused));
        Assert.Contains("program/s-f-training-2028/commitments/places", refused.Text, StringComparison.Ordinal);
        await api.UntilQuietAsync(Site.Operator);
    }

    // Both sides open the term again: what was carried on runs again, until the next review carries it on anew.
    private static async Task ReopenedAsync(ApiClient api)
    {
        const string Reopening = "/v1/agreements/s-f-2025-2027/review/reopening";
        await DoAsync(api, Site.DienBien, Reopening, "reopen", new { reason = "thiếu một lớp" });
        await TakenBackAsync(api, Reopening, "reopen", "agreeToReopening", new { reason = "thiếu một lớp" });
        await DoAsync(api, Lao, Reopening, "reopen", new { reason = "thiếu một lớp" });
        await api.UntilQuietAsync(Site.Operator);
        var places = (await api.GetAsync(Lao, "/v1/programs/s-f-training/commitments/places")).Ok().Json;
        Assert.Equal(("active", "amber"), (places.At("commitment").Text("state"), places.Text("light")));
        Assert.Equal(JsonValueKind.Undefined, places.At("commitment", "carriedTo").ValueKind);
        Assert.Equal("active", (await api.GetAsync(Lao, "/v1/agreements/s-f-2025-2027/commitments/courses")).Ok().Json.At("commitment").Text("state"));
        await ConfirmedAsync(api, "2026-05", 18);
        foreach (var who in Coordinators)
            await DoAsync(api, who, "/v1/agreements/s-f-2025-2027/review", "second-review", new { findings = "Đã bổ sung" });
        await api.UntilQuietAsync(Site.Operator);
        var record = Assert.Single((await api.GetAsync(Lao, "/v1/programs/s-f-training/commitments/places")).Ok().Json
            .At("commitment").At("carriedTo").EnumerateArray());
        Assert.Equal([("2027", "30")], Unfinished(record));
        Assert.Equal("program/s-f-training-2028", record.At("to").Text("book"));
    }

    // Proposed by one side and agreed to by the other.
    private static async Task AgreedAsync(ApiClient api, string path, string id, object commitment)
    {
        var seen = await DoAsync(api, Site.DienBien, path, path + id, commitment);
        (await api.GetAsync(Lao, $"{path}/{id}", seen)).Ok();
        (await api.PostAsync(Lao, $"{path}/{id}/agreement", "s-f-agree", revision: 1)).Ok();
    }

    private static async Task FreezeAsync(ApiClient api)
    {
        const string Review = "/v1/agreements/s-f-2025-2027/review";
        var seen = await DoAsync(api, Site.DienBien, Review, "review", new { findings = "Đạt phần lớn chỉ tiêu" });
        Assert.Equal((409, "otherSideHasToAgree"), Refusal(await api.PostAsync(Site.DienBien, Review, "s-f-review-again", new { findings = "x" })));
        Assert.Contains(("signOffReview", "agreement/s-f-2025-2027"), (await api.ListAsync(Lao, "/v1/worklist", seen))
            .Select(item => (item.Text("kind"), item.Text("book"))));
        await TakenBackAsync(api, Review, "review", "signOffReview", new { findings = "Đạt phần lớn chỉ tiêu" });
        await DoAsync(api, Lao, Review, "review", new { findings = "Đồng ý" });
        await api.UntilQuietAsync(Site.Operator);
        foreach (var path in (string[])["/v1/agreements/s-f-2025-2027/commitments/courses/targets", "/v1/programs/s-f-training/commitments/places/targets"])
            Assert.Equal((423, "termFrozen"), Refusal(await api.PutAsync(Site.DienBien, path, "s-f-target",
                new { period = new { from = "2027", to = "2027" }, amount = new { value = "1", unit = "person" } }, revision: 1)));
        Assert.Equal((423, "termFrozen"), Refusal(await ReportAsync(api, "2026-05", 1)));
    }

    // What one side asked it takes back: nobody has to answer it any more, until it is asked anew.
    private static async Task TakenBackAsync(ApiClient api, string path, string key, string kind, object ask)
    {
        var back = path + "/withdrawal";
        Assert.Equal((403, "notTheAsker"), Refusal(await api.PostAsync(Lao, back, $"s-f-{key}-not-mine", new { reason = "x" })));
        var seen = await DoAsync(api, Site.DienBien, back, key + "-back", new { reason = "Thiếu số liệu" });
        Assert.DoesNotContain((kind, "agreement/s-f-2025-2027"), (await api.ListAsync(Lao, "/v1/worklist", seen))
            .Select(item => (item.Text("kind"), item.Text("book"))));
        Assert.Equal((409, "nothingAsked"), Refusal(await api.PostAsync(Site.DienBien, back, $"s-f-{key}-gone", new { reason = "x" })));
        var history = (await api.GetAsync(Lao, "/v1/agreements/s-f-2025-2027/history?limit=200", seen)).Ok().Json.At("items");
        Assert.Contains("Thiếu số liệu", history.EnumerateArray().Last().ToString(), StringComparison.Ordinal);
        await DoAsync(api, Site.DienBien, path, key + "-anew", ask);
    }

    private static async Task CarriedOnceAsync(ApiClient api)
    {
        var old = (await api.GetAsync(Lao, "/v1/programs/s-f-training/commitments/places")).Ok().Json.At("commitment");
        Assert.Equal("carriedForward", old.Text("state"));
        var record = Assert.Single(old.At("carriedTo").EnumerateArray());
        Assert.Equal("agreement/s-f-2028-2030", record.Text("successor"));
        Assert.Equal(("program/s-f-training-2028", "places"), (record.At("to").Text("book"), record.At("to").Text("commitment")));
        Assert.Equal([("2026", "18"), ("2027", "30")], Unfinished(record));
        var happened = await api.HistoryAsync(Lao, "program/s-f-training");
        Assert.Single(happened, one => one.Text("event") == "commitmentCarried");

        var compared = (await api.GetAsync(Lao, "/v1/agreements/s-f-2028-2030/comparison")).Ok().Json;
        Assert.Equal(("agreement/s-f-2025-2027", "agreement/s-f-2028-2030", "2026-11-21"),
            (compared.At("earlier").Text("book"), compared.At("later").Text("book"), compared.Text("frozenOn")));
        var rows = compared.At("rows").EnumerateArray().ToList();
        Assert.Equal(2, rows.Count);
        Assert.All(rows, row => Assert.True(row.At("carried").GetBoolean()));
        var places = rows.Single(row => row.At("earlier").At("ref").Text("commitment") == "places");
        Assert.Equal("program/s-f-training-2028", places.At("later").At("ref").Text("book"));
        Assert.Equal([("2026", "18"), ("2027", "30")], Unfinished(places));
        Assert.Equal(["30", "30", "30"], places.At("earlier").At("periods").EnumerateArray().Select(period => period.At("target").Text("value")));
        Assert.Equal(["20", "20", "20"], places.At("later").At("periods").EnumerateArray().Select(period => period.At("target").Text("value")));
        var other = (await api.GetAsync(Lao, "/v1/agreements/s-f-2025-2027/comparison")).Ok().Json;
        Assert.Equal(compared.At("rows").GetRawText(), other.At("rows").GetRawText());
        var levels = (await api.GetAsync(Lao, "/v1/agreements/s-f-2028-2030/levels")).Ok().Json;
        Assert.Contains("program/s-f-training-2028", levels.At("programs").EnumerateArray().Select(program => program.Text("book")));
    }

    private static (string?, string?)[] Unfinished(JsonElement of) => [.. of.At("unfinished").EnumerateArray()
        .Select(left => (left.At("period").Text("from"), left.At("remaining").Text("value")))];

    private static async Task BeginAsync(ApiClient api, string id, string seen)
    {
        var path = "/v1/agreements/" + id;
        foreach (var who in Coordinators)
        {
            (await api.GetAsync(who, path, seen)).Ok();
            (await api.PostAsync(who, path + "/acceptances", $"{id}-accept", revision: 1)).Ok();
        }
        foreach (var who in Coordinators)
            seen = (await api.PostAsync(who, path + "/signatures", $"{id}-sign", Signing.As("Người đứng đầu"))).Ok().Version!;
        (await api.GetAsync(Site.DienBien, path, seen)).Ok();
    }

    private static async Task<string> ConfirmedAsync(ApiClient api, string when, int people)
    {
        var reported = (await ReportAsync(api, when, people)).Ok();
        return (await api.PostAsync("la-lpb-education/confirmer", $"/v1/programs/s-f-training/entries/{reported.Id}/confirmation", $"s-f-{when}"))
            .Ok().Version!;
    }

    private static Task<ApiReply> ReportAsync(ApiClient api, string when, int people) =>
        api.PostAsync("vn-db-education/recorder", "/v1/programs/s-f-training/commitments/places/entries", $"s-f-{when}", new
        {
            amount = new { value = people.ToString(System.Globalization.CultureInfo.InvariantCulture), unit = "person" },
            occurred = new { from = when, to = when },
        });

    private static async Task<string> DoAsync(ApiClient api, string who, string path, string key, object body)
    {
        var reply = await api.PostAsync(who, path, "s-f-" + key, body);
        Assert.True(reply.Status is 200 or 201, reply.Text);
        return reply.Version!;
    }

    private static (int, string?) Refusal(ApiReply reply) => (reply.Status, reply.Code);

    private static object Text(string title, string from, string to) => new
    {
        title = new { vi = title },
        term = new { from, to },
        clauses = new[] { new { id = "scholarships", text = new { vi = "Học bổng" } } },
    };

    private static object Ref(string book, string commitment) => new { book, commitment };

    private static object Commitment(string id, string title, int target, object? from, int year = 2025) => new
    {
        id,
        title = new { vi = title },
        givers = (string[])["vn-db"],
        beneficiaries = (string[])["la-lpb"],
        areas = (string[])["education"],
        basis = new { kind = "clause", clause = "scholarships" },
        indicator = "students",
        measure = "sum",
        unit = "person",
        cadence = "yearly",
        yearly = new { from = year, to = year + 2, amount = new { value = target.ToString(System.Globalization.CultureInfo.InvariantCulture), unit = "person" } },
        carriedFrom = from,
    };
}
