using System.Globalization;
using System.Text;

namespace CoopGrains.Domain;

/// <summary>Brings spellings of one place name together: case, tones, marks, hyphens and Lao's several ways to write one sound.</summary>
public static class NameFold
{
    private const char LaoHo = '\u0EAB';
    private const char LaoNo = '\u0E99';
    private const char LaoMo = '\u0EA1';
    private const char LaoLo = '\u0EA5';
    private const char LaoRo = '\u0EA3';
    private const char LaoSignLo = '\u0EBC';
    private const char LaoNiggahita = '\u0ECD';
    private const char LaoAa = '\u0EB2';

    private static readonly string[] Prefixes =
    [
        "tinh", "khoueng", "khouaeng", "khoeng", "khwaeng", "khoaeng", "province of", "province", "prov",
        "แขวง", "จังหวัด", "\u0EC1\u0E82\u0EA7\u0E87",
    ];

    private static readonly string[] Suffixes = ["province", "prov"];

    /// <summary>Words that make a name one of something smaller: a district or a city that shares its name with the province.</summary>
    private static readonly string[] Smaller =
    [
        "huyen", "thanh pho", "tp", "thi xa", "thi tran", "xa", "phuong", "district", "muang", "city", "town", "commune", "ban",
        "\u0EC0\u0EA1\u0EB7\u0EAD\u0E87", "\u0E9A\u0EC9\u0EB2\u0E99", "\u0E99\u0EB0\u0E84\u0EAD\u0E99",
    ];

    private static readonly string[] FoldedPrefixes = [.. Prefixes.Select(Words)];
    private static readonly string[] FoldedSmaller = [.. Smaller.Select(Words)];

    /// <summary>The folded name without "tỉnh", "ແຂວງ" or "province"; empty when it names something smaller than a province.</summary>
    public static string OfProvince(string spelling)
    {
        var words = Words(spelling);
        foreach (var smaller in FoldedSmaller)
            if (Begins(words, smaller)
                || (smaller is "district" or "city" or "town" or "commune" && words.EndsWith(" " + smaller, StringComparison.Ordinal)))
                return "";
        foreach (var prefix in FoldedPrefixes)
            if (Begins(words, prefix))
            {
                words = words[prefix.Length..].TrimStart();
                break;
            }
        foreach (var suffix in Suffixes)
            if (words.EndsWith(" " + suffix, StringComparison.Ordinal))
                words = words[..^(suffix.Length + 1)];
        return words.Replace(" ", "", StringComparison.Ordinal);
    }

    /// <summary>Letters and digits only: no case, no marks, one way to write each Lao sound, nothing between words.</summary>
    public static string Of(string spelling) => Words(spelling).Replace(" ", "", StringComparison.Ordinal);

    // Lao is written without spaces, so there a prefix needs none behind it.
    private static bool Begins(string words, string prefix) =>
        words.StartsWith(prefix, StringComparison.Ordinal)
        && words.Length > prefix.Length
        && (words[prefix.Length] == ' ' || prefix[0] is >= '\u0E00' and <= '\u0EFF');

    private static string Words(string spelling)
    {
        // Half of a surrogate pair cannot be normalized; runes replace it.
        var text = string.Concat(Lao(spelling).EnumerateRunes()).Normalize(NormalizationForm.FormD);
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                // Vowel signs of Lao are marks too, and belong to the word; its tone marks do not.
                case UnicodeCategory.NonSpacingMark when rune.Value is not (>= 0x0EB0 and <= 0x0EC7):
                    break;
                case UnicodeCategory.SpaceSeparator or UnicodeCategory.Control or UnicodeCategory.LineSeparator:
                    if (folded.Length > 0 && folded[^1] != ' ')
                        folded.Append(' ');
                    break;
                case UnicodeCategory.DashPunctuation or UnicodeCategory.OtherPunctuation or UnicodeCategory.ConnectorPunctuation
                    or UnicodeCategory.Format or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.InitialQuotePunctuation
                    or UnicodeCategory.ModifierSymbol or UnicodeCategory.MathSymbol:
                    break;
                default:
                    var lower = Rune.ToLowerInvariant(rune);
                    folded.Append(lower.Value == 'đ' ? "d" : lower.ToString());
                    break;
            }
        }
        return folded.ToString().TrimEnd();
    }

    // ຳ decomposes to niggahita and aa; ຫລ, ຫຼ, ຫນ, ຫມ are also written as ligatures; tone marks go wherever they stand.
    private static string Lao(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\u0E80', '\u0EFF') < 0)
            return text;
        var plain = new StringBuilder(text.Length + 4);
        foreach (var letter in text)
            _ = letter switch
            {
                >= '\u0EC8' and <= '\u0ECB' => plain,
                '\u0EB3' => plain.Append(LaoNiggahita).Append(LaoAa),
                '\u0EDC' => plain.Append(LaoHo).Append(LaoNo),
                '\u0EDD' => plain.Append(LaoHo).Append(LaoMo),
                LaoSignLo or LaoRo when plain.Length > 0 && plain[^1] == LaoHo => plain.Append(LaoLo),
                LaoAa when plain.Length > 1 && plain[^1] == LaoNiggahita => plain.Append(LaoAa),
                _ => plain.Append(letter),
            };
        return plain.ToString();
    }
}
