using System.Globalization;

namespace CoopGrains.Network;

/// <summary>The hash of a book's last row, as short as it can be: there is one for each book.</summary>
internal readonly record struct ChainHash(UInt128 High, UInt128 Low)
{
    private const int Half = 32;

    public static ChainHash Of(string hex) => new(Parse(hex.AsSpan(0, Half)), Parse(hex.AsSpan(Half)));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x32}{Low:x32}");

    private static UInt128 Parse(ReadOnlySpan<char> hex) => UInt128.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
