using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Grains.Tests.Network;

public sealed class NameTests
{
    private static readonly NameIndex Names = new(new Dictionary<string, ProvinceNames>
    {
        ["vn-db"] = Of("Điện Biên", "ດຽນບຽນ", "Dien Bien"),
        ["la-psl"] = Of("Phong-Sa-Ly", "ຜົ້ງສາລີ", "Phongsaly", "Phông-Sa-Ly"),
        ["la-odx"] = Of("U-Đom-Xay", "ອຸດົມໄຊ", "Oudomxay", "Udomxay"),
        ["la-lpb"] = Of("Luông-Pha-Bang", "ຫຼວງພະບາງ", "Luang Prabang", "Luangprabang"),
        ["la-lnt"] = Of("Luông-Nậm-Thà", "ຫຼວງນ້ຳທາ", "Luang Namtha"),
        ["la-bko"] = Of("Bo-kẹo", "ບໍ່ແກ້ວ", "Bokeo"),
    });

    [Fact]
    public void Nobody_takes_an_id_or_an_own_name_of_another_province_by_calling_himself_so()
    {
        var names = new NameIndex(new Dictionary<string, ProvinceNames>
        {
            ["vn-db"] = Of("Điện Biên", "ດຽນບຽນ", "Dien Bien"),
            ["la-lpb"] = Of("Luông-Pha-Bang", "ຫຼວງພະບາງ", "Luang Prabang", "Điện Biên", "vn-db", "shared"),
            ["la-psl"] = Of("Phong-Sa-Ly", "ຜົ້ງສາລີ", "Phongsaly", "shared"),
        });
        Assert.Equal("vn-db", names.Resolve("vn-db").Province);
        Assert.Equal("vn-db", names.Resolve("tỉnh Điện Biên").Province);
        Assert.Null(names.Resolve("shared").Province);
    }

    [Theory]
    [InlineData("Điện Biên", "vn-db")]
    [InlineData("tỉnh Điện Biên", "vn-db")]
    [InlineData("TỈNH ĐIỆN BIÊN", "vn-db")]
    [InlineData("dien bien", "vn-db")]
    [InlineData("DienBien", "vn-db")]
    [InlineData("Điện Biên province", "vn-db")]
    [InlineData("Phong-Sa-Ly", "la-psl")]
    [InlineData("Phông-Sa-Ly", "la-psl")]
    [InlineData("Phongsaly", "la-psl")]
    [InlineData("phong sa ly", "la-psl")]
    [InlineData("U-Đom-Xay", "la-odx")]
    [InlineData("Udomxay", "la-odx")]
    [InlineData("u dom xay", "la-odx")]
    [InlineData("OUDOMXAY", "la-odx")]
    [InlineData("Luông-Pha-Bang", "la-lpb")]
    [InlineData("Luông-Pha Bang", "la-lpb")]
    [InlineData("Luangprabang", "la-lpb")]
    [InlineData("luong pha bang", "la-lpb")]
    [InlineData("Luông-Nậm-Thà", "la-lnt")]
    [InlineData("luong nam tha", "la-lnt")]
    [InlineData("Bo-kẹo", "la-bko")]
    [InlineData("bo keo", "la-bko")]
    [InlineData("la-bko", "la-bko")]
    [InlineData("ແຂວງຫຼວງພະບາງ", "la-lpb")]
    [InlineData("ຫລວງພະບາງ", "la-lpb")]
    [InlineData("ແຂວງ ຫຼວງນໍ້າທາ", "la-lnt")]
    [InlineData("ຫລວງນ້ຳທາ", "la-lnt")]
    [InlineData("ຫຼວງນຳ້ທາ", "la-lnt")]
    [InlineData("ຜົງສາລີ", "la-psl")]
    [InlineData("ບໍແກ້ວ", "la-bko")]
    public void Every_spelling_names_its_province(string spelling, string province) =>
        Assert.Equal(province, Names.Resolve(spelling).Province);

    [Fact]
    public void Marks_written_apart_from_their_letters_are_the_same_spelling() =>
        Assert.Equal("vn-db", Names.Resolve("Điện Biên".Normalize(System.Text.NormalizationForm.FormD)).Province);

    [Theory]
    [InlineData("huyện Điện Biên")]
    [InlineData("Huyen Dien Bien")]
    [InlineData("Dien Bien district")]
    [InlineData("TP Điện Biên Phủ")]
    [InlineData("Điện Biên Phủ")]
    [InlineData("Luang Prabangg")]
    [InlineData("Sơn La")]
    [InlineData("")]
    [InlineData("tỉnh")]
    [InlineData("\uD800")]
    public void What_is_no_spelling_of_a_province_is_never_guessed(string spelling)
    {
        var answer = Names.Resolve(spelling);
        Assert.Null(answer.Province);
        Assert.InRange(answer.Suggestions.Count, 0, 3);
    }

    [Fact]
    public void A_near_miss_is_answered_with_the_nearest_names() =>
        Assert.Equal("la-lpb", Names.Resolve("Luang Prabangg").Suggestions[0].Province);

    [Fact]
    public void A_spelling_that_two_provinces_claim_is_answered_with_both()
    {
        var names = new NameIndex(
            new Dictionary<string, ProvinceNames> { ["la-aa"] = Of("Một", null, "One"), ["la-bb"] = Of("Mot", null, "Two") });
        Assert.Null(names.Resolve("mot").Province);
        Assert.Equal(["la-aa", "la-bb"], names.Resolve("mot").Suggestions.Select(suggestion => suggestion.Province).Order());
    }

    [Fact]
    public void A_name_is_taken_in_any_spelling_by_another_province_and_never_by_ones_own()
    {
        Assert.Null(Names.TakenOf("la-psl", Of("Phong-Sa-Ly", "ຜົ້ງສາລີ", "Phongsaly", "Phông-Sa-Ly")));
        Assert.Null(Names.TakenOf("la-xx", Of("Xay-nha-bu-ly", null, "Xayabury", "huyện Điện Biên")));
        Assert.Equal(
            new TakenName { Name = "TỈNH DIEN BIEN", Province = "vn-db", Pointer = "/names/name/vi" },
            Names.TakenOf("vn-xx", Of("TỈNH DIEN BIEN", null, "Other")));
        Assert.Equal(
            new TakenName { Name = "udomxay", Province = "la-odx", Pointer = "/names/aliases/1" },
            Names.TakenOf("la-psl", Of("Phong-Sa-Ly", null, "Phongsaly", "Phông-Sa-Ly", "udomxay")));
        Assert.Equal("la-bko", Names.TakenOf("la-xx", Of("la-bko", null, "Other"))!.Province);
    }

    private static ProvinceNames Of(string vi, string? lo, string en, params string[] aliases) =>
        new() { Name = new() { Vi = vi, Lo = lo, En = en }, Aliases = aliases.ToValueList() };
}
