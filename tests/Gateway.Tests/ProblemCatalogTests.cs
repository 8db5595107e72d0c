using System.Reflection;
using System.Text.RegularExpressions;
using CoopGrains.Contracts;
using CoopGrains.Gateway.Problems;

namespace Gateway.Tests;

public sealed partial class ProblemCatalogTests
{
    /// <summary>Every value that a book or the gateway puts into a text.</summary>
    private static readonly HashSet<string> Placeholders =
    [
        "agency", "agreement", "awaited", "began", "by", "commitment", "decimals", "ended", "entry", "expected", "field", "fields", "first",
        "form", "holder", "id", "longest", "most", "name",
        "nearest", "needed", "on", "other", "parties", "party", "period", "person", "predecessor", "province", "reason", "revision", "role", "second", "state",
        "successor", "suggestions", "unit",
        "values", "whole", "words",
    ];

    [Fact]
    public void Every_code_of_books_and_gateway_has_a_row_and_no_row_is_without_a_code()
    {
        var codes = Constants(typeof(RefusalCodes)).Concat(Constants(typeof(Codes))).ToHashSet();
        Assert.Equal(codes.Order(), ProblemCatalog.Codes.Order());
    }

    [Fact]
    public void Every_row_has_a_status_and_texts_in_three_languages()
    {
        foreach (var code in ProblemCatalog.Codes)
        {
            var text = ProblemCatalog.Of(code);
            Assert.InRange(text.Status, 400, 503);
            foreach (var language in new[] { "vi", "lo", "en" })
            {
                Assert.False(string.IsNullOrWhiteSpace(text.Title.In(language)), $"{code} has no title in {language}");
                Assert.False(string.IsNullOrWhiteSpace(text.Detail.In(language)), $"{code} has no detail in {language}");
                Assert.True(text.Detail.In(language).IsNormalized(), $"{code} is not NFC in {language}");
            }
            Assert.Contains(text.Title.Lo, letter => letter is >= '\u0e80' and <= '\u0eff' || code == Codes.Malformed);
        }
    }

    [Fact]
    public void Placeholders_are_known_and_the_same_in_every_language()
    {
        foreach (var code in ProblemCatalog.Codes)
        {
            var detail = ProblemCatalog.Of(code).Detail;
            var names = NamesIn(detail.En);
            Assert.True(names.SetEquals(NamesIn(detail.Vi)) && names.SetEquals(NamesIn(detail.Lo)),
                $"{code} has other placeholders in another language");
            names.ExceptWith(Placeholders);
            Assert.True(names.Count == 0, $"{code} has placeholders that nobody fills: {string.Join(", ", names)}");
        }
    }

    [Fact]
    public void A_text_that_lacks_a_value_falls_back_to_the_title()
    {
        var reply = ProblemDocument.In("vi", new(RefusalCodes.WrongState), "");
        Assert.Equal(ProblemCatalog.Of(RefusalCodes.WrongState).Title.Vi, reply.Detail);
    }

    [Fact]
    public void Values_are_put_into_the_text_and_stand_beside_it()
    {
        var reply = ProblemDocument.In("en", Problem.With(RefusalCodes.WrongState, ("state", "draft"), ("needed", "{inForce}")), "");
        Assert.Equal("It is draft; this needs (inForce).", reply.Detail);
        Assert.Equal("draft", reply.Details["state"]);
    }

    [Fact]
    public void A_sentence_without_its_value_is_left_out()
    {
        Assert.Equal("No province is called \"x\".",
            ProblemDocument.In("en", Problem.With(RefusalCodes.ProvinceUnknown, ("name", "x"), ("suggestions", "")), "").Detail);
        Assert.Equal("No province is called \"[[x]]\". It may be: la-lpb.",
            ProblemDocument.In("en", Problem.With(RefusalCodes.ProvinceUnknown, ("name", "[[x]]"), ("suggestions", "la-lpb")), "").Detail);
        Assert.Equal("The current revision is 3.",
            ProblemDocument.In("en", Problem.With(RefusalCodes.RevisionStale, ("revision", "3"), ("fields", "")), "").Detail);
    }

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (
            string)field.GetRawConstantValue()!);

    private static HashSet<string> NamesIn(string text) => [.. Placeholder().Matches(text).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
