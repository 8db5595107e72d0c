using System.Text.Json;
using CoopGrains.Contracts;

namespace Domain.Tests;

public sealed class DecimalTextTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    [Theory]
    [InlineData("0")]
    [InlineData("12.50")]
    [InlineData("-3")]
    [InlineData("2490000000")]
    [InlineData("1234567890123456789012345678")]
    [InlineData("1.234567890123456789012345678")]
    public void Digits_with_an_optional_point_are_an_exact_decimal(string text) =>
        Assert.Equal(text, JsonDocument.Parse(JsonSerializer.Serialize(Read($"\"{text}\""), Web)).RootElement.GetProperty("value").GetString());

    [Theory]
    [InlineData("\"1e5\"")]
    [InlineData("\"1E5\"")]
    [InlineData("\"NaN\"")]
    [InlineData("\"Infinity\"")]
    [InlineData("\"+5\"")]
    [InlineData("\"--5\"")]
    [InlineData("\"5-\"")]
    [InlineData("\"1.\"")]
    [InlineData("\".5\"")]
    [InlineData("\"-.5\"")]
    [InlineData("\"\"")]
    [InlineData("\"-\"")]
    [InlineData("\" 5\"")]
    [InlineData("\"5 \"")]
    [InlineData("\"1,5\"")]
    [InlineData("\"1 000\"")]
    [InlineData("\"1.2.3\"")]
    [InlineData("\"٣\"")]
    [InlineData("\"0x1F\"")]
    [InlineData("\"123456789012345678901234567890\"")]
    [InlineData("\"99999999999999999999999999999999999\"")]
    [InlineData("\"9.9999999999999999999999999999\"")]
    [InlineData("\"0.00000000000000000000000000001\"")]
    [InlineData("\"mười\"")]
    [InlineData("5")]
    [InlineData("5.5")]
    [InlineData("true")]
    [InlineData("[]")]
    public void Anything_else_is_refused_with_its_code(string json) =>
        Assert.Equal(RefusalCodes.AmountInvalid, Assert.Throws<ValueException>(() => Read(json)).Code);

    [Theory]
    [InlineData("exact, atLeast")]
    [InlineData("AtLeast")]
    [InlineData(" exact")]
    [InlineData("1")]
    [InlineData("")]
    public void A_bound_is_one_exact_name_and_never_a_list(string bound) => Assert.Throws<JsonException>(
        () => JsonSerializer.Deserialize<Bound>(JsonSerializer.Serialize(bound)));

    [Fact]
    public void No_text_of_digits_is_ever_rounded_silently() => Check.Holds(200, choices =>
    {
        var digits = string.Concat(Enumerable.Range(0, 1 + choices.Next(30)).Select(_ => choices.Next(3) == 0 ? '9' : (char)('0' + choices.Next(10))));
        var text = choices.Often(50) && digits.Length > 1 ? digits.Insert(1 + choices.Next(digits.Length - 1), ".") : digits;
        try
        {
            Assert.Equal(Plain(text), Plain(Read($"\"{text}\"").Value.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
        catch (ValueException refused)
        {
            Assert.Equal(RefusalCodes.AmountInvalid, refused.Code);
            Assert.True(digits.Length > 28, $"{text} is exact and was refused");
        }
    });

    private static string Plain(string text)
    {
        var trimmed = text.TrimStart('0');
        return trimmed.Contains('.', StringComparison.Ordinal) ? trimmed.TrimEnd('0').TrimEnd('.') : trimmed;
    }

    private static Amount Read(string value) => JsonSerializer.Deserialize<Amount>($"{{\"value\":{value},\"unit\":\"person\"}}", Web)!;
}
