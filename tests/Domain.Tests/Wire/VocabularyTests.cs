using System.Text.RegularExpressions;
using CoopGrains.Contracts;
using CoopGrains.Domain;
using TestKit;

namespace Domain.Tests;

/// <summary>What people read has words in all three languages.</summary>
public sealed partial class VocabularyTests
{
    private static readonly Enum[] Values = [.. typeof(Vocabulary).Assembly.GetExportedTypes().Where(type => type.IsEnum)
        .SelectMany(type => Enum.GetValues(type).Cast<Enum>())];

    [Fact]
    public void Every_value_of_every_enum_has_words_in_vi_lo_and_en()
    {
        foreach (var value in Values)
        {
            var name = Vocabulary.Find(value);
            Assert.True(
                name is { Vi.Length: > 0, Lo.Length: > 0, En.Length: > 0 },
                $"{value.GetType().Name}.{value} lacks a language in vocabulary.json");
            Assert.All((string[])[name!.Vi!, name.Lo!, name.En!], word => Assert.True(word.IsNormalized() && word.Trim() == word, word));
            Assert.Contains(name.Lo!, letter => letter is >= '\u0e80' and <= '\u0eff');
            Assert.DoesNotContain(name.Vi + name.En, letter => letter is >= '\u0e80' and <= '\u0eff');
        }
    }

    [Fact]
    public void No_word_is_for_a_code_that_is_none_and_none_is_there_twice()
    {
        var codes = Values.Select(value => (Vocabulary.KindOf(value.GetType()), EnumCodes.Of(value)));
        var words = Vocabulary.All.Kinds
            .Where(kind => kind.Kind is not (Vocabulary.Standing or Vocabulary.Unit or Vocabulary.Indicator))
            .SelectMany(kind => kind.Words, (kind, word) => (kind.Kind, word.Code));
        Assert.Equal(codes.Order(), words.Order());
        Assert.Equal("The Lao words need a check by a native reader.", Vocabulary.All.Note.En);
    }

    [Fact]
    public void Every_unit_has_words_but_for_currencies_of_elsewhere()
    {
        string[] near = ["VND", "LAK", "USD", "THB", "CNY", "EUR"];
        foreach (var unit in Units.All.Where(unit => !Units.IsMoney(unit)).Concat(near))
            Assert.True(Vocabulary.Find(Vocabulary.Unit, unit) is { Vi.Length: > 0, Lo.Length: > 0, En.Length: > 0 }, unit);
        Assert.All(CodesOf(Vocabulary.Unit), unit => Assert.NotNull(Units.ScaleOf(unit)));
    }

    [Fact]
    public void What_the_seed_network_measures_has_words()
    {
        var seed = RepositoryRoot.PathOf("src", "CoopGrains.Cli", "Seed");
        var measured = Directory.EnumerateFiles(seed, "*.json").SelectMany(path => Measured().Matches(File.ReadAllText(path)))
            .Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.True(measured.Count >= 17, $"only {measured.Count} found");
        Assert.All(measured, one => Assert.True(
            Vocabulary.Find(Vocabulary.Indicator, one) is { Vi.Length: > 0, Lo.Length: > 0, En.Length: > 0 }, one));
        Assert.Distinct(CodesOf(Vocabulary.Indicator));
        Assert.Distinct(CodesOf(Vocabulary.Unit));
    }

    private static IEnumerable<string> CodesOf(string kind) => Vocabulary.All.Kinds.Single(one => one.Kind == kind).Words.Select(word => word.Code);

    [GeneratedRegex("\"indicator\": *\"([^\"]+)\"")]
    private static partial Regex Measured();

    [Fact]
    public void What_refusals_call_a_state_in_plain_text_has_words()
    {
        var domain = RepositoryRoot.PathOf("src", "CoopGrains.Domain");
        var called = Directory.EnumerateFiles(domain, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(path => Named().Matches(File.ReadAllText(path)))
            .SelectMany(match => match.Groups["words"].Captures).Select(words => words.Value.Trim()).Distinct().ToList();
        Assert.True(called.Count >= 8, $"only {called.Count} found");
        Assert.All(called, words => Assert.True(Vocabulary.Find(Vocabulary.Standing, words) is not null, $"\"{words}\" is not in vocabulary.json"));
    }

    [GeneratedRegex("""\("(?:state|needed)", \$?"(?<words>[^"{]+)(?:\{[^"]*)?"\)|Checks\.Ends\([^)]*?, "(?<words>[^"]+)", "(?<words>[^"]+)"\)""")]
    private static partial Regex Named();
}
