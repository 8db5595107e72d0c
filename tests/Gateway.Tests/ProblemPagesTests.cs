using CoopGrains.Contracts;
using CoopGrains.Gateway.Problems;
using Gateway.Tests.Kit;

namespace Gateway.Tests;

[Collection(nameof(Site))]
public sealed class ProblemPagesTests(Site site)
{
    [Fact]
    public async Task The_type_of_every_problem_is_the_address_of_a_page_in_each_language()
    {
        foreach (var code in ProblemCatalog.Codes)
            foreach (var language in (string[])["vi", "lo", "en"])
            {
                var page = (await PageAsync($"{ProblemDocument.TypeOf(code)}?lang={language}")).MustBe(200);
                Assert.StartsWith("text/html", page.Header("Content-Type"), StringComparison.Ordinal);
                Assert.Contains($"<html lang=\"{language}\">", page.Text, StringComparison.Ordinal);
                Assert.Contains(System.Net.WebUtility.HtmlEncode(ProblemCatalog.Of(code).Title.In(language)), page.Text, StringComparison.Ordinal);
            }
    }

    [Fact]
    public async Task A_problem_that_was_met_leads_to_its_page()
    {
        var problem = (await site.With(null).GetAsync("/v1/network/status")).MustBe(401).Json;
        var kind = (await site.With(null).GetAsync(problem.GetProperty("type").GetString()!)).MustBe(200).Json;
        Assert.Equal(problem.GetProperty("code").GetString(), kind.GetProperty("code").GetString());
        Assert.Equal(401, kind.GetProperty("status").GetInt32());
        Assert.NotEmpty(kind.GetProperty("advice").GetProperty("lo").GetString()!);
    }

    [Fact]
    public async Task The_index_links_every_code_and_nothing_outside()
    {
        var page = (await PageAsync(ProblemDocument.Types)).MustBe(200).Text;
        Assert.All(ProblemCatalog.Codes, code => Assert.Contains($"href=\"/problems/{code}?lang=en\"", page, StringComparison.Ordinal));
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.Equal("text/css; charset=utf-8", (await site.With(null).GetAsync("/problems/style.css")).MustBe(200).Header("Content-Type"));
    }

    [Fact]
    public async Task A_code_that_there_is_not_is_an_unknown_path() =>
        Assert.Equal(Codes.PathUnknown, (await PageAsync("/problems/%3Cscript%3E")).MustBe(404).Json.GetProperty("code").GetString());

    [Fact]
    public async Task The_reference_says_of_every_code_and_status_what_it_means()
    {
        var document = (await site.With(null).GetAsync("/openapi/v1.json")).Json;
        var code = document.GetProperty("components").GetProperty("schemas").GetProperty(nameof(ProblemReply)).GetProperty("properties").GetProperty("code");
        Assert.Equal(ProblemCatalog.Codes.Order(StringComparer.Ordinal),
            code.GetProperty("anyOf").EnumerateArray().Select(one => one.GetProperty("const").GetString()));
        Assert.Contains("423", code.GetProperty("anyOf").EnumerateArray()
            .Single(one => one.GetProperty("const").GetString() == RefusalCodes.PeriodLocked).GetProperty("description").GetString());
        var said = document.GetProperty("components").GetProperty("responses");
        var answers = from path in document.GetProperty("paths").EnumerateObject()
                      from operation in path.Value.EnumerateObject()
                      from response in operation.Value.GetProperty("responses").EnumerateObject()
                      where response.Name[0] is '4' or '5'
                      select response;
        Assert.All(answers, answer => Assert.Equal("#/components/responses/Problem" + answer.Name, answer.Value.GetProperty("$ref").GetString()));
        Assert.Contains("Nothing was done", said.GetProperty("Problem422").GetProperty("description").GetString());
        Assert.Contains("takes effect once", said.GetProperty("Problem503").GetProperty("description").GetString());
    }

    private Task<Reply> PageAsync(string path) => site.With(null).GetAsync(path, ("Accept", "text/html"));
}
