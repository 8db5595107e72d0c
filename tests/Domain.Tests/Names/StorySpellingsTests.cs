using System.Text;
using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>Every spelling of the stories, and each of them as people type it.</summary>
public sealed class StorySpellingsTests
{
    private static readonly NameIndex Names = new(new Dictionary<string, ProvinceNames>
    {
        ["vn"] = Of("Việt Nam", "ຫວຽດນາມ", "Viet Nam"),
        ["la"] = Of("Lào", "ລາວ", "Lao PDR"),
        ["vn-db"] = Of("Điện Biên", "ດຽນບຽນ", "Dien Bien"),
        ["la-psl"] = Of("Phong-Sa-Ly", "ຜົ້ງສາລີ", "Phongsaly", "Phông-Sa-Ly"),
        ["la-odx"] = Of("U-Đom-Xay", "ອຸດົມໄຊ", "Oudomxay", "Udomxay"),
        ["la-lpb"] = Of("Luông-Pha-Bang", "ຫລວງພະບາງ", "Luang Prabang"),
        ["la-lnt"] = Of("Luông-Nậm-Thà", "ຫລວງນໍ້າທາ", "Luang Namtha"),
        ["la-bko"] = Of("Bo-kẹo", "ບໍ່ແກ້ວ", "Bokeo"),
    });

    private static readonly (string Id, string[] Written)[] Parties =
    [
        ("vn", ["Việt Nam", "nước Cộng hòa xã hội chủ nghĩa Việt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam", "CHXHCN Việt Nam",
            "nước CHXHCN Việt Nam", "ຫວຽດນາມ", "ສາທາລະນະລັດ ສັງຄົມນິຍົມ ຫວຽດນາມ", "Socialist Republic of Viet Nam"]),
        ("la", ["Lào", "nước Cộng hòa Dân chủ Nhân dân Lào", "Cộng hòa Dân chủ Nhân dân Lào", "nước bạn Lào", "nước CHDCND Lào", "CHDCND Lào",
            "Nước Lào", "ລາວ", "ສາທາລະນະລັດ ປະຊາທິປະໄຕ ປະຊາຊົນລາວ", "ສປປ ລາວ", "Lao PDR", "Lao People's Democratic Republic"]),
        ("vn-db", ["Điện Biên", "tỉnh Điện Biên", "Điện Biên province"]),
        ("la-psl", ["Phong-Sa-Ly", "Phông-Sa-Ly", "Phongsaly", "tỉnh Phongsaly", "ຜົ້ງສາລີ", "ແຂວງຜົ້ງສາລີ"]),
        ("la-odx", ["U-Đom-Xay", "Udomxay", "Oudomxay", "ອຸດົມໄຊ", "ແຂວງ ອຸດົມໄຊ"]),
        ("la-lpb", ["Luông-Pha-Bang", "Luông-Pha Bang", "Luangprabang", "Luang Prabang", "luong pha bang", "ຫລວງພະບາງ", "ຫຼວງພະບາງ", "ແຂວງຫຼວງພະບາງ"]),
        ("la-lnt", ["Luông-Nậm-Thà", "Luang Namtha", "ຫລວງນໍ້າທາ", "ຫຼວງນ້ຳທາ", "ຫຼວງນຳ້ທາ"]),
        ("la-bko", ["Bo-kẹo", "tỉnh Bo-kẹo", "Bokeo", "ບໍ່ແກ້ວ", "ບໍ່ເເກ້ວ"]),
    ];

    private static readonly string[] Units = ["Huyện Điện Biên", "Huyện Mường Chà", "Huyện Nậm Pồ", "Huyện Mường Nhé", "Thành phố Điện Biên Phủ"];

    private static readonly (string Person, string Office)[] Holders =
    [
        ("Suvon Luongbunmi", "Phó Chủ tịch Quốc hội"), ("Trần Quốc Cường", "Bí thư Tỉnh ủy"), ("Lê Thành Đô", "Chủ tịch UBND tỉnh"),
        ("Bounkhong Lachiemphone", "Tỉnh trưởng"), ("Khamphoy Vannasane", "Tỉnh trưởng"), ("Khamkhan Chanthavisouk", "Tỉnh trưởng"),
    ];

    [Fact]
    public void Every_spelling_of_a_party_names_it_however_it_is_typed()
    {
        foreach (var (id, written) in Parties)
            foreach (var typed in written.SelectMany(Typed))
                Assert.True(Names.Resolve(typed).Province == id, $"\"{typed}\" names {Names.Resolve(typed).Province ?? "nobody"}, not {id}");
    }

    [Fact]
    public void What_nobody_is_called_names_nobody_and_gives_at_most_three_suggestions()
    {
        foreach (var unknown in (string[])["Sơn La", "Luang Prabangg", "Luong Pha", "huyện Điện Biên", "Điện Biên Phủ", "TP Điện Biên Phủ", "các tỉnh Bắc Lào", "ບໍແກ່ວໆ", "CHXHCN", "CHDCND Việt"])
        {
            Assert.Null(Names.Resolve(unknown).Province);
            Assert.InRange(Names.Resolve(unknown).Suggestions.Count, 0, 3);
        }
        Assert.Equal("la-lpb", Names.Resolve("Luang Prabangg").Suggestions[0].Province);
        Assert.Equal(["la-lpb", "la-lnt"], Names.Resolve("Luang").Suggestions.Select(near => near.Province).OrderDescending());
        Assert.Equal("la-psl", Names.Resolve("Phong").Suggestions[0].Province);
        Assert.Equal("la-odx", Names.Resolve("Udomxai").Suggestions[0].Province);
    }

    [Fact]
    public void Every_unit_and_office_holder_is_found_however_the_words_are_typed()
    {
        foreach (var unit in Units)
            foreach (var typed in Typed(unit))
                Assert.True(Words.Of(typed).AreIn(new LocalizedText { Vi = unit }), typed);
        Assert.True(Words.Of("TP Điện Biên Phủ").AreIn(new LocalizedText { Vi = "Thành phố Điện Biên Phủ" }));
        foreach (var (person, office) in Holders)
            foreach (var typed in Typed(person).Concat(Typed($"{office} {person}")))
                Assert.True(Words.Of(typed).AreIn(person, new() { Vi = office }, null), typed);
    }

    [Fact]
    public void Words_are_looked_for_in_any_order_and_language_and_all_of_them()
    {
        var text = new LocalizedText { Vi = "Học bổng cho Luông-Pha-Bang", Lo = "ທຶນການສຶກສາ ແຂວງຫຼວງພະບາງ" };
        foreach (var found in (string[])["hoc bong", "BONG HOC", "luongphabang", "ຫລວງພະບາງ", "ທຶນການສຶກສາ", "học bổng ຫຼວງພະບາງ"])
            Assert.True(Words.Of(found).AreIn(text), found);
        foreach (var missing in (string[])["học phí", "Phongsaly", "---", "ຜົ້ງສາລີ"])
            Assert.False(Words.Of(missing).AreIn(text), missing);
        Assert.True(Words.Of(null).AreIn(text));
        Assert.True(Words.Of("tỉnh Điện Biên").AreIn(Of("Điện Biên", "ດຽນບຽນ", "Dien Bien")));
        Assert.True(Words.Of("dien").AreIn(Of("Điện Biên", "ດຽນບຽນ", "Dien Bien")));
        Assert.False(Words.Of("huyện Điện Biên").AreIn(Of("Điện Biên", "ດຽນບຽນ", "Dien Bien")));
    }

    /// <summary>As printed, in capitals, without marks, without hyphens, with marks apart, in compatibility form.</summary>
    private static IEnumerable<string> Typed(string written)
    {
        var apart = written.Normalize(NormalizationForm.FormD);
        return
        [
            written, written.ToUpperInvariant(), written.ToLowerInvariant(), apart, written.Normalize(NormalizationForm.FormKC),
            string.Concat(apart.EnumerateRunes().Where(rune => rune.Value is not (>= 0x0300 and <= 0x036F or >= 0x0EC8 and <= 0x0ECB))),
            written.Replace("-", "", StringComparison.Ordinal), written.Replace('-', ' '), written.Replace("đ", "d", StringComparison.Ordinal),
        ];
    }

    private static ProvinceNames Of(string vi, string lo, string en, params string[] aliases) =>
        new() { Name = new() { Vi = vi, Lo = lo, En = en }, Aliases = aliases.ToValueList() };
}
