using System.Globalization;
using System.Text;

namespace CoopGrains.Domain;

/// <summary>Brings spellings of one name together: case, tones, marks, hyphens and Lao's several ways to write one sound.</summary>
public static class NameFold
{
    private static readonly string[] Prefixes =
    [
        "tinh", "nuoc ban", "nuoc", "khoueng", "khouaeng", "khoeng", "khwaeng", "khoaeng", "province of", "province", "prov",
        "แขวง", "จังหวัด", "\u0EC1\u0E82\u0EA7\u0E87",
    ];

    private static readonly string[] Suffixes = ["province", "prov", "peoples democratic republic"];

    /// <summary>What a country is, in full and as its stories shorten it: before its name, and behind "nước".</summary>
    private static readonly string[] Forms =
    [
        "cong hoa xa hoi chu nghia", "chxhcn", "cong hoa dan chu nhan dan", "chdcnd", "socialist republic of",
        "ສາທາລະນະລັດ ສັງຄົມນິຍົມ", "ສາທາລະນະລັດ ປະຊາທິປະໄຕ ປະຊາຊົນ", "ສປປ",
    ];

    /// <summary>Words that make a name one of something smaller: a district or a city that shares its name with the province.</summary>
    private static readonly string[] Smaller =
    [
        "huyen", "thanh pho", "tp", "thi xa", "thi tran", "xa", "phuong", "district", "muang", "city", "town", "commune", "ban",
        "\u0EC0\u0EA1\u0EB7\u0EAD\u0E87", "\u0E9A\u0EC9\u0EB2\u0E99", "\u0E99\u0EB0\u0E84\u0EAD\u0E99",
    ];

    private static readonly string[] FoldedPrefixes = [.. Prefixes.Select(Words)];
    private static readonly string[] FoldedForms = [.. Forms.Select(Words)];
    private static readonly string[] FoldedSmaller = [.. Smaller.Select(Words)];

    /// <summary>The folded name without "tỉnh", "ແຂວງ", "province" or what kind of republic it is; empty for something smaller.</summary>
    public static string OfProvince(string spelling)
    {
        var words = Words(spelling);
        foreach (var smaller in FoldedSmaller)
            if (Begins(words, smaller)
                || (smaller is "district" or "city" or "town" or "commune" && words.EndsWith(" " + smaller, StringComparison.Ordinal)))
                return "";
        words = Behind(Behind(words, FoldedPrefixes), FoldedForms);
        foreach (var suffix in Suffixes)
            if (words.EndsWith(" " + suffix, StringComparison.Ordinal))
                words = words[..^(suffix.Length + 1)];
        return Joined(words);
    }

    /// <summary>Letters and digits only: no case, no marks, one way to write each Lao sound, nothing between words.</summary>
    /// <remarks>Folding what is folded changes nothing, and all normal forms of a text (NFC, NFD, NFKC, NFKD) fold alike.</remarks>
    public static string Of(string spelling) => Joined(Words(spelling));

    private static string Behind(string words, string[] prefixes)
    {
        foreach (var prefix in prefixes)
            if (Begins(words, prefix))
                return words[prefix.Length..].TrimStart();
        return words;
    }

    // Lao is written without spaces, so there a prefix needs none behind it.
    private static bool Begins(string words, string prefix) =>
        words.StartsWith(prefix, StringComparison.Ordinal)
        && words.Length > prefix.Length
        && (words[prefix.Length] == ' ' || prefix[0] is >= '\u0E00' and <= '\u0EFF');

    private static string Words(string spelling)
    {
        // Half of a surrogate pair cannot be normalized; runes replace it. Compatibility forms too: ຳ comes apart, and so do ligatures.
        var text = string.Concat(spelling.EnumerateRunes()).Normalize(NormalizationForm.FormKD);
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.NonSpacingMark when IsLaoVowel(rune.Value):
                case UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                    or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.SpacingCombiningMark
                    or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber:
                    var lower = Rune.ToLowerInvariant(rune);
                    folded.Append(lower.Value == 'đ' ? "d" : lower.ToString());
                    break;
                case UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                    or UnicodeCategory.Control:
                    if (folded.Length > 0 && folded[^1] != ' ')
                        folded.Append(' ');
                    break;
            }
        return folded.ToString().TrimEnd();
    }

    // Vowel signs of Lao, the niggahita and the sign lo are marks too, and belong to the word; its tone marks do not.
    private static bool IsLaoVowel(int rune) => rune is (>= 0x0EB0 and <= 0x0EC7) or 0x0ECD;

    // What Lao writes in two ways, once marks and ligatures are apart: ຫຼ and ຫຣ are ຫລ, and two ເ are a ແ.
    private static string Joined(string words) => words.Replace(" ", "", StringComparison.Ordinal)
        .Replace("\u0EAB\u0EBC", "\u0EAB\u0EA5", StringComparison.Ordinal)
        .Replace("\u0EAB\u0EA3", "\u0EAB\u0EA5", StringComparison.Ordinal)
        .Replace("\u0EC0\u0EC0", "\u0EC1", StringComparison.Ordinal);
}
