using System.Diagnostics;
using System.Globalization;
using System.Text;
using Benchmarks.Measuring;
using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Benchmarks.Figures;

/// <summary>Finding a province among 100,000 names: in spellings of all kinds, and by names that nobody has, which are answered with the nearest.</summary>
/// <remarks>In process: what a spelling costs beside HTTP. Every answer is checked.</remarks>
internal sealed class Names : Figure
{
    private const int Seed = 20_261_121;

    // As in the languages: a few hundred syllables, so that many names share most of their letters.
    private static readonly string[] Vietnamese = Syllables(
        ["b", "ch", "d", "đ", "h", "k", "kh", "l", "m", "n", "ng", "nh", "ph", "s", "t", "th", "tr", "v", "x"],
        ["a", "an", "ang", "ay", "ăn", "ê", "iên", "iêng", "o", "oan", "ong", "ông", "uông", "ưa", "ương", "ầm", "ẹo", "ủa"]);

    private static readonly string[] Lao = Syllables(
        ["ກ", "ຂ", "ງ", "ຊ", "ດ", "ຕ", "ທ", "ນ", "ບ", "ພ", "ມ", "ຢ", "ລ", "ວ", "ຫຼ", "ໜ"],
        ["າ", "າງ", "ານ", "າວ", "ີ", "ຳ", "້ຳ", "ົ້ງ", "ວງ", "ອນ", "່ອນ", "ຽງ", "ຽນ", "ໍ່"]);

    public override string Name => "names";

    public override Task<IReadOnlyList<Finding>> MeasureAsync(Run run)
    {
        var provinces = run.Size(20_000, 200);
        var chance = new Random(Seed);
        var names = Made(provinces, chance);
        var index = new NameIndex(names);
        var all = names.SelectMany(named => Spellings(named.Value), (named, spelling) => (Province: named.Key, Spelling: spelling)).ToList();
        // Not counted: until its code is compiled for good.
        for (var i = 0; i < run.Size(1_000, 1); i++)
            index.Resolve(all[i].Spelling + "zq");
        var (known, unknown) = (new List<double>(), new List<double>());
        for (var i = 0; i < run.Size(20_000, 500); i++)
        {
            var (province, spelling) = all[chance.Next(all.Count)];
            var (took, found) = Time(index, Otherwise(spelling, chance));
            WrongAnswerException.ThrowIf(found.Province != province, $"{spelling} was found to be {found.Province}, not {province}");
            known.Add(took);
            if (i % 5 != 0)
                continue;
            (took, found) = Time(index, spelling + "qz");
            WrongAnswerException.ThrowIf(found.Province is not null, $"{spelling}qz was taken for {found.Province}");
            WrongAnswerException.ThrowIf(found.Suggestions.IsEmpty, $"nothing is near {spelling}qz");
            unknown.Add(took);
        }
        var beside = string.Create(CultureInfo.InvariantCulture, $"{all.Count:N0} names, seed {Seed}; median");
        return Task.FromResult<IReadOnlyList<Finding>>(
        [
            new("a name in any spelling (p99)", Statistics.Percentile(known, 99), "us", Must.Most(1_000), $"{beside} {Statistics.Median(known):0.0} us"),
            new("a name that nobody has, with suggestions (p99)", Statistics.Percentile(unknown, 99), "us", Must.Most(1_000),
                $"{beside} {Statistics.Median(unknown):0.0} us"),
        ]);
    }

    private static Dictionary<string, ProvinceNames> Made(int provinces, Random chance)
    {
        var taken = new HashSet<string>();
        return Enumerable.Range(0, provinces).ToDictionary(number => $"la-{number:00000}", number =>
        {
            var vi = Free(Vietnamese, "-");
            return new ProvinceNames
            {
                Name = new() { Vi = vi, Lo = Free(Lao, ""), En = Free(Vietnamese, " ") },
                Aliases = [Free(Vietnamese, ""), Free(Vietnamese, " ")],
            };
        });

        string Free(string[] syllables, string between)
        {
            while (true)
            {
                var name = string.Join(between, Enumerable.Range(0, chance.Next(3, 6)).Select(_ => syllables[chance.Next(syllables.Length)]));
                if (taken.Add(NameFold.OfProvince(name)))
                    return name;
            }
        }
    }

    private static string[] Syllables(string[] initials, string[] rhymes) =>
        [.. initials.SelectMany(initial => rhymes, (initial, rhyme) => initial + rhyme)];

    private static IEnumerable<string> Spellings(ProvinceNames names) =>
        names.Aliases.Append(names.Name.Vi!).Append(names.Name.Lo!).Append(names.Name.En!);

    // As people type it: without tones, in capitals, with marks apart, with the word for province.
    private static string Otherwise(string spelling, Random chance) => chance.Next(5) switch
    {
        0 => spelling.ToUpperInvariant(),
        1 => spelling.Normalize(NormalizationForm.FormD),
        2 => spelling.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant(),
        3 => string.Concat(spelling.Normalize(NormalizationForm.FormD).EnumerateRunes()
            .Where(rune => rune.Value is >= 0x0E80 and <= 0x0EFF || Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)),
        _ => spelling[0] > 0x0E80 ? "ແຂວງ" + spelling : "tỉnh " + spelling,
    };

    private static (double Took, ResolvedName Found) Time(NameIndex index, string spelling)
    {
        var started = Stopwatch.GetTimestamp();
        var found = index.Resolve(spelling);
        return (Stopwatch.GetElapsedTime(started).TotalMicroseconds, found);
    }
}
