using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>Words beside a number: how many of it, how it bounds the truth, and what is counted.</summary>
internal static class AmountWords
{
    /// <summary>Words that multiply, as a regular expression.</summary>
    public const string Factors = "nghìn|ngàn|triệu|tỷ|tỉ";

    /// <summary>Words that bound, as a regular expression.</summary>
    public const string Bounds = "trên|hơn|dưới|khoảng|gần";

    /// <summary>Words that call it an estimate, or say only that it was reached.</summary>
    public const string Leads = "ước đạt|ước|đạt";

    private static readonly (string Word, string Unit)[] UnitWords =
    [
        ("đồng", "VND"), ("VND", "VND"), ("VNĐ", "VND"), ("USD", "USD"), ("đô la Mỹ", "USD"), ("kíp", "LAK"), ("LAK", "LAK"),
        ("học sinh", "person"), ("cán bộ", "person"), ("người", "person"), ("suất", "person"), ("cụm bản", "cluster"), ("khóa", "course"),
    ];

    /// <summary>The unit of a word as a source writes it; null when none is known by it.</summary>
    public static string? Unit(string word) => UnitWords.FirstOrDefault(pair => word == pair.Word).Unit;

    /// <summary>The same, whatever its case.</summary>
    public static string? NearUnit(string word) =>
        UnitWords.FirstOrDefault(pair => string.Equals(pair.Word, word, StringComparison.OrdinalIgnoreCase)).Unit;

    /// <summary>What a word multiplies by; 1 for none.</summary>
    public static decimal Factor(string word) => word switch
    {
        "nghìn" or "ngàn" or "thousand" or "ພັນ" => 1_000m,
        "triệu" or "million" or "ລ້ານ" => 1_000_000m,
        "tỷ" or "tỉ" or "billion" or "ຕື້" => 1_000_000_000m,
        _ => 1m,
    };

    /// <summary>How a word bounds what stands behind it.</summary>
    public static Bound Bound(string word) => word switch
    {
        "trên" or "hơn" or "ít nhất" or "tối thiểu" or "at least" or "more than" or "over" or "ຢ່າງໜ້ອຍ" or "ຫຼາຍກວ່າ" or "≥" or ">" =>
            Contracts.Bound.AtLeast,
        "dưới" or "nhiều nhất" or "tối đa" or "at most" or "less than" or "under" or "ຢ່າງຫຼາຍ" or "ບໍ່ເກີນ" or "≤" or "<" =>
            Contracts.Bound.AtMost,
        "khoảng" or "gần" or "about" or "around" or "nearly" or "ປະມານ" or "~" or "≈" => Contracts.Bound.About,
        _ => Contracts.Bound.Exact,
    };
}
