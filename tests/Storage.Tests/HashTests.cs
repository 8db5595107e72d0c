using System.Security.Cryptography;
using System.Text;
using CoopGrains.Storage;

namespace Storage.Tests;

public sealed class HashTests
{
    private static readonly JournalRow Row = new(
        7, 1, "program/ຊຳເໜືອ", 3, "mic:k1", 0, "f", DateTimeOffset.UnixEpoch.AddTicks(10),
        "an", "mic", "vn", "", "Kind", "{\"tên\":1}", "", null);

    [Fact]
    public void The_encoding_of_a_row_never_changes()
    {
        const string encoded = "2:ab1:71:126:program/ຊຳເໜືອ"
            + "1:36:mic:k11:01:f1:12:an3:mic2:vn0:4:Kind10:{\"tên\":1}";
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(encoded))), RowHash.Of("ab", Row));
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData("17:coopgrains/book/19:program/a"u8)), RowHash.BeforeFirst("program/a"));
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData("21:coopgrains/snapshot/19:program/a1:22:ab4:body"u8)),
            RowHash.OfSnapshot("program/a", 2, "ab", "body"));
    }

    [Fact]
    public void A_character_that_moves_between_columns_changes_the_hash() =>
        Assert.NotEqual(RowHash.Of("ab", Row with { Actor = "a", Agency = "nmic" }), RowHash.Of("ab", Row));
}
