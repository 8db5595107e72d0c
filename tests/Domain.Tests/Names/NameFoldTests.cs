using System.Text;
using CoopGrains.Domain;
using FsCheck;
using FsCheck.Fluent;

namespace Domain.Tests;

public sealed class NameFoldTests
{
    // What names here are written with: Vietnamese with its marks, Lao with its vowels and tones, and what stands between words.
    private static readonly string[] Letters =
    [
        "a", "Đ", "đ", "ệ", "ồ", "ư", "Ạ", "g", "X", "y", "-", " ", "\u00A0", "'", "\u0301", "\u0323", "ﬁ", "Ｄ", "²", "ß", "İ", "(", "–", "\u200B",
        "ຫ", "ລ", "ຣ", "\u0EBC", "ນ", "ມ", "ໜ", "ໝ", "\u0EB3", "\u0ECD", "\u0EB2", "\u0EC8", "\u0EC9", "\u0ECA", "\u0ECB", "ເ", "ແ", "\u0EB8", "\u0EB9", "\uD800",
    ];

    [Fact]
    public void Folding_what_is_folded_changes_nothing() => FsCheck.Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000),
        Prop.ForAll(Arb.From(Text), text => NameFold.Of(NameFold.Of(text)) == NameFold.Of(text)));

    [Fact]
    public void All_normal_forms_of_a_text_fold_alike() => FsCheck.Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000),
        Prop.ForAll(Arb.From(Text.Select(text => string.Concat(text.EnumerateRunes()))), text =>
            ((NormalizationForm[])[NormalizationForm.FormC, NormalizationForm.FormD, NormalizationForm.FormKC, NormalizationForm.FormKD])
                .All(form => NameFold.Of(text.Normalize(form)) == NameFold.Of(text))));

    [Fact]
    public void Case_hyphens_spaces_and_tones_tell_no_names_apart() => FsCheck.Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000),
        Prop.ForAll(Arb.From(Text), text => NameFold.Of(text.Replace("-", "").Replace(" ", "")) == NameFold.Of(text)
            && NameFold.Of(text.Replace("\u0EC9", "").Replace("\u0301", "")) == NameFold.Of(text)));

    [Theory]
    [InlineData("Điện Biên", "dienbien")]
    [InlineData("ĐIỆN-BIÊN", "dienbien")]
    [InlineData("Luông-Pha Bang", "luongphabang")]
    [InlineData("ຫຼວງພະບາງ", "ຫລວງພະບາງ")]
    [InlineData("ຫລວງພະບາງ", "ຫລວງພະບາງ")]
    [InlineData("ນໍ້າ", "ນໍາ")]
    [InlineData("ນ້ຳ", "ນໍາ")]
    [InlineData("ນຳ້", "ນໍາ")]
    [InlineData("ໜອງ", "ຫນອງ")]
    [InlineData("ໝອກ", "ຫມອກ")]
    [InlineData("ເເກ້ວ", "ແກວ")]
    [InlineData("(\u201Cbản - bản\u201D)", "banban")]
    public void A_name_folds_to_its_letters(string written, string folded) => Assert.Equal(folded, NameFold.Of(written));

    [Fact]
    public void Water_and_rice_field_stay_two_words() => Assert.NotEqual(NameFold.Of("ນ້ຳ"), NameFold.Of("ນາ"));

    private static Gen<string> Text => Gen.Elements(Letters).ListOf().Select(string.Concat);
}
