using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Problems;
using CoopGrains.Gateway.Requests;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

/// <summary>Codes in words of the asked language, in answers, in problems and in a list of all.</summary>
[Collection(nameof(Site))]
public sealed class VocabularyTests(Site site)
{
    [Fact]
    public async Task Every_code_that_the_api_document_knows_is_listed_in_three_languages()
    {
        var listed = (await site.As(People.Confirmer).GetAsync("/v1/vocabulary?lang=lo")).MustBe(200).Json;
        var words = listed.GetProperty("kinds").EnumerateArray()
            .SelectMany(kind => kind.GetProperty("words").EnumerateArray())
            .ToLookup(word => word.GetProperty("code").GetString()!, word => word.GetProperty("name"));
        var codes = EnumsIn((await site.As(People.Confirmer).GetAsync("/openapi/v1.json")).MustBe(200).Json).Distinct().ToList();
        Assert.True(codes.Count > 100, $"only {codes.Count} codes");
        foreach (var code in codes)
        {
            Assert.True(words.Contains(code), $"\"{code}\" is not in the vocabulary");
            foreach (var name in words[code])
            {
                Assert.All((string[])["vi", "lo", "en"], language => Assert.NotEqual("", name.GetProperty(language).GetString() ?? ""));
                Assert.Equal(("lo", name.GetProperty("lo").GetString()), (name.GetProperty("nameLanguage").GetString(), name.GetProperty("name").GetString()));
            }
        }
        Assert.Contains("native", listed.GetProperty("note").GetProperty("en").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vi", "dự thảo", "biên bản hợp tác")]
    [InlineData("lo", "ຮ່າງ", "ບົດບັນທຶກການຮ່ວມມື")]
    [InlineData("en", "draft", "minutes of cooperation")]
    public async Task An_answer_says_beside_a_code_what_it_means(string language, string draft, string minutes)
    {
        var id = site.NewId("worded");
        var version = (await site.As(People.Coordinator).PostAsync("/v1/agreements", Bodies.Draft(id))).MustBe(201).Header("Coop-Version")!;
        var agreement = (await site.As(People.Confirmer).GetAsync($"/v1/agreements/{id}?lang={language}", ("Coop-After", version))).MustBe(200).Json;
        Assert.Equal(("draft", draft), (Text(agreement, "state"), Text(agreement, "stateName")));
        Assert.Equal(("minutesOfCooperation", minutes), (Text(agreement, "type"), Text(agreement, "typeName")));

        var network = (await site.As(People.Confirmer).GetAsync($"/v1/network/status?by=state&lang={language}")).MustBe(200).Json;
        foreach (var count in network.GetProperty("instrumentsByState").EnumerateArray())
            Assert.Equal(Vocabulary.Find("agreementState", Text(count, "state")!)!.In(language), Text(count, "stateName"));
        foreach (var group in network.GetProperty("groups").EnumerateArray().Where(group => Text(group, "value") == "open"))
            Assert.Equal(Vocabulary.Find(ProgramState.Open)!.In(language), Text(group.GetProperty("name"), "name"));
        var work = (await site.As(People.Coordinator).GetAsync($"/v1/worklist?limit=200&lang={language}")).MustBe(200).Json;
        foreach (var item in work.GetProperty("items").EnumerateArray())
            Assert.Equal(Vocabulary.Find("workKind", Text(item, "kind")!)!.In(language), Text(item, "kindName"));
    }

    [Theory]
    [InlineData("vi", "người", "học sinh, sinh viên")]
    [InlineData("lo", "ຄົນ", "ນັກຮຽນ, ນັກສຶກສາ")]
    [InlineData("en", "person", "students")]
    public async Task Figures_say_beside_their_unit_and_indicator_what_these_mean(string language, string unit, string indicator)
    {
        var program = await site.NewProgramAsync();
        var reader = site.As(People.Confirmer);
        var commitment = (await reader.GetAsync($"/v1/programs/{program}?lang={language}")).MustBe(200).Json.GetProperty("commitments")[0].GetProperty("commitment");
        var figure = (await reader.GetAsync($"/v1/network/status?lang={language}")).MustBe(200).Json.GetProperty("figures").EnumerateArray()
            .Single(one => Text(one, "id") == "students:person:sum");
        foreach (var one in (JsonElement[])[commitment, figure])
            Assert.Equal(
                ("person", unit, "students", indicator),
                (Text(one, "unit"), Text(one, "unitName"), Text(one, "indicator"), Text(one, "indicatorName")));
    }

    [Fact]
    public void What_has_no_words_is_said_by_its_code_alone()
    {
        var written = JsonSerializer.SerializeToElement(
            new NetworkFigure
            {
                Id = "patrols:CHF:sum",
                Indicator = "patrols",
                Unit = "CHF",
                Measure = Measure.Sum,
                Commitments = 1,
                Overall = new() { NoData = true, Entries = 0, Overdue = 0 },
                Periods = [],
            },
            ApiJson.Replies("lo").GetTypeInfo(typeof(NetworkFigure)));
        Assert.Equal(("CHF", null, "patrols", null),
            (Text(written, "unit"), Text(written, "unitName"), Text(written, "indicator"), Text(written, "indicatorName")));
    }

    [Theory]
    [InlineData("vi", "người ghi nhận", "Việt Nam")]
    [InlineData("lo", "ຜູ້ບັນທຶກ", "ຫວຽດນາມ")]
    [InlineData("en", "recorder", "Viet Nam")]
    public void Lists_of_codes_get_lists_of_words(string language, string role, string side)
    {
        var user = Written(new AgencyUser { User = "a", Roles = Roles.Recorder | Roles.Confirmer, Cleared = false });
        Assert.Equal((2, role), (user.GetProperty("roleNames").GetArrayLength(), user.GetProperty("roleNames")[0].GetString()));
        Assert.Equal(side, Vocabulary.Find(Side.Vn)!.In(language));

        JsonElement Written(AgencyUser value) =>
            JsonSerializer.SerializeToElement(value, ApiJson.Replies(language).GetTypeInfo(typeof(AgencyUser)));
    }

    [Theory]
    [InlineData("vi", "người điều phối", "dự thảo", "đã thống nhất văn bản")]
    [InlineData("lo", "ຜູ້ປະສານງານ", "ຮ່າງ", "ຕົກລົງເນື້ອໃນແລ້ວ")]
    [InlineData("en", "coordinator", "draft", "text agreed")]
    public async Task A_problem_is_told_in_words_and_keeps_its_codes_beside_them(string language, string role, string state, string needed)
    {
        var refused = (await site.As(People.Confirmer).PostAsync($"/v1/agreements?lang={language}", Bodies.Draft(site.NewId("role"))))
            .Is(403, "roleMissing");
        Assert.Contains(role, Text(refused.Json, "detail"), StringComparison.Ordinal);
        Assert.Equal("coordinator", Text(refused.Json.GetProperty("details"), "role"));

        var wrong = Wrong(language, ("state", AgreementState.Draft), ("needed", AgreementState.TextAgreed));
        Assert.Contains(state, wrong, StringComparison.Ordinal);
        Assert.Contains(needed, wrong, StringComparison.Ordinal);
        Assert.DoesNotContain("textAgreed", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_behind_a_code_stays_and_what_is_no_code_is_left_as_it_is()
    {
        Assert.Contains("đã kết thúc 2026-05", Said("vi", "ended 2026-05"), StringComparison.Ordinal);
        Assert.Contains("in force, draft", Said("en", "inForce, draft"), StringComparison.Ordinal);
        Assert.Contains("never-heard-of", Said("lo", "never-heard-of"), StringComparison.Ordinal);

        static string Said(string language, string state) => ProblemDocument.In(
            language, Problem.With(RefusalCodes.WrongState, ("state", state), ("needed", "open")), "").Detail;
    }

    private static string Wrong(string language, params ReadOnlySpan<(string Name, Enum Code)> details)
    {
        var named = new List<Detail>();
        foreach (var (name, code) in details)
            named.Add(new() { Name = name, Value = EnumCodes.Of(code), Kind = Vocabulary.KindOf(code.GetType()) });
        return ProblemDocument.In(language, new(RefusalCodes.WrongState, named.ToValueList()), "").Detail;
    }

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    private static IEnumerable<string> EnumsIn(JsonElement part) => part.ValueKind switch
    {
        JsonValueKind.Object => part.EnumerateObject().SelectMany(member =>
            member is { Name: "enum", Value.ValueKind: JsonValueKind.Array }
                ? member.Value.EnumerateArray().Where(code => code.ValueKind == JsonValueKind.String).Select(code => code.GetString()!)
                : EnumsIn(member.Value)),
        JsonValueKind.Array => part.EnumerateArray().SelectMany(EnumsIn),
        _ => [],
    };
}
